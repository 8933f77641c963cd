"""The addresses of this room."""

from django.urls import path

from lizhi.calendars import views

app_name = "calendars"
urlpatterns = [
    path("desk/calendars/", views.page, name="page"),
    path("desk/calendars/list/", views.load, name="load"),
    path("desk/calendars/list/<int:key>/back/", views.take_back, name="take_back"),
    path("desk/calendars/new/", views.new, name="new"),
    path("desk/calendars/branches/<int:key>/", views.choose, name="choose"),
    path("desk/calendars/own/<slug:code>/", views.own, name="own"),
]
