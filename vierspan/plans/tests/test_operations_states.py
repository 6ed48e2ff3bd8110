from datetime import timedelta

import pytest
from django.utils import translation

from tests.make import TODAY
from vierspan.audit.models import AuditEvent
from vierspan.organisations.models import Organisation
from vierspan.plans.contents import content_of, fingerprint
from vierspan.plans.differences import PlanContent
from vierspan.plans.documents import standing_sentence
from vierspan.plans.locks import NotWritable
from vierspan.plans.models import Comment, State
from vierspan.plans.operations import following, goals, plans, sections, states
from vierspan.plans.tests.make import FIRST, LAST, NOW, bring_to, make_action, make_goal, make_indicator, make_plan

WAY = [State.DRAFT, State.SUBMITTED, State.APPROVED, State.IN_FORCE, State.CLOSED]


def test_a_plan_goes_its_way_and_each_step_says_who_and_when(school: Organisation) -> None:
    plan = make_plan(school)
    assert plan.state == State.DRAFT
    bring_to(plan, State.SUBMITTED)
    assert (plan.state, plan.submitted_by, plan.submitted_at) == ("submitted", "Alice", NOW)
    bring_to(plan, State.APPROVED)
    assert (plan.state, plan.approved_by, plan.approved_at) == ("approved", "Ann", NOW)
    bring_to(plan, State.IN_FORCE)
    assert (plan.state, plan.in_force_at) == ("in_force", NOW)
    bring_to(plan, State.CLOSED)
    assert (plan.state, plan.closed_at) == ("closed", NOW)
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == [
        *("plan.added", "plan.frozen", "plan.submitted", "plan.frozen", "plan.approved", "plan.started", "plan.closed")
    ]


DEEDS = {
    "submit": (lambda plan: states.submit(plan=plan, actor="A", at=NOW), {State.DRAFT}),
    "return": (lambda plan: states.return_to_draft(plan=plan, remark="Te vaag.", actor="A"), {State.SUBMITTED}),
    "approve": (
        lambda plan: states.approve(plan=plan, seen=fingerprint(content_of(plan)), actor="A", at=NOW),
        {State.SUBMITTED},
    ),
    "start": (lambda plan: states.start(plan=plan, actor="A", at=NOW), {State.APPROVED}),
    "close": (lambda plan: states.close(plan=plan, actor="A", at=NOW), {State.IN_FORCE}),
    "reopen": (lambda plan: states.reopen(plan=plan, actor="A"), {State.APPROVED, State.IN_FORCE}),
}


@pytest.mark.parametrize("state", WAY)
@pytest.mark.parametrize("deed", DEEDS)
def test_a_wrong_step_is_refused_with_a_sentence_and_changes_nothing(
    school: Organisation, deed: str, state: State
) -> None:
    plan = make_plan(school, state=state)
    do, allowed = DEEDS[deed]
    if state in allowed:
        do(plan)
        plan.refresh_from_db()
        assert plan.state != state
        return
    with pytest.raises(NotWritable) as fault:
        do(plan)
    assert str(plan.get_state_display()) in str(fault.value)
    plan.refresh_from_db()
    assert plan.state == state


def test_submitting_and_approving_freeze_what_the_plan_says_then(school: Organisation) -> None:
    plan = make_plan(school)
    section = plan.sections.get(key="vision.ict")
    sections.write_section(section=section, body="Eerst.", edition=0, actor="Alice")
    bring_to(plan, State.SUBMITTED)
    section.refresh_from_db()
    sections.write_section(section=section, body="Daarna.", edition=1, actor="Alice")
    bring_to(plan, State.APPROVED)
    frozen = [(v.number, v.reason, PlanContent.from_json(v.content)) for v in plan.versions.all()]
    assert [(number, reason) for number, reason, _ in frozen] == [(1, "submitted"), (2, "approved")]
    bodies = [next(s.body for s in content.sections if s.key == "vision.ict") for _, _, content in frozen]
    assert bodies == ["Eerst.", "Daarna."]


def test_the_head_cannot_approve_what_they_did_not_see(school: Organisation) -> None:
    plan = make_plan(school, state=State.SUBMITTED)
    seen = fingerprint(content_of(plan))
    goals.add_goal(plan=plan, block="X", title="Snel nog dit", why="", actor="Alice")
    with pytest.raises(states.ChangedMeanwhile):
        states.approve(plan=plan, seen=seen, actor="Ann", at=NOW)
    plan.refresh_from_db()
    assert plan.state == State.SUBMITTED
    assert plan.versions.count() == 1


def test_a_returned_plan_carries_the_remark(school: Organisation) -> None:
    plan = make_plan(school, state=State.SUBMITTED)
    states.return_to_draft(plan=plan, remark="Zeg wie het doet.", actor="Ann")
    plan.refresh_from_db()
    assert (plan.state, plan.submitted_by, plan.submitted_at) == ("draft", "", None)
    assert list(Comment.objects.values_list("section_key", "text", "author")) == [("", "Zeg wie het doet.", "Ann")]


def test_a_new_draft_keeps_the_versions_and_the_next_approval_makes_the_next(school: Organisation) -> None:
    plan = make_plan(school, state=State.IN_FORCE)
    states.reopen(plan=plan, actor="Alice")
    plan.refresh_from_db()
    assert (plan.state, plan.approved_by, plan.approved_at, plan.in_force_at) == ("draft", "Ann", NOW, NOW)
    assert (plan.submitted_by, plan.submitted_at, plan.holds_as) == ("", None, State.IN_FORCE)
    assert plan.versions.count() == 2
    bring_to(plan, State.APPROVED)
    assert list(plan.versions.values_list("number", "reason")) == [
        (1, "submitted"),
        (2, "approved"),
        (3, "submitted"),
        (4, "approved"),
    ]


def test_a_plan_in_force_is_so_again_when_its_new_draft_is_approved(school: Organisation) -> None:
    plan = states.reopen(plan=make_plan(school, state=State.IN_FORCE), actor="Alice")
    later = NOW + timedelta(days=30)
    states.submit(plan=plan, actor="Alice", at=later)
    states.approve(plan=plan, seen=fingerprint(content_of(plan)), actor="Els", at=later)
    plan.refresh_from_db()
    assert (plan.state, plan.in_force_at) == (State.IN_FORCE, NOW)
    assert (plan.approved_by, plan.approved_at) == ("Els", later)


def test_no_other_plan_starts_while_a_new_draft_of_the_one_in_force_is_written(school: Organisation) -> None:
    states.reopen(plan=make_plan(school, state=State.IN_FORCE), actor="Alice")
    second = make_plan(school, state=State.APPROVED)
    with pytest.raises(NotWritable):
        states.start(plan=second, actor="Ann", at=NOW)
    second.refresh_from_db()
    assert (second.state, second.in_force_at) == (State.APPROVED, None)


def test_a_new_draft_says_which_version_holds(school: Organisation) -> None:
    plan = states.reopen(plan=make_plan(school, state=State.IN_FORCE), actor="Alice")
    with translation.override("en"):
        said = standing_sentence(plan)
    when = f"{NOW.day} {NOW:%B} {NOW.year}"
    assert said == (
        f"This is a new draft. The version that Ann approved on {when} holds until it is approved. In force since {when}."
    )


def test_one_plan_is_in_force_at_a_time(school: Organisation, other_school: Organisation) -> None:
    make_plan(school, state=State.IN_FORCE)
    make_plan(other_school, state=State.IN_FORCE)
    second = make_plan(school, state=State.APPROVED)
    with pytest.raises(NotWritable):
        states.start(plan=second, actor="Ann", at=NOW)
    second.refresh_from_db()
    assert (second.state, second.in_force_at) == (State.APPROVED, None)


@pytest.mark.parametrize("state", [State.APPROVED, State.IN_FORCE, State.CLOSED])
def test_an_approved_plan_is_not_written_in(school: Organisation, state: State) -> None:
    plan = make_plan(school)
    goal = make_goal(plan)
    bring_to(plan, state)
    section = plan.sections.get(key="vision.ict")
    with pytest.raises(NotWritable):
        sections.write_section(section=section, body="Toch nog.", edition=0, actor="Alice")
    with pytest.raises(NotWritable):
        goals.add_goal(plan=plan, block="X", title="Toch nog", why="", actor="Alice")
    with pytest.raises(NotWritable):
        goals.remove_goal(goal=goal, actor="Alice")
    section.refresh_from_db()
    assert (section.body, plan.goals.count()) == ("", 1)


def test_of_a_plan_in_force_the_review_day_can_change_and_its_period_cannot(school: Organisation) -> None:
    plan = make_plan(school, state=State.IN_FORCE)
    day = TODAY + timedelta(days=90)
    plans.edit_plan(plan=plan, title=plan.title, starts_on=FIRST, ends_on=LAST, review_on=day, actor="Alice")
    plan.refresh_from_db()
    assert plan.review_on == day
    with pytest.raises(NotWritable):
        plans.edit_plan(plan=plan, title=plan.title, starts_on=FIRST, ends_on=day, review_on=day, actor="Alice")


def test_a_draft_can_go_and_what_was_submitted_stays(school: Organisation) -> None:
    plans.remove_plan(plan=make_plan(school), actor="Alice")
    assert school.plans.count() == 0
    plan = make_plan(school, state=State.SUBMITTED)
    states.return_to_draft(plan=plan, remark="Nog niet.", actor="Ann")
    with pytest.raises(NotWritable):
        plans.remove_plan(plan=plan, actor="Alice")
    assert school.plans.count() == 1


def test_the_next_plan_takes_texts_and_open_goals_and_leaves_what_is_finished(school: Organisation) -> None:
    plan = make_plan(school)
    section = plan.sections.get(key="vision.ict")
    sections.write_section(section=section, body="Wij leren zo.", edition=0, actor="Alice")
    open_goal, bare, reached = make_goal(plan, "Open"), make_goal(plan, "Zonder acties"), make_goal(plan, "Bereikt")
    make_action(open_goal, "Klaar", state="done")
    make_action(open_goal, "Loopt nog", state="doing", starts_on=FIRST, due_on=TODAY, cost_once=120, owner_name="Els")
    make_action(open_goal, "Voor later", due_on=LAST + timedelta(days=30))
    make_action(reached, "Klaar", state="done")
    make_indicator(open_goal, "Score", baseline=40, target=60, value=52)
    bring_to(plan, State.CLOSED)
    follower = following.copy_forward(
        plan=plan,
        template=_template(plan),
        title="Volgend plan",
        starts_on=LAST + timedelta(days=1),
        ends_on=LAST + timedelta(days=700),
        actor="Alice",
        on=TODAY,
    )
    assert (follower.follows, follower.state, follower.versions.count()) == (plan, State.DRAFT, 0)
    assert follower.sections.get(key="vision.ict").body == "Wij leren zo."
    assert follower.sections.count() == plan.sections.count()
    assert [(g.title, g.copied_from) for g in follower.goals.all()] == [("Open", open_goal), ("Zonder acties", bare)]
    copied = follower.goals.get(title="Open")
    assert list(copied.actions.values_list("title", "state", "starts_on", "due_on", "cost_once", "owner_name")) == [
        ("Loopt nog", "doing", None, None, 120, "Els"),
        ("Voor later", "todo", None, LAST + timedelta(days=30), None, ""),
    ]
    assert list(copied.indicators.values_list("title", "baseline", "target", "value")) == [("Score", 52, 60, None)]
    assert plan.goals.count() == 3


def _template(plan):  # type: ignore[no-untyped-def]
    from vierspan.plans.contents import template_of

    return template_of(plan)
