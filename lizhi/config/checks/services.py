"""A service outside that was chosen has its keys before production starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

NEEDED = {
    "fadada": ("FADADA_APP_ID", "FADADA_APP_SECRET", "FADADA_COMPANIES", "FADADA_BUSINESS_ID"),
    "esign": ("ESIGN_APP_ID", "ESIGN_APP_SECRET", "ESIGN_COMPANIES"),
}


FACES = {
    "tencent": ("TENCENT_KEY", "TENCENT_SECRET", "TENCENT_FACE_RULE"),
    "aliyun": ("ALIYUN_KEY", "ALIYUN_SECRET", "ALIYUN_FACE_SCENE"),
    "fadada": ("FADADA_APP_ID", "FADADA_APP_SECRET"),
    "esign": ("ESIGN_APP_ID", "ESIGN_APP_SECRET"),
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


@register(Tags.security, deploy=True)
def face_service_is_set_up(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Else people would be sent to a camera that nobody has opened."""
    chosen = settings.FACE_SERVICE
    if not chosen:
        return []
    if chosen not in settings.FACE_SERVICES:
        return [
            Error(
                f"LIZHI_FACE_SERVICE is {chosen!r}: no such service.",
                hint=f"Set it to one of: {', '.join(settings.FACE_SERVICES)}, or leave it empty.",
                id="lizhi.E211",
            )
        ]
    missing = [f"LIZHI_{name}" for name in FACES[chosen] if not getattr(settings, name)]
    if not missing:
        return []
    hint = f"Set {', '.join(missing)}; then ask `lizhi faces`."
    return [
        Error(f"LIZHI_FACE_SERVICE is {chosen!r} and lacks its keys.", hint=hint, id="lizhi.E212")
    ]
