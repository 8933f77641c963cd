"""What the evidence report has to be told: how another paper was signed."""

from typing import Literal, NotRequired, TypedDict

from lizhi.documents.papers.facts import PaperFacts

Ongoing = Literal["draft", "signing", "all_signed", "voiding"]
Over = Literal["completed", "declined", "revoked", "expired", "failed", "voided"]


class SignerFacts(TypedDict):
    """One signer. What the reader may not see, or nobody knows, is left out."""

    name: str
    role: Literal["person", "org"]
    state: Literal["signed", "given", "waiting", "asked", "declined"]
    phone: NotRequired[str]
    """Masked."""
    identity: NotRequired[str]
    identity_at: NotRequired[str]
    sent_at: NotRequired[str]
    message: NotRequired[str]
    viewed_at: NotRequired[str]
    read: NotRequired[str]
    pages: NotRequired[str]
    consent: NotRequired[str]
    consent_digest: NotRequired[str]
    consent_at: NotRequired[str]
    will: NotRequired[Literal["drawn", "typed", "by_hand", "seal", "seal_l2"]]
    original: NotRequired[str]
    """Of a signature by hand: when it came, who took it in, where it lies."""
    scans: NotRequired[str]
    """SHA-256 of each file that was scanned from the original."""
    given_at: NotRequired[str]
    device: NotRequired[str]
    address: NotRequired[str]
    before: NotRequired[str]
    after: NotRequired[str]
    certificate: NotRequired[str]
    stamp: NotRequired[str]
    worth: NotRequired[str]
    """L2, when this one is by a licensed authority's certificate and others are not."""
    signed_at: NotRequired[str]
    record: NotRequired[str]
    kept: NotRequired[str]
    """Where the whole record lies."""


class RevisionFacts(TypedDict):
    """One revision of the paper."""

    digest: str


class EventFacts(TypedDict):
    """One thing that happened in the signing."""

    seq: str
    what: str
    who: NotRequired[str]
    at: str
    digest: str


class HeadFacts(TypedDict):
    """One stamped day in which the case stands."""

    day: str
    seq: str
    head: str
    stamped_at: str


class EvidenceFacts(PaperFacts):
    """电子签名证据报告."""

    case_number: str
    made_at: str
    paper: str
    paper_number: str
    envelope: str
    state: Literal[Ongoing, Over]
    void_since: NotRequired[str]
    """When the paper became void; it was signed all the same."""
    void_by: NotRequired[str]
    """The number of the paper by which."""
    voids: NotRequired[str]
    """The number of the paper that this one makes void."""
    level: Literal["l1", "l2", "l3"]
    has_licensed: NotRequired[bool]
    has_paper: NotRequired[bool]
    """Somebody has signed by hand."""
    provider: str
    file_digest: str
    data_digest: str
    """Of the JSON file that belongs to the report."""
    root_digest: str
    event_count: int
    chain_digest: str
    chain_whole: bool
    reader: str
    signers: list[SignerFacts]
    revisions: list[RevisionFacts]
    events: list[EventFacts]
    heads: NotRequired[list[HeadFacts]]


class CoverFacts(PaperFacts):
    """寄件说明: goes with a paper that is signed by hand; `number` is that paper's."""

    paper: str
    pages: str
    address: NotRequired[str]
    recipient: NotRequired[str]
    until: NotRequired[str]
    """Until when the original has to be here; not given: the paper holds without it."""
    printed: str
    """SHA-256 of the file that is printed."""
    made_at: str
    desk: str
    """Address of the page on which HR takes it in."""
