"""Every room mounts its own addresses here."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("lizhi.common.urls")),
]
