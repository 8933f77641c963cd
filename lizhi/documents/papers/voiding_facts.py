"""What the paper has to be told by which both sides make an agreement void."""

from typing import Literal, NotRequired

from lizhi.documents.papers.facts import SealedFacts


class VoidingFacts(SealedFacts):
    """离职协议作废协议: which agreement holds no more, and what applies instead; ends nothing.

    The notice of the employee took effect on arrival (劳动合同法 37) and is not touched by it.
    """

    case_number: str
    made_on: str
    company_code: NotRequired[str]
    company_address: NotRequired[str]
    id_kind: NotRequired[str]
    id_number: NotRequired[str]
    department: NotRequired[str]
    post: NotRequired[str]
    voided_number: str
    """Of the agreement that holds no more once both have signed this."""
    voided_on: str
    """The day on which that one was signed by both."""
    voided_digest: str
    """SHA-256 of its file as it must be presented, 64 hex digits."""
    reason: NotRequired[str]
    then: Literal["law", "new"]
    """Nothing takes its place but the law; or a new agreement is sent afterwards."""
    letter_number: str
    """Of the notice, or of its registration."""
    arrived_at: str
    ends_on: str
    """The last day from then on: what the law counts, whatever the agreement said."""
    ended_before: NotRequired[str]
    """The last day by the agreement, where it was another one."""
    is_expiry: NotRequired[bool]
    """`ends_on` is the last day of the fixed term."""
    paid_before: NotRequired[str]
    """Until when wages were to be paid by the agreement, where both had agreed it."""
    good_until: str
    """The moment until which it may be signed."""
