"""Every class that a setting names can be imported."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.utils.module_loading import import_string


@register(Tags.security, deploy=True)
def parts_are_there(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Store, static files, signing service."""
    return [*_classes(), *_provider()]


def _imports(path: str) -> bool:
    try:
        import_string(path)
    except (ImportError, ValueError):  # ValueError: "a..b"
        return False
    return True


def _classes() -> Iterator[Error]:
    named = {
        "LIZHI_STORE": ("lizhi.E201", settings.STORE),
        "LIZHI_STATICFILES": ("lizhi.E202", settings.STORAGES["staticfiles"]["BACKEND"]),
    }
    for name, (number, path) in named.items():
        if not _imports(path):
            yield Error(
                f"{name} is {path!r}, which cannot be imported.",
                hint=f"Unset {name}, or set it to the dotted path of a class.",
                id=number,
            )


def _provider() -> Iterator[Error]:
    path = settings.SIGNING_PROVIDERS.get(settings.SIGNING_PROVIDER, "")
    if not _imports(path):
        yield Error(
            f"LIZHI_SIGNING_PROVIDER is {settings.SIGNING_PROVIDER!r}: nothing could be signed.",
            hint=f"Set it to one of: {', '.join(settings.SIGNING_PROVIDERS)}.",
            id="lizhi.E203",
        )
