"""What somebody who has left does next about each insurance and the fund, in plain words.

Only what the law itself says, with its article (社会保险法); amounts and rules of a city are asked
at its agency.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lizhi.cases.models import Case
from lizhi.offboarding.models import SchemeStop

Scheme = SchemeStop.Scheme


@dataclass(frozen=True)
class Advice:
    """Sentences in the order in which somebody needs them, and where they come from."""

    steps: tuple[StrOrPromise, ...]
    article: str


STEPS: dict[str, Advice] = {
    Scheme.PENSION: Advice(
        (
            _("A new job: your new employer goes on paying. Your years add up, wherever you go."),
            _("No job yet: you may go on paying by yourself at the agency where you live."),
            _("What you have saved stays yours; it cannot be paid out early."),
        ),
        "社会保险法 10、14、19 条",
    ),
    Scheme.MEDICAL: Advice(
        (
            _("A new job: your new employer goes on paying. Your years add up, wherever you go."),
            _("No job yet: pay by yourself, or join the residents' insurance of your place."),
            _("Ask the agency until which day you are covered: each city has a rule of its own."),
            _("While you draw unemployment benefit you are covered, and pay nothing yourself."),
        ),
        "社会保险法 23、25、32、48 条",
    ),
    Scheme.UNEMPLOYMENT: Advice(
        (
            _("No job: register as unemployed soon. Benefit counts from the day you register."),
            _("Bring your identity card and the paper that the employment is over."),
            _(
                "Benefit is for whoever has paid for a year, did not leave by own wish, and looks"
                " for work. The agency decides that, not the company."
            ),
            _("A new job elsewhere: your years go with you."),
        ),
        "社会保险法 45、50、52 条",
    ),
    Scheme.INJURY: Advice(
        (
            _("Nothing to do: it ends with the employment, and you have never paid for it."),
            _(
                "Hurt at work here, or ill from work? Lump sums may be due now that it is over. Ask"
                " HR and the agency before you sign anything."
            ),
        ),
        "社会保险法 33、38、39 条",
    ),
    Scheme.HOUSING_FUND: Advice(
        (
            _("The company seals the account, or sends it on to your next one."),
            _("A new job: tell your new employer the number, and the account is moved."),
            _("To draw from it, or with a loan on it, ask the fund centre of the city."),
        ),
        "住房公积金管理条例 15 条",
    ),
}
RETIRED: dict[str, Advice] = {
    Scheme.PENSION: Advice(
        (_("Paid for fifteen years? The agency pays your pension by the month. Ask for it."),),
        "社会保险法 16 条",
    ),
    Scheme.MEDICAL: Advice(
        (_("Paid for the years of your place? Then you are covered, and pay no more. Ask there."),),
        "社会保险法 27 条",
    ),
    Scheme.UNEMPLOYMENT: Advice(
        (_("Nothing to do: a pension takes its place."),), "社会保险法 51 条"
    ),
}


def of(case: Case, scheme: str) -> Advice:
    """For this person; whoever retires reads something else."""
    if case.way == Case.Way.RETIREMENT and scheme in RETIRED:
        return RETIRED[scheme]
    return STEPS[scheme]
