"""A group of companies with as many cases as wanted, written in bulk: to measure pages on.

Every row is one that the real path could have left, but for its events: lists do not read them.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.hashers import make_password
from django.db import transaction

from lizhi.accounts.models import User, phone_index
from lizhi.cases.models import Case, Counter
from lizhi.common import clock, encryption
from lizhi.offboarding import step_names
from lizhi.people.models import (
    Branch,
    Department,
    Employment,
    Group,
    LegalEntity,
    Person,
    RoleGrant,
)

AT_ONCE = 2_000
RUNNING_IN_100 = 8
YEARS = 3
PLACES = (
    ("深圳总部", "深圳"),
    ("苏州工厂", "苏州"),
    ("成都分公司", "成都"),
    ("西安研发", "西安"),
    ("武汉仓储", "武汉"),
    ("北京办事处", "北京"),
)
ROOMS = ("销售一部", "装配车间", "客服中心", "仓储物流", "市场部", "研发部")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜"
GIVEN = ("敏", "磊", "雨桐", "子涵", "静", "刚", "平", "雪", "航", "辉", "丽", "宁", "浩", "洁")
AWAY = ("昆明", "郑州", "南宁", "兰州", "")
STEPS = (
    ("acknowledgement", 1),
    ("signature", 2),
    ("handover", 3),
    ("confirmation", 4),
    ("settlement", 5),
    ("answer", 6),
)
LATE_IN_100, SOON_IN_100 = 10, 15


@dataclass(frozen=True)
class Filled:
    """Who may look at what was written."""

    group_hr: User
    hr: User
    """Of the first branch."""
    finance: User
    """Of the first legal entity."""
    cases: int


@dataclass(frozen=True)
class Place:
    """One branch with the people who answer for it."""

    branch: Branch
    rooms: list[Department]
    hr: User
    finance: User
    manager: User


@transaction.atomic
def fill(n: int, branches: int = len(PLACES)) -> Filled:
    """Write `n` cases: 8 in 100 run, the others ended within three years; nothing is drawn by lot.

    They are of a group of their own, whose branches have about as many each. What is there already
    stays. Takes about a second for 5,000 cases.
    """
    phones = _phones()
    group = Group.objects.create(name=f"测量集团 {Group.objects.count() + 1}")
    places = [_place(group, *place, phones) for place in PLACES[:branches]]
    (chief,) = _people(["群芳"], phones)
    Employment.objects.bulk_create([_employment(chief, places[0], 0)])
    RoleGrant.objects.create(user=chief.user, role=RoleGrant.Role.GROUP_HR)
    first = _first_number()
    now = clock.now()
    for start in range(0, n, AT_ONCE):
        _write(range(start, min(start + AT_ONCE, n)), places, phones, first=first, now=now)
    for year in {now.year - back for back in range(YEARS + 1)}:
        Counter.objects.update_or_create(year=year, defaults={"last": first + n})
    return Filled(chief.user, places[0].hr, places[0].finance, n)


def _phones() -> Iterator[str]:
    start = 19_000_000_000 + User.objects.count()
    return (str(number) for number in range(start, 20_000_000_000))


def _first_number() -> int:
    return max(Counter.objects.values_list("last", flat=True), default=0) + 1


def _name(n: int) -> str:
    return SURNAMES[n % len(SURNAMES)] + GIVEN[n // len(SURNAMES) % len(GIVEN)]


def _people(names: list[str], phones: Iterator[str]) -> list[Person]:
    nothing = make_password(None)
    users = [User(name=name, phone=next(phones), password=nothing) for name in names]
    for user in users:
        user.phone_index = phone_index(user.phone)
    User.objects.bulk_create(users)
    return Person.objects.bulk_create(Person(user=user, name=user.name) for user in users)


def _place(group: Group, name: str, city: str, phones: Iterator[str]) -> Place:
    employer = f"测量制造（{city}）有限公司 {group.pk}"
    entity = LegalEntity.objects.create(group=group, name=employer, city=city)
    branch = Branch.objects.create(entity=entity, name=name, city=city)
    rooms = [Department.objects.create(branch=branch, name=room) for room in ROOMS]
    hr, finance, manager = _people(["李丽", "陈洁", "王磊"], phones)
    RoleGrant.objects.create(user=hr.user, role=RoleGrant.Role.HR, branch=branch)
    RoleGrant.objects.create(user=finance.user, role=RoleGrant.Role.FINANCE, entity=entity)
    place = Place(branch, rooms, hr.user, finance.user, manager.user)
    staff = [_employment(person, place, n) for n, person in enumerate((hr, finance, manager))]
    Employment.objects.bulk_create(staff)
    return place


def _employment(person: Person, place: Place, n: int) -> Employment:
    return Employment(
        person=person,
        entity=place.branch.entity,
        branch=place.branch,
        department=place.rooms[n % len(place.rooms)],
        number=f"M{person.pk:08d}",
        post="职员",
        hired_on=dt.date(2019, 3, 1),
        contract_start=dt.date(2019, 3, 1),
        monthly_wage=Decimal(8000),
        average_wage=Decimal(8000),
    )


def _write(
    numbers: range, places: list[Place], phones: Iterator[str], *, first: int, now: dt.datetime
) -> None:
    people = _people([_name(n) for n in numbers], phones)
    staff, cases = [], []
    for n, person in zip(numbers, people, strict=True):
        place = places[n % len(places)]
        employment = _employment(person, place, n // len(places))
        case = _running(n, employment, place, now) if _runs(n) else _ended(n, employment, now)
        case.number = f"LZ-{clock.local(case.arrived_at).year}-{first + n:06d}"
        case.data_key = encryption.wrap(encryption.new_data_key(), bound_to=case.number)
        employment.left_on = case.contract_end if case.ended_at else None
        staff.append(employment)
        cases.append(case)
    Employment.objects.bulk_create(staff)
    Case.objects.bulk_create(cases)


def _runs(n: int) -> bool:
    return n * 37 % 100 < RUNNING_IN_100


def _case(n: int, employment: Employment, arrived: dt.datetime) -> Case:
    day = clock.local(arrived).date()
    return Case(
        employment=employment,
        branch=employment.branch,
        entity=employment.entity,
        arrived_at=arrived,
        created_at=arrived,
        notice_end=day + dt.timedelta(days=30),
        wished_day=day + dt.timedelta(days=10 + n % 21),
        contract_end=day + dt.timedelta(days=30),
        reason=Case.Reason.values[n % len(Case.Reason.values)],
        place=AWAY[n // 7 % len(AWAY)],
        contact_times=["noon"],
        data={"handover_suggested": None, "handover_titles": []},
        started_by=employment.person.user,
    )


def _running(n: int, employment: Employment, place: Place, now: dt.datetime) -> Case:
    case = _case(n, employment, now - dt.timedelta(hours=n % 480))
    step, done = STEPS[n // 100 % len(STEPS)]
    holders = {
        "acknowledgement": place.manager,
        "handover": place.manager,
        "confirmation": place.hr,
        "settlement": place.finance,
    }
    holder = holders.get(step, employment.person.user)
    case.label, case.steps_done = step_names.of(step), done
    case.holder, case.holder_user = holder.name, holder
    case.with_leaver = holder == employment.person.user
    case.due_at = now + _left(n // 100)
    case.pressed = n // len(PLACES) % 3 if case.due_at < now else 0
    case.rev = done * 2
    return case


def _left(n: int) -> dt.timedelta:
    share = n * 29 % 100
    if share < LATE_IN_100:
        return -dt.timedelta(minutes=10 + n % 2_900)
    if share < LATE_IN_100 + SOON_IN_100:
        return dt.timedelta(minutes=5 + n % 590)
    return dt.timedelta(minutes=601 + n % 3_600)


def _ended(n: int, employment: Employment, now: dt.datetime) -> Case:
    ago = dt.timedelta(minutes=n * 7_919 % (YEARS * 365 * 24 * 60))
    taken = dt.timedelta(hours=30 + n % 90)
    case = _case(n, employment, now - ago - taken)
    case.status, case.outcome = Case.Status.CLOSED, "closed"
    case.ended_at = now - ago
    case.contract_end = case.last_working_day = clock.local(case.ended_at).date()
    case.pay_end = case.access_end = case.contract_end
    case.steps_done = len(STEPS) + 1
    case.rev = 20
    case.rating = (5, 4, 4, 5, 2, None, None)[n % 7]
    return case
