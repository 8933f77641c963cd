"""The web worker's entry."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from lizhi.common.collector import keep_what_is_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lizhi.config.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018  loads every page now, not while the first person waits
keep_what_is_loaded()
