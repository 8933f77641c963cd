"""A row is broken on purpose; the doctor names it, and nothing else."""

import datetime as dt
import io
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import ForeignKey
from django.test import Client

from lizhi.cases.models import Case, Event, Paper, Proof
from lizhi.common import clock
from lizhi.config import doctor
from lizhi.config.doctor import nightly
from lizhi.documents import actions as documents
from lizhi.documents.models import StoredFile
from lizhi.jobs import looks
from lizhi.jobs.models import Look, Outbox
from lizhi.notifications.models import Message
from lizhi.offboarding import duties
from lizhi.offboarding.models import Duty, StepFile
from lizhi.people.models import RoleGrant
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Action, Run, Task, Timer, Version
from tests import inside
from tests import make as people
from tests.conftest import MONDAY
from tests.workflow import make
from tests.workflow.make import hours, parallel, publish, started, task

pytestmark = pytest.mark.django_db
LONG_AGO = dt.date(2026, 5, 1)


@pytest.fixture
def case(db: None) -> Case:
    """It stands at four steps: of people, in turn, the machine, and a day."""
    wait = {"id": "w", "kind": "wait", "until": "contract_end"}
    turn = task("b", "both", mode="sequential")
    first = task("a", "both", remind=[{"after": hours(24)}])
    opened = started(parallel("p", [first], [turn], [{"id": "m", "kind": "auto"}], [wait]))
    duties.make(opened, at=clock.now())
    assert list(doctor.examine(clock.now())) == []
    return opened


def run_of(case: Case, step: str) -> Any:
    """The row of this step, for an update that no action would make."""
    return Run.objects.filter(case=case, step=step)


def end_the_case(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(status="closed", ended_at=MONDAY)
    Task.objects.all().delete()


def close_a_step(case: Case) -> None:
    run_of(case, "a").update(state="done")


def stand_nowhere(case: Case) -> None:
    Timer.objects.update(state="off")
    Task.objects.update(state="cancelled")
    Outbox.objects.update(state="done")
    Run.objects.update(state="cancelled")


def lose_the_people(case: Case) -> None:
    Task.objects.filter(run__step="a").update(state="cancelled")


def lose_the_day(case: Case) -> None:
    Timer.objects.filter(kind="wait").update(state="off")


def lose_the_job(case: Case) -> None:
    Outbox.objects.update(state="off")


def forget_an_action(case: Case) -> None:
    Action.objects.filter(case=case).delete()


def mix_versions(case: Case) -> None:
    other = publish(task("a"), task("z"))
    run_of(case, "a").update(version=Version.objects.get(pk=other.pk))


def give_up_the_machine(case: Case) -> None:
    run_of(case, "m").update(state="cancelled")


def jump_the_queue(case: Case) -> None:
    Task.objects.filter(run__step="b", state="open").update(position=9)


def answer_twice(case: Case) -> None:
    Task.objects.filter(run__step="a").update(state="done")
    run_of(case, "a").update(state="done")
    Timer.objects.filter(run__step="a").update(state="off")


def forget_a_job(case: Case) -> None:
    Outbox.objects.update(available_at=make.later(-72))


def give_a_job_up(case: Case) -> None:
    Outbox.objects.update(state="failed")


def miss_a_timer(case: Case) -> None:
    Timer.objects.filter(kind="remind").update(due_at=make.later(-72))


def forget_a_duty(case: Case) -> None:
    Duty.objects.filter(case=case, kind="transfer").delete()


def hear_of_nothing(case: Case) -> None:
    Duty.objects.filter(case=case, kind="transfer").update(due=LONG_AGO)


def say_it_without_a_name(case: Case) -> None:
    Duty.objects.filter(case=case, kind="transfer").update(done_on=LONG_AGO)


def issue_without_saying(case: Case) -> None:
    file = StoredFile.objects.create(
        digest="0" * 64, size=1, media_type="x", name="x", retention="paper"
    )
    Paper.objects.create(case=case, kind="certificate", state="valid", number="x", file=file)


def pay_until_a_day_before_the_end(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(pay_end=LONG_AGO)


def stay_after_the_certificate(case: Case) -> None:
    issue_without_saying(case)
    Duty.objects.filter(case=case, kind="certificate").update(done_on=LONG_AGO)
    Task.objects.update(state="cancelled")
    Timer.objects.update(state="off")
    Outbox.objects.update(state="done")
    Run.objects.update(state="cancelled")
    Case.objects.filter(pk=case.pk).update(status="withdrawn", ended_at=MONDAY)


def delete_a_valid_paper(case: Case) -> None:
    issue_without_saying(case)
    Duty.objects.filter(case=case, kind="certificate").update(done_on=LONG_AGO)
    StoredFile.objects.update(deleted_at=MONDAY)


def a_file(case: Case, kind: str) -> Proof:
    """In the store, and to be kept for long."""
    kept = documents.keep(b"%PDF-", name="x.pdf", media_type="application/pdf", retention="paper")
    return Proof.objects.create(case=case, kind=kind, file=kept, delete_on=dt.date(2100, 1, 1))


def delete_a_slip_before_its_day(case: Case) -> None:
    documents.delete(a_file(case, "service").file, MONDAY)


def forget_the_step_of_a_file(case: Case) -> None:
    a_file(case, Proof.OF_STEP)


def lay_a_file_at_the_step_of_another(case: Case) -> None:
    other = started(task("x"))
    duties.make(other, at=clock.now())
    run, by = other.runs.get(), other.leaver
    StepFile.objects.create(proof=a_file(case, Proof.OF_STEP), run=run, field="scan", user=by)


def show_it_at_a_stranger(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(holder_user=make.user("chen"))


def show_it_at_nobody(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(holder_user=None)


def end_it_by_half(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(ended_at=MONDAY)


def spell_a_word_wrong(case: Case) -> None:
    Duty.objects.filter(case=case, kind="transfer").update(kind="transfre")


def lose_an_event(case: Case) -> None:
    last = case.events.order_by("-seq")[0]
    keys = ("kind", "happened_at", "previous", "digest")
    values = {key: getattr(last, key) for key in keys}
    Event.objects.create(case=case, seq=last.seq + 2, **values)


def stop(case: Case, outcome: str) -> None:
    """It ends as by an action."""
    with transaction.atomic():
        workflow.once("stop", case=workflow.lock(case), kind="stop", by=None, at=MONDAY)
        workflow.stop(case, outcome=outcome, by=None, at=MONDAY)


def close_without_the_wages(case: Case) -> None:
    """Its process is one for a resignation, and has lost the settlement on the way."""
    stop(case, "completed")
    was = Version.objects.get(pk=Run.objects.filter(case=case).values("version")[:1])
    body, lawful = {**was.body, "way": "resignation"}, was.number + 1
    new = Version.objects.create(
        definition=was.definition, number=lawful, body=body, body_hash="lawful"
    )
    Run.objects.filter(case=case).update(version=new)


def end_unserved_what_was_never_printed(case: Case) -> None:
    stop(case, "not_served")


BROKEN: dict[Callable[[Case], None], set[str]] = {
    end_the_case: {"ended_but_open"},
    close_a_step: {"closed_but_asked", "closed_but_timed"},
    stand_nowhere: {"stands_nowhere", "wrong_holder"},
    lose_the_people: {"waits_for_nobody"},
    lose_the_day: {"waits_for_nobody"},
    lose_the_job: {"waits_for_nobody"},
    forget_an_action: {"rev"},
    mix_versions: {"two_versions"},
    give_up_the_machine: {"done_for_nothing"},
    jump_the_queue: {"out_of_turn"},
    answer_twice: {"answered_twice"},
    forget_a_job: {"left_lying"},
    give_a_job_up: {"left_lying"},
    miss_a_timer: {"missed"},
    forget_a_duty: {"duty_missing"},
    hear_of_nothing: {"duty_untold"},
    say_it_without_a_name: {"duty_by_nobody"},
    issue_without_saying: {"certificate_unsaid"},
    close_without_the_wages: {"wages_unasked"},
    end_unserved_what_was_never_printed: {"never_printed"},
    pay_until_a_day_before_the_end: {"paid_too_short"},
    stay_after_the_certificate: {"ended_and_stays"},
    delete_a_valid_paper: {"paper_lost"},
    delete_a_slip_before_its_day: {"proof_lost"},
    forget_the_step_of_a_file: {"file_astray"},
    lay_a_file_at_the_step_of_another: {"file_astray"},
    show_it_at_a_stranger: {"wrong_holder"},
    show_it_at_nobody: {"wrong_holder"},
    end_it_by_half: {"wrong_end"},
    spell_a_word_wrong: {"unknown_word"},
    lose_an_event: {"story"},
}


@pytest.mark.parametrize("breaking", BROKEN, ids=lambda one: one.__name__)
def test_each_broken_row_is_found(case: Case, breaking: Callable[[Case], None]) -> None:
    breaking(case)
    found = {
        name: rows
        for name in doctor.CHECKS
        if (rows := list(doctor.examine(clock.now() - doctor.DAY, name)))
    }
    assert set(found) == BROKEN[breaking]
    assert {row.case for rows in found.values() for row in rows} == {case.number}


def test_every_check_is_broken_once() -> None:
    elsewhere = {"points_nowhere", "text_left", "heads", "unstamped"}
    elsewhere |= {"root_list_ends", "stamp_key_late", "wrong_calls", "doubted"}
    elsewhere |= {"face_silent", "faces_to_file"}
    elsewhere |= {"root_list_ends", "stamp_key_late", "wrapped_before", "wrong_calls"}
    elsewhere |= {"doubted"}
    assert set().union(*BROKEN.values()) == set(doctor.CHECKS) - elsewhere


def test_every_check_has_its_words() -> None:
    assert looks.WORDS.keys() == doctor.CHECKS.keys()


def test_wages_that_both_have_agreed_to_end_earlier_are_no_fault(case: Case) -> None:
    pay_until_a_day_before_the_end(case)
    Case.objects.filter(pk=case.pk).update(data={"agreed_pay_end": LONG_AGO.isoformat()})
    assert list(doctor.examine(clock.now(), "paid_too_short")) == []


def test_a_text_that_nobody_brings_is_found(case: Case) -> None:
    Message.objects.create(key="k", template="t", address="a", text="x", due_at=make.later(-72))
    (row,) = doctor.examine(clock.now() - doctor.DAY)
    assert (row.table, row.case) == ("notifications_message", "")


NOWHERE = 10**9
POINTING = [
    (model, field.attname)
    for model in (Case, Run, Task, Timer, Action, Outbox, Duty, Message, Paper, StoredFile)
    for field in model._meta.concrete_fields  # noqa: SLF001  Django's own API
    if isinstance(field, ForeignKey)
]


@pytest.mark.parametrize(("model", "name"), POINTING, ids=lambda one: getattr(one, "__name__", one))
def test_a_row_that_points_nowhere_is_found(case: Case, model: Any, name: str) -> None:
    issue_without_saying(case)
    row = model.objects.order_by("pk").first()
    if row is None:
        pytest.skip("no such row in this story")
    with inside.undone():  # before its end the database itself would refuse it
        model.objects.filter(pk=row.pk).update(**{name: NOWHERE})
        found = list(doctor.examine(clock.now(), "points_nowhere"))
        assert [(one.table, one.row) for one in found] == [(model._meta.db_table, row.pk)]  # noqa: SLF001
        assert name in found[0].what


def test_the_database_itself_refuses_a_second_open_run_of_a_step(case: Case) -> None:
    run = Run.objects.get(case=case, step="a")
    run.pk, run.visit = None, 2
    with pytest.raises(Exception, match=r"(?i)unique"), transaction.atomic():
        run.save()


def test_a_step_of_people_that_never_had_anybody_is_no_fault(db: None) -> None:
    started(task("a", "nobody"))
    assert list(doctor.examine(clock.now())) == []


def test_the_command_names_the_row_and_nobody(case: Case) -> None:
    lose_the_people(case)
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", "--json", stdout=out)
    (line,) = out.getvalue().splitlines()
    told = json.loads(line)
    assert ended.value.code == 1
    assert (told["check"], told["table"], told["case"]) == (
        "waits_for_nobody",
        "workflow_run",
        case.number,
    )
    assert "zhang" not in line
    assert "wang" not in line


def test_the_command_is_silent_when_all_is_well(case: Case) -> None:
    out = io.StringIO()
    call_command("doctor", stdout=out)
    assert out.getvalue() == ""


def test_by_night_the_log_says_how_many(case: Case, caplog: pytest.LogCaptureFixture) -> None:
    lose_the_people(case)
    with caplog.at_level(logging.ERROR):
        nightly.look(clock.now())
    (line,) = [record.getMessage() for record in caplog.records if "doctor" in record.getMessage()]
    assert line == "doctor: 1 rows are broken: waits_for_nobody"


def test_by_day_the_administrator_sees_what_the_night_has_found(case: Case, client: Client) -> None:
    administrator = make.user("luo")
    RoleGrant.objects.create(user=administrator, role=RoleGrant.Role.ADMINISTRATOR)
    desk = people.signed_in(client, administrator)
    assert "夜里查看" in desk.get("/desk/jobs/").content.decode()
    nightly.look(clock.now())
    assert "每一行都对" in desk.get("/desk/jobs/").content.decode()
    lose_the_people(case)
    with clock.at(make.later(24)):
        nightly.look(clock.now())
        page = people.signed_in(client, administrator).get("/desk/jobs/").content.decode()
    assert "有一步没有等任何人" in page
    assert case.number in page
    assert "zhang" not in page


def test_nights_long_past_are_forgotten(case: Case) -> None:
    for days in (0, 40):
        nightly.look(clock.now() + dt.timedelta(days=days))
    assert Look.objects.count() == 1


def test_it_writes_nothing(case: Case) -> None:
    with connection.execute_wrapper(_only_reading):
        assert list(doctor.examine(clock.now())) == []


def _only_reading(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    assert sql.lstrip().upper().startswith(("SELECT", "DECLARE", "FETCH", "CLOSE")), sql
    return execute(sql, params, many, context)
