"""The names under which allauth looks for our pages. Mounted without a namespace.

None of allauth's own pages is mounted: nobody signs up, and there are no passwords.
"""

from django.urls import path

from lizhi.accounts import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="account_login"),
    path("sign-in/", views.SignIn.as_view(), name="account_request_login_code"),
    path("sign-in/", views.SignIn.as_view(), name="account_inactive"),
    path("sign-in/code/", views.EnterCode.as_view(), name="account_confirm_login_code"),
]
