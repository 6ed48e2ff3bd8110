"""Pages of a plan: list, reading, making, states."""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.make import TODAY
from vierspan.access.models import User
from vierspan.organisations.models import Organisation
from vierspan.plans.contents import content_of, fingerprint
from vierspan.plans.models import Plan, State
from vierspan.plans.operations import sections, states
from vierspan.plans.tests.make import NASTY, NOW, make_action, make_goal, make_indicator, make_plan

pytestmark = pytest.mark.usefixtures("_today")


@pytest.fixture
def _today() -> Any:
    with time_machine.travel(datetime(2026, 11, 23, 20, 30).astimezone(), tick=False):
        yield


def page(name: str, *args: object, slug: str = "school-a") -> str:
    return reverse(f"plans:{name}", args=[slug, *args])


def test_an_empty_list_offers_three_ways_to_begin(client: Client, alice: User) -> None:
    client.force_login(alice)
    shown = client.get(page("plan_list"))
    assert shown.status_code == 200
    for link in (
        f"{page('plan_add')}?template=plan_compact",
        f"{page('plan_add')}?template=plan_full",
        page("plan_bring"),
    ):
        assert f'href="{link}"' in shown.content.decode()


def test_a_teacher_reads_and_is_offered_nothing_to_make(client: Client, bob: User, school: Organisation) -> None:
    client.force_login(bob)
    assert page("plan_add") not in client.get(page("plan_list")).content.decode()
    plan = make_plan(school)
    assert client.get(page("plan", plan.pk)).status_code == 200
    assert client.get(page("plan_add")).status_code == 403
    assert client.post(page("plan_submit", plan.pk)).status_code == 403


def test_the_list_asks_as_many_questions_for_three_plans_as_for_one(
    client: Client, alice: User, school: Organisation, django_assert_num_queries: Any
) -> None:
    client.force_login(alice)
    make_action(make_goal(make_plan(school)))
    with django_assert_num_queries(5):
        client.get(page("plan_list"))
    for title in ("Tweede", "Derde"):
        make_action(make_goal(make_plan(school, title=title)))
    with django_assert_num_queries(5):
        client.get(page("plan_list"))


def test_the_plan_of_another_school_does_not_exist(client: Client, carol: User, school: Organisation) -> None:
    client.force_login(carol)
    plan = make_plan(school)
    for name in ("plan", "plan_edit", "plan_submit", "plan_approve", "plan_export", "version_list", "goal_add"):
        assert client.get(page(name, plan.pk)).status_code == 404
        assert client.get(page(name, plan.pk, slug="school-b")).status_code in (403, 404)


def test_a_plan_is_made_for_three_school_years(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    form = client.get(page("plan_add")).context["form"]
    assert form.initial == {
        "template": "plan_compact",
        "title": "ICT-beleidsplan 2026-2029",
        "starts_on": date(2026, 9, 1),
        "ends_on": date(2029, 8, 31),
    }
    given = {"template": "plan_full", "title": "Ons plan", "starts_on": "2026-09-01", "ends_on": "31/08/2029"}
    answer = client.post(page("plan_add"), given)
    plan = school.plans.get()
    assert answer.headers["Location"] == page("plan", plan.pk)
    assert (plan.title, plan.template, plan.ends_on, plan.state) == (
        "Ons plan",
        "plan_full",
        date(2029, 8, 31),
        "draft",
    )


def test_a_period_that_ends_before_it_begins_is_refused(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    given = {"template": "plan_compact", "title": "Plan", "starts_on": "2026-09-01", "ends_on": "2026-08-31"}
    answer = client.post(page("plan_add"), given)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["ends_on"])
    assert school.plans.count() == 0


def test_the_plan_is_one_document_with_contents_goals_costs_and_remarks(
    client: Client, alice: User, school: Organisation
) -> None:
    plan = make_plan(school)
    section = plan.sections.get(key="vision.ict")
    sections.write_section(section=section, body="Onze **visie**.", edition=0, actor="Alice")
    sections.add_comment(plan=plan, section_key="vision.ict", text="En de kleuters?", actor="Bob")
    goal = make_goal(plan, "Vlotte leraren")
    make_action(goal, "Nascholing", owner_name="Els", due_on=TODAY, cost_yearly=100)
    make_indicator(goal, "Score", baseline=40, target=60, value=52)
    client.force_login(alice)
    shown = client.get(page("plan", plan.pk)).content.decode()
    for expected in (
        "Onze <strong>visie</strong>.",
        "En de kleuters?",
        'href="#section-vision.ict"',
        "Vlotte leraren",
        "Samen €\u00a0300,00 over 3 schooljaren.",
        f"1 van {plan.sections.count()} onderdelen geschreven",
        "van 40",
    ):
        assert expected in shown
    assert shown.index("Onze <strong>") < shown.index("Nascholing") < shown.rindex("Opmerkingen bij het hele plan")


def test_the_plan_asks_as_many_questions_for_three_goals_as_for_one(
    client: Client, alice: User, school: Organisation, django_assert_num_queries: Any
) -> None:
    client.force_login(alice)
    plan = make_plan(school)
    make_action(make_goal(plan), owner=alice)
    with django_assert_num_queries(13):
        client.get(page("plan", plan.pk))
    for title in ("b", "c"):
        goal = make_goal(plan, title)
        make_action(goal, owner=alice)
        make_indicator(goal)
    with django_assert_num_queries(13):
        client.get(page("plan", plan.pk))


def test_html_in_every_text_field_is_shown_as_text(client: Client, ann: User, school: Organisation) -> None:
    User.objects.filter(pk=ann.pk).update(name=NASTY)
    plan = make_plan(school, title=NASTY)
    for section in plan.sections.all():
        sections.write_section(section=section, body=NASTY, edition=0, actor=NASTY)
        sections.add_comment(plan=plan, section_key=section.key, text=NASTY, actor=NASTY)
    goal = make_goal(plan, NASTY, why=NASTY)
    action = make_action(goal, NASTY, owner_name=NASTY, due_on=TODAY, cost_once=5)
    indicator = make_indicator(goal, NASTY, unit="<b>op 100</b>", target=5)
    states.submit(plan=plan, actor=NASTY, at=NOW)
    client.force_login(ann)
    names = (
        "plan",
        "plan_edit",
        "plan_approve",
        "plan_return",
        "plan_export",
        "plan_summary",
        "version_list",
        "version_compare",
    )
    addresses = [page(name, plan.pk) for name in names] + [page("plan_list")]
    addresses += [page("section_edit", plan.pk, "vision.ict"), page("version", plan.pk, 1), page("goal_edit", goal.pk)]
    addresses += [
        page("goal_remove", goal.pk),
        page("plan_action_edit", action.pk),
        page("plan_action_remove", action.pk),
    ]
    addresses += [page("indicator_edit", indicator.pk), page("indicator_remove", indicator.pk)]
    addresses += [page("indicator_measure", indicator.pk), page("plan_action_add", goal.pk)]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        shown = answer.content.decode()
        assert "<script>alert" not in shown, address
        assert "<img src=x" not in shown, address
        assert "<b>op 100" not in shown, address


def test_title_period_and_review_day_are_changed(client: Client, alice: User, school: Organisation) -> None:
    plan = make_plan(school)
    client.force_login(alice)
    given = {"title": "Nieuw", "starts_on": "2026-10-01", "ends_on": "2028-08-31", "review_on": "2027-06-15"}
    client.post(page("plan_edit", plan.pk), given)
    plan.refresh_from_db()
    assert (plan.title, plan.starts_on, plan.ends_on, plan.review_on) == (
        *("Nieuw", date(2026, 10, 1), date(2028, 8, 31), date(2027, 6, 15)),
    )


def test_of_a_plan_in_force_only_the_review_day_is_changed(client: Client, alice: User, school: Organisation) -> None:
    plan = make_plan(school, state=State.IN_FORCE)
    client.force_login(alice)
    client.post(page("plan_edit", plan.pk), {"title": "Nieuw", "review_on": "2027-06-15"})
    plan.refresh_from_db()
    assert (plan.title, plan.review_on) == ("ICT-beleidsplan", date(2027, 6, 15))


def test_a_draft_is_removed_after_a_page_that_says_what_goes(client: Client, alice: User, school: Organisation) -> None:
    plan = make_plan(school)
    make_action(make_goal(plan))
    client.force_login(alice)
    shown = client.get(page("plan_remove", plan.pk)).content.decode()
    assert "1 doel" in shown
    assert "1 actie" in shown
    answer = client.post(page("plan_remove", plan.pk))
    assert answer.headers["Location"] == page("plan_list")
    assert school.plans.count() == 0


def follow(client: Client, name: str, plan: Plan, **given: str) -> str:
    """Do it, and the message that the plan then shows."""
    answer = client.post(page(name, plan.pk), given, follow=True)
    assert answer.redirect_chain[-1][0].split("#")[0] == page("plan", plan.pk)
    return "".join(str(message) for message in answer.context["messages"])


def test_a_plan_goes_its_way_page_by_page(client: Client, alice: User, ann: User, school: Organisation) -> None:
    plan = make_plan(school)
    client.force_login(alice)
    assert follow(client, "plan_submit", plan) == "Ingediend. De directie kan het nu lezen en goedkeuren."
    assert client.get(page("plan_approve", plan.pk)).status_code == 403
    assert client.post(page("plan_approve", plan.pk), {"seen": fingerprint(content_of(plan))}).status_code == 403
    client.force_login(ann)
    shown = client.get(page("plan_approve", plan.pk))
    assert "officieel vereist" not in shown.content.decode()
    follow(client, "plan_approve", plan, seen=shown.context["seen"])
    plan.refresh_from_db()
    assert (plan.state, plan.approved_by, plan.versions.count()) == (State.APPROVED, "Ann", 2)
    follow(client, "plan_start", plan)
    follow(client, "plan_reopen", plan)
    plan.refresh_from_db()
    assert plan.state == State.DRAFT
    assert "Versie 2, goedgekeurd door Ann" in client.get(page("plan", plan.pk)).content.decode()


def test_what_is_missing_is_said_before_approval(client: Client, ann: User, school: Organisation) -> None:
    plan = make_plan(school, state=State.SUBMITTED)
    client.force_login(ann)
    gaps = client.get(page("plan_approve", plan.pk)).context["gaps"]
    keys = [each.element.key for each in gaps]
    assert "approved" not in keys
    assert {"starting_point"} <= set(keys)


def test_a_plan_changed_while_the_head_read_it_is_not_approved(client: Client, ann: User, school: Organisation) -> None:
    plan = make_plan(school, state=State.SUBMITTED)
    client.force_login(ann)
    seen = client.get(page("plan_approve", plan.pk)).context["seen"]
    make_goal(plan, "Snel nog dit")
    said = follow(client, "plan_approve", plan, seen=seen)
    assert said == "Iemand wijzigde het plan terwijl je las. Lees het opnieuw voor je het goedkeurt."
    plan.refresh_from_db()
    assert plan.state == State.SUBMITTED


def test_giving_back_asks_for_a_remark(client: Client, ann: User, school: Organisation) -> None:
    plan = make_plan(school, state=State.SUBMITTED)
    client.force_login(ann)
    assert client.post(page("plan_return", plan.pk), {"remark": " "}).status_code == 422
    follow(client, "plan_return", plan, remark="Zeg wie het doet.")
    assert "Zeg wie het doet." in client.get(page("plan", plan.pk)).content.decode()


@pytest.mark.parametrize(
    "name", ["plan_submit", "plan_return", "plan_approve", "plan_start", "plan_close", "plan_reopen"]
)
def test_a_deed_out_of_turn_is_refused_in_a_sentence(
    client: Client, ann: User, school: Organisation, name: str
) -> None:
    plan = make_plan(school, state=State.CLOSED)
    client.force_login(ann)
    given = {"remark": "Anders.", "seen": "x"}
    assert follow(client, name, plan, **given).startswith("Dit kan nu niet: de stand van het plan is “afgesloten”.")
    if name != "plan_start":
        answer = client.get(page(name, plan.pk))
        assert (answer.status_code, answer.headers["Location"]) == (302, page("plan", plan.pk))


def test_closing_names_the_open_actions(client: Client, ann: User, school: Organisation) -> None:
    plan = make_plan(school)
    make_action(make_goal(plan), "Nog niet klaar")
    states.submit(plan=plan, actor="Alice", at=NOW)
    plan.refresh_from_db()
    states.approve(plan=plan, seen=fingerprint(content_of(plan)), actor="Ann", at=NOW)
    states.start(plan=plan, actor="Ann", at=NOW)
    client.force_login(ann)
    assert "Nog niet klaar" in client.get(page("plan_close", plan.pk)).content.decode()
    follow(client, "plan_close", plan)
    plan.refresh_from_db()
    assert plan.state == State.CLOSED


def test_the_next_plan_begins_the_day_after_for_as_many_years(client: Client, ann: User, school: Organisation) -> None:
    plan = make_plan(school, state=State.CLOSED)
    client.force_login(ann)
    form = client.get(page("plan_copy_forward", plan.pk)).context["form"]
    assert (form.initial["title"], form.initial["starts_on"], form.initial["ends_on"]) == (
        *("ICT-beleidsplan 2029-2032", date(2029, 9, 1), date(2032, 8, 31)),
    )
    given = {"template": "plan_full", "title": "Volgend", "starts_on": "2029-09-01", "ends_on": "2032-08-31"}
    client.post(page("plan_copy_forward", plan.pk), given)
    follower = school.plans.get(title="Volgend")
    assert (follower.follows, follower.template) == (plan, "plan_full")


def test_a_full_plan_is_not_followed_by_a_compact_one(client: Client, ann: User, school: Organisation) -> None:
    plan = make_plan(school, template="plan_full", state=State.CLOSED)
    client.force_login(ann)
    given = {"template": "plan_compact", "title": "Volgend", "starts_on": "2029-09-01", "ends_on": "2032-08-31"}
    assert client.post(page("plan_copy_forward", plan.pk), given).status_code == 422
    assert school.plans.count() == 1


def test_the_group_lead_writes_and_does_not_approve(client: Client, dirk: User, school: Organisation) -> None:
    plan = make_plan(school, state=State.SUBMITTED)
    client.force_login(dirk)
    assert client.get(page("plan_edit", plan.pk)).status_code == 200
    assert client.get(page("plan_approve", plan.pk)).status_code == 403
