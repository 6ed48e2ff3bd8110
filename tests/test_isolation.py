"""Nobody sees or touches anything of an organisation that is not theirs. Walks the addresses of all pages, so that a
page is covered the day it is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, reverse
from pytest_django import Settings

from tests.make import LONG_AGO, TODAY, make_group, make_member, make_organisation, make_user
from tests.rows import QUERIES, Rows, make_rows
from vierspan.access.checks import our_pages
from vierspan.access.models import User
from vierspan.access.permissions import GRANTS, GRANTS_BELOW, Can, Role
from vierspan.organisations.models import Affiliation, Organisation

pytestmark = pytest.mark.slow  # each test opens every page there is
METHODS = ("get", "post")
NOT_HERE = {404, 405}


@dataclass(frozen=True)
class Page:
    """A page of organisations: its name, what its door asks, and its arguments beside the slug."""

    name: str
    permission: Can
    is_for_groups: bool
    arguments: frozenset[str]

    @property
    def function(self) -> str:
        return self.name.split(":")[-1]

    def url(self, organisation: Organisation, rows: Rows, **instead: int) -> str:
        given = {"slug": organisation.slug, **self.given(rows), **instead}
        return reverse(self.name, kwargs=given) + QUERIES.get(self.function, "")

    def given(self, rows: Rows) -> dict[str, Any]:
        try:
            return rows.arguments(self.function, set(self.arguments))
        except KeyError as unknown:
            pytest.fail(f"{self.name}: tests/rows.py has no row for {unknown}; add one to make_rows")


def page_of(name: str, pattern: URLPattern) -> Page:
    callback: Any = pattern.callback
    arguments = frozenset(pattern.pattern.converters) - {"slug"}
    return Page(name, callback.permission, callback.group, arguments)


PAGES = [page_of(name, found) for name, found in our_pages() if "slug" in found.pattern.converters]
FOR_SCHOOLS = [page for page in PAGES if not page.is_for_groups]


@dataclass(frozen=True)
class World:
    """Two schools and two groups, each with one row of every kind; a head or lead in each."""

    school: Organisation
    other_school: Organisation
    group: Organisation
    other_group: Organisation
    rows: dict[Organisation, Rows]

    def mine(self, page: Page) -> Organisation:
        return self.group if page.is_for_groups else self.school

    def other(self, page: Page) -> Organisation:
        return self.other_group if page.is_for_groups else self.other_school


@pytest.fixture
def world(db: None, settings: Settings) -> Iterator[World]:
    # The plans' files stay in memory.
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    school = make_organisation("Sint-Jozef", slug="school-a", number="000111")
    other = make_organisation("Het Anker", slug="school-b", number="000222")
    groups = make_group("Schelde", school, slug="group-a"), make_group("Leie", other, slug="group-b")
    with time_machine.travel(TODAY, tick=False):
        places = (school, other, *groups)
        yield World(school, other, *groups, {place: make_rows(place) for place in places})


def client_of(name: str, role: Role, organisation: Organisation) -> Client:
    user = make_user(name)
    make_member(organisation, user, role)
    return signed_in(user)


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)  # a page that breaks is listed among the faults
    client.force_login(user)
    return client


def answers(client: Client, url: str) -> dict[str, int]:
    """The status of each method; whatever a page did is undone."""
    return {method: undone(lambda method=method: getattr(client, method)(url)).status_code for method in METHODS}


def undone(thing: Callable[[], HttpResponse]) -> HttpResponse:
    with transaction.atomic():
        response = thing()
        transaction.set_rollback(True)
    return response


def faults(expected: Callable[[set[int]], bool], asked: Iterator[tuple[str, dict[str, int]]]) -> list[str]:
    return [f"{url}: {found}" for url, found in asked if not expected(set(found.values()))]


def is_gone(statuses: set[int]) -> bool:
    """404; a method that the page has for nobody tells nothing either."""
    return 404 in statuses and statuses <= NOT_HERE


def is_refused(statuses: set[int]) -> bool:
    return 403 in statuses and statuses <= {403, 405}


def is_let_in(statuses: set[int]) -> bool:
    return not statuses & {403, 404, 500} and statuses != {405}


def test_a_member_of_one_organisation_does_not_find_another(world: World) -> None:
    clients = {
        world.school: client_of("Ann", Role.HEAD, world.school),
        world.group: client_of("Dirk", Role.GROUP_LEAD, world.group),
    }
    asked = (
        (url, answers(clients[world.mine(page)], url))
        for page in PAGES
        for url in [page.url(world.other(page), world.rows[world.other(page)])]
    )
    assert faults(is_gone, asked) == []


def test_a_row_of_another_organisation_is_not_reached_under_ones_own_name(world: World) -> None:
    clients = {
        world.school: client_of("Ann", Role.HEAD, world.school),
        world.group: client_of("Dirk", Role.GROUP_LEAD, world.group),
    }

    def asked() -> Iterator[tuple[str, dict[str, int]]]:
        for page in PAGES:
            mine, other = world.mine(page), world.other(page)
            foreign = page.given(world.rows[other])
            for argument in sorted(page.arguments - set(world.rows[mine].plain)):
                url = page.url(mine, world.rows[mine], **{argument: foreign[argument]})
                yield url, answers(clients[mine], url)

    assert faults(is_gone, asked()) == []


def test_the_same_addresses_work_for_who_belongs_there(world: World) -> None:
    """Else the two tests above would prove nothing."""
    clients = {
        world.other_school: client_of("Carol", Role.HEAD, world.other_school),
        world.other_group: client_of("Greet", Role.GROUP_LEAD, world.other_group),
    }
    asked = (
        (url, answers(clients[world.other(page)], url))
        for page in PAGES
        for url in [page.url(world.other(page), world.rows[world.other(page)])]
    )
    assert faults(is_let_in, asked) == []


@pytest.mark.parametrize("role", [Role.TEACHER, Role.EXTERNAL_PARTNER, Role.SYSTEM_ADMINISTRATOR])
def test_a_role_without_the_permission_is_refused(world: World, role: Role) -> None:
    client = client_of("Bob", role, world.school)
    wanted = [page for page in FOR_SCHOOLS if page.permission not in GRANTS[role]]
    urls = [page.url(world.school, world.rows[world.school]) for page in wanted]
    assert faults(is_refused, ((url, answers(client, url)) for url in urls)) == []
    urls = [page.url(world.school, world.rows[world.school]) for page in FOR_SCHOOLS if page not in wanted]
    assert faults(is_let_in, ((url, answers(client, url)) for url in urls)) == []


def test_who_is_not_signed_in_is_asked_to_sign_in(world: World) -> None:
    client = Client()
    for page in PAGES:
        url = page.url(world.school, world.rows[world.school])
        for method in METHODS:
            response = getattr(client, method)(url)
            assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("account_login")), url


def test_account_pages_ask_to_sign_in(db: None) -> None:
    names = [name for name, page in our_pages() if page.callback.permission == "account"]  # type: ignore[attr-defined]
    for name in names:
        assert Client().get(reverse(name))["Location"].startswith(reverse("account_login")), name


def test_a_group_reaches_its_schools_and_no_others_while_they_are_affiliated(world: World) -> None:
    client = client_of("Dirk", Role.GROUP_LEAD, world.group)
    below = GRANTS_BELOW[Role.GROUP_LEAD]
    allowed = [page for page in FOR_SCHOOLS if page.permission in below]
    urls = [page.url(world.school, world.rows[world.school]) for page in allowed]
    assert faults(is_let_in, ((url, answers(client, url)) for url in urls)) == []
    refused = [page.url(world.school, world.rows[world.school]) for page in FOR_SCHOOLS if page not in allowed]
    assert faults(is_refused, ((url, answers(client, url)) for url in refused)) == []
    elsewhere = [page.url(world.other_school, world.rows[world.other_school]) for page in FOR_SCHOOLS]
    assert faults(is_gone, ((url, answers(client, url)) for url in elsewhere)) == []
    Affiliation.objects.filter(school=world.school).update(until_date=TODAY - timedelta(days=1))
    assert faults(is_gone, ((url, answers(client, url)) for url in urls + refused)) == []


def test_a_group_page_does_not_exist_for_a_school(world: World) -> None:
    client = client_of("Sien", Role.SYSTEM_ADMINISTRATOR, world.school)
    pages = [page for page in PAGES if page.is_for_groups]
    urls = [page.url(world.school, world.rows[world.school]) for page in pages]
    assert faults(is_gone, ((url, answers(client, url)) for url in urls)) == []


def test_a_membership_opens_the_door_from_its_first_to_its_last_day(world: World) -> None:
    user = make_user("Bob")
    make_member(world.school, user, Role.TEACHER, from_date=LONG_AGO, until_date=TODAY)
    url, client = reverse("home:overview", args=[world.school.slug]), signed_in(user)
    assert client.get(url).status_code == 200
    with time_machine.travel(TODAY + timedelta(days=1)):
        assert client.get(url).status_code == 404


def test_a_closed_account_is_out_at_once(world: World) -> None:
    client = client_of("Bob", Role.TEACHER, world.school)
    User.objects.filter(name="Bob").update(is_active=False)
    assert client.get(reverse("home:overview", args=[world.school.slug])).status_code == 302


def test_a_form_without_its_token_is_refused_with_a_sentence(world: World) -> None:
    client = client_of("Ann", Role.HEAD, world.school)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    for page in FOR_SCHOOLS:
        response = strict.post(page.url(world.school, world.rows[world.school]))
        assert response.status_code == 403, page.name
        assert "te lang open" in response.content.decode(), page.name


def test_a_made_up_or_expired_session_is_nobody(world: World) -> None:
    url = reverse("home:overview", args=[world.school.slug])
    stranger = Client()
    stranger.cookies["sessionid"] = "a" * 32
    assert stranger.get(url).status_code == 302
    client = client_of("Bob", Role.TEACHER, world.school)
    with time_machine.travel(TODAY + timedelta(days=15)):
        assert client.get(url).status_code == 302
