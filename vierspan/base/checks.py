"""A field of which nobody said how long it is kept is a fault found at start-up."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register

from vierspan.base import retention


def our_models() -> dict[str, list[str]]:
    """The models of this project by label, with the names of their fields."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("vierspan.")]
    return {model._meta.label: [field.name for field in model._meta.concrete_fields] for model in ours}


@register()
def every_field_has_its_retention(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    return [Error(fault, id="base.E001") for fault in retention.faults(retention.load(), our_models())]
