"""Addresses of this room."""

from django.urls import path

from lizhi.identity import views

app_name = "identity"
urlpatterns = [
    path("sign-in/passkey/", views.sign_in, name="sign_in"),
    path("sign-in/passkey/options/", views.sign_in_options, name="sign_in_options"),
    path("passkeys/", views.passkeys, name="passkeys"),
    path("passkeys/options/", views.passkey_options, name="passkey_options"),
    path("passkeys/add/", views.add_passkey, name="add_passkey"),
    path("passkeys/<int:key>/", views.passkey, name="passkey"),
    path("passkeys/<int:key>/remove/", views.remove_passkey, name="remove_passkey"),
]
