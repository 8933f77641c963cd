"""Whoever has signed is led on to the next thing: one that waits is worth more than a way back."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lizhi.cases.models import Case
from lizhi.handover import pages as handover
from lizhi.offboarding import questions
from lizhi.signing.signals import Next, next_asked


@receiver(next_asked)
def after_signing(sender: object, case: Case, **kwargs: Any) -> Next | None:
    """The handover first, for a colleague waits for it; then the settlement."""
    sheet = handover.of(case)
    if sheet.is_open and (left := sheet.left):
        return Next(
            reverse("handover:list", args=[case.number]),
            "list-check",
            _("On to the handover list"),
            ngettext(
                "One more thing: %(left)d item of the handover list is open.",
                "One more thing: %(left)d items of the handover list are open.",
                left,
            )
            % {"left": left},
        )
    if any(run.step == "answer" for run in questions.OPEN_RUNS.all(case=case.pk)):
        return Next(
            reverse("settlement:mine", args=[case.number]),
            "receipt",
            _("Look at the settlement"),
            _("One more thing: your settlement is here."),
        )
    return None
