"""Addresses of this room."""

from django.urls import path

from lizhi.notifications import views

app_name = "notifications"
urlpatterns = [
    path("hooks/messages/<slug:provider>/", views.delivery_report, name="delivery_report"),
    path("demo/messages/", views.box, name="box"),
]
