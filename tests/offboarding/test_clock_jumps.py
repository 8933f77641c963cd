"""The clock of the machine leaps a day ahead and comes back: what the law asks stays asked once."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.jobs import daily, doing, turned_back
from lizhi.notifications import waiting
from lizhi.notifications.models import Message
from lizhi.offboarding import actions
from lizhi.offboarding.four_dates import FourDates
from lizhi.offboarding.models import Duty
from lizhi.offboarding.steering import rules as steering
from lizhi.people.models import Employment
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Task, Timer
from tests import make
from tests.offboarding import begun, desks
from tests.offboarding.conftest import Company

pytestmark = pytest.mark.django_db
END = dt.date(2026, 7, 1)
LAST = dt.date(2026, 7, 16)
"""Of the transfer: fifteen days after the end."""
DAY = dt.timedelta(days=1)


@pytest.fixture
def case(company: Company) -> Case:
    """张敏 resigned on the first of June; her contract ends on the first of July."""
    found = make.case(company.zhang_min)
    make.work()
    return found


def moment(day: dt.date, hour: int = 10) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), clock.SHANGHAI).astimezone(dt.UTC)


def turn(day: dt.date, hour: int = 10) -> None:
    """What a worker does at this hour, by its own clock."""
    now = moment(day, hour)
    with clock.at(now):
        turned_back.mend(now)
        daily.queue_due(now)
        while doing.run_outbox(clock.now()) or workflow.let_time_act(clock.now()):
            pass
        waiting.deliver_due(now)


def through(*days: dt.date) -> None:
    for day in days:
        turn(day)


def told(case: Case, kind: str, duty: str = "transfer") -> int:
    return sum(one.facts.get("duty") == duty for one in case.events.filter(kind=kind))


def test_a_duty_is_raised_once_to_each_though_the_clock_leaps_and_comes_back(case: Case) -> None:
    through(END, LAST)
    assert told(case, "duty_late") == 0
    through(LAST + DAY, LAST, LAST + DAY, LAST, LAST + DAY)
    assert (told(case, "duty_late"), told(case, "duty_raised")) == (1, 0)
    through(LAST + 2 * DAY, LAST + 3 * DAY, LAST + 2 * DAY, LAST + 3 * DAY)
    assert (told(case, "duty_late"), told(case, "duty_raised")) == (1, 1)


def test_a_leap_over_the_day_itself_loses_no_duty(case: Case) -> None:
    through(END, LAST - DAY, LAST + DAY, LAST - DAY)
    assert told(case, "duty_late") == 1
    through(LAST, LAST + DAY, LAST + 2 * DAY)
    assert (told(case, "duty_late"), told(case, "duty_raised")) == (1, 1)
    unheard = Duty.objects.filter(case=case, due__lte=LAST, raised_at=None, done_on=None)
    assert not unheard.exists()


def test_nobody_is_told_twice_of_a_late_duty_whatever_the_clock_does(case: Case) -> None:
    through(END, LAST + DAY, LAST, LAST + DAY, LAST + 2 * DAY, LAST + DAY, LAST + 2 * DAY)
    texts = [one for one in Message.objects.all() if "社保和档案转移" in one.text]
    heard = [(one.address, one.template) for one in texts]
    assert len(heard) == len(set(heard)) == 4  # HR, the head of HR, and who leaves of both
    assert {one.state for one in texts} == {"sent"}


def test_the_end_of_a_contract_comes_once_with_one_certificate(company: Company) -> None:
    case = desks.at_confirmation(company)
    end = desks.WISHED
    actions.confirm(
        make.open_task(case, "confirmation"),
        by=company.li_li.user,
        dates=FourDates(end, end, end, end),
        key=make.key(),
    )
    through(end - 2 * DAY)
    assert not case.events.filter(kind="certificate_issued").exists()
    through(end, end - DAY, end, end - DAY, end, end + DAY, end, end + DAY)
    assert case.papers.filter(kind="certificate").count() == 1
    assert case.events.filter(kind="certificate_issued").count() == 1
    assert Duty.objects.get(case=case, kind="certificate").done_on is not None
    assert Employment.objects.get(pk=case.employment_id).left_on == end
    assert chain.first_broken(case) is None


def test_a_step_goes_to_the_substitute_once_and_is_lost_to_nobody(company: Company) -> None:
    case = make.case(company.zhang_min)
    monday = clock.today()
    boss, doer = company.wang_lei.user, company.he_jing.user
    actions.be_away(boss, doer, monday + DAY, monday + DAY, by=boss, at=clock.now())
    through(monday, monday + DAY, monday, monday + DAY, monday)
    task = make.open_task(case, "acknowledgement")
    assert (task.assignee, task.on_behalf_of) == (doer, boss)
    assert case.events.filter(kind="task_reassigned").count() == 1
    assert Task.objects.open().at(case, "acknowledgement").count() == 1
    heard = [one for one in Message.objects.all() if one.address == doer.phone]
    assert len({one.text for one in heard}) == len(heard)


def test_an_absence_over_which_the_clock_leaps_moves_nothing(company: Company) -> None:
    case = make.case(company.zhang_min)
    monday = clock.today()
    boss, doer = company.wang_lei.user, company.he_jing.user
    actions.be_away(boss, doer, monday + DAY, monday + DAY, by=boss, at=clock.now())
    through(monday, monday + 2 * DAY, monday)
    assert make.open_task(case, "acknowledgement").assignee == boss
    turn(monday + DAY)
    assert make.open_task(case, "acknowledgement").assignee == doer


def test_a_reminder_of_the_night_is_brought_in_the_morning_once(company: Company) -> None:
    """Twelve hours after six in the evening is six in the morning: nobody is written to then."""
    case = make.case(company.zhang_min)
    turn(clock.today())
    due = Timer.objects.filter(case=case, kind="remind", state="pending").order_by("due_at")[0]
    night = clock.local(due.due_at).replace(hour=23, minute=0)
    Timer.objects.filter(pk=due.pk).update(due_at=night)
    boss = company.wang_lei.user.phone
    Message.objects.all().delete()
    for now in (night, night + DAY, night, night + DAY, night):
        turn(now.date(), 23)
        assert [one for one in Message.objects.all() if one.state == "sent"] == []
    for _ in range(2):
        turn(night.date() + DAY, 8)
    sent = [one for one in Message.objects.all() if one.address == boss]
    assert [one.state for one in sent] == ["sent"]


class TestAfterTheEnd:
    """The certificate is issued, and the clock goes back by a day."""

    @pytest.fixture
    def ended(self, case: Case) -> Case:
        through(END)
        assert case.papers.valid().filter(kind="certificate").exists()
        return Case.objects.get(pk=case.pk)

    def test_no_other_last_day_is_proposed_nor_agreed(self, case: Case, company: Company) -> None:
        with clock.at(moment(END - DAY)):
            actions.propose_last_day(case, END + 5 * DAY, by=case.leaver, key=make.key())
        through(END)
        case = Case.objects.get(pk=case.pk)
        with clock.at(moment(END - DAY)):
            for act, by in (
                (actions.agree_last_day, company.li_li.user),
                (actions.propose_last_day, case.leaver),
            ):
                with pytest.raises(Refused, match="已经"):
                    act(case, END + 5 * DAY, by=by, key=make.key())

    def test_nobody_asks_to_stay_any_more(self, ended: Case) -> None:
        with clock.at(moment(END - DAY)), pytest.raises(Refused):
            actions.ask_to_withdraw(ended, by=ended.leaver, key=make.key())

    def test_what_was_asked_before_the_end_is_not_agreed_after_it(
        self, case: Case, company: Company
    ) -> None:
        with clock.at(moment(END - DAY)):
            actions.ask_to_withdraw(case, by=case.leaver, key=make.key())
        through(END)
        case, by = Case.objects.get(pk=case.pk), company.li_li.user
        with clock.at(moment(END - DAY)), pytest.raises(Refused):
            actions.answer_withdrawal(case, agreed=True, by=by, key=make.key())
        case.refresh_from_db()
        assert case.status == Case.Status.RUNNING

    def test_nothing_is_suspended_any_more(self, ended: Case, company: Company) -> None:
        with clock.at(moment(END - DAY)), pytest.raises(Refused):
            steering.check_can_suspend(ended, company.li_li.user, today=clock.today())

    def test_no_page_offers_it(self, ended: Case, client: Client, company: Company) -> None:
        with clock.at(moment(END - DAY)):
            desk = desks.desk_of(client, company)
            page = desk.get(f"/desk/case/{ended.number}/").content.decode()
        assert "最后一天和工资" not in page

    def test_a_company_does_not_call_it_off_any_more(self, company: Company) -> None:
        case = begun.certain(company, "mutual")
        through(case.contract_end)
        case, by = Case.objects.get(pk=case.pk), company.li_li.user
        with clock.at(moment(case.contract_end - DAY)), pytest.raises(Refused):
            actions.call_off(case, words="弄错了", agreed=True, by=by, key=make.key())
