"""Insurance and fund for programs of HR: who is to be signed off where, and what is done."""

import datetime as dt
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema

from lizhi.cases import access
from lizhi.cases import rules as case_rules
from lizhi.cases.api import user_of
from lizhi.cases.models import Case
from lizhi.cases.sent import Key, Text, Words, key_of
from lizhi.common import clock
from lizhi.offboarding import actions, scheme_lists, scheme_rules, schemes, ways
from lizhi.offboarding.models import SchemeStop

router = Router(tags=["schemes"])
Month = Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", examples=["2026-11"])]


class CityOut(Schema):
    """One agency's people, as many as there are."""

    city: str
    people: int
    due: dt.date | None = Field(description="The nearest day of the law among them.")


class SchemeOut(Schema):
    """One scheme of one case. `done_on` is empty while nobody has said that it is stopped."""

    scheme: SchemeStop.Scheme
    name: str
    last_month: str = Field(description="The last month that is paid, YYYY-MM.")
    due: dt.date | None = Field(description="The day of the law, where there is one.")
    done_on: dt.date | None
    done_by: str
    reference: str
    receipt: bool = Field(description="A file shows it.")


class SignOffOut(Schema):
    """Somebody who is to be signed off. Numbers of identity are taken on the page, by name."""

    case: str
    name: str
    staff_number: str
    entity: str
    ends_on: dt.date
    insurance_until: str = Field(description="YYYY-MM")
    fund_until: str = Field(description="YYYY-MM")
    insurance_base: Decimal | None
    fund_base: Decimal | None
    to_check: str = Field(description="What nobody knows for certain about the city's rule.")
    stopped: list[SchemeStop.Scheme]


class StopIn(Schema):
    """It was stopped at the agency. A number or a file has to show it."""

    key: Key
    on: dt.date
    month: Month = Field(description="The last month that is paid.")
    reference: Text = Field("", max_length=80, description="Number of the agency's receipt.")
    receipt: UUID | None = Field(None, description="Key of an own upload.")


class NotDoneIn(Schema):
    """It was said by mistake."""

    key: Key
    reason: Words = Field(max_length=200)


@router.get("/cities", response=list[CityOut], summary="Where people are to be signed off")
def scheme_cities(request: HttpRequest, month: Month | None = None) -> list[CityOut]:
    """The most urgent city first; `month`: only of those whose employment ends in it."""
    user = user_of(request)
    scheme_rules.check_can_list(user)
    found = scheme_lists.cities(user, today=clock.today(), month=month or "")
    return [CityOut(city=one.name, people=len(one.cases), due=one.due) for one in found]


@router.get("/people", response=list[SignOffOut], summary="Who is to be signed off in a city")
def scheme_people(request: HttpRequest, city: str, month: Month | None = None) -> list[SignOffOut]:
    """Those of one's own branches of whom something is not stopped yet."""
    user = user_of(request)
    scheme_rules.check_can_list(user)
    found = scheme_lists.of_city(user, city, today=clock.today(), month=month or "")
    return [_sign_off(case) for case in found]


@router.get("/cases/{number}", response=list[SchemeOut], summary="The schemes of a case")
def schemes_of(request: HttpRequest, number: str) -> list[SchemeOut]:
    """For HR of the branch, and for whoever leaves once it is certain."""
    user = user_of(request)
    case = _visible(request, number)
    if not access.of(case, user).leaver:
        scheme_rules.check_can_see(case, user)
    elif case.status == Case.Status.WITHDRAWN or not ways.is_certain(case):
        raise Http404
    return _lines(case)


@router.put("/cases/{number}/{scheme}", response=list[SchemeOut], summary="Say that it is stopped")
def scheme_done(
    request: HttpRequest, number: str, scheme: SchemeStop.Scheme, content: StopIn
) -> list[SchemeOut]:
    """Said again it is corrected; who leaves reads it, with the number of the receipt."""
    user, case = user_of(request), _visible(request, number)
    scheme_rules.check_can_see(case, user)
    actions.stop_scheme(
        case,
        scheme.value,
        on=content.on,
        month=dt.date.fromisoformat(f"{content.month}-01"),
        reference=content.reference,
        files=[str(content.receipt)] if content.receipt else [],
        by=user,
        key=key_of(f"scheme_{scheme.value}", case.pk, user, content.key),
    )
    return _lines(case)


@router.post("/cases/{number}/{scheme}/not-done", response=list[SchemeOut], summary="Take it back")
def scheme_not_done(
    request: HttpRequest, number: str, scheme: SchemeStop.Scheme, content: NotDoneIn
) -> list[SchemeOut]:
    """It was said by mistake, and why; both stay in the story of the case."""
    user, case = user_of(request), _visible(request, number)
    scheme_rules.check_can_see(case, user)
    key = key_of(f"scheme_{scheme.value}_not", case.pk, user, content.key)
    actions.take_scheme_back(case, scheme.value, reason=content.reason, by=user, key=key)
    return _lines(case)


def _visible(request: HttpRequest, number: str) -> Case:
    case = case_rules.visible_case(user_of(request), number)
    if case is None:
        raise Http404
    return case


def _lines(case: Case) -> list[SchemeOut]:
    return [_line(one) for one in schemes.of(case)]


def _line(line: schemes.Line) -> SchemeOut:
    stop = line.stop
    return SchemeOut(
        scheme=SchemeStop.Scheme(line.scheme),
        name=line.name,
        last_month=f"{line.last_month:%Y-%m}",
        due=line.due,
        done_on=stop.done_on if stop else None,
        done_by=stop.done_by.name if stop else "",
        reference=stop.reference if stop else "",
        receipt=line.receipt,
    )


def _sign_off(case: Case) -> SignOffOut:
    employment = case.employment
    insured = schemes.last_month(case)
    fund = schemes.last_month(case, SchemeStop.Scheme.HOUSING_FUND)
    return SignOffOut(
        case=case.number,
        name=employment.name,
        staff_number=employment.number,
        entity=case.entity.name,
        ends_on=case.contract_end,
        insurance_until=f"{insured.month:%Y-%m}",
        fund_until=f"{fund.month:%Y-%m}",
        insurance_base=employment.insurance_base,
        fund_base=employment.fund_base,
        to_check=insured.doubt or fund.doubt,
        stopped=[SchemeStop.Scheme(one.scheme) for one in case.scheme_stops.all()],
    )
