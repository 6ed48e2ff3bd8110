"""Pages on which sections, goals, actions and indicators are written, also by two at once."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from vierspan.access.models import User
from vierspan.organisations.models import Organisation
from vierspan.plans.models import Action, Goal, Plan, State
from vierspan.plans.operations import sections
from vierspan.plans.tests.make import bring_to, make_action, make_goal, make_indicator, make_plan


@pytest.fixture
def plan(school: Organisation) -> Plan:
    return make_plan(school)


def page(name: str, *args: object) -> str:
    return reverse(f"plans:{name}", args=["school-a", *args])


def test_a_section_is_written_beside_its_guidance(client: Client, alice: User, plan: Plan) -> None:
    client.force_login(alice)
    address = page("section_edit", plan.pk, "vision.ict")
    shown = client.get(address).content.decode()
    assert "Hoe willen jullie lesgeven" in shown
    assert "Bijvoorbeeld: We gebruiken ICT" in shown
    answer = client.post(address, {"body": "Eerst.\r\n\r\nDan.", "edition": "0"})
    assert answer.headers["Location"] == page("plan", plan.pk) + "#section-vision.ict"
    section = plan.sections.get(key="vision.ict")
    assert (section.body, section.edition, section.edited_by) == ("Eerst.\n\nDan.", 1, "Alice")


def test_two_who_write_one_section_get_both_texts_and_one_to_choose_from(
    client: Client, alice: User, ann: User, plan: Plan
) -> None:
    address = page("section_edit", plan.pk, "vision.ict")
    others = Client()
    others.force_login(ann)
    client.force_login(alice)
    seen = client.get(address).context["form"].initial["edition"]
    others.post(address, {"body": "Gedeeld.\n\nVan Ann.", "edition": "0"})
    answer = client.post(address, {"body": "Gedeeld.\n\nVan Alice.", "edition": str(seen)})
    assert answer.status_code == 409
    form = answer.context["form"]
    assert form.initial == {"body": "Gedeeld.\n\nVan Ann.\n\nVan Alice.", "edition": 1}
    shown = answer.content.decode()
    assert "Van <mark>Ann</mark>." in shown
    assert "Van <mark>Alice</mark>." in shown
    assert plan.sections.get(key="vision.ict").body == "Gedeeld.\n\nVan Ann."
    chosen = client.post(address, {"body": "Gedeeld.\n\nVan Ann en Alice.", "edition": "1"})
    assert chosen.status_code == 302
    assert plan.sections.get(key="vision.ict").body == "Gedeeld.\n\nVan Ann en Alice."


def test_a_text_sent_after_approval_is_refused_and_still_in_the_form(client: Client, alice: User, plan: Plan) -> None:
    client.force_login(alice)
    address = page("section_edit", plan.pk, "vision.ict")
    bring_to(plan, State.APPROVED)
    answer = client.post(address, {"body": "Een avond werk.", "edition": "0"})
    assert answer.status_code == 422
    assert "Een avond werk." in answer.content.decode()
    assert "data-unsaved" in answer.content.decode()
    assert client.get(address).headers["Location"] == page("plan", plan.pk)


def test_a_text_that_is_too_long_is_refused_and_still_in_the_form(client: Client, alice: User, plan: Plan) -> None:
    client.force_login(alice)
    answer = client.post(page("section_edit", plan.pk, "vision.ict"), {"body": "x" * 100_001, "edition": "0"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["body"])


def test_after_signing_in_again_one_comes_back_to_the_section(client: Client, alice: User, plan: Plan) -> None:
    address = page("section_edit", plan.pk, "vision.ict")
    answer = client.post(address, {"body": "Sessie voorbij.", "edition": "0"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{reverse('account_login')}?next={address}")
    client.force_login(alice)
    shown = client.get(address).content.decode()
    assert f'data-draft="{alice.pk}:{plan.pk}:vision.ict"' in shown
    assert "js/writing.js" in shown


def test_a_section_that_the_template_lacks_does_not_exist(client: Client, alice: User, plan: Plan) -> None:
    client.force_login(alice)
    assert client.get(page("section_edit", plan.pk, "vision.nergens")).status_code == 404


def test_a_teacher_does_not_write_and_does_not_remark(client: Client, bob: User, plan: Plan) -> None:
    client.force_login(bob)
    assert client.get(page("section_edit", plan.pk, "vision.ict")).status_code == 403
    assert client.post(page("comment_add", plan.pk), {"text": "Hallo"}).status_code == 403


def test_a_remark_is_placed_and_dealt_with(client: Client, alice: User, plan: Plan) -> None:
    client.force_login(alice)
    answer = client.post(page("comment_add", plan.pk), {"text": "En de kleuters?", "section": "vision.ict"})
    assert answer.headers["Location"] == page("plan", plan.pk) + "#section-vision.ict"
    comment = plan.comments.get()
    assert (comment.text, comment.author, comment.section_key) == ("En de kleuters?", "Alice", "vision.ict")
    client.post(page("comment_resolve", comment.pk))
    comment.refresh_from_db()
    assert comment.resolved_by == "Alice"
    client.post(page("comment_add", plan.pk), {"text": " "})
    assert client.post(page("comment_add", plan.pk), {"text": "x", "section": "nergens"}).status_code == 404
    assert plan.comments.count() == 1


def test_a_goal_is_added_changed_moved_and_removed(client: Client, alice: User, plan: Plan) -> None:
    client.force_login(alice)
    client.post(page("goal_add", plan.pk), {"title": "Eerst", "block": "X", "why": "Zo.", "edition": "0"})
    client.post(page("goal_add", plan.pk), {"title": "Dan", "block": "X", "edition": "0"})
    first, second = plan.goals.all()
    assert (first.title, first.why, second.title) == ("Eerst", "Zo.", "Dan")
    client.post(page("goal_edit", first.pk), {"title": "Anders", "block": "X", "edition": "0"})
    answer = client.post(page("goal_move", second.pk), {"way": "up"})
    assert answer.headers["Location"] == page("plan", plan.pk) + f"#goal-{second.pk}"
    assert list(plan.goals.values_list("title", flat=True)) == ["Dan", "Anders"]
    make_action(first, "Hoort erbij")
    assert "Hoort erbij" in client.get(page("goal_remove", first.pk)).content.decode()
    client.post(page("goal_remove", first.pk))
    assert list(plan.goals.all()) == [second]


def test_a_goal_without_a_title_is_refused(client: Client, alice: User, plan: Plan) -> None:
    client.force_login(alice)
    answer = client.post(page("goal_add", plan.pk), {"title": " ", "block": "Z", "edition": "0"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["title", "block"])


def test_two_who_change_one_goal_see_which_fields_differ(client: Client, alice: User, ann: User, plan: Plan) -> None:
    goal = make_goal(plan, "Begin", why="Waarom.")
    others = Client()
    others.force_login(ann)
    client.force_login(alice)
    others.post(page("goal_edit", goal.pk), {"title": "Van Ann", "block": "I", "why": "Waarom.", "edition": "0"})
    mine = {"title": "Van Alice", "block": "X", "why": "Waarom.", "edition": "0"}
    answer = client.post(page("goal_edit", goal.pk), mine)
    assert answer.status_code == 409
    assert [(each.label, each.theirs, each.mine) for each in answer.context["conflicts"]] == [
        ("Doel", "Van Ann", "Van Alice"),
        ("Bouwsteen", "Infrastructuur", "Deskundigheid"),
    ]
    assert answer.context["form"]["edition"].value() == "1"
    assert answer.context["form"]["title"].value() == "Van Alice"
    goal.refresh_from_db()
    assert goal.title == "Van Ann"
    client.post(page("goal_edit", goal.pk), {**mine, "edition": "1"})
    goal.refresh_from_db()
    assert (goal.title, goal.edition) == ("Van Alice", 2)


ACTION = {
    "title": "Kopen",
    "due_on": "15/03/2027",
    "effort_hours": "12,5",
    "cost_once": "1.250,50",
    "source": "digiplan",
    "edition": "0",
}


def test_an_action_is_added_with_an_owner_from_the_members(client: Client, alice: User, bob: User, plan: Plan) -> None:
    goal = make_goal(plan)
    client.force_login(alice)
    assert {
        user.name for user in client.get(page("plan_action_add", goal.pk)).context["form"].fields["owner"].queryset
    } == {
        *("Alice", "Bob"),
    }
    client.post(page("plan_action_add", goal.pk), {**ACTION, "owner": str(bob.pk)})
    action = Action.objects.get()
    assert (action.title, action.owner, action.due_on, action.effort_hours, action.cost_once, action.source) == (
        *("Kopen", bob, date(2027, 3, 15), Decimal("12.5"), Decimal("1250.50"), "digiplan"),
    )


def test_an_owner_from_another_school_is_refused(client: Client, alice: User, carol: User, plan: Plan) -> None:
    client.force_login(alice)
    answer = client.post(page("plan_action_add", make_goal(plan).pk), {**ACTION, "owner": str(carol.pk)})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["owner"])


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": ""}, "title"),
        ({"cost_once": "-1"}, "cost_once"),
        ({"effort_hours": "veel"}, "effort_hours"),
        ({"starts_on": "2027-04-01"}, "due_on"),
        ({"source": "spaarpot"}, "source"),
        ({"cost_yearly": "999999999999"}, "cost_yearly"),
    ],
)
def test_a_wrong_action_is_refused_at_its_field(
    client: Client, alice: User, plan: Plan, given: dict[str, str], field: str
) -> None:
    client.force_login(alice)
    answer = client.post(page("plan_action_add", make_goal(plan).pk), {**ACTION, **given})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Action.objects.count() == 0


def test_an_owner_who_left_stays_until_somebody_chooses_another(
    client: Client, alice: User, carol: User, plan: Plan
) -> None:
    action = make_action(make_goal(plan), owner=carol, effort_hours=12)
    client.force_login(alice)
    form = client.get(page("plan_action_edit", action.pk)).context["form"]
    assert carol in form.fields["owner"].queryset
    client.post(page("plan_action_edit", action.pk), {**ACTION, "owner": str(carol.pk)})
    action.refresh_from_db()
    assert (action.owner, action.title) == (carol, "Kopen")


def test_two_who_change_one_action_see_which_fields_differ(
    client: Client, alice: User, ann: User, bob: User, plan: Plan
) -> None:
    action = make_action(make_goal(plan), "Kopen")
    others = Client()
    others.force_login(ann)
    client.force_login(alice)
    others.post(page("plan_action_edit", action.pk), {**ACTION, "owner": str(bob.pk)})
    answer = client.post(
        page("plan_action_edit", action.pk), {**ACTION, "due_on": "2027-06-01", "source": "", "owner_name": "Els"}
    )
    assert answer.status_code == 409
    assert [(each.label, each.theirs, each.mine) for each in answer.context["conflicts"]] == [
        ("Eigenaar", "Bob", ""),
        ("Of de naam van iemand zonder account", "", "Els"),
        ("Klaar tegen", "15 maart 2027", "1 juni 2027"),
        ("Betaald met", "Digiplan", "nog niet beslist"),
    ]
    action.refresh_from_db()
    assert (action.owner, action.due_on) == (bob, date(2027, 3, 15))


def test_an_action_is_removed(client: Client, alice: User, plan: Plan) -> None:
    action = make_action(make_goal(plan), "Overbodig")
    client.force_login(alice)
    assert "Overbodig" in client.get(page("plan_action_remove", action.pk)).content.decode()
    client.post(page("plan_action_remove", action.pk))
    assert Action.objects.count() == 0


def test_an_indicator_is_added_changed_measured_and_removed(client: Client, alice: User, plan: Plan) -> None:
    goal = make_goal(plan)
    client.force_login(alice)
    client.post(
        page("indicator_add", goal.pk), {"title": "Dagen stil", "unit": "dagen", "baseline": "21", "target": "1"}
    )
    indicator = goal.indicators.get()
    client.post(page("indicator_edit", indicator.pk), {"title": "Dagen stil", "baseline": "21", "target": "2,5"})
    bring_to(plan, State.IN_FORCE)
    client.post(page("indicator_measure", indicator.pk), {"value": "12,5", "measured_on": "2027-03-01"})
    indicator.refresh_from_db()
    assert (indicator.target, indicator.value, indicator.measured_on) == (
        *(Decimal("2.5"), Decimal("12.5"), date(2027, 3, 1)),
    )
    assert client.get(page("indicator_edit", indicator.pk)).headers["Location"] == page("plan", plan.pk)


def test_half_a_binding_to_the_scan_is_refused(client: Client, alice: User, plan: Plan) -> None:
    client.force_login(alice)
    answer = client.post(page("indicator_add", make_goal(plan).pk), {"title": "Score", "bound_dimension": "X"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["bound_audience"])


def test_an_indicator_can_follow_a_scan_that_is_still_to_come(client: Client, alice: User, plan: Plan) -> None:
    goal = make_goal(plan)
    client.force_login(alice)
    given = {"title": "Score", "bound_dimension": "X", "bound_audience": "teachers", "target": "60"}
    client.post(page("indicator_add", goal.pk), given)
    indicator = goal.indicators.get()
    assert (indicator.is_bound, indicator.baseline) == (True, None)
    assert "Nog geen scan met een score hiervoor" in client.get(page("plan", plan.pk)).content.decode()


def test_an_indicator_is_removed(client: Client, alice: User, plan: Plan) -> None:
    indicator = make_indicator(make_goal(plan))
    client.force_login(alice)
    client.post(page("indicator_remove", indicator.pk))
    assert plan.goals.get().indicators.count() == 0


@pytest.mark.parametrize("name", ["goal_edit", "goal_remove", "plan_action_add", "indicator_add"])
def test_the_goal_of_another_school_does_not_exist(client: Client, carol: User, plan: Plan, name: str) -> None:
    goal = make_goal(plan)
    client.force_login(carol)
    address = reverse(f"plans:{name}", args=["school-b", goal.pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"title": "Gekaapt", "block": "X", "edition": "0"}).status_code == 404
    assert Goal.objects.get().title == "Leraren zijn digitaal vaardig"


def test_a_remark_of_another_school_cannot_be_dealt_with(client: Client, carol: User, plan: Plan) -> None:
    comment = sections.add_comment(plan=plan, section_key="", text="Van ons.", actor="Alice")
    client.force_login(carol)
    assert client.post(reverse("plans:comment_resolve", args=["school-b", comment.pk])).status_code == 404
