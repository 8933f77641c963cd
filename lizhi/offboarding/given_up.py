"""What follows for a case when the machine's part of it is given up, or why it may not be."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Paper
from lizhi.jobs.giving_up import FOLLOWS, Follows
from lizhi.jobs.models import Outbox
from lizhi.offboarding import agreements, renewal, voiding
from lizhi.offboarding.actions import falling_back
from lizhi.offboarding.actions.voiding import forget
from lizhi.signing import actions as signing
from lizhi.signing.models import Envelope
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Run

UNSIGNED = _(
    "The agreement is put aside unsigned. The resignation goes on and ends on the statutory day,"
    " or on the day that both sides have agreed otherwise."
)
STEPS = {
    "certificate": Follows(
        _(
            "The certificate is due on the day the contract ends (劳动合同法 50). Please mend what"
            " is wrong and try again; until then HR can hand out a stamped one on paper."
        ),
        allowed=False,
    ),
    "closing": Follows(
        _("Without this step the case would never end. Please mend what is wrong and try again."),
        allowed=False,
    ),
}
OTHERWISE = Follows(
    _("What comes after this step would never begin. Please mend what is wrong and try again."),
    allowed=False,
)


STATEMENT = Follows(
    _("The statement is not made. HR and whoever has left can ask for it again on its page.")
)


def _paper(row: Outbox) -> Follows:
    """A statement is asked for by people, who may ask again."""
    if row.payload.get("kind") == Paper.Kind.UNEMPLOYMENT:
        return STATEMENT
    return _by_topic(row)


def _step(row: Outbox) -> Follows:
    run = Run.objects.filter(pk=row.payload["run"]).first()
    if run is None or run.state != Run.State.OPEN:
        return Follows(_("Nothing: the case has gone on already."))
    if run.step in {"send_agreement", "seal_agreement"}:
        return Follows(UNSIGNED, act=_without_agreement)
    return STEPS.get(run.step, OTHERWISE)


def _without_agreement(row: Outbox, by: User, at: dt.datetime) -> None:
    """The step is left, and nobody is asked to sign what does not exist."""
    run = Run.objects.select_related("case", "version").get(pk=row.payload["run"])
    case = run.case = workflow.lock(run.case)
    if run.step == "seal_agreement":
        renewal.over(case)
        agreements.put_aside(case, agreements.of(case), at=at)
        falling_back.hold_statutory_days(case, at=at)
    workflow.close_run(run, outcome="unsigned", by=None, at=at)
    if run.step == "send_agreement" and (signature := workflow.open_run(case, "signature")):
        _tell_nobody(signature)
        workflow.close_run(signature, outcome="expired", by=None, at=at)


def _tell_nobody(run: Run) -> None:
    """The text that asks to sign was queued a moment ago, in this very transaction."""
    events = run.case.events.filter(kind="step_opened", step=run.step).order_by("-seq")[:1]
    keys = [f"event:{event.pk}" for event in events]
    texts = Outbox.objects.filter(dedupe__in=keys, state=Outbox.State.PENDING)
    texts.update(state=Outbox.State.OFF)


def _without_voiding(row: Outbox, by: User, at: dt.datetime) -> None:
    """What is not printed or not sealed is called back; the agreement holds as it did."""
    case = workflow.lock(Case.objects.get(pk=row.payload["case"]))
    envelope = voiding.of(case)
    if envelope and envelope.state in Envelope.OPEN:
        signing.revoke(envelope, at=at, by=by, reason="given_up")
    elif voiding.out(case):
        forget(case)


MAY: dict[str, Follows] = {
    "notices.send": Follows(
        _("Whoever it was for does not hear of it by text. Time limits and steps go on as before.")
    ),
    "endings.remind": Follows(_("The manager is not reminded. HR can do it again from the list.")),
    "papers.issue": Follows(
        _(
            "This paper is not printed. What it would say stands in the case and counts all the"
            " same."
        )
    ),
    "agreements.confirm": Follows(
        _("This agreement is not sealed. HR can confirm it on its own page.")
    ),
    "agreements.renew": Follows(
        _("No new agreement goes out. The day that both sides agreed counts all the same.")
    ),
    "agreements.seal": Follows(
        _("The company's seal is not added. The resignation does not depend on it.")
    ),
    "voiding.print": Follows(
        _("No voiding agreement goes out. The agreement holds as it did, and HR can propose anew."),
        act=_without_voiding,
    ),
    "voiding.seal": Follows(
        _("The agreement holds as it did: only one side has signed that it is void."),
        act=_without_voiding,
    ),
    "signing.dispatch": Follows(
        _("Nobody is asked to sign. The step ends by its own time, and the case goes on.")
    ),
    "signing.heard": Follows(
        _("Nothing: the next look comes by itself, and people can say that they have signed.")
    ),
    "signing.look": Follows(
        _("Nothing: the next look comes by itself, and people can say that they have signed.")
    ),
    "signing.door": Follows(
        _("The way to sign there is not opened. Let the paper be signed by another service.")
    ),
    "signing.extend": Follows(
        _("The way to sign there is not opened. Let the paper be signed by another service.")
    ),
    "signing.service_report": Follows(
        _("Its own report is not kept here. The signed file is, and proves by itself.")
    ),
    "signing.report": Follows(_("The report is not made. Whoever wants it can ask again.")),
    "signing.cover": Follows(
        _("The sheet for sending a paper is not made. Its page says everything that stands on it.")
    ),
    "signing.code": Follows(_("The code is not sent. Whoever signs can ask for another one.")),
    "identity.face_start": Follows(
        _("No face check this time. The page names the other ways to sign already.")
    ),
    "identity.face_look": Follows(
        _("This face check counts for nothing. The page names the other ways to sign already.")
    ),
    "owners.find": Follows(
        _("Steps of whoever left stay where they are. Tomorrow's job looks again.")
    ),
    "owners.revoked": Follows(
        _("Steps that came by this role stay where they are. Tomorrow's job looks again.")
    ),
    "owners.stand_in": Follows(
        _("Steps of whoever is away stay where they are. Tomorrow's job looks again.")
    ),
    "absences.tell": Follows(
        _("The substitute does not hear of it by text. It stands on the page of absences.")
    ),
    "talks.remind": Follows(_("Nobody is reminded of the talk. Its hour stands as it was fixed.")),
    "settlement.chase": Follows(
        _("Nobody is reminded of this settlement any more. It stands in the list of who looks.")
    ),
    "flows.migrate": Follows(
        _("Cases that have not changed yet keep their version. HR can choose them again.")
    ),
    "calendars.recount": Follows(
        _(
            "Times stay as they were guessed. `lizhi recount` counts anew those that are not"
            " certain."
        )
    ),
    "daily.job": Follows(_("Tomorrow's job does what was left today.")),
}
MAY_NOT: dict[str, Follows] = {
    "workflow.resume": Follows(
        _("The process would stand still for ever. Please mend what is wrong and try again."),
        allowed=False,
    ),
    "duties.move": Follows(
        _(
            "What somebody did for others would stay with nobody."
            " Please mend what is wrong and try again."
        ),
        allowed=False,
    ),
    "signing.sign": Follows(
        _(
            "Somebody has given this signature, so it has to be made."
            " Please mend what is wrong and try again."
        ),
        allowed=False,
    ),
    "signing.fetch": Follows(
        _(
            "Without the file the paper stays unsigned. Mend what is wrong and try again, or let"
            " another service sign it."
        ),
        allowed=False,
    ),
    "signing.finish": Follows(
        _(
            "Without the file the paper stays unsigned. Mend what is wrong and try again, or let"
            " another service sign it."
        ),
        allowed=False,
    ),
    "signing.call_back": Follows(
        _(
            "What has ended here could still be signed there."
            " Please mend what is wrong and try again."
        ),
        allowed=False,
    ),
    "signing.expire": Follows(
        _("A signing that is over would stay open. Please mend what is wrong and try again."),
        allowed=False,
    ),
    "archive.add": Follows(
        _(
            "This paper would be missing in the sealed file. Please mend what is wrong and try"
            " again."
        ),
        allowed=False,
    ),
    "archive.renew": Follows(
        _("This package gets no new stamp now. The next day's job asks again.")
    ),
    "archive.seal": Follows(
        _(
            "Texts of an ended contract are kept for at least two years (劳动合同法 50)."
            " Please mend what is wrong and try again."
        ),
        allowed=False,
    ),
}


def register() -> None:
    """Tell the room of the machine."""
    FOLLOWS["workflow.step"] = _step
    FOLLOWS.update(dict.fromkeys(MAY | MAY_NOT, _by_topic))
    FOLLOWS["papers.issue"] = _paper


def _by_topic(row: Outbox) -> Follows:
    return (MAY | MAY_NOT)[row.topic]
