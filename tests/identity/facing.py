"""A face service in its place: set up, played by a simulator, without a network."""

from typing import Any

import pytest

from lizhi.identity.faces import wire
from lizhi.signing.providers import wire as signing_wire
from lizhi.signing.providers.fadada import client as fadada_client
from tests.simulators.faces import (
    KEY,
    AliyunFaces,
    EsignFaces,
    Faces,
    FadadaFaces,
    TencentFaces,
)
from tests.simulators.web import Line

VENDORS: dict[str, type[Faces]] = {
    "tencent": TencentFaces,
    "aliyun": AliyunFaces,
    "fadada": FadadaFaces,
    "esign": EsignFaces,
}


def set_up(name: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Faces:
    """The firm has chosen this one, and put it on both ladders."""
    sim = VENDORS[name]()
    monkeypatch.setattr(wire, "transport", lambda: Line(sim))
    if name in {"fadada", "esign"}:
        monkeypatch.setattr(signing_wire, "transport", lambda: Line(sim))
        fadada_client.forget_tokens()
    settings.FACE_SERVICE = name
    settings.TENCENT_KEY = settings.ALIYUN_KEY = KEY.name
    settings.TENCENT_SECRET = settings.ALIYUN_SECRET = KEY.secret
    settings.TENCENT_FACE_HOST = settings.ALIYUN_FACE_HOST = sim.host
    settings.FADADA_URL, settings.ESIGN_URL = "http://fadada.test/api/v5", "http://esign.test"
    settings.FADADA_APP_ID, settings.ESIGN_APP_ID = "00000000", "7430000000"
    settings.FADADA_APP_SECRET = settings.ESIGN_APP_SECRET = "dummysecret"
    settings.TENCENT_FACE_RULE, settings.ALIYUN_FACE_SCENE = "1", "1000000006"
    settings.SIGNING_WAYS = settings.SIGNING_WAYS_AT_STAKE = ["code", "passkey", "face", "witness"]
    return sim
