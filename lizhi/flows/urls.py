"""The addresses of this room."""

from django.urls import path

from lizhi.flows.views import checking, listing, steps

app_name = "flows"
urlpatterns = [
    path("desk/flows/", listing.overview, name="list"),
    path("desk/flows/new/", listing.begin, name="begin"),
    path("desk/flows/<slug:key>/", steps.steps, name="steps"),
    path("desk/flows/<slug:key>/checks/", checking.checks, name="checks"),
    path(
        "desk/flows/<slug:key>/versions/<int:number>/continue/",
        listing.continue_from,
        name="continue",
    ),
]
