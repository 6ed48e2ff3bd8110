from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "vierspan.access"

    def ready(self) -> None:
        from vierspan.access import checks  # noqa: F401 registers itself
