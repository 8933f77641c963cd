"""What forms and automatic steps of the house mean in law: all that the law checker knows of them.

A room that adds a form or an automatic step adds it here, or the law checker takes it for an
ordinary step of a person, and does not know the automatic step at all.
"""

from enum import StrEnum

from lizhi.cases.models import Paper
from lizhi.workflow.tree import FOR_PEOPLE, Step


class Meaning(StrEnum):
    """What a step is for, where a duty of the law hangs on it."""

    NOTICE = "notice"
    """The leaver's own notice: it takes effect when it arrives (劳动合同法 37, 民法典 137)."""
    OPENING = "opening"
    """HR opens the case: done by the action that opens it."""
    WAGES = "wages"
    """The last wages are settled (工资支付暂行规定 9)."""
    HANDOVER = "handover"
    CERTIFICATE = "certificate"
    """Issued on the day of the end, without conditions (劳动合同法 50, 实施条例 24)."""
    CLOSING = "closing"
    """The file is sealed, and what must be kept is kept (劳动合同法 50)."""
    ORDINARY = "ordinary"


FORMS = {
    "application": Meaning.NOTICE,
    "acknowledgement": Meaning.ORDINARY,
    "signature": Meaning.ORDINARY,
    "handover": Meaning.HANDOVER,
    "confirmation": Meaning.ORDINARY,
    "settlement": Meaning.WAGES,
    "answer": Meaning.ORDINARY,
    "service": Meaning.ORDINARY,
    "decision": Meaning.ORDINARY,
    "reply": Meaning.ORDINARY,
}
"""Forms with a page of their own; rooms look for their step by the name of the form."""

FORM_ANSWERS: dict[str, tuple[str, ...]] = {
    "application": ("submitted",),
    "acknowledgement": ("acknowledged",),
    "signature": ("signed", "declined"),
    "handover": ("finished", "disputed"),
    "confirmation": ("confirmed",),
    "settlement": ("sent",),
    "answer": ("accepted", "disputed", "nothing_to_answer"),
    "service": ("served", "not_served"),
    "decision": ("goes_on", "returned", "called_off"),
    "reply": ("agreed", "declined"),
}
"""What a person can answer on these pages."""

MORE_IDS = {"service": ("recall_service",)}
"""Forms that serve two steps: besides the id of the form's own name."""

AUTOMATIC = {
    "send_agreement": Meaning.ORDINARY,
    "seal_agreement": Meaning.ORDINARY,
    "send_notice": Meaning.ORDINARY,
    "send_recall": Meaning.ORDINARY,
    "certificate": Meaning.CERTIFICATE,
    "closing": Meaning.CLOSING,
}
"""By the id of the step: there is one program for each."""

SPOKEN: dict[str, frozenset[str]] = {
    "application": frozenset({"submitted"}),
    "acknowledgement": frozenset({"acknowledged"}),
    "signature": frozenset({"signed"}),
    "handover": frozenset({"finished"}),
    "confirmation": frozenset({"confirmed"}),
    "settlement": frozenset({"sent"}),
    "answer": frozenset({"accepted"}),
    "service": frozenset({"served"}),
    "decision": frozenset({"goes_on"}),
    "reply": frozenset({"agreed"}),
}
"""By form: what only a person can say, never silence (民法典 140)."""

OF_LEAVER = frozenset({"application", "signature", "answer"})
"""Forms on which nobody speaks for whoever leaves."""

PAPERS: dict[str, str] = {
    "application": Paper.Kind.LETTER,
    "acknowledgement": Paper.Kind.LETTER,
    "send_agreement": Paper.Kind.AGREEMENT,
    "signature": Paper.Kind.AGREEMENT,
    "confirmation": Paper.Kind.AGREEMENT,
    "seal_agreement": Paper.Kind.AGREEMENT,
    "send_notice": Paper.Kind.NOTICE,
    "service": Paper.Kind.NOTICE,
    "send_recall": Paper.Kind.RECALL,
    "recall_service": Paper.Kind.RECALL,
    "decision": Paper.Kind.RECALL,
    "handover": Paper.Kind.HANDOVER,
}
"""By the id of a step of the house: the paper that it makes, or is about."""

AFTER = {
    "signature": "send_agreement",
    "seal_agreement": "signature",
    "service": "send_notice",
    "recall_service": "send_recall",
    "decision": "recall_service",
}
"""By the id of a step of the house: the step without which there is nothing to do at it."""

OWED = frozenset(
    {"signature", "confirmation", "settlement", "answer", "service", "decision", "reply"}
)
"""Forms on which hangs what the person gets, or whether anything ends at all: no change of version
passes them over, nor a program, nor a day that is waited for."""

KEPT = frozenset(
    {"opening", "proposed_day", "consented_end", "late_uploads", "lost_uploads"}
    | {"service_uploads", "bar_claimed_at", "bars_asked_again", "term_arrives_told"}
    | {"replied_on", "agreed_pay_end"}
    | {"agreement_by", "agreement_signed", "agreement_out", "signed_day"}
    | {"handover_receiver", "handover_suggested", "handover_titles", "manager_agrees_early"}
)
"""Names under which the house itself keeps something in the data of a case: no field has them, or
whoever fills it in could say that an agreement was signed."""


def of(step: Step) -> Meaning:
    """What this step is for."""
    if step["kind"] == "auto":
        return AUTOMATIC.get(step["id"], Meaning.ORDINARY)
    if step["kind"] in FOR_PEOPLE:
        return FORMS.get(step.get("form", ""), Meaning.ORDINARY)
    return Meaning.ORDINARY


def is_owed(step: Step) -> bool:
    """Whether a case that was still to come to this step has to, by any version."""
    if step["kind"] == "auto":
        return step["id"] in AUTOMATIC
    return step["kind"] == "wait" or step.get("form") in OWED


def begins_done(step: Step) -> bool:
    """Nobody waits at this step: the case is opened by doing it."""
    return of(step) in {Meaning.NOTICE, Meaning.OPENING}
