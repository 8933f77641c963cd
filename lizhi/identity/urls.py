"""Addresses of this room."""

from django.urls import path

from lizhi.identity import views

app_name = "identity"
urlpatterns = [
    path("passkeys/", views.passkeys, name="passkeys"),
    path("passkeys/options/", views.passkey_options, name="passkey_options"),
    path("passkeys/add/", views.add_passkey, name="add_passkey"),
    path("passkeys/<int:key>/", views.passkey, name="passkey"),
    path("passkeys/<int:key>/remove/", views.remove_passkey, name="remove_passkey"),
]
