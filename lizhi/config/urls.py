"""Every room mounts its own addresses here; what is opened most often is found first.

No address of one room fits another room's, so the order means nothing else.
"""

from django.urls import URLPattern, URLResolver, include, path

from lizhi.config.api import api

handler404 = "lizhi.config.saying_no.no_such_page"
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("", include("lizhi.accounts.urls")),
    path("", include("lizhi.offboarding.urls")),
    path("", include("lizhi.signing.urls")),
    path("", include("lizhi.identity.urls")),
    path("", include("lizhi.handover.urls")),
    path("", include("lizhi.settlement.urls")),
    path("", include("lizhi.cases.urls")),
    path("", include("lizhi.documents.urls")),
    path("", include("lizhi.archive.urls")),
    path("", include("lizhi.talks.urls")),
    path("", include("lizhi.people.urls")),
    path("", include("lizhi.flows.urls")),
    path("", include("lizhi.notifications.urls")),
    path("", include("lizhi.jobs.urls")),
    path("", include("lizhi.calendars.urls")),
    path("", include("lizhi.common.urls")),
    path("", include("lizhi.accounts.aliases")),
]
