"""What the papers have to be told that list things: the handover and the settlement."""

from typing import Literal, NotRequired, TypedDict

from lizhi.documents.papers.facts import PaperFacts, SealedFacts


class ItemFacts(TypedDict):
    """One thing that passes on."""

    kind: Literal["work", "document", "asset", "account", "duties"]
    title: str
    note: NotRequired[str]
    receiver: str
    waybill: NotRequired[str]
    photos: NotRequired[int]
    state: Literal["open", "given", "received", "missing", "disputed"]
    given_at: NotRequired[str | None]
    received_at: NotRequired[str | None]


class HandoverFacts(PaperFacts):
    """交接清单."""

    case_number: str
    made_on: str
    department: NotRequired[str]
    post: NotRequired[str]
    contract_end: str
    first_receiver: NotRequired[str]
    second_receiver: NotRequired[str]
    third_receiver: NotRequired[str]
    """Those who have a place for their name; of more than three, whoever gets most."""
    items: list[ItemFacts]
    outcome: Literal["finished", "disputed", "nothing"]
    """`disputed`: closed with things open; `nothing`: there was nothing to hand over."""


class StepFacts(TypedDict):
    """One step of a calculation, as `Explained` gives it."""

    title: str
    formula: NotRequired[str]
    value: NotRequired[str]
    article: NotRequired[str]
    reason: NotRequired[str]
    doubt: NotRequired[str]
    """Which figure in it is provisional or comes from a second source, and why."""


class LineFacts(TypedDict):
    """One sum of the settlement."""

    title: str
    amount: NotRequired[str | None]
    """Not given: an input is missing and `missing` says which; it counts for nothing."""
    missing: NotRequired[str]
    note: NotRequired[str]
    by_hand: NotRequired[bool]
    steps: list[StepFacts]


class NoteFacts(TypedDict):
    """Something near the result: a boundary of a day, a figure in doubt."""

    title: str
    text: str


class SettlementFacts(SealedFacts):
    """离职结算单. The sums below the lines are added up by the template."""

    case_number: str
    version: int
    made_on: str
    department: NotRequired[str]
    post: NotRequired[str]
    contract_end: str
    pay_on: str
    bank_tail: NotRequired[str]
    """Last four digits of the account."""
    insurance_until: NotRequired[str]
    fund_until: NotRequired[str]
    signer: NotRequired[str]
    """Who may say by name that it has come; nobody after a death."""
    dues: list[LineFacts]
    deductions: list[LineFacts]
    apart: NotRequired[list[LineFacts]]
    """Shown, and not part of the net; not given where there is none."""
    notes: NotRequired[list[NoteFacts]]
    engine: NotRequired[str]
    figures_mark: NotRequired[str]
    """The beginning of the fingerprint of the set of figures."""
