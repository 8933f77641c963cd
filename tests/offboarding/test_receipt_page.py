"""The receipt says of each day why it is the one; it is read in court as well as at home."""

import dataclasses
import datetime as dt

from django.test import Client

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import actions, case_page
from lizhi.offboarding.arrival import Application
from tests import make
from tests.offboarding import desks
from tests.offboarding.conftest import Company

NOTICE = "通知期满", "7月1日", "满 30 天", "第三十七条"
ANSWERS = "要在 24 小时内回复"


def _agreed(company: Company, day: dt.date, *, wished: int = 30) -> Case:
    case = make.case(company.zhang_min, days=wished)
    make.work()
    actions.propose_last_day(case, day, by=case.leaver, key=make.key())
    actions.agree_last_day(case, day, by=company.li_li.user, key=make.key())
    case.refresh_from_db()
    return case


def _page(client: Client, case: Case) -> str:
    page = make.signed_in(client, case.leaver).get(f"/case/{case.number}/receipt/")
    return page.content.decode()


def _line(page: str, name: str) -> str:
    """What stands beside this name."""
    return page.split(f"<dt>{name}</dt>")[1].split("</div>", maxsplit=1)[0]


def test_the_statutory_day_rests_on_the_notice(client: Client, company: Company) -> None:
    line = _line(_page(client, make.case(company.zhang_min)), "最晚这天走")

    assert all(words in line for words in NOTICE[1:])


def test_a_day_that_both_agreed_does_not_rest_on_the_law(client: Client, company: Company) -> None:
    page = _page(client, _agreed(company, dt.date(2026, 6, 19)))

    assert all(words in _line(page, NOTICE[0]) for words in NOTICE[1:])
    assert "6月19日" in _line(page, "最晚这天走")
    assert "双方同意" in _line(page, "最晚这天走")
    assert "第三十七条" not in _line(page, "最晚这天走")


def test_so_does_a_later_one_and_what_was_wished_before_waits_no_more(
    client: Client, company: Company
) -> None:
    case = _agreed(company, dt.date(2026, 7, 10), wished=11)
    page = _page(client, case)

    assert "7月1日" in _line(page, NOTICE[0])
    assert "7月10日" in _line(page, "最晚这天走")
    assert "双方同意" in _line(page, "最晚这天走")
    assert "等公司回复" not in page
    assert case_page.four(case)[1].note == "双方同意"


def test_a_later_day_of_her_own_is_hers(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min, days=45)
    page = _page(client, case)

    assert "7月1日" in _line(page, NOTICE[0])
    assert "7月16日" in _line(page, "最晚这天走")
    assert "按您自己定的日子" in _line(page, "最晚这天走")
    assert "第三十七条" not in _line(page, "最晚这天走")
    assert case_page.four(case)[1].note == "比通知期晚，是本人的意思"


def test_the_receipt_says_who_has_to_answer(client: Client, company: Company) -> None:
    assert f"王磊{ANSWERS}" in _page(client, make.case(company.zhang_min))


def test_once_it_was_answered_it_waits_for_nobody(client: Client, company: Company) -> None:
    page = _page(client, desks.acknowledged(company))

    assert ANSWERS not in page
    assert "先照顾好家里" in page


def test_whoever_came_by_the_finger_reads_so(client: Client, company: Company) -> None:
    leaver = company.zhang_min
    wished = clock.today() + dt.timedelta(days=30)
    by_finger = dataclasses.replace(make.PHONE, strength="passkey")
    case = actions.submit(
        leaver, Application(wished_day=wished), by=leaver.user, channel=by_finger, key=make.key()
    )
    assert "您自己手机的指纹或刷脸" in _line(_page(client, case), "怎么确认是您")
