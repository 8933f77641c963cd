"""The addresses of this room."""

from django.urls import path

from lizhi.flows.views import (
    checking,
    comparing,
    drawing,
    listing,
    migrating,
    moves,
    playing,
    publishing,
    steps,
    versions,
)

app_name = "flows"
OWN = "desk/flows/<slug:key>/"
STEP = f"{OWN}steps/<slug:step>/"
urlpatterns = [
    path("desk/flows/", listing.overview, name="list"),
    path("desk/case/<str:number>/diagram/", drawing.diagram, name="diagram"),
    path("desk/flows/new/", listing.begin, name="begin"),
    path(OWN, steps.steps, name="steps"),
    path(f"{OWN}name/", steps.whole, name="whole"),
    path(f"{OWN}keys/", moves.keys, name="keys"),
    path(f"{OWN}add/", moves.add, name="add"),
    path(f"{OWN}undo/", moves.undo, name="undo"),
    path(f"{OWN}drop/", moves.drop, name="drop"),
    path(STEP, steps.step, name="step"),
    path(f"{STEP}move/", moves.move, name="move"),
    path(f"{STEP}delete/", moves.delete, name="delete"),
    path(f"{STEP}branch/", moves.branch, name="branch"),
    path(f"{OWN}checks/", checking.checks, name="checks"),
    path(f"{OWN}repair/", checking.repair, name="repair"),
    path(f"{OWN}publish/", publishing.publish, name="publish"),
    path(f"{OWN}compare/", comparing.compare, name="compare"),
    path(f"{OWN}running/", migrating.running, name="running"),
    path(f"{OWN}running/<int:number>/", migrating.migration, name="migration"),
    path(f"{OWN}play/", playing.play, name="play"),
    path(f"{OWN}versions/<int:number>/flow.bpmn", drawing.bpmn_file, name="bpmn"),
    path(f"{OWN}versions/", versions.versions, name="versions"),
    path(f"{OWN}versions/<int:number>/", versions.version, name="version"),
    path(f"{OWN}versions/<int:number>/continue/", listing.continue_from, name="continue"),
]
