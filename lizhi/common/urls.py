"""Addresses of pages without a person."""

from django.urls import path

from lizhi.common import views

app_name = "common"
urlpatterns = [
    path("ui/", views.parts, name="parts"),
    path("ui/<slug:name>/", views.sample, name="sample"),
    path("offline/", views.offline, name="offline"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
