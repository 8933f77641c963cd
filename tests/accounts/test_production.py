"""Production starts complete or says what is missing."""

from pathlib import Path

import pytest
from django.core import checks
from pytest_django import Settings

from lizhi.config.production import production_problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def production(settings: Settings, tmp_path: Path) -> Settings:
    """A firm's own installation in which nothing is missing."""
    settings.DATA_DIR, settings.STORE_DIR = tmp_path, tmp_path / "store"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.PRODUCTION = True
    settings.DEMO_WANTED = settings.DEMO = False
    settings.CLOCK_FILE = ""
    settings.SECRET_KEY = "q" * 60
    settings.MASTER_KEY = "ab" * 32
    settings.ORIGIN = "https://lizhi.example.com"
    settings.ALLOWED_HOSTS = ["lizhi.example.com"]
    settings.SMS_SENDER = "http"
    settings.SMS_HTTP_URL = "https://sms.example.com/send"
    settings.SMS_HTTP_SECRET = "s" * 40
    settings.MAIL_SENDER = "smtp"
    settings.DEFAULT_FROM_EMAIL = "hr@example.com"
    return settings


def test_a_complete_installation_starts(production: Settings) -> None:
    assert production_problems() == []


def test_the_check_says_how_production_is_switched_on(production: Settings) -> None:
    production.PRODUCTION = False
    found = checks.run_checks(tags=[checks.Tags.security], include_deployment_checks=True)
    ours = [message.hint for message in found if str(message.id).startswith("lizhi.")]
    assert ours == ["Set LIZHI_PRODUCTION=true."]


def test_a_laptop_starts_as_it_is(settings: Settings) -> None:
    settings.PRODUCTION = False
    assert production_problems() == []


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", "demo-secret-key-of-nobody-and-nothing-in-production", "LIZHI_SECRET_KEY"),
        ("SECRET_KEY", "short", "LIZHI_SECRET_KEY"),
        ("MASTER_KEY", "00" * 32, "LIZHI_MASTER_KEY"),
        ("MASTER_KEY", "not a key", "LIZHI_MASTER_KEY"),
        ("ORIGIN", "http://lizhi.example.com", "LIZHI_ORIGIN"),
        ("ORIGIN", "https://[lizhi", "LIZHI_ORIGIN"),
        ("ORIGIN", "https://lizhi.example.com:abc", "LIZHI_ORIGIN"),
        ("ORIGIN", "https://lizhi.example.com:", "LIZHI_ORIGIN"),
        ("ORIGIN", "https://lizhi.example.com/sub", "LIZHI_ORIGIN=https://lizhi.example.com"),
        ("ORIGIN", "https://lizhi.example.com?a=1", "LIZHI_ORIGIN=https://lizhi.example.com"),
        ("ORIGIN", "https://hr@lizhi.example.com", "LIZHI_ORIGIN=https://lizhi.example.com"),
        ("ALLOWED_HOSTS", ["*"], "LIZHI_ALLOWED_HOSTS=lizhi.example.com"),
        ("ALLOWED_HOSTS", ["localhost"], "LIZHI_ALLOWED_HOSTS=lizhi.example.com"),
        ("DEMO_WANTED", True, "LIZHI_DEMO"),
        ("CLOCK_FILE", "clock", "LIZHI_CLOCK_FILE"),
        ("DEBUG", True, "DEBUG"),
        ("SMS_SENDER", "box", "LIZHI_SMS_SENDER=http"),
        ("SMS_SENDER", "smtp", "LIZHI_SMS_SENDER=http"),
        ("MAIL_SENDER", "box", "LIZHI_MAIL_SENDER=smtp"),
        ("DEFAULT_FROM_EMAIL", "lizhi@localhost", "LIZHI_MAIL_FROM"),
        ("SMS_HTTP_URL", "http://sms.example.com/send", "LIZHI_SMS_HTTP_URL"),
        ("SMS_HTTP_SECRET", "short", "LIZHI_SMS_HTTP_SECRET"),
        ("STORE", "lizhi.documents.store.nowhere.Store", "LIZHI_STORE"),
        ("STORE", "", "LIZHI_STORE"),
        ("SIGNING_PROVIDER", "esign", "LIZHI_SIGNING_PROVIDER"),
        ("DATA_DIR", Path("/proc/lizhi"), "LIZHI_DATA_DIR"),
        ("STORE_DIR", Path("/dev/null/store"), "LIZHI_STORE_DIR"),
        ("STATIC_ROOT", Path("/proc/lizhi"), "LIZHI_STATIC_ROOT"),
        ("STORAGES", {"staticfiles": {"BACKEND": "whitenoise.Nothing"}}, "LIZHI_STATICFILES"),
        ("SMS_HTTP_TEMPLATE", '{"to": $to}', "LIZHI_SMS_HTTP_TEMPLATE"),
        ("SMS_HTTP_TEMPLATE", '{"to": "$number"}', "LIZHI_SMS_HTTP_TEMPLATE"),
        ("SMS_HTTP_TEMPLATE", '{"to": "$to"}', "LIZHI_SMS_HTTP_TEMPLATE"),
    ],
)
def test_what_is_missing_is_named_with_how_to_set_it(
    production: Settings, name: str, value: object, words: str
) -> None:
    setattr(production, name, value)
    (problem,) = production_problems()
    assert words in problem


def test_a_firm_without_mail_says_so(production: Settings) -> None:
    production.MAIL_SENDER = "off"
    assert production_problems() == []
