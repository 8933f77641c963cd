"""What happened, in words: the events of all rooms, with sentences for those that matter."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django_stubs_ext import StrOrPromise

from lizhi.cases import kinds as case_kinds
from lizhi.cases.models import Event
from lizhi.handover import kinds as handover_kinds
from lizhi.jobs import kinds as job_kinds
from lizhi.offboarding import kinds as own_kinds
from lizhi.settlement import kinds as settlement_kinds
from lizhi.signing import kinds as signing_kinds
from lizhi.talks import kinds as talk_kinds
from lizhi.workflow import kinds as workflow_kinds

KINDS: Mapping[str, StrOrPromise] = {
    **case_kinds.KINDS,
    **job_kinds.KINDS,
    **workflow_kinds.KINDS,
    **signing_kinds.KINDS,
    **handover_kinds.KINDS,
    **settlement_kinds.KINDS,
    **talk_kinds.KINDS,
    **own_kinds.KINDS,
}
SENTENCES: Mapping[str, StrOrPromise] = {
    "signature_wanted": _("would like to sign after all, and asks HR to send it again"),
    "paper_chosen": _("prints it and signs by hand"),
    "paper_left": _("signs on the phone after all"),
    "original_sent": _("has sent the paper signed by hand"),
    "original_wrong": _("needs something more of the paper signed by hand"),
    "original_received": _("has taken in the original, which arrived on %(day)s"),
    "original_returned": _("has sent one copy back, sealed by hand"),
    "step_opened": _("asks %(to)s: %(step)s"),
    "step_done": _("is done with: %(step)s"),
    "part_done": _("is done with the own part: %(step)s"),
    "turn_came": _("it is the turn of %(to)s: %(step)s"),
    "step_closed_by_time": _("goes on without an answer: %(step)s"),
    "step_cancelled": _("needs this no more: %(step)s"),
    "step_sent_back": _("sends “%(step)s” back to “%(target)s”"),
    "handler_pressed": _("reminded %(to)s: %(step)s"),
    "handler_told": _("let %(to)s know that this is waiting: %(step)s"),
    "step_taken_back": _("takes back: %(step)s"),
    "step_jumped": _("led the case from “%(step)s” to “%(target)s”"),
    "case_suspended": _("suspended the process until %(day)s"),
    "case_resumed": _("lets the process go on"),
    "task_delegated": _("asked %(to)s on behalf: %(step)s"),
    "signer_removed": _("does not need %(to)s any more: %(step)s"),
    "step_claimed": _("takes it on alone: %(step)s"),
    "step_given_back": _("gave it back to all: %(step)s"),
    "copy_given": _("gave %(to)s a copy"),
    "copy_read": _("has read the copy"),
    "handler_added": _("asked %(to)s as well: %(step)s"),
    "task_reassigned": _("gave this to %(to)s: %(step)s"),
    "paper_added": _("prepared: %(paper)s"),
    "paper_signed": _("added a signature to: %(paper)s"),
    "paper_issued": _("issued: %(paper)s"),
    "paper_replaced": _("replaced: %(paper)s"),
    "paper_revoked": _("revoked: %(paper)s"),
    "notice_arrived": _("resigned; it took effect on arrival"),
    "ending_begun": _("began to end the employment; nobody has left by that"),
    "paper_served": _("says that it was served on %(day)s: %(step)s"),
    "objected": _("does not agree; it is written down"),
    "ending_called_off": _("took it back; the employment goes on"),
    "last_day_proposed": _("proposes %(day)s as the last day"),
    "last_day_taken_back": _("takes the proposal of %(day)s back"),
    "last_day_agreed": _("the last day is %(day)s now"),
    "last_day_by_law": _("the term was changed: by law the last day is %(day)s now"),
    "dates_by_law": _("by law all ends on %(day)s, as nobody has fixed other days"),
    "statutory_days_hold": _("the contract ends on %(day)s, and wages run until then"),
    "pay_end_proposed": _("proposes that wages are paid until %(day)s"),
    "pay_end_taken_back": _("takes back that wages are paid until %(day)s"),
    "pay_end_agreed": _("wages are paid until %(day)s now, agreed by both"),
    "agreement_sent_again": _("sent a new agreement, which names %(day)s"),
    "paper_voided": _("void from now on: %(paper)s"),
    "voiding_asked": _("would like the signed agreement void, and asks HR"),
    "voiding_refused": _("does not want it void; the agreement holds"),
    "voiding_proposed": _("proposes that the signed agreement be void"),
    "voiding_sent": _("sent the voiding agreement, to be signed until %(until)s"),
    "voiding_taken_back": _("took the voiding agreement back; the agreement holds"),
    "agreement_voided": _("the agreement is void; the resignation stands, last day %(day)s"),
    "proof_viewed": _("opened a proof"),
    "deadline_moved": _("%(step)s: until %(due)s now, not %(old)s"),
    "scheme_stopped": _("stopped on %(day)s: %(scheme)s, paid until %(month)s"),
    "scheme_taken_back": _("not stopped after all: %(scheme)s, said to be stopped on %(day)s"),
    "scheme_receipt_kept": _("put in the agency's receipt: %(scheme)s"),
    "scheme_receipt_lost": _("sent a receipt that could not be opened: %(scheme)s"),
    "scheme_list_taken": _("took the list for the agency: %(city)s"),
    "statement_asked": _("had the statement for unemployment insurance made"),
    "duty_done": _("done on %(day)s: %(duty)s"),
    "duty_undone": _("not done after all: %(duty)s, said to be done on %(day)s"),
    "duty_late": _("%(duty)s was due on %(day)s; HR was told"),
    "duty_raised": _("%(duty)s was due on %(day)s; the head of HR was told"),
    "notice_given": _("told %(to)s: %(step)s"),
    "wait_moved": _("%(step)s: waits until %(due)s now"),
    "item_added": _("put something on the list for %(to)s"),
    "item_given": _("gave something to %(to)s"),
    "item_receiver_changed": _("wants it to go to %(to)s"),
    "duty_moved": _("passed a duty on to %(to)s"),
    "settlement_drafted": _("worked on the settlement, version %(version)s"),
    "settlement_handed_over": _("asked %(to)s to look at the settlement as the second person"),
    "settlement_returned": _("gave the settlement back to %(to)s"),
    "settlement_taken_back": _("changed the settlement; %(to)s need not look at the old one"),
    "settlement_approved": _("approved the settlement as the second person"),
    "settlement_overdue": _("let %(to)s know that the settlement waits for the second person"),
    "settlement_sent": _("sent the settlement to the employee, version %(version)s"),
    "settlement_paid": _("paid what the settlement says, on %(day)s"),
    "signature_extended": _("gives time to sign until %(until)s"),
    "commented": _("left a word"),
    "talk_asked": _("would like to talk to %(to)s, %(hour)s"),
    "talk_written": _("wrote to %(to)s instead of a talk"),
    "talk_offered": _("offers %(to)s another hour to talk: %(hour)s"),
    "talk_fixed": _("fixed the talk with %(to)s: %(hour)s"),
    "talk_called_off": _("called the talk with %(to)s off"),
    "migrated": _("the process is version %(version)s now; times stay as they were"),
}
ICONS: Mapping[str, str] = {
    "notice_arrived": "file-text",
    "ending_begun": "file-text",
    "ending_declared": "file-text",
    "proposal_answered": "shield-check",
    "proposal_taken_back": "arrow-back-up",
    "other_side_said": "message-circle",
    "heirs_named": "heart",
    "bars_answered": "shield-check",
    "bar_claimed": "hand-stop",
    "bar_taken_back": "arrow-back-up",
    "bar_found": "shield-check",
    "bar_not_found": "shield-check",
    "bars_to_ask_again": "bell-ringing",
    "end_did_not_come": "arrow-back-up",
    "paper_served": "mail-check",
    "service_proved": "lock",
    "service_proof_lost": "file-x",
    "return_decided": "shield-check",
    "objected": "hand-stop",
    "ending_overtaken": "arrows-exchange",
    "term_arrives": "bell-ringing",
    "ending_called_off": "arrow-back-up",
    "proofs_shown": "lock",
    "proof_joined": "lock",
    "proofs_lost": "file-x",
    "proof_deleted": "trash",
    "proof_viewed": "eye",
    "early_day_advised": "message-circle",
    "dates_confirmed": "shield-check",
    "last_day_proposed": "calendar-event",
    "last_day_taken_back": "arrow-back-up",
    "last_day_agreed": "calendar-check",
    "last_day_by_law": "calendar-check",
    "dates_by_law": "calendar-check",
    "statutory_days_hold": "calendar-check",
    "pay_end_proposed": "calendar-event",
    "pay_end_taken_back": "arrow-back-up",
    "pay_end_agreed": "calendar-check",
    "withdrawal_asked": "message-circle",
    "withdrawal_taken_back": "message-circle",
    "withdrawal_agreed": "heart",
    "withdrawal_refused": "message-circle",
    "agreement_sent_again": "send",
    "agreement_unsigned": "file-x",
    "voiding_asked": "message-circle",
    "voiding_refused": "message-circle",
    "voiding_proposed": "send",
    "voiding_sent": "send",
    "voiding_taken_back": "arrow-back-up",
    "agreement_stays": "file-text",
    "agreement_voided": "file-x",
    "paper_voided": "file-x",
    "envelope_voided": "file-x",
    "certificate_issued": "certificate",
    "deadline_moved": "calendar-event",
    "scheme_taken_back": "arrow-back-up",
    "scheme_receipt_kept": "receipt",
    "scheme_list_taken": "download",
    "statement_asked": "file-text",
    **dict.fromkeys(("scheme_stopped", "duty_done"), "circle-check"),
    "duty_undone": "arrow-back-up",
    "duties_moved": "calendar-event",
    **dict.fromkeys(("duty_late", "duty_raised"), "alert-triangle"),
    "package_sealed": "lock",
    "package_added": "lock",
    "rated": "mood-smile",
    "commented": "message-circle",
    "paper_issued": "receipt",
    "papers_finished": "lock",
    "paper_added": "file-text",
    "paper_signed": "writing-sign",
    "step_opened": "send",
    "step_done": "circle-check",
    "handler_pressed": "bell-ringing",
    "handler_told": "bell-ringing",
    "handler_added": "user-plus",
    "task_reassigned": "arrows-exchange",
    "step_closed_by_time": "hourglass",
    "turn_came": "send",
    "case_ended": "folder",
    "step_taken_back": "arrow-back-up",
    "step_sent_back": "arrow-back-up",
    "step_jumped": "arrows-exchange",
    "case_suspended": "player-pause",
    "case_resumed": "refresh",
    "task_delegated": "user-plus",
    "signer_removed": "user-minus",
    "step_claimed": "user-check",
    "step_given_back": "users",
    "copy_given": "send",
    "copy_read": "eye",
    "job_failed": "alert-triangle",
    "job_given_up": "hand-stop",
    "job_tried_again": "refresh",
    "face_asked": "face-id",
    "face_ended": "face-id",
    "signature_given": "writing-sign",
    "signature_made": "writing-sign",
    "signature_declined": "hand-stop",
    "signature_expired": "hourglass",
    "signature_wanted": "send",
    "paper_chosen": "pencil",
    "paper_left": "device-mobile",
    "original_sent": "package",
    "original_chased": "bell-ringing",
    "original_wrong": "alert-triangle",
    "original_received": "mail-check",
    "original_returned": "truck-delivery",
    "paper_sealed": "rubber-stamp",
    "seal_requested": "rubber-stamp",
    "item_given": "package",
    "item_received": "circle-check",
    "item_missing": "alert-triangle",
    "handover_finished": "circle-check",
    "settlement_handed_over": "send",
    "settlement_returned": "arrow-back-up",
    "settlement_taken_back": "arrow-back-up",
    "settlement_approved": "checks",
    "settlement_overdue": "bell-ringing",
    "settlement_barred": "alert-triangle",
    "settlement_sent": "calculator",
    "settlement_answered": "calculator",
    "settlement_paid": "coins",
    "line_disputed": "message-2",
    "dispute_asks_hr": "message-2",
    "dispute_answered": "message-2",
}
SEVERAL = {
    "item_given": ngettext_lazy("gave %(number)d thing", "gave %(number)d things", "number"),
    "item_received": ngettext_lazy(
        "received %(number)d thing", "received %(number)d things", "number"
    ),
}
"""What one person did to several things, one after the other, is one line of the story."""
STEPS_ONLY = frozenset(
    (
        *("step_opened", "handover_begun", "item_added", "paper_added", "seal_requested"),
        *("paper_voided", "envelope_voided", "voiding_sent"),
        *("signature_code_sent", "paper_signed", "signature_made", "papers_finished"),
    )
)
"""How the machine gets from one thing that matters to the next: kept, and shown when asked for."""
TO_SOMEBODY = frozenset({"item_added", "item_given", "item_receiver_changed", "duty_moved"})
"""Their sentences name whoever it is for; where nobody is, the plain words do."""
FOR_HR = _("Only HR of this branch can do this.")
NOBODY_HOLDS = _("Nobody else keeps this case waiting now.")
LATE = frozenset(
    (
        *("handler_pressed", "handler_told", "job_failed", "item_missing"),
        *("duty_late", "duty_raised", "settlement_overdue"),
    )
)


def of(kind: str) -> str:
    """The plain words of a kind; the code itself for one that a later version wrote."""
    return str(KINDS.get(kind, kind))


def sentence(event: Event) -> StrOrPromise | None:
    """A sentence with places for people, step, paper and day; None: the plain words do."""
    if event.kind == "step_opened" and not event.facts.get("to"):
        return _("begins: %(step)s")
    if event.kind == "deadline_moved" and event.facts.get("old") == event.facts.get("due"):
        return None  # only reminders have moved
    if event.kind in TO_SOMEBODY and not event.facts.get("to"):
        return None
    return SENTENCES.get(event.kind)


def matters(event: Event) -> bool:
    """Whether it stands in the story that is shown first; whoever doubts asks for all of it."""
    if event.kind == "step_done":
        return event.actor_id is not None and event.step != "application"
    return event.kind not in STEPS_ONLY


def icon(kind: str) -> str:
    """The drawing beside it."""
    return ICONS.get(kind, "circle")
