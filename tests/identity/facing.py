"""A face service in its place: set up, played by a simulator, without a network."""

from typing import Any

import pytest

from lizhi.identity.faces import wire
from tests.simulators.faces import KEY, AliyunFaces, Faces, TencentFaces
from tests.simulators.web import Line

VENDORS: dict[str, type[Faces]] = {"tencent": TencentFaces, "aliyun": AliyunFaces}


def set_up(name: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Faces:
    """The firm has chosen this one, and put it on both ladders."""
    sim = VENDORS[name]()
    monkeypatch.setattr(wire, "transport", lambda: Line(sim))
    settings.FACE_SERVICE = name
    settings.TENCENT_KEY = settings.ALIYUN_KEY = KEY.name
    settings.TENCENT_SECRET = settings.ALIYUN_SECRET = KEY.secret
    settings.TENCENT_FACE_HOST = settings.ALIYUN_FACE_HOST = sim.host
    settings.TENCENT_FACE_RULE, settings.ALIYUN_FACE_SCENE = "1", "1000000006"
    settings.SIGNING_WAYS = settings.SIGNING_WAYS_AT_STAKE = ["code", "passkey", "face", "witness"]
    return sim
