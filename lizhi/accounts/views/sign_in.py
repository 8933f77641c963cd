"""Sign in: the number, then the code. allauth's pages with our forms, words and clock."""

from http import HTTPStatus
from typing import Any

from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.conf import settings
from django.contrib import auth
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from lizhi.accounts import flow, forms
from lizhi.accounts.views.codes import ask_for_code, on_to, page, too_many
from lizhi.common import clock
from lizhi.common.fields import masked


class SignIn(RequestLoginCodeView):
    """The number. Known or not, the next page is the same."""

    form_class = forms.PhoneForm

    def get_template_names(self) -> list[str]:
        """A page for the hand, or a wide one for whoever is on the way to a desk."""
        return [page("sign_in", self.get_next_url())]

    def get_initial(self) -> dict[str, Any]:
        """Whoever comes back to correct the number finds what was typed."""
        return {"phone": flow.pending_phone(self.request)}

    def form_valid(self, form: forms.PhoneForm) -> HttpResponse:
        """Send the code, then ask for it."""
        phone = form.cleaned_data["phone"]
        if not ask_for_code(self.request, phone, at=clock.now()):
            form.refuse_too_many()
            return self.form_invalid(form)
        return HttpResponseRedirect(self.passthrough_next_url(reverse("accounts:code")))

    def form_invalid(self, form: Form) -> HttpResponse:
        """The same page, with everything that was typed."""
        return _once_more(self, form)

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: object) -> None:
        """Do not lead on to the code: a wrong number must be correctable."""


@method_decorator(sensitive_post_parameters("code"), name="dispatch")
class EnterCode(ConfirmLoginCodeView):
    """The code. The fifth wrong one brings a new code by itself."""

    form_class = forms.CodeForm

    def get_template_names(self) -> list[str]:
        """As on the page before."""
        return [page("code", self.get_next_url())]

    def get_form_kwargs(self) -> dict[str, Any]:
        """What the code is compared with, and how often that may still happen."""
        now = clock.now()
        return {
            **super().get_form_kwargs(),
            "phone": self._process.state["phone"],
            "expired": flow.is_expired(self.request, now),
            "tries_left": settings.CODE_TRIES - self._process.state["failed_attempts"],
            "at": now,
        }

    def form_invalid(self, form: forms.CodeForm) -> HttpResponse:
        """Keep the digits and say what to do; only a wrong code counts as a try."""
        if form.has_error("code", "wrong") and not self._process.record_invalid_attempt():
            return self._new_code(form)
        return _once_more(self, form)

    def _new_code(self, form: forms.CodeForm) -> HttpResponse:
        """The old code is dead; another goes out, unless that was too often already."""
        if ask_for_code(self.request, form.phone, at=form.at):
            return _once_more(self, form)
        return too_many(self.request, form.phone)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which number, and when another code may be asked for."""
        now = clock.now()
        return {
            **super().get_context_data(**kwargs),
            "masked_phone": masked(self._process.state["phone"]),
            "minutes": settings.CODE_MINUTES,
            "expired": flow.is_expired(self.request, now),
            "seconds": flow.seconds_until_next(self.request, now),
        }


def _once_more(view: SignIn | EnterCode, form: Form) -> HttpResponse:
    context = view.get_context_data(form=form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    response: HttpResponse = view.render_to_response(context, status=status)
    return response


@require_safe
def number_changed(request: HttpRequest) -> HttpResponse:
    """How somebody whose number is gone comes in again."""
    return render(request, "accounts/number_changed.html", {"help_line": settings.HELP_LINE})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and leave nothing of it on this phone; somebody else may go on to `next`."""
    auth.logout(request)
    response = redirect(on_to("accounts:sign_in", request))
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
