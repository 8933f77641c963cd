"""The addresses of this room."""

from django.urls import path

from lizhi.archive import views

app_name = "archive"
urlpatterns = [
    path("case/<slug:number>/package/", views.package, name="package"),
    path("desk/archive/", views.search, name="search"),
    path("desk/archive/<slug:number>/", views.one, name="one"),
]
