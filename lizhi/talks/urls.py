"""Addresses of this room."""

from django.urls import path

from lizhi.talks.views import leaver, partner

app_name = "talks"
urlpatterns = [
    path("case/<str:number>/talk/", leaver.talk, name="mine"),
    path("case/<str:number>/talk/answer/", leaver.answer, name="answer"),
    path("talks/<str:number>/", partner.talk, name="talk"),
    path("talks/<str:number>/hour/", partner.hour, name="hour"),
    path("talks/<str:number>/held/", partner.held, name="held"),
    path("talks/<str:number>/notes/", partner.note, name="note"),
]
