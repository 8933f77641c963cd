"""What the law has to say before HR seals: read and ticked, or a reassurance."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_stubs_ext import StrOrPromise

from lizhi.cases.models import Case
from lizhi.common import wording
from lizhi.handover import rules as handover
from lizhi.offboarding import agreements, four_dates, questions


@dataclass(frozen=True)
class Reminder:
    """One remark of the law. `kind`: soon asks for a tick, ok reassures, empty informs."""

    key: str
    kind: str
    sign: str
    title: str
    text: StrOrPromise
    article: str
    tick: str = ""

    @property
    def field(self) -> str:
        """The name of its tick in the form."""
        return f"seen_{self.key}"


def of(case: Case, end: dt.date) -> list[Reminder]:
    """Everything there is to say if the contract ends on this day."""
    return [*to_tick(case, end), *_unsigned(case), _certificate(case, end)]


def to_tick(case: Case, end: dt.date) -> list[Reminder]:
    """What HR has to have read."""
    return [*_early(case, end), *_health(case), *_wants_to_stay(case)]


def _early(case: Case, end: dt.date) -> list[Reminder]:
    if end == four_dates.expires_on(case):
        return [_expiry(case, end)]
    days = (case.notice_end - end).days
    if days <= 0:
        return []
    title = ngettext(
        "%(days)d day before the notice is over: both sides must agree",
        "%(days)d days before the notice is over: both sides must agree",
        days,
    )
    return [
        Reminder(
            key="early",
            kind="soon",
            sign="alert-triangle",
            title=title % {"days": days},
            text=lazy(_agreed, str)(case),  # asked only where it is read
            article="劳动合同法 36、37 条",
            tick=_("I have read this"),
        )
    ]


def _expiry(case: Case, end: dt.date) -> Reminder:
    return Reminder(
        key="expiry",
        kind="soon",
        sign="alert-triangle",
        title=_("The fixed term is over on %(day)s, before the notice is")
        % {"day": wording.day(end, "short")},
        text=_(
            "The contract ends then by itself. Unless the company offered to renew it on the same"
            " or better terms, compensation is due; in the cases of article 42 it runs on."
        ),
        article="劳动合同法 44、45、46 条",
        tick=_("I have checked renewal and compensation"),
    )


def _agreed(case: Case) -> str:
    """Who has agreed so far, and that the seal is the company's consent."""
    parts = []
    if case.data.get("manager_agrees_early"):
        parts.append(_("The manager advises to agree."))
    envelope = agreements.of(case)
    signer = questions.SIGNER.first(envelope=envelope.pk) if envelope else None
    if four_dates.agreed_by_employee(case) and signer and signer.given_at:
        parts.append(
            _("%(name)s signed it %(when)s.")
            % {"name": case.employment.name, "when": wording.moment(signer.given_at)}
        )
    parts.append(_("With the seal the company agrees too."))
    return "".join(parts) if "。" in parts[-1] else " ".join(parts)


def _health(case: Case) -> list[Reminder]:
    if case.reason != Case.Reason.HEALTH:
        return []
    return [
        Reminder(
            key="health",
            kind="soon",
            sign="alert-triangle",
            title=_("Reasons of health: %(name)s may be in medical treatment")
            % {"name": case.employment.name},
            text=_(
                "Resigning oneself is not limited. If the company urged it, stop here and agree"
                " on an end together; then compensation is due."
            ),
            article="劳动合同法 42 条",
            tick=_("I have read this; it is the employee's own wish"),
        )
    ]


def _wants_to_stay(case: Case) -> list[Reminder]:
    if not case.withdrawal_asked_at:
        return []
    return [
        Reminder(
            key="stay",
            kind="soon",
            sign="message-circle",
            title=_("%(name)s has asked to stay and waits for an answer")
            % {"name": case.employment.name},
            text=_("Please answer first. Without an answer it stays with the resignation."),
            article="民法典 141 条",
            tick=_("I have read this"),
        )
    ]


def _unsigned(case: Case) -> list[Reminder]:
    if four_dates.agreed_by_employee(case):
        return []
    return [
        Reminder(
            key="unsigned",
            kind="",
            sign="info-circle",
            title=_("The agreement is not signed: the statutory day stays"),
            text=_("Nothing waits for it. Handover, settlement and certificate go on."),
            article="劳动合同法 37 条",
        )
    ]


def _certificate(case: Case, end: dt.date) -> Reminder:
    open_things = handover.open_count(case)
    title = (
        _("Things are not handed over yet; the certificate is issued all the same")
        if open_things
        else _("The certificate is issued by itself")
    )
    return Reminder(
        key="certificate",
        kind="ok",
        sign="certificate",
        title=title,
        text=_("On %(day)s, with the four statutory items only and no reason.")
        % {"day": wording.day(end, "short")},
        article="劳动合同法 50 条",
    )
