"""Who may do what, and when. Every rule passes in silence or refuses with a reason."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases import rules as cases
from lizhi.cases.models import Case
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.offboarding import agreements, four_dates, over, overtaking, renewal, takers, ways
from lizhi.offboarding.four_dates import FourDates
from lizhi.people import rules as people
from lizhi.people.models import Employment
from lizhi.settlement.law import notice
from lizhi.signing.models import Envelope
from lizhi.workflow import actions as workflow
from lizhi.workflow import questions
from lizhi.workflow.models import Run, Task

FARTHEST_DAYS = 366


def check_can_submit(employment: Employment, user: User, *, today: dt.date) -> None:
    """Only the employee resigns, once, while employed. No reason and no proof is ever asked for."""
    if employment.user != user:
        raise NotPermitted(_("Only the employee can hand in a resignation."))
    check_can_start(employment, today=today)


def check_can_start(employment: Employment, *, today: dt.date) -> None:
    """One running case for one employment; a resignation takes the place of another way."""
    if employment.left_on is not None:
        raise Refused(_("This employment has ended already."))
    if running := overtaking.running(employment):
        end = notice.earliest_end(today, employment.in_probation(today)).value
        overtaking.check_can_resign(running, end=end)


def check_can_begin(employment: Employment, user: User, way: str) -> None:
    """HR of the branch, for somebody else than himself, where nothing is under way yet."""
    if not people.roles_of(user).is_hr_of(employment.branch_id) or employment.user == user:
        raise NotPermitted(_("Only HR of this branch can end an employment this way."))
    if employment.left_on is not None:
        raise Refused(_("This employment has ended already."))
    if running := overtaking.running(employment):
        overtaking.check_can_begin(running, way)


def check_can_register(employment: Employment, user: User) -> None:
    """HR of the branch enters a letter that has arrived, for somebody else than himself."""
    if not people.roles_of(user).is_hr_of(employment.branch_id) or employment.user == user:
        raise NotPermitted(_("Only HR of this branch can register a letter."))


def check_wished_day(day: dt.date, *, today: dt.date) -> None:
    """Any day from today on; an earlier one than the notice allows is a request."""
    if day < today:
        raise Refused(_("This day has passed. Please choose today or a later day."))
    if day > today + dt.timedelta(days=FARTHEST_DAYS):
        raise Refused(_("Please choose a day within the next twelve months."))


def check_can_answer(task: Task, user: User) -> None:
    """The handler of an open step of the company, who works here and does not leave himself."""
    if task.assignee_id != user.pk:
        raise NotPermitted(_("Only the handler of this step can do this."))
    if user == task.case.leaver:
        raise NotPermitted(_("Whoever leaves cannot decide about the own case."))
    check_works_here(user)
    if task.state != Task.State.OPEN:
        raise AlreadyDone(_("This step has been dealt with already."))


def check_works_here(user: User) -> None:
    """Until somebody else is found, a step may still stand in the list of one who has left."""
    if not people.works_here(user):
        raise NotPermitted(_("You do not work here any more. It goes to somebody else."))


def check_receiver(case: Case, receiver: User) -> None:
    """The work goes to a colleague who stays."""
    if receiver == case.leaver:
        raise Refused(_("The work must pass to somebody else than the leaver."))
    if not people.is_employed(receiver):
        raise Refused(_("This person does not work here any more. Please choose another."))


def check_running(case: Case) -> None:
    """The case has not ended."""
    if case.status != Case.Status.RUNNING:
        raise Refused(_("This case has ended; nothing about it can be changed any more."))


def check_can_ask_to_withdraw(case: Case, user: User, today: dt.date) -> None:
    """After arrival a withdrawal needs the company's consent (民法典 141): this only asks."""
    if case.leaver != user:
        raise NotPermitted(_("Only the employee can ask to take a resignation back."))
    if not ways.is_own(case):
        raise Refused(_("This is not a resignation; there is nothing of yours to take back."))
    check_running(case)
    check_contract_runs(case, today)
    if case.withdrawal_asked_at:
        raise AlreadyDone(_("We have asked the company already and wait for its answer."))


def check_can_still_withdraw(case: Case) -> None:
    """The process may say behind which step nobody asks, and nobody agrees, any more (`withdraw`).

    It binds both sides alike: what the employee may not ask any more, HR may not agree to either.
    """
    workflow.check_can_withdraw(case)


def check_contract_runs(case: Case, today: dt.date) -> None:
    """What has ended cannot be taken back: whoever would come again needs a new contract."""
    if over.is_over(case, today):
        raise Refused(_("The contract has ended; the resignation cannot be taken back any more."))


def check_can_take_back(case: Case, user: User) -> None:
    """The employee, while the company has not answered."""
    if case.leaver != user:
        raise NotPermitted(_("Only the employee can take the request back."))
    check_running(case)
    if not case.withdrawal_asked_at:
        raise AlreadyDone(_("There is no open request to take back."))


def check_can_answer_withdrawal(case: Case, user: User) -> None:
    """HR of the branch speaks for the company."""
    check_is_hr(case, user)
    check_running(case)
    if not case.withdrawal_asked_at:
        raise Refused(_("The employee has not asked for this, or has taken the request back."))


def check_is_hr(case: Case, user: User) -> None:
    """HR of this case's branch, or of the group."""
    if not people.roles_of(user).is_hr_of(case.branch_id) or user == case.leaver:
        raise NotPermitted(_("Only HR of this branch can do this."))


def check_dates(case: Case, dates: FourDates, *, today: dt.date) -> None:
    """The four dates fit each other and the law (劳动合同法 37, 50)."""
    for problem in four_dates.problems(case, dates, today=today).values():
        raise Refused(problem)
    if dates.contract_end != case.contract_end and over.has_ended(case):
        raise Refused(_("The contract has ended; its last day cannot be moved any more."))


def check_new_last_day(case: Case, day: dt.date, *, today: dt.date) -> None:
    """Both sides may move the last day, never into the past or beyond recall."""
    check_still_moves(case, today=today)
    check_wished_day(day, today=today)
    if day == case.contract_end:
        raise Refused(_("The contract ends on this day already."))


def check_still_moves(case: Case, *, today: dt.date) -> None:
    """There is something that both can agree otherwise, while the contract runs."""
    check_running(case)
    check_day_moves(case)
    if over.is_over(case, today):
        raise Refused(_("The contract has ended; its last day cannot be moved any more."))


def check_day_moves(case: Case) -> None:
    """What both sides can agree otherwise; what the law or the term fixes they cannot."""
    if not ways.is_certain(case):
        raise Refused(_("Nothing has been decided yet; there is no last day that could move."))
    if not ways.of(case).moves:
        raise Refused(
            _("This day follows from the law. An earlier one would be an end that both agree on.")
        )


def may_press_all(case: Case, user: User) -> bool:
    """HR of the branch and finance of the employer remind whomever a case waits for."""
    roles = people.roles_of(user)
    reached = roles.is_hr_of(case.branch_id) or roles.is_finance_of(case.entity_id)
    return reached and user != case.leaver


def check_can_press(case: Case, user: User) -> None:
    """HR, finance, whoever leaves, and whoever has a step that others keep from going on."""
    part = user == case.leaver or may_press_all(case, user)
    if not part and questions.HAS_OPEN.first(case=case.pk, user=user.pk) is None:
        raise NotPermitted(_("Only people who are part of this case can press others."))
    check_running(case)


def check_can_comment(case: Case, user: User) -> None:
    """Everybody who may open the case, while it runs: afterwards its file is sealed."""
    if cases.visible_case(user, case.number) is None:
        raise NotPermitted(_("Only people who are part of this case can leave a word."))
    check_running(case)


def check_can_end_handover(case: Case, user: User) -> Run:
    """HR of the branch, while the list is open; the step that it closes."""
    check_is_hr(case, user)
    check_running(case)
    run = workflow.open_run(case, "handover")
    if run is None:
        raise AlreadyDone(_("The handover is not open; there is nothing to close."))
    return run


def check_can_reassign(task: Task, user: User, to: User, *, today: dt.date) -> None:
    """HR of the branch, or whoever has the step, hands it to somebody else: see `takers`."""
    if task.assignee_id != user.pk:
        check_is_hr(task.case, user)
    check_works_here(user)
    check_running(task.case)
    if task.assignee_id == task.case.leaver.pk:
        raise Refused(_("This is for whoever leaves alone; nobody else can sign or answer it."))
    takers.check(task.case, to, today=today)


def check_can_give_time(case: Case, user: User) -> None:
    """HR, while the agreement waits for the employee's name."""
    check_is_hr(case, user)
    check_running(case)
    check_is_lasting(case)
    envelope = agreements.of(case)
    if envelope is None or not agreements.waits_for_employee(envelope):
        raise Refused(_("The agreement does not wait for the employee's signature now."))


def check_can_send_again(case: Case, user: User, *, today: dt.date) -> None:
    """HR, once the agreement has ended unsigned, while the contract runs."""
    check_is_hr(case, user)
    check_running(case)
    check_is_lasting(case)
    envelope = agreements.of(case)
    if envelope is None:
        raise Refused(_("It goes out by itself once the manager has answered."))
    if envelope.state in Envelope.OPEN or renewal.is_out(case):
        raise AlreadyDone(_("The agreement is with the employee already."))
    if envelope.state == Envelope.State.COMPLETED:
        raise AlreadyDone(_("Both sides have signed the agreement already."))
    if over.is_over(case, today):
        raise Refused(_("The contract has ended; there is nothing left to agree about."))


def check_is_lasting(case: Case) -> None:
    """A proposal to end it together has one term, and lapses with it: a new one is a new case."""
    if not ways.is_certain(case):
        raise Refused(_("This proposal has its term. Another one can be made when it is over."))


def check_can_propose_last_day(case: Case, user: User) -> None:
    """The employee, or HR for the company, while there is a last day to move."""
    if user != case.leaver:
        check_is_hr(case, user)
    check_running(case)
    check_day_moves(case)
