"""Logs name pages, never addresses: an address can hold a code, a token or a school."""

import json
import logging

import pytest
from django.test import Client

from vierspan.base.logs import JsonLines


class Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.lines: list[dict[str, object]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))


@pytest.fixture
def lines() -> object:
    handler = Lines()
    loggers = [logging.getLogger(name) for name in ("django.request", "django.security", "vierspan.request")]
    before = [(logger, logger.disabled, logger.level) for logger in loggers]
    for logger in loggers:
        logger.disabled = False
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
    yield handler.lines
    for logger, disabled, level in before:
        logger.disabled = disabled
        logger.setLevel(level)
        logger.removeHandler(handler)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/invitation/geheim-teken/", "/check-in/geheim-teken/", "/c/GEHEIM12/", "/geheim/"]
)
def test_a_refused_address_is_not_in_the_log(lines: list[dict[str, object]], address: str) -> None:
    assert Client().get(address).status_code >= 400
    assert lines
    assert "geheim" not in json.dumps(lines).lower()


@pytest.mark.django_db
def test_a_form_without_its_token_names_the_page_alone(lines: list[dict[str, object]]) -> None:
    assert Client(enforce_csrf_checks=True).post("/check-in/geheim-teken/", {}).status_code == 403
    assert "geheim" not in json.dumps(lines)
    assert "plans:check_in" in json.dumps(lines)
