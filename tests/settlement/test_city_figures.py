"""One person enters a city's figure, another confirms it; only then do settlements use it."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.settlement.actions import figures
from lizhi.settlement.cities import books, coverage, doubts, keepers
from lizhi.settlement.law import averages, catalogue, parameters
from lizhi.settlement.law.parameters import NoFigure
from lizhi.settlement.models import CityFigure, FigureDeed
from tests import make
from tests.settlement import found

pytestmark = pytest.mark.django_db
State = CityFigure.State


@pytest.fixture
def gu_xiaoyun(case: Case) -> User:
    return found.second_in_finance()


@pytest.fixture
def luo_yong(case: Case) -> User:
    return found.administrator()


def average(case: Case) -> Decimal:
    with parameters.using(books.book_of(case)):
        return averages.for_cap("深圳", 2025).month


def test_places_have_figures_of_their_own_where_the_nation_says_only_where_to_look() -> None:
    names = {one.name for one in catalogue.wanted()}

    assert {"averages.month", "averages.year", "wages.minimum"} <= names
    assert "wages.paid_days_a_month" not in names
    assert all(one.title and one.look and one.kind in catalogue.KINDS for one in catalogue.wanted())


def test_what_one_person_has_entered_is_not_used_yet(case: Case, chen_jie: User) -> None:
    found.entered(chen_jie)

    with pytest.raises(NoFigure, match="缺深圳 2025 年职工月平均工资"):
        average(case)


def test_confirmed_by_a_second_person_it_is_used_with_its_source_and_both_names(
    case: Case, chen_jie: User, gu_xiaoyun: User
) -> None:
    found.confirmed(chen_jie, gu_xiaoyun)

    with parameters.using(books.book_of(case)):
        used = parameters.figure(found.AVERAGE, as_of=dt.date(2025, 12, 31), place="深圳市")
    assert (used.value, used.document) == (Decimal(13000), "深统〔2026〕9号")
    assert used.checked_by == "陈洁、顾晓芸"
    assert used.text == "13000"


def test_whoever_entered_it_cannot_confirm_it_and_reads_who_could(
    chen_jie: User, gu_xiaoyun: User, luo_yong: User
) -> None:
    figure = found.entered(chen_jie)

    with pytest.raises(NotPermitted, match=r"(?=.*顾晓芸)(?=.*罗勇)") as refusal:
        figures.confirm(figure, by=chen_jie, at=clock.now())

    assert "陈洁" not in str(refusal.value.reason)


def test_alone_in_the_house_somebody_reads_that_finance_has_to_be_named(
    case: Case, chen_jie: User
) -> None:
    figure = found.entered(chen_jie)

    with pytest.raises(NotPermitted, match="管理员"):
        figures.confirm(figure, by=chen_jie, at=clock.now())


def test_finance_of_another_city_neither_enters_nor_confirms(chen_jie: User) -> None:
    there = make.branch("成都分公司", "示例制造（成都）有限公司")
    there.city = there.entity.city = "成都"
    there.save()
    there.entity.save()
    stranger = make.employee("何静", "13800000309", at=there, work_city="成都").user
    make.grant(stranger, "finance", at=there)

    with pytest.raises(NotPermitted, match="深圳"):
        found.entered(stranger)
    with pytest.raises(NotPermitted):
        figures.confirm(found.entered(chen_jie), by=stranger, at=clock.now())


@pytest.mark.parametrize("role", ["hr", "group_hr", "keeper"])
def test_others_do_not_keep_figures(case: Case, role: str) -> None:
    user = make.employee("李丽", "13800000310").user
    make.grant(user, role)

    with pytest.raises(NotPermitted, match="财务"):
        found.entered(user)


def test_confirming_twice_is_once_and_a_third_person_comes_too_late(
    chen_jie: User, gu_xiaoyun: User, luo_yong: User
) -> None:
    figure = found.confirmed(chen_jie, gu_xiaoyun)

    assert figures.confirm(figure, by=gu_xiaoyun, at=clock.now()).checked_by == gu_xiaoyun
    with pytest.raises(AlreadyDone, match="顾晓芸"):
        figures.confirm(figure, by=luo_yong, at=clock.now())

    assert figure.deeds.filter(deed="confirmed").count() == 1


def test_a_correction_is_another_version_and_the_earlier_one_stays_readable(
    case: Case, chen_jie: User, gu_xiaoyun: User
) -> None:
    first = found.confirmed(chen_jie, gu_xiaoyun)
    second = found.confirmed(gu_xiaoyun, chen_jie, value="13100")

    first.refresh_from_db()
    assert (first.state, first.replaced_by) == (State.REPLACED, second)
    assert first.value == Decimal(13000)
    assert average(case) == Decimal(13100)


def test_a_settlement_of_then_finds_the_figure_of_then(
    case: Case, chen_jie: User, gu_xiaoyun: User
) -> None:
    found.confirmed(chen_jie, gu_xiaoyun)
    then = clock.now()
    fingerprint = books.book_of(case).fingerprint
    with clock.at(then + dt.timedelta(days=400)):
        found.confirmed(gu_xiaoyun, chen_jie, value="13100")

    assert books.book_as_it_was(case, then).fingerprint == fingerprint
    assert books.book_of(case).fingerprint != fingerprint


def test_withdrawn_with_a_reason_it_is_missing_again(
    case: Case, chen_jie: User, gu_xiaoyun: User
) -> None:
    figure = found.confirmed(chen_jie, gu_xiaoyun)

    with pytest.raises(Refused, match="为什么"):
        figures.withdraw(figure, reason="  ", by=chen_jie, at=clock.now())
    figures.withdraw(figure, reason="看错了口径", by=chen_jie, at=clock.now())
    figures.withdraw(figure, reason="看错了口径", by=chen_jie, at=clock.now())

    with pytest.raises(NoFigure):
        average(case)
    assert [deed.deed for deed in figure.deeds.all()] == ["entered", "confirmed", "withdrawn"]
    assert figure.deeds.get(deed="withdrawn").reason == "看错了口径"


def test_what_is_not_what_the_source_says_is_declined(chen_jie: User, gu_xiaoyun: User) -> None:
    figure = found.entered(chen_jie)

    figures.decline(figure, reason="公报里是 13100", by=gu_xiaoyun, at=clock.now())

    assert found.entered(chen_jie, value="13100").state == State.WAITING
    with pytest.raises(Refused):
        figures.confirm(figure, by=gu_xiaoyun, at=clock.now())


def test_the_same_figure_twice_is_refused(chen_jie: User, gu_xiaoyun: User) -> None:
    found.entered(chen_jie)

    with pytest.raises(Refused, match="陈洁已经填过"):
        found.entered(gu_xiaoyun)
    with pytest.raises(Refused, match="陈洁填了另一个数"):
        found.entered(gu_xiaoyun, value="13001")


def test_exactly_what_is_confirmed_already_is_refused(chen_jie: User, gu_xiaoyun: User) -> None:
    found.confirmed(chen_jie, gu_xiaoyun)

    with pytest.raises(AlreadyDone, match="顾晓芸"):
        found.entered(chen_jie)


def test_what_came_with_the_program_need_not_be_entered(case: Case) -> None:
    make.employee("周航", "13800000311", work_city="上海")
    administrator = found.administrator()

    with pytest.raises(AlreadyDone, match="上海市人社局"):
        found.entered(administrator, city="上海", value="12577")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"value": "0"}, "value"),
        ({"value": "-1"}, "value"),
        ({"link": "http://tjj.sz.gov.cn"}, "link"),
        ({"link": "https://"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": ""}, "link"),
        ({"published": dt.date(2027, 1, 1)}, "published"),
        ({"published": dt.date(1980, 1, 1)}, "published"),
        ({"since": dt.date(1989, 1, 1)}, "since"),
        ({"since": dt.date(2026, 1, 1)}, "since"),
    ],
)
def test_what_can_only_be_a_mistake_names_its_field(
    chen_jie: User, case: Case, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(doubts.Wrong) as refusal:
        found.entered(chen_jie, **values)

    assert refusal.value.field == field
    assert not CityFigure.objects.exists()


def test_second_hand_it_needs_no_link(case: Case, chen_jie: User) -> None:
    assert found.entered(chen_jie, source="secondary", link="").state == State.WAITING


@pytest.mark.parametrize(
    ("value", "words"),
    [("156000", "一整年"), ("200", "不寻常"), ("40000", "离")],
)
def test_what_looks_wrong_is_asked_twice(
    chen_jie: User, gu_xiaoyun: User, value: str, words: str
) -> None:
    found.confirmed(chen_jie, gu_xiaoyun, since=dt.date(2024, 1, 1), value="12900")

    with pytest.raises(doubts.Doubtful, match=words):
        found.entered(chen_jie, value=value)

    assert found.entered(chen_jie, value=value, sure=True).value == Decimal(value)


def test_the_month_is_compared_with_the_year(chen_jie: User, gu_xiaoyun: User) -> None:
    found.confirmed(chen_jie, gu_xiaoyun, "averages.year", value="156000")

    assert found.entered(chen_jie, value="13000")
    with pytest.raises(doubts.Doubtful, match="十二倍"):
        found.entered(chen_jie, value="14000", city="深圳市", since=dt.date(2025, 5, 1))


def test_a_figure_of_another_city_changes_nothing_here(
    case: Case, chen_jie: User, gu_xiaoyun: User
) -> None:
    before = books.book_of(case).fingerprint
    make.employee("周航", "13800000311", work_city="成都")
    found.confirmed(chen_jie, gu_xiaoyun, city="成都", value="9000")

    assert books.book_of(case).fingerprint == before


def test_one_question_to_the_database_whatever_was_found(
    case: Case, chen_jie: User, gu_xiaoyun: User
) -> None:
    found.confirmed(chen_jie, gu_xiaoyun)
    found.confirmed(chen_jie, gu_xiaoyun, found.MINIMUM, value="2520")
    again = Case.objects.select_related("employment", "branch", "entity").get(pk=case.pk)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        books.book_of(again)

    assert len(asked) == 1


def test_nobody_changes_what_was_noted_about_a_figure(case: Case, chen_jie: User) -> None:
    figure = found.entered(chen_jie)

    with pytest.raises(DatabaseError), transaction.atomic():
        FigureDeed.objects.filter(figure=figure).update(reason="anders")


def test_cities_are_those_in_which_people_work_or_are_insured(case: Case, chen_jie: User) -> None:
    make.employee("周航", "13800000311", work_city="苏州市", insurance_city="上海")

    known = keepers.places()

    assert {"深圳", "苏州", "上海"} <= set(known)
    assert known["苏州"].people == 1


def test_what_a_province_sets_is_entered_in_one_of_its_cities_and_holds_in_all(
    case: Case, chen_jie: User, gu_xiaoyun: User
) -> None:
    make.employee("周航", "13800000311", work_city="苏州")
    make.employee("吴昊", "13800000312", work_city="南京")

    figure = found.confirmed(
        *(chen_jie, gu_xiaoyun, "medical.sick_pay_share", dt.date(2025, 1, 1)),
        city="苏州",
        value="0.8",
    )

    assert figure.city == "江苏"
    rows = {one.place.city: one.rows for one in coverage.table(chen_jie, clock.today())}
    for city in ("苏州", "南京"):
        (row,) = [one for one in rows[city] if one.wanted.name == "medical.sick_pay_share"]
        assert (row.value, row.state) == ("80%", "official")
