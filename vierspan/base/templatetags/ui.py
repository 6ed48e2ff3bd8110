"""The user interface's building blocks: one tag, one template, and a signature that is its contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from vierspan.base import markdown
from vierspan.base.text import Text

if TYPE_CHECKING:
    from vierspan.base.charts import Picture

register = template.Library()


@register.simple_block_tag
def card(content: str, *, title: str = "", id: str = "", tone: str = "plain") -> SafeString:
    """A panel with a heading."""
    return render_to_string("ui/card.html", {"content": content, "title": title, "id": id, "tone": tone})


@register.simple_block_tag
def alert(content: str, *, tone: str = "info", title: str = "") -> SafeString:
    """A message in the page: info, ok, warn or danger."""
    return render_to_string("ui/alert.html", {"content": content, "tone": tone, "title": title})


@register.simple_block_tag
def empty(content: str, *, title: str, icon: str = "inbox") -> SafeString:
    """Nothing here yet: why, and the next step."""
    return render_to_string("ui/empty.html", {"content": content, "title": title, "icon": icon})


@register.inclusion_tag("ui/icon.html")
def icon(name: str, *, label: str = "") -> dict[str, str]:
    """One of the icons named in base/icons.txt; with a label only where no word stands beside it."""
    return {"name": name, "label": label}


@register.inclusion_tag("ui/badge.html")
def badge(*, label: str, tone: str = "plain") -> dict[str, str]:
    """A state in a word: plain, ok, warn, danger, info."""
    return {"label": label, "tone": tone}


@register.inclusion_tag("ui/light.html")
def light(*, value: str) -> dict[str, str]:
    """A traffic light: green, amber, red or empty for none, always with shape and word."""
    return {"value": value}


@register.inclusion_tag("ui/stat.html")
def stat(*, value: Any, label: str, note: str = "") -> dict[str, Any]:
    """One figure with what it is."""
    return {"value": value, "label": label, "note": note}


@register.inclusion_tag("ui/progress.html")
def progress(*, value: int, most: int, label: str) -> dict[str, Any]:
    """How far along, in a bar and in words."""
    return {"value": value, "most": most, "label": label}


@register.inclusion_tag("ui/picture.html")
def picture(shown: Picture, *, caption: str = "", table: str = "closed") -> dict[str, Any]:
    """A picture of ours with its table under it: closed, open, or none where the page has the table itself."""
    return {"picture": shown, "svg": mark_safe(shown.svg), "caption": caption, "table": table}


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: dict[str, Any], *, page: Any) -> dict[str, Any]:
    """Earlier and later, keeping the filters that are in the address."""
    kept = context["request"].GET.copy()
    kept.pop("page", None)
    return {"page": page, "kept": kept.urlencode()}


@register.filter
def said(text: Text | str) -> str:
    """A bilingual text in the reader's language."""
    return text.in_language(get_language() or "nl") if isinstance(text, Text) else text


@register.filter
def markdown_html(source: str) -> SafeString:
    """What a person wrote in Markdown, as clean HTML."""
    return mark_safe(markdown.render(source))
