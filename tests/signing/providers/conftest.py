"""Each signing service, ready to be used."""

from pathlib import Path
from typing import Any

import pytest

from tests.signing.providers import played
from tests.signing.providers.played import Builtin, Outside, Service

OUTSIDE = {"fadada": played.fadada, "esign": played.esign}


@pytest.fixture(params=["builtin", *OUTSIDE])
def service(
    request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Service:
    """One after the other: whatever holds for one holds for all."""
    if request.param == "builtin":
        return Builtin()
    return OUTSIDE[request.param](settings, monkeypatch, tmp_path)


@pytest.fixture(params=[*OUTSIDE])
def outside(
    request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Outside:
    """One of another firm."""
    return OUTSIDE[request.param](settings, monkeypatch, tmp_path)
