"""Addresses of this room."""

from django.urls import path

from lizhi.handover.views import arranging, leaver, receiver

app_name = "handover"
urlpatterns = [
    path("case/<str:number>/handover/", leaver.handover_list, name="list"),
    path("case/<str:number>/handover/all/", leaver.give_all, name="give_all"),
    path("case/<str:number>/handover/add/", leaver.add, name="add"),
    path("case/<str:number>/handover/<int:item_id>/", leaver.item, name="item"),
    path("case/<str:number>/handover/<int:item_id>/give/", leaver.give, name="give"),
    path("case/<str:number>/handover/<int:item_id>/back/", leaver.take_back, name="take_back"),
    path("handover/<str:number>/", receiver.receive, name="receive"),
    path("handover/<str:number>/<int:item_id>/receive/", receiver.receive_one, name="receive_one"),
    path("handover/<str:number>/<int:item_id>/missing/", receiver.missing, name="missing"),
    path("handover/<str:number>/<int:item_id>/photos/", receiver.photos, name="photos"),
    path("handover/<str:number>/photos/<int:photo_id>/", receiver.photo, name="photo"),
    path("handover/<str:number>/arrange/", arranging.arrange, name="arrange"),
    path("handover/<str:number>/arrange/add/", arranging.add, name="arrange_add"),
    path(
        "handover/<str:number>/arrange/<int:item_id>/receiver/",
        arranging.receiver,
        name="set_receiver",
    ),
    path("handover/<str:number>/arrange/<int:item_id>/remove/", arranging.remove, name="remove"),
    path("handover/<str:number>/arrange/nothing/", arranging.nothing, name="nothing"),
]
