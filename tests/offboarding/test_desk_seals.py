"""HR lets the company's seal be put on many agreements in one go."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from lizhi.offboarding import actions
from lizhi.offboarding.models import SealRound
from lizhi.signing.providers.builtin import making
from tests import make
from tests.offboarding import desks
from tests.offboarding.conftest import Company

SEALS = "/desk/seals/"


def _signed(company: Company, name: str, phone: str, **values: Any) -> Case:
    """Somebody who has signed; it is with 李丽 now."""
    other = make.employee(name, phone, reports_to=company.wang_lei)
    return desks.at_confirmation(replace(company, zhang_min=other), **values)


@pytest.fixture
def pair(company: Company) -> list[Case]:
    """张敏 and 陈平 have signed."""
    return [desks.at_confirmation(company), _signed(company, "陈平", "13800000101")]


def _marks(page: str) -> list[str]:
    return re.findall(r'name="who" value="([^"]+)"', page)


def _form(page: str, **values: Any) -> dict[str, Any]:
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    return {"key": key.group(1), "who": _marks(page), "seen": "on", **values}


def _is_sealed(case: Case) -> bool:
    return case.papers.valid().filter(kind="agreement").exists()


def test_hr_sees_what_waits_and_nothing_is_ticked_before(
    client: Client, company: Company, pair: list[Case]
) -> None:
    page = desks.desk_of(client, company).get(SEALS).content.decode()

    assert "2 份协议等着盖公章" in page
    assert all(case.employment.name in page for case in pair)
    assert len(_marks(page)) == 2
    assert " checked" not in page
    assert client.get(SEALS, {"all": "1"}).content.decode().count(" checked") == 2


def test_a_hundred_lines_ask_no_more_than_one(
    client: Client,
    company: Company,
    pair: list[Case],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    desks.desk_of(client, company).get(SEALS)
    with CaptureQueriesContext(connection) as two:
        client.get(SEALS)
    _signed(company, "何静", "13800000102")
    with django_assert_max_num_queries(len(two)):
        assert len(_marks(client.get(SEALS).content.decode())) == 3


def test_both_are_confirmed_once_and_each_is_sealed(
    client: Client, company: Company, pair: list[Case]
) -> None:
    page = desks.desk_of(client, company).get(SEALS).content.decode()
    answer = client.post(SEALS, _form(page))
    before = client.get(answer["Location"]).content.decode()
    make.work()
    after = client.get(answer["Location"]).content.decode()

    assert "0 / 2" in before
    assert 'hx-trigger="every 2s"' in before
    assert "2 / 2" in after
    assert "every 2s" not in after
    for case in pair:
        case.refresh_from_db()
        assert _is_sealed(case)
        assert case.contract_end == desks.WISHED
        assert case.events.get(kind="dates_confirmed").actor == company.li_li.user


def test_the_same_form_twice_is_one_round(
    client: Client, company: Company, pair: list[Case]
) -> None:
    form = _form(desks.desk_of(client, company).get(SEALS).content.decode())
    first = client.post(SEALS, form)
    again = client.post(SEALS, form)
    make.work()
    late = client.post(SEALS, form)

    assert first["Location"] == again["Location"] == late["Location"]
    assert SealRound.objects.count() == 1
    assert pair[0].events.filter(kind="dates_confirmed").count() == 1


def test_two_of_hr_at_once_have_one_effect_and_the_second_reads_why(
    client: Client, company: Company, pair: list[Case]
) -> None:
    page = desks.desk_of(client, company).get(SEALS).content.decode()
    first = client.post(SEALS, _form(page))
    second = client.post(SEALS, _form(client.get(SEALS).content.decode()))
    make.work()

    assert "2 / 2" in client.get(first["Location"]).content.decode()
    assert pair[0].events.filter(kind="dates_confirmed").count() == 1
    assert "2 / 2" in client.get(second["Location"]).content.decode()


def test_what_changed_since_it_was_looked_at_is_named_and_the_rest_stays_ticked(
    client: Client, company: Company, pair: list[Case]
) -> None:
    form = _form(desks.desk_of(client, company).get(SEALS).content.decode())
    client.post(f"/desk/case/{pair[0].number}/confirmation/", {**desks.dates(), "seen_early": "on"})
    answer = client.post(SEALS, form)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "有 1 份" in page
    assert page.count(" checked") == 2  # the other line and the remark
    assert not SealRound.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"), [({"who": []}, "还没勾"), ({"seen": ""}, "请看过这条再勾上")]
)
def test_nothing_is_sealed_unread_or_unticked(
    client: Client, company: Company, pair: list[Case], change: dict[str, Any], words: str
) -> None:
    form = _form(desks.desk_of(client, company).get(SEALS).content.decode(), **change)
    answer = client.post(SEALS, form)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not SealRound.objects.exists()


def test_one_that_the_law_speaks_about_is_not_for_one_go(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company, reason="health")
    desk = desks.desk_of(client, company)
    page = desk.get(SEALS).content.decode()

    assert case.employment.name in page
    assert _marks(page) == []
    assert "请点开看" in page


def test_one_that_a_colleague_has_in_hand_is_only_shown(
    client: Client, company: Company, pair: list[Case]
) -> None:
    other = make.employee("吴倩", "13800000109").user
    make.grant(other, "hr")
    task = make.open_task(pair[0], "confirmation")
    actions.hand_on(task, to=other, by=company.li_li.user, key=make.key())
    page = desks.desk_of(client, company).get(SEALS).content.decode()

    assert len(_marks(page)) == 1
    assert "吴倩在办" in page
    assert len(_marks(make.signed_in(Client(), other).get(SEALS).content.decode())) == 1


def test_one_refused_by_then_stands_there_with_its_reason_and_the_others_are_sealed(
    client: Client, company: Company, pair: list[Case]
) -> None:
    form = _form(desks.desk_of(client, company).get(SEALS).content.decode())
    where = client.post(SEALS, form)["Location"]
    other = make.employee("吴倩", "13800000109").user
    make.grant(other, "hr")
    task = make.open_task(pair[0], "confirmation")
    actions.hand_on(task, to=other, by=company.li_li.user, key=make.key())
    make.work()
    page = client.get(where).content.decode()

    assert "1 / 2" in page
    assert "这一步只有处理人能办" in page
    assert [_is_sealed(case) for case in pair] == [False, True]

    actions.hand_on(task, to=company.li_li.user, by=other, key=make.key())
    assert client.post(where).status_code == 302
    make.work()
    assert "2 / 2" in client.get(where).content.decode()
    assert client.post(where).status_code == 409


def test_a_seal_that_could_not_be_made_is_named_and_tried_again(
    client: Client, company: Company, pair: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    form = _form(desks.desk_of(client, company).get(SEALS).content.decode())
    where = client.post(SEALS, form)["Location"]
    monkeypatch.setattr(making, "make", _no_seal_for(pair[0], making.make))
    while doing.run_outbox(clock.now()):
        pass
    stopped = Outbox.objects.get(topic="signing.sign", state=Outbox.State.FAILED)
    page = client.get(where).content.decode()

    assert stopped.case_id == pair[0].pk
    assert "1 / 2" in page
    assert "机器没办成" in page
    monkeypatch.undo()
    client.post(where)
    while doing.run_outbox(clock.now()):
        pass
    assert "2 / 2" in client.get(where).content.decode()


def _no_seal_for(case: Case, real: Callable[..., Any]) -> Callable[..., Any]:
    """The stamp authority has lost its key, for one paper: trying again by itself is no use."""

    class Lost(Exception):
        permanent = True

    def make_it(actor: Any, at: Any) -> Any:
        if actor.envelope.case_id == case.pk and actor.kind == "org":
            raise Lost
        return real(actor, at)

    return make_it


def test_somebody_elses_round_is_not_there(
    client: Client, company: Company, pair: list[Case]
) -> None:
    form = _form(desks.desk_of(client, company).get(SEALS).content.decode())
    where = client.post(SEALS, form)["Location"]
    other = make.employee("吴倩", "13800000109").user
    make.grant(other, "hr")
    theirs = make.signed_in(Client(), other)

    assert theirs.get(where).status_code == 404
    assert theirs.post(where).status_code == 404
    assert theirs.post(SEALS, form).status_code == 422


def test_it_is_asked_again_who_is_there(client: Client, company: Company) -> None:
    desk = desks.desk_of(client, company)
    session = desk.session
    session.update({"strength": "link"})
    session.save()

    assert desk.get(SEALS).status_code == 302


def test_whoever_is_handed_the_seal_shows_anew_who_it_is(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company)
    other = make.employee("吴倩", "13800000109").user
    make.grant(other, "hr")
    theirs = make.signed_in(client, other)
    later = clock.now() + dt.timedelta(minutes=1)
    with clock.at(later):
        task = make.open_task(case, "confirmation")
        actions.hand_on(task, to=other, by=company.li_li.user, key=make.key())
        assert theirs.get(f"/desk/case/{case.number}/confirmation/").status_code == 302
        assert theirs.get(SEALS).status_code == 302
    with clock.at(later + dt.timedelta(minutes=1)):
        again = make.signed_in(client, other)
        assert again.get(f"/desk/case/{case.number}/confirmation/").status_code == 200
        assert len(_marks(again.get(SEALS).content.decode())) == 1
    assert case.events.get(kind="task_reassigned").actor == company.li_li.user
