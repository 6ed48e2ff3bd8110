"""axe-core finds nothing on any page of the demo, in either language, wide and at phone width."""

import re
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.journeys.conftest import DESK, PHONE, NewPage, axe_violations, sign_in
from vierspan.home import demo
from vierspan.home.demo.people import DOMAIN, PASSWORD
from vierspan.surveys.models import Round


def reachable(page: Page, start: str, limit: int = 200) -> list[str]:
    """All addresses that lie behind links from ``start`` within the application, one for each shape of address."""
    seen: dict[str, str] = {}
    waiting = [start]
    while waiting and len(seen) < limit:
        address = waiting.pop(0)
        shape = re.sub(r"\d+|[a-z_]+\.[a-z_]+|\?.*", "#", address)
        if shape in seen:
            continue
        response = page.goto(address)
        if response is None or response.status != 200 or "text/html" not in response.headers.get("content-type", ""):
            continue
        seen[shape] = address
        hrefs = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
        for href in hrefs:
            target = page.evaluate(
                "href => new URL(href, location.href).pathname + new URL(href, location.href).search", href
            )
            same_host = page.evaluate("href => new URL(href, location.href).host === location.host", href)
            if same_host and "download" not in target and "format=" not in target and "/file/" not in target:
                waiting.append(target)
    return list(seen.values())


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("who", ["directie", "groep"])
def test_no_page_has_a_violation(
    new_page: NewPage, transactional_db: Any, live_server: Any, language: str, who: str
) -> None:
    """Slow because it opens every page that these people can reach."""
    demo.load()
    page = new_page()
    sign_in(page, f"{who}@{DOMAIN}", PASSWORD)
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
    faults = []
    addresses = reachable(page, "/?all=1")
    assert len(addresses) > 25
    for address in addresses:
        for viewport in (DESK, PHONE):
            page.set_viewport_size(viewport)
            page.goto(address)
            assert page.locator("html").get_attribute("lang") == language
            faults += [f"{address} {viewport['width']}: {fault}" for fault in axe_violations(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
                faults.append(f"{address} {viewport['width']}: wider than the screen")
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
        onward = page.locator("button[name=go][value=next]")
        if not onward.count():
            break
        onward.first.click()
        page.wait_for_load_state()
    assert faults == []
