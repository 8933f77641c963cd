"""A signing service outside that was chosen has its keys before production starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

NEEDED = {
    "fadada": ("FADADA_APP_ID", "FADADA_APP_SECRET", "FADADA_COMPANIES", "FADADA_BUSINESS_ID"),
    "esign": ("ESIGN_APP_ID", "ESIGN_APP_SECRET", "ESIGN_COMPANIES"),
}


@register(Tags.security, deploy=True)
def signing_service_is_set_up(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Else papers would go out to nobody."""
    names = NEEDED.get(settings.SIGNING_PROVIDER, ())
    missing = [f"LIZHI_{name}" for name in names if not getattr(settings, name)]
    if not missing:
        return []
    return [
        Error(
            f"LIZHI_SIGNING_PROVIDER is {settings.SIGNING_PROVIDER!r} and lacks its keys.",
            hint=f"Set {', '.join(missing)}; then ask `lizhi sign check`.",
            id="lizhi.E210",
        )
    ]
