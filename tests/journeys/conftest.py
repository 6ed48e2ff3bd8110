"""A real browser against a real server. A console error, a page error or a request to elsewhere fails the journey."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.chromium import path as chromium_path

# Playwright's synchronous API runs an event loop in this thread; the database calls beside it are not asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = chromium_path()
    assert found, "The journeys need Chromium: python -m tests.chromium says how to get it."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


class Faults(list[str]):
    """What went wrong in the browser while a journey went on."""

    def watch(self, page: Page, home: str) -> None:
        page.on("pageerror", lambda error: self.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self.append(f"{page.url}: {said.text}") if said.type == "error" else None)
        page.on("request", lambda asked: self.append(f"asked {asked.url}") if not _is_ours(asked.url, home) else None)


def _is_ours(url: str, home: str) -> bool:
    return url.startswith((home, "data:", "blob:", "about:"))


NewPage = Callable[..., Page]


@pytest.fixture
def new_page(browser: Browser, live_server: Any) -> Iterator[NewPage]:
    """Makes a page of a new person: ``new_page(viewport=PHONE, javascript=False)``."""
    contexts: list[BrowserContext] = []
    faults = Faults()

    def make(viewport: dict[str, int] = DESK, *, javascript: bool = True) -> Page:
        context = browser.new_context(
            viewport=viewport,
            java_script_enabled=javascript,
            base_url=live_server.url,
            locale="nl-BE",
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        faults.watch(page, live_server.url)
        return page

    yield make
    for context in contexts:
        context.close()
    # A page that refuses (404, 422 …) is a "Failed to load resource" in the console: the journey checks it by itself.
    assert [fault for fault in faults if "Failed to load resource" not in fault] == []


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord", exact=True).fill(password)
    page.get_by_label("Wachtwoord", exact=True).press("Enter")
    page.wait_for_url(lambda url: "/account/login" not in url)


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds on the page, each as a sentence; the script goes in by evaluate, so that it passes the CSP."""
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [
        f"{violation['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for violation in found
        for node in violation["nodes"]
    ]
