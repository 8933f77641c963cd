"""All settings. Each has a default that works on a laptop; the environment overrides it.

Production is `LIZHI_PRODUCTION=true`: then nothing of the demo is allowed, and `lizhi web` refuses
to start while `lizhi check --deploy` names something that is missing.
"""

from pathlib import Path

import django_stubs_ext

from lizhi.config import environment as env
from lizhi.config.face_services import *  # noqa: F403  settings of the face check
from lizhi.config.face_services import FACE_HANDLERS
from lizhi.config.key_holders import *  # noqa: F403  keys that are kept elsewhere
from lizhi.config.senders import *  # noqa: F403  the settings of what brings texts to people
from lizhi.config.signing_services import *  # noqa: F403  settings of services outside
from lizhi.config.signing_services import SIGNING_HANDLERS

django_stubs_ext.monkeypatch()

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "lizhi"

PRODUCT_NAME = "荔枝离职"
PRODUCT_LINE = "人在外地，也能好好离职"

PRODUCTION = env.flag("LIZHI_PRODUCTION")
DEMO_WANTED = env.flag("LIZHI_DEMO")
DEMO = DEMO_WANTED and not PRODUCTION
"""One-click sign-in and the message box; only ever on a laptop."""
CLOCK_FILE = env.text("LIZHI_CLOCK_FILE")
"""Moves the time of the demo; `lizhi.common.clock`, a floor below, reads it at every look."""
DEBUG = False

DEMO_SECRET_KEY = "demo-secret-key-of-nobody-and-nothing-in-production"  # noqa: S105
DEMO_MASTER_KEY = "00" * 32
SECRET_KEY = env.secret("LIZHI_SECRET_KEY", DEMO_SECRET_KEY)
MASTER_KEY = env.secret("LIZHI_MASTER_KEY", DEMO_MASTER_KEY)

ORIGIN = env.origin("LIZHI_ORIGIN", "http://127.0.0.1:8000")
"""Where people reach the product; links and QR codes begin with it."""
ALLOWED_HOSTS = env.words("LIZHI_ALLOWED_HOSTS", "localhost,127.0.0.1,testserver")
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN.startswith("https://") else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None

DATA_DIR = Path(env.text("LIZHI_DATA_DIR", str(ROOT / "var")))
"""Database of a small firm, file store, clock of the demo: everything a backup must hold."""

INSTALLED_APPS = [
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_tasks",
    "django_tasks_db",
    "lizhi.common",
    "lizhi.notifications",
    "lizhi.accounts",
    "lizhi.people",
    "lizhi.documents",
    "lizhi.cases",
    "lizhi.jobs",
    "lizhi.workflow",
    "lizhi.identity",
    "lizhi.handover",
    "lizhi.settlement",
    "lizhi.signing",
    "lizhi.archive",
    "lizhi.talks",
    "lizhi.offboarding",
    "lizhi.flows",
    "lizhi.calendars",
    "lizhi.config",
]
MIDDLEWARE = [
    "lizhi.config.api_errors.JsonErrors",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lizhi.config.middleware.SecurityHeaders",
    "lizhi.config.middleware.CompressPages",
    "lizhi.config.framing.Frames",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lizhi.config.middleware.PlainText",
    "lizhi.config.middleware.RefusalMiddleware",
    "lizhi.accounts.middleware.SignInMiddleware",
]
ROOT_URLCONF = "lizhi.config.urls"
FORM_RENDERER = "lizhi.common.form_inputs.PlainInputs"
"""And `templates/django/forms` for what it leaves to templates."""
WSGI_APPLICATION = "lizhi.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "lizhi.config.context.house",
                "lizhi.offboarding.menu.desk",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "lizhi.common.templatetags.ui",
                "lizhi.common.templatetags.words",
            ],
        },
    },
]

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "cached_statements": 512,  # a whole case asks some 400 different questions; 128 are usual
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;"
        "PRAGMA temp_store=MEMORY"  # else a savepoint over more than 16 pages opens a file
    ),
}
DATABASES = {
    "default": env.database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'lizhi.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 10)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
"""Shared by all hosts: counters of codes and tries must not be per process."""

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["lizhi.accounts.backend.PhoneBackend"]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "lizhi.accounts.adapter.PhoneAdapter"
ACCOUNT_LOGIN_METHODS = {"phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
CODE_MINUTES = 5
PROOF_MINUTES = 15
WITNESS_CODE_MINUTES = 15
"""After somebody has shown who they are: time to write a name, also for a shaky hand."""
CODE_TRIES = 5
CODE_AGAIN_SECONDS = 60
CODE_WINDOW_MINUTES = 10
CODES_PER_NUMBER = env.number("LIZHI_CODES_PER_NUMBER", 5)
CODES_PER_ADDRESS = env.number("LIZHI_CODES_PER_ADDRESS", 60)
"""In ten minutes. A whole office stands behind one network address."""
CODE_FRESH_HOURS = env.number("LIZHI_CODE_FRESH_HOURS", 12)
OFFICER_IDLE_MINUTES = env.number("LIZHI_OFFICER_IDLE_MINUTES", 30)
"""After so long away from the desk, HR, finance and administrators need a code again for money,
signing and proofs."""
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900  # of the whole sign-in; a code's own minutes follow our clock
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = CODE_TRIES
ACCOUNT_RATE_LIMITS = False  # counted by lizhi.accounts.limits, which follows our clock
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("LIZHI_PROXIES", 1 if PRODUCTION else 0)
"""How many reverse proxies of our own stand in front and append to X-Forwarded-For."""
HELP_LINE = env.text("LIZHI_HELP_LINE")
"""A phone number of HR for people who cannot sign in; empty: pages name HR only."""
CSRF_FAILURE_VIEW = "lizhi.accounts.views.stale_page"
SESSION_ENGINE = "lizhi.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if PRODUCTION else 0
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(env.text("LIZHI_STATIC_ROOT", str(DATA_DIR / "static")))
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.text(
            "LIZHI_STATICFILES", "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

TIMER_SECONDS = env.seconds("LIZHI_TIMER_SECONDS", 15)
"""How often a worker looks whether time has something to do."""

STORE = env.text("LIZHI_STORE", "lizhi.documents.store.folder.FolderStore")
STORE_DIR = Path(env.text("LIZHI_STORE_DIR", str(DATA_DIR / "store")))

NAME_GATE = "lizhi.documents.names.missing_characters"
"""Says which characters of a name no paper can print; rosters ask it, from a floor below."""

TIMERS = "lizhi.workflow.timing.let_time_act"
TIMERS_LATE = "lizhi.workflow.timing.late"
"""Called by the workers every few seconds, with the moment."""

OUTBOX_HANDLERS = {  # by dotted path: a web worker never loads what only the job worker needs
    "workflow.step": "lizhi.offboarding.steps.run_step",
    "workflow.resume": "lizhi.offboarding.steering.pausing.go_on",
    "notices.send": "lizhi.offboarding.notices.deliver",
    "endings.remind": "lizhi.offboarding.endings.deliver",
    "owners.revoked": "lizhi.offboarding.revoking.hand_on",
    "duties.move": "lizhi.offboarding.passing_on.move",
    "absences.tell": "lizhi.offboarding.absence_texts.deliver",
    "talks.remind": "lizhi.talks.reminding.deliver",
    "settlement.chase": "lizhi.settlement.actions.approving.chase_row",
    "payroll.read": "lizhi.settlement.payroll.working.try_row",
    "payroll.write": "lizhi.settlement.payroll.working.write_row",
    "papers.issue": "lizhi.offboarding.papers.issue",
    "agreements.confirm": "lizhi.offboarding.rounds.confirm",
    "agreements.renew": "lizhi.offboarding.steps.renew_agreement",
    "agreements.seal": "lizhi.offboarding.steps.seal_late",
    "voiding.print": "lizhi.offboarding.voiding_paper.print_paper",
    "voiding.seal": "lizhi.offboarding.voiding_paper.seal",
    "archive.seal": "lizhi.offboarding.closing.seal_archive",
    "archive.add": "lizhi.offboarding.adding.add",
    "archive.renew": "lizhi.offboarding.resealing.renew",
    "signing.dispatch": "lizhi.signing.handlers.dispatch",
    "signing.sign": "lizhi.signing.handlers.sign",
    "signing.code": "lizhi.signing.handlers.send_code",
    "signing.cover": "lizhi.signing.handlers.make_cover",
    "signing.expire": "lizhi.signing.handlers.expire",
    "signing.report": "lizhi.signing.handlers.make_report",
    **SIGNING_HANDLERS,
    **FACE_HANDLERS,
    "owners.find": "lizhi.offboarding.rehoming.hand_on",
    "flows.migrate": "lizhi.flows.handlers.migrate",
    "owners.stand_in": "lizhi.offboarding.substituting.move_of",
    "calendars.recount": "lizhi.calendars.handlers.recount",
    "daily.job": "lizhi.jobs.daily.run",
}

DAILY_JOBS = [  # called once a day by one of the workers, with the moment; each may run twice
    "lizhi.offboarding.daily.delete_proofs",
    "lizhi.offboarding.daily.forget_proposals",
    "lizhi.offboarding.daily.raise_duties",
    "lizhi.offboarding.daily.ask_about_bars",
    "lizhi.offboarding.daily.hold_statutory_days",
    "lizhi.offboarding.daily.follow_terms",
    "lizhi.offboarding.daily.tell_of_terms",
    "lizhi.offboarding.resealing.queue_renewals",
    "lizhi.people.daily.forget_rosters",
    "lizhi.settlement.daily.forget_pay_files",
    "lizhi.documents.daily.forget_old_uploads",
    "lizhi.documents.daily.sweep_store",
    "lizhi.signing.daily.stamp_heads",
    "lizhi.cases.daily.forget_checks",
    "lizhi.signing.daily.forget_codes",
    "lizhi.signing.daily.forget_calls",
    "lizhi.signing.daily.chase_papers",
    "lizhi.identity.daily.forget_proofs",
    "lizhi.notifications.daily.forget_codes",
    "lizhi.offboarding.rehoming.find_owners",
    "lizhi.offboarding.substituting.move_all",
    "lizhi.workflow.links.forget_links",
    "lizhi.jobs.daily.forget_jobs",
    "lizhi.accounts.daily.clear_sessions",
    "lizhi.accounts.daily.forget_invitations",
    "lizhi.accounts.daily.forget_counts",
    "lizhi.config.doctor.nightly.look",
]

LOG_LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "lizhi.config.logs.Discreet", "format": LOG_LINE}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.log_level("LIZHI_LOG_LEVEL", "WARNING")},
    "loggers": {"httpx": {"level": "WARNING"}},  # it names the gateway's address, keys and all
}
