"""How much of a case its readers hear, on a page or as a program."""

from dataclasses import dataclass
from typing import Any

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Event
from lizhi.people import rules as people

TALKS = "talk_"
"""That somebody talks to HR is nobody else's business."""
MONEY = ("settlement_", "line_", "dispute_")
PROOFS = frozenset(
    {
        "service_proved",
        "service_proof_lost",
        "proofs_shown",
        "proof_joined",
        "proofs_lost",
        "proof_viewed",
        "proof_deleted",
    }
)
FOR_HR = frozenset(
    (
        *("bars_answered", "bar_claimed", "bar_taken_back", "bar_found", "bar_not_found"),
        "bars_to_ask_again",
        *("heirs_named", "objected", "other_side_said", "proposal_answered"),
        *("face_asked", "face_ended"),
        *("scheme_stopped", "scheme_taken_back", "scheme_list_taken", "statement_asked"),
        *("scheme_receipt_kept", "scheme_receipt_lost"),
    )
)
"""What touches health, faces and disputes: only HR and the person hear that there was any."""
AMONG_COLLEAGUES = frozenset({"settlement_returned"})
"""What one of finance writes to another; whoever leaves gets the settlement, not its drafts."""
FOR_ALL = frozenset({"commented"})
"""Said to everybody who is part of it."""
FOR_FINANCE = FOR_ALL | {"line_disputed", "dispute_asks_hr", "dispute_answered"}
FOR_MANAGERS = FOR_ALL | {"notice_arrived", "step_done", "item_missing", "item_added"}
FOR_NOBODY = frozenset({"rated"})
"""What somebody says about how it went is read by nobody who was part of it."""
PRIVATE = frozenset(
    (
        *("reason", "proofs", "proofs_on_the_way", "ground", "renewal", "instead", "union"),
        *("waybill", "items", "way"),
    )
)
"""Of what arrived or began: why somebody leaves, and the fingerprints of what shows it."""
SIGNED, HOW = "signature_given", "proof"
"""How it was known who signs, by a face for instance, is for HR and the person too."""


@dataclass(frozen=True)
class Access:
    """HR and the leaver see all of it, finance the money, a manager neither money nor proofs."""

    hr: bool
    finance: bool
    leaver: bool

    @property
    def whole(self) -> bool:
        """Everything but what is for nobody."""
        return self.hr or self.leaver

    @property
    def money(self) -> bool:
        """Settlement and its clock."""
        return self.whole or self.finance

    def may_know(self, kind: str) -> bool:
        """Whether this reader hears that it happened."""
        if kind.startswith(MONEY):
            return self.money
        if kind.startswith(TALKS):
            return self.whole
        return self.whole or kind not in PROOFS | FOR_HR

    def may_read(self, kind: str) -> bool:
        """Whether the words of such an event are for this reader."""
        if kind in FOR_NOBODY:
            return False
        if kind in AMONG_COLLEAGUES:
            return self.finance or (self.hr and not self.leaver)
        if self.whole:
            return True
        return kind in (FOR_FINANCE if self.finance else FOR_MANAGERS)

    def facts_of(self, event: Event) -> dict[str, Any]:
        """What this reader hears of an event that `may_know` lets through."""
        if self.whole:
            return dict(event.facts)
        hidden = PRIVATE | ({HOW} if event.kind == SIGNED else set())
        return {name: fact for name, fact in event.facts.items() if name not in hidden}


def of(case: Case, user: User) -> Access:
    """By role and its reach; whoever comes in by a task alone sees as a manager does."""
    roles = people.roles_of(user)
    return Access(
        hr=roles.is_hr_of(case.branch_id),
        finance=roles.is_finance_of(case.entity_id),
        leaver=user == case.leaver,
    )
