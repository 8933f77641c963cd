"""The papers of a case as a list: those that are here, and when the others come."""

import datetime as dt
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import rules as case_rules
from lizhi.cases.access import Access
from lizhi.cases.models import Case, Paper
from lizhi.common import clock, wording
from lizhi.common.permits import permit
from lizhi.offboarding import agreements, four_dates, rules, voiding, ways

SIGNS = {
    "receipt": "receipt",
    "letter": "file-text",
    "recall": "file-text",
    "departure": "file-text",
    "notice": "file-text",
    "agreement": "file-text",
    "voiding": "file-x",
    "handover": "list-check",
    "settlement": "calculator",
    "certificate": "certificate",
    "unemployment": "file-text",
}
FOR_FINANCE = {Paper.Kind.SETTLEMENT}
NOT_FOR_MANAGERS = {
    Paper.Kind.DEPARTURE,
    Paper.Kind.RECALL,
    Paper.Kind.NOTICE,
    Paper.Kind.AGREEMENT,
    Paper.Kind.VOIDING,
    Paper.Kind.SETTLEMENT,
    Paper.Kind.CERTIFICATE,
    Paper.Kind.UNEMPLOYMENT,
}


@dataclass(frozen=True)
class Sheet:
    """One paper, here or still to come."""

    kind: str
    name: str
    sign: str
    small: str
    number: str = ""
    """Where it may be read; empty: not yet."""
    state: str = ""
    day: dt.date | None = None
    page: str = ""
    """Where more can be done about it."""
    has_file: bool = True
    """Whether this reader may have it as a file too."""


def of(case: Case, reader: User, access: Access) -> list[Sheet]:
    """The newest of each kind that this reader may see; what is missing says when it comes."""
    newest = {paper.kind: paper for paper in case_rules.readable_papers(reader, case)}
    with_file = {paper.pk for paper in newest.values()}
    if not access.whole:
        files = case_rules.files_visible_to(reader).filter(case=case)
        with_file = set(files.values_list("pk", flat=True))
    sheets = [
        _sheet(case, kind, newest.get(kind), with_file)
        for kind in Paper.Kind
        if kind in newest or (kind in ways.of(case).papers and _is_shown(kind, access))
    ]
    if not access.hr or not _can_do_more(case, reader):
        return sheets
    page = reverse("offboarding:agreement", args=[case.number])
    return [replace(one, page=page) if one.kind == "agreement" else one for one in sheets]


def _can_do_more(case: Case, reader: User) -> bool:
    """HR can give more time, send it again, or make it void: else there is nothing to open."""
    now = clock.now()
    return (
        permit(rules.check_can_give_time, case, reader).allowed
        or permit(rules.check_can_send_again, case, reader, today=clock.local(now).date()).allowed
        or permit(voiding.check_can_propose, case, reader, now=now).allowed
        or bool(voiding.out(case))
    )


def _is_signed(case: Case, paper: Paper) -> bool:
    """The employee's name stands in it, and the company's seal is all that is missing."""
    if paper.kind != Paper.Kind.VOIDING:
        return four_dates.agreed_by_employee(case)
    envelope = voiding.of(case)
    return envelope is not None and not agreements.waits_for_employee(envelope)


def _is_shown(kind: Paper.Kind, access: Access) -> bool:
    if access.whole:
        return True
    return kind in FOR_FINANCE if access.finance else kind not in NOT_FOR_MANAGERS


def _sheet(case: Case, kind: Paper.Kind, paper: Paper | None, with_file: set[int]) -> Sheet:
    name, sign = str(kind.label), SIGNS[kind]
    if paper is None:
        certain = case.status == Case.Status.RUNNING and ways.is_certain(case)
        if kind == Paper.Kind.CERTIFICATE and certain:
            return Sheet(kind, name, sign, "", state=_("by itself"), day=case.contract_end)
        return Sheet(kind, name, sign, "", state=_("not yet"))
    if paper.state == Paper.State.DRAFT:
        signed = _is_signed(case, paper)
        small = _("signed by the employee") if signed else _("with the employee")
        state = _("waits for the seal") if signed else _("not signed yet")
        return Sheet(kind, name, sign, small, state=state)
    name, small = paper.title, str(Paper.State(paper.state).label)
    if paper.voided_by and paper.voided_by.issued_at:
        values = {"day": wording.day(paper.voided_by.issued_at, "short")}
        small = _("void since %(day)s, by both sides") % values
    elif paper.issued_at:
        small = f"{wording.day(paper.issued_at, 'short')}，{small}"
    readable = "" if paper.state == Paper.State.REVOKED else paper.number
    return Sheet(kind, name, sign, small, number=readable, has_file=paper.pk in with_file)
