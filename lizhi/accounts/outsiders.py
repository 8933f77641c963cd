"""Other firms that get something of a person, because this installation has set them up.

Texts that people read name exactly these. A firm is known by the name that settings call it.
"""

from dataclasses import dataclass

from django.conf import settings

BUILTIN = "builtin"


@dataclass(frozen=True)
class Firm:
    """Another firm, as a text names it."""

    name: str
    company: str


FIRMS = {
    "tencent": Firm("腾讯云", "腾讯云计算（北京）有限责任公司"),
    "aliyun": Firm("阿里云", "阿里云计算有限公司"),
    "fadada": Firm("法大大", "深圳法大大网络科技有限公司"),
    "esign": Firm("e签宝", "杭州天谷信息科技有限公司"),
}


SIGNERS = {
    "fadada": ("FADADA_APP_ID", "FADADA_APP_SECRET", "FADADA_COMPANIES"),
    "esign": ("ESIGN_APP_ID", "ESIGN_APP_SECRET", "ESIGN_COMPANIES"),
}
"""Settings without which a service signs nothing."""


def set_up() -> dict[str, str]:
    """By what it does: who does it here; what nobody outside does is not in it.

    `face` compares faces, `sign` signs what goes out; `may` and `also` have keys too, so that HR
    can let a paper be signed there instead.
    """
    face, sign = settings.FACE_SERVICE, settings.SIGNING_PROVIDER
    others = [one for one in SIGNERS if one != sign and _has_keys(one)]
    found = {
        "face": face if face in settings.FACE_SERVICES else "",
        "sign": "" if sign == BUILTIN else sign,
        **dict(zip(("may", "also"), others, strict=False)),
    }
    return {what: who for what, who in found.items() if who}


def _has_keys(who: str) -> bool:
    return all(getattr(settings, name) for name in SIGNERS[who])


def firm(who: str) -> Firm:
    """What it is called; one that somebody has added is called as in the settings."""
    return FIRMS.get(who) or Firm(who, who)
