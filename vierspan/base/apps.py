from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "vierspan.base"

    def ready(self) -> None:
        from vierspan.base import checks  # noqa: F401 registers itself
