"""Addresses of this room."""

from django.urls import path

from lizhi.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-in/code/", views.EnterCode.as_view(), name="code"),
    path("sign-in/resend/", views.resend, name="resend"),
    path("sign-in/again/", views.again, name="again"),
    path("sign-in/number/", views.number_changed, name="number_changed"),
    path("unsent/", views.unsent, name="unsent"),
    path("desk/unsent/", views.unsent, name="unsent_desk"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("consents/<slug:kind>/", views.consent, name="consent"),
    path("consents/<slug:kind>/<slug:version>/", views.consent, name="consent_version"),
    path("privacy/changes/", views.privacy_changes, name="privacy_changes"),
    path("my-consents/", views.my_consents, name="my_consents"),
    path("my-consents/<int:key>/withdraw/", views.withdraw, name="withdraw_consent"),
    path("invite/<str:token>/", views.invitation, name="invitation"),
    path("demo/", views.demo, name="demo"),
    path("demo/sign-in/<int:user_id>/", views.demo_sign_in, name="demo_sign_in"),
]
