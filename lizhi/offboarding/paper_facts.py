"""What each paper is told about a case: facts only, the wording is the template's."""

from typing import Literal, TypedDict, cast

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.models import Case, Event
from lizhi.common import clock
from lizhi.documents.papers.facts import (
    AgreementFacts,
    CertificateFacts,
    ContractKind,
    Known,
    LetterFacts,
    NoticeFacts,
    ReceiptFacts,
    RegistrationFacts,
    UnemploymentFacts,
    Way,
)
from lizhi.offboarding import four_dates, questions, ways
from lizhi.offboarding.models import SchemeStop
from lizhi.people.models import Employment
from lizhi.settlement.law import grounds, service

PREFIXES = {
    "receipt": "SD",
    "letter": "TZ",
    "agreement": "XY",
    "voiding": "ZF",
    "notice": "JC",
    "recall": "FG",
    "departure": "BJ",
    "handover": "JJ",
    "settlement": "JS",
    "certificate": "ZM",
    "unemployment": "SY",
}
WAYS = {
    "letter": "纸质信件，由人事登记",
    "mail": "电子邮件，由人事登记",
    "chat": "聊天消息，由人事登记",
    "other": "其他方式，由人事登记",
}
"""How a notice came that HR has registered."""
Reason = Literal["family", "relocation", "career", "health", "other", "unsaid"]
EXPIRY = grounds.ground("44-1")
STRENGTHS = {"code", "link", "passkey"}


def number(case: Case, kind: str, version: int = 1) -> str:
    """SD-2026-000042: the paper's kind, then the case's number; later versions count on."""
    plain = f"{PREFIXES[kind]}-{case.number.removeprefix('LZ-')}"
    return plain if version == 1 else f"{plain}-{version}"


def _arrival(case: Case) -> Event:
    event = questions.EVENT_OF_KIND.get(case=case.pk, kind="notice_arrived")
    event.case = case
    return event


def _notice(case: Case, arrival: Event, kind: str) -> NoticeFacts:
    employment = case.employment
    return {
        "number": number(case, kind),
        "company": case.entity.name,
        "employee": employment.name,
        "case_number": case.number,
        "department": employment.department.name,
        "post": employment.post,
        "phone": employment.user.masked_phone,
        "arrived_at": case.arrived_at.isoformat(),
        "wished_day": case.wished_day.isoformat(),
        "notice_end": case.notice_end.isoformat(),
        "in_probation": case.in_probation,
        **_expiry(case),
        "content_hash": arrival.facts["content_hash"],
    }


class _Expiry(TypedDict, total=False):
    expires_on: str


def _expiry(case: Case) -> _Expiry:
    """The last day of a fixed term that is over before the notice is."""
    day = four_dates.expires_on(case)
    return {"expires_on": day.isoformat()} if day else {}


def is_registered(case: Case) -> bool:
    """The notice came another way; HR has entered it, and we know nobody by it."""
    return _by_hr(_arrival(case))


def _by_hr(arrival: Event) -> bool:
    return bool(arrival.facts.get("channel") == "by_hr")


def _strength(arrival: Event) -> Known:
    known = arrival.facts.get("strength", "code")
    return cast(Known, known if known in STRENGTHS else "code")


def way_of(arrival: Event) -> str:
    """By what way it came that HR has registered; "" for one that came through this system."""
    return WAYS[_way(arrival)] if _by_hr(arrival) else ""


def _way(arrival: Event) -> Way:
    known = arrival.facts.get("way")
    return cast(Way, known if known in WAYS else "other")


def receipt(case: Case) -> ReceiptFacts:
    """Proof that the notice arrived."""
    arrival = _arrival(case)
    by_hr = _by_hr(arrival)
    return {
        **_notice(case, arrival, "receipt"),
        "channel": way_of(arrival) or "公司指定的离职系统",
        "timed": "stated" if by_hr else "server",
        "device": arrival.facts.get("device") or "浏览器",
        "strength": "on_behalf" if by_hr else _strength(arrival),
    }


def letter(case: Case) -> LetterFacts:
    """The employee's own notice."""
    arrival = _arrival(case)
    return {
        **_notice(case, arrival, "letter"),
        "strength": _strength(arrival),
        "id_number": case.employment.person.id_number,
        "reason": cast(Reason, case.reason),
        "words": chain.read(arrival) or "",
    }


def registration(case: Case) -> RegistrationFacts:
    """What HR has entered of a notice that came another way: how, when, and who entered it."""
    arrival = _arrival(case)
    return {
        **_notice(case, arrival, "letter"),
        "id_number": case.employment.person.id_number,
        "way": _way(arrival),
        "waybill": arrival.facts.get("waybill", ""),
        "registered_by": arrival.actor.name if arrival.actor else case.entity.name,
        "registered_at": arrival.facts.get("registered_at", case.arrived_at.isoformat()),
        "words": chain.read(arrival) or "",
    }


def agreement(case: Case) -> AgreementFacts:
    """What both sides may agree about the days, after the notice."""
    employment, arrival = case.employment, _arrival(case)
    receiver = case.data.get("handover_receiver")
    facts: AgreementFacts = {
        "number": number(case, "agreement"),
        "company": case.entity.name,
        "company_code": case.entity.credit_code,
        "company_address": case.entity.address,
        "employee": employment.name,
        "id_kind": employment.person.id_kind,
        "id_number": employment.person.id_number,
        "phone": employment.user.masked_phone,
        "case_number": case.number,
        "made_on": clock.today().isoformat(),
        "department": employment.department.name,
        "post": employment.post,
        "hired_on": employment.hired_on.isoformat(),
        "contract_kind": contract_kind(employment),
        "letter_number": number(case, "letter"),
        "receipt_number": number(case, "receipt"),
        "arrived_at": case.arrived_at.isoformat(),
        "notice_end": case.notice_end.isoformat(),
        "wished_day": case.wished_day.isoformat(),
        "in_probation": case.in_probation,
    }
    if employment.contract_start:
        facts["term_start"] = employment.contract_start.isoformat()
    if employment.contract_end:
        facts["term_end"] = employment.contract_end.isoformat()
    if receiver:
        facts["handover_to"] = _name(receiver)
    if expires := four_dates.expires_on(case):
        facts["expires_on"] = expires.isoformat()
    if settled := four_dates.settled_day(case, today=clock.today()):
        facts["agreed_day"] = settled.isoformat()
        facts["is_expiry"] = settled == expires
    if paid := four_dates.agreed_pay_end(case):
        facts["paid_until"] = paid.isoformat()
    if _by_hr(arrival):
        facts["notice_way"] = _way(arrival)
    return facts


def certificate(case: Case) -> CertificateFacts:
    """The four statutory items and who; nothing else (劳动合同法实施条例 24)."""
    employment = case.employment
    start = employment.contract_start or employment.hired_on
    years, months = service.years_and_months(employment.hired_on, case.contract_end)
    facts: CertificateFacts = {
        "number": number(case, "certificate"),
        "company": case.entity.name,
        "company_code": case.entity.credit_code,
        "employee": employment.name,
        "issued_on": clock.today().isoformat(),
        "id_kind": employment.person.id_kind,
        "id_number": employment.person.id_number,
        "contract_kind": contract_kind(employment),
        "term_start": start.isoformat(),
        "ended_on": case.contract_end.isoformat(),
        "post": employment.post,
        "service_years": years,
        "service_months": months,
        "is_expiry": _has_ended(case),
    }
    if employment.contract_end:
        facts["term_end"] = employment.contract_end.isoformat()
    return facts


def unemployment(case: Case) -> UnemploymentFacts:
    """By which article the employment ended, for the agency alone (社会保险法 50)."""
    person, ground = case.employment.person, ways.ground_of(case)
    expired = _has_ended(case) and not ground.terminates
    facts: UnemploymentFacts = {
        "number": number(case, "unemployment"),
        "company": case.entity.name,
        "company_code": case.entity.credit_code,
        "employee": case.employment.name,
        "issued_on": clock.today().isoformat(),
        "id_kind": person.id_kind,
        "id_number": person.id_number,
        "hired_on": case.employment.hired_on.isoformat(),
        "ended_on": case.contract_end.isoformat(),
        "is_expiry": _has_ended(case),
        "article": _in_full(EXPIRY.article if expired else ground.article),
        "reason": EXPIRY.title if expired else ground.title,
    }
    insured = case.scheme_stops.filter(scheme=SchemeStop.Scheme.UNEMPLOYMENT)
    if stop := insured.first():
        facts["paid_until"] = f"{stop.last_month:%Y-%m}"
    return facts


def _in_full(article: str) -> str:
    rest = article.removeprefix("实施条例")
    law = "《劳动合同法》" if rest == article else "《劳动合同法实施条例》"
    return f"{law}{rest}"


def _has_ended(case: Case) -> bool:
    """By its term or by law, and was not dissolved; never why (劳动合同法实施条例 24)."""
    if ways.is_own(case):
        return four_dates.expires_on(case) is not None
    return ways.ground_of(case).terminates


def contract_kind(employment: Employment) -> ContractKind:
    """Of the labour contract: fixed, open or task."""
    return cast(ContractKind, employment.contract_kind)


def _name(user_id: int) -> str:
    return User.objects.values_list("name", flat=True).get(pk=user_id)
