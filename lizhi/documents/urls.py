"""Addresses of files on their way to us (tus 1.0)."""

from django.urls import path

from lizhi.documents.views import uploads

app_name = "documents"
urlpatterns = [
    path("uploads/", uploads.create, name="uploads"),
    path("uploads/form/", uploads.form, name="upload_form"),
    path("uploads/<uuid:key>/", uploads.one, name="upload"),
]
