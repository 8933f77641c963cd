"""Settings of the face check: which service, what it calls us, when the administrator is warned."""

from lizhi.config import environment as env

FACE_SERVICE = env.text("LIZHI_FACE_SERVICE")
"""Who compares faces; empty: nobody.

`tencent` or `aliyun` with the keys that texts go by, `fadada` or `esign` with those of signing."""
FACE_SERVICES = {
    "tencent": "lizhi.identity.faces.tencent.TencentFaces",
    "aliyun": "lizhi.identity.faces.aliyun.AliyunFaces",
    "fadada": "lizhi.signing.providers.fadada.faces.FadadaFaces",
    "esign": "lizhi.signing.providers.esign.faces.EsignFaces",
}
TENCENT_FACE_HOST = env.text("LIZHI_TENCENT_FACE_HOST", "faceid.tencentcloudapi.com")
TENCENT_FACE_RULE = env.text("LIZHI_TENCENT_FACE_RULE")
"""The RuleId that Tencent has given to this use."""
ALIYUN_FACE_HOST = env.text("LIZHI_ALIYUN_FACE_HOST", "cloudauth.aliyuncs.com")
ALIYUN_FACE_SCENE = env.text("LIZHI_ALIYUN_FACE_SCENE")
"""The SceneId of the console."""
FACE_MINUTES = env.number("LIZHI_FACE_MINUTES", 15)
"""How long somebody has for one try, from the press of the button."""
FACE_TRIES = env.number("LIZHI_FACE_TRIES", 5)
"""Tries of one person within an hour."""
FACE_ALARM = env.number("LIZHI_FACE_ALARM", 80_000)
"""People whose faces were compared, from which the administrator is warned.

From 100,000 the company files with the 网信办 of its province (令第19号)."""
FACE_COUNTED_DAYS = env.number("LIZHI_FACE_COUNTED_DAYS", 1095)
"""How long somebody counts after the last try."""
FACE_HANDLERS = {  # of the outbox
    "identity.face_start": "lizhi.identity.handlers.face_start",
    "identity.face_look": "lizhi.identity.handlers.face_look",
}
