"""A page without a door is a fault found at start-up, not in review."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

# Libraries that bring their own doors: allauth's pages ask for a sign-in, and for a fresh one where it matters.
OWN_DOORS = ("allauth.",)


def pages(resolver: URLResolver, names: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """Each page of the application with its full name (``plans:plan_edit``)."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from pages(entry, (*names, entry.namespace) if entry.namespace else names)
        else:
            yield ":".join([*names, entry.name or ""]), entry


def our_pages() -> list[tuple[str, URLPattern]]:
    return [(name, page) for name, page in pages(get_resolver()) if not page.lookup_str.startswith(OWN_DOORS)]


@register()
def every_page_has_a_door(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"{name} has no @organisation_page, @account_page or @public_page.", id="access.E001")
        for name, page in our_pages()
        if not hasattr(page.callback, "permission")
    ]
