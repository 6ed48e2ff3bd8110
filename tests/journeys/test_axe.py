"""axe-core finds nothing on any page of the demo, in either language, wide and at phone width."""

import html
import re
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.journeys.conftest import DESK, PHONE, NewPage, axe_violations, sign_in
from vierspan.home import demo
from vierspan.home.demo.people import DOMAIN, PASSWORD
from vierspan.surveys.models import Round

NUMBER_OR_KEY = re.compile(r"(?<=/)(\d+|[a-z_]+\.[a-z_]+|[A-Z]+\d+)(?=/)")


def shape_of(address: str) -> str:
    """The same for addresses that are the same page of another row; views of one page are pages of their own."""
    parts = urlsplit(address)
    view = parse_qs(parts.query).get("view", [""])[0]
    return f"{NUMBER_OR_KEY.sub('#', parts.path)} {view}"


def reachable(page: Page, start: str, below: str) -> list[str]:
    """One address of each page under ``below`` that lies behind links from ``start``, found without drawing them."""
    found: dict[str, str] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop(0)
        if shape_of(address) in found or not address.startswith((below, "/account/")):
            continue
        response = page.request.get(address)
        is_page = "text/html" in response.headers["content-type"] and "content-disposition" not in response.headers
        if response.status != 200 or not is_page:
            continue
        found[shape_of(address)] = address
        links = re.findall(r'<a\b[^>]*\bhref="([^"#]+)"', response.text())
        waiting += [urljoin(address, html.unescape(link)) for link in links if ":" not in link]
    return list(found.values())


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("who", "place", "least"),
    [("directie", "/o/de-zevensprong/", 45), ("groep", "/o/groep-gent/", 25)],
    ids=["head", "group lead"],
)
def test_no_page_has_a_violation(
    new_page: NewPage, transactional_db: Any, live_server: Any, language: str, who: str, place: str, least: int
) -> None:
    """Slow because it opens every page that these people can reach."""
    demo.load()
    page = new_page()
    sign_in(page, f"{who}@{DOMAIN}", PASSWORD)
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
    addresses = reachable(page, place, place)
    assert len(addresses) >= least
    faults = []
    for address in addresses:
        page.set_viewport_size(DESK)
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language
        faults += [f"{address}: {fault}" for fault in axe_violations(page)]
        page.set_viewport_size(PHONE)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            faults.append(f"{address}: wider than a phone")
    assert faults == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_answering_has_no_violation(new_page: NewPage, transactional_db: Any, live_server: Any, language: str) -> None:
    demo.load()
    made = Round.objects.filter(organisation__name="De Zevensprong", closed_at=None).latest("opens_on")
    page = new_page(PHONE)
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
    faults = []
    for address in ("/account/login/", "/account/password/reset/", "/c/", f"/s/{made.link_key}/", "/bestaat-niet/"):
        page.goto(address)
        faults += [f"{address}: {fault}" for fault in axe_violations(page)]
    page.goto(f"/s/{made.link_key}/teachers/")
    for _screen in range(9):
        faults += [f"{page.url}: {fault}" for fault in axe_violations(page)]
        onward = page.locator("button.btn-primary[name=go][value=next]")
        if not onward.count():
            break
        onward.first.click()
        page.wait_for_load_state()
    assert faults == []
