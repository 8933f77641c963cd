"""What each paper has to be told. Plain JSON values, so that the facts can be kept with the paper.

Days are `YYYY-MM-DD`, months `YYYY-MM` (a day is taken too), moments ISO 8601 with a zone, money a
decimal string in yuan with two places (never negative), flags `true` or `false`, codes as listed.
A key that is `NotRequired` may also be `None` or empty. Whoever fills them states facts only: how
they are worded, formatted and added up is the template's affair.
"""

from typing import Literal, NotRequired, TypedDict

ROLES: dict[str, tuple[str, ...]] = {
    "receipt": ("installation",),
    "letter": ("installation",),
    "registration": ("installation",),
    "agreement": ("employee", "company"),
    "mutual": ("employee", "company"),
    "voiding": ("employee", "company"),
    "ending": ("company",),
    "recall": ("company",),
    "departure": ("installation",),
    "handover": ("installation", "employee", "receiver", "receiver_2", "receiver_3"),
    "settlement": ("company", "employee"),
    "certificate": ("company",),
    "unemployment": ("company",),
    "evidence": ("installation",),
    "cover": (),
}
"""Whose signature fields each paper carries, in the order in which they are signed.

A handover list stands by the system's seal, a settlement by the company's; the names come onto
them later, in any order, or never.
"""

ContractKind = Literal["fixed", "open", "task"]
Known = Literal["code", "link", "passkey"]
"""How the person was known: code to the phone, link in a message, passkey."""
Strength = Literal["code", "link", "passkey", "on_behalf"]
"""Or not known by us at all: HR entered what had come another way."""
Way = Literal["letter", "mail", "chat", "other"]


class PaperFacts(TypedDict):
    """What every paper says about itself."""

    number: str
    """The paper's own number, printed at its head and on each page."""
    company: str
    """The full name of the legal entity."""
    employee: str


class SealedFacts(PaperFacts):
    """Of papers that the company seals."""

    seal_level: NotRequired[Literal["l1", "l2"]]
    """l2: by a licensed authority's certificate; not given: by one of the house."""


class NoticeFacts(PaperFacts):
    """What receipt and letter share: one notice and its arrival."""

    case_number: str
    department: NotRequired[str]
    post: NotRequired[str]
    phone: str
    """Masked: 138****2046."""
    arrived_at: str
    """The moment in which the notice entered the designated system."""
    wished_day: str
    notice_end: str
    """The statutory end of notice: 30 days, 3 in probation."""
    in_probation: bool
    expires_on: NotRequired[str]
    """Last day of a fixed term, where it is over before the notice ends the contract."""
    content_hash: str
    """SHA-256 of what was sent, 64 hex digits."""


class ReceiptFacts(NoticeFacts):
    """送达回执."""

    channel: str
    """Which system it entered: 公司指定的离职系统; or by what other way it came."""
    timed: NotRequired[Literal["server", "stated"]]
    """Whether our clock saw it arrive, or whoever registered it says when it did."""
    device: str
    """What it was sent with: Android 手机，Chrome 浏览器."""
    strength: Strength


class LetterFacts(NoticeFacts):
    """解除劳动合同通知书."""

    id_number: NotRequired[str]
    reason: NotRequired[Literal["family", "relocation", "career", "health", "other", "unsaid"]]
    words: NotRequired[str]
    """What the person added in own words."""
    strength: NotRequired[Known]


class RegistrationFacts(NoticeFacts):
    """离职通知登记: what HR enters of a notice that came another way; nobody signs it but us."""

    id_number: NotRequired[str]
    way: Way
    waybill: NotRequired[str]
    """Of the courier, or where it came from."""
    registered_by: str
    registered_at: str
    """When it was entered, by our clock; `arrived_at` is what HR says."""
    words: NotRequired[str]
    """What HR has copied out of it."""


class AgreementFacts(SealedFacts):
    """离职协议: cites the notice; the wished day is a proposal until the company has sealed."""

    case_number: str
    made_on: str
    company_code: NotRequired[str]
    company_address: NotRequired[str]
    id_kind: NotRequired[str]
    """居民身份证 when not given."""
    id_number: NotRequired[str]
    phone: NotRequired[str]
    department: NotRequired[str]
    post: NotRequired[str]
    hired_on: str
    contract_kind: ContractKind
    term_start: NotRequired[str]
    """First day of the present labour contract."""
    term_end: NotRequired[str]
    """Its last day; only of a fixed term."""
    letter_number: str
    """Of the notice, or of its registration."""
    notice_way: NotRequired[Way]
    """How it came, if HR registered it."""
    receipt_number: str
    arrived_at: str
    notice_end: str
    wished_day: str
    agreed_day: NotRequired[str]
    """The last day that is settled; not given: the wished one, early only once it is sealed."""
    is_expiry: NotRequired[bool]
    """The settled day is the last one of the fixed term."""
    in_probation: bool
    expires_on: NotRequired[str]
    """Last day of a fixed term, where it is over before the notice ends the contract."""
    paid_until: NotRequired[str]
    """Until when wages are paid, where both sides have agreed it."""
    insurance_until: NotRequired[str]
    """Last month for which insurance is paid; not given: the month of the end, by the rules."""
    fund_until: NotRequired[str]
    handover_to: NotRequired[str]
    """Name of the receiver."""
    non_compete: NotRequired[str]
    """What was agreed before, in one sentence; not given: none is asked for."""


class MutualFacts(SealedFacts):
    """协商解除协议 (劳动合同法 36): who proposed decides whether compensation is due."""

    case_number: str
    made_on: str
    company_code: NotRequired[str]
    company_address: NotRequired[str]
    id_kind: NotRequired[str]
    id_number: NotRequired[str]
    phone: NotRequired[str]
    department: NotRequired[str]
    post: NotRequired[str]
    hired_on: str
    contract_kind: ContractKind
    term_start: NotRequired[str]
    term_end: NotRequired[str]
    proposer: Literal["employer", "worker"]
    agreed_day: str
    good_until: NotRequired[str]
    """Until when the proposal may be accepted; not given once both sides have agreed before."""
    words: NotRequired[str]
    """The proposal, in the words of whoever made it."""
    paid_until: NotRequired[str]
    """Until when wages are paid, where both sides have agreed it."""
    insurance_until: NotRequired[str]
    fund_until: NotRequired[str]
    handover_to: NotRequired[str]
    non_compete: NotRequired[str]


class CompanyPaperFacts(PaperFacts):
    """What the company's own letters share."""

    case_number: str
    made_on: str
    company_code: NotRequired[str]
    company_address: NotRequired[str]
    id_kind: NotRequired[str]
    id_number: NotRequired[str]
    department: NotRequired[str]
    post: NotRequired[str]


class EndingFacts(CompanyPaperFacts, SealedFacts):
    """解除（终止）劳动合同通知书: by which article, why, when, and what the person can do."""

    terminates: bool
    """The contract ends by law (44), and is not dissolved by the company."""
    article: str
    article_text: str
    reasons: NotRequired[str]
    counts: Literal["notice", "pay", "service", "day"]
    """What the end counts from: thirty days after service, service itself, or a day."""
    ended_on: NotRequired[str]
    """Only of `day`."""
    source: NotRequired[str]
    """Of a retirement: where the day comes from."""
    renewal: NotRequired[Literal["not_offered", "worse_refused", "same_refused"]]
    union: NotRequired[Literal["told", "no_union"]]
    union_on: NotRequired[str]
    affected: NotRequired[int]
    """Of a reduction of staff (41): how many people it affects."""
    employed: NotRequired[int]
    measure: NotRequired[Literal["persons", "tenth"]]
    """By which of the two numbers of article 41 it is one."""
    explained_on: NotRequired[str]
    reported_on: NotRequired[str]
    compensation: bool
    due_by: str
    barred: bool
    """Article 42 may stand against it: the person is told to say so."""


class DepartureFacts(CompanyPaperFacts):
    """解除劳动合同通知书 of an employee who ends it for a fault of the company (38)."""

    phone: str
    arrived_at: str
    ended_on: str
    article: str
    article_text: str
    faults: NotRequired[str]
    """The items of article 38 that the person names, in the words of the law."""
    words: NotRequired[str]
    strength: NotRequired[Known]
    content_hash: str


class RecallFacts(CompanyPaperFacts, SealedFacts):
    """返岗通知书: nothing ends by it."""

    words: str
    return_by: str
    contact: NotRequired[str]


class CertificateFacts(SealedFacts):
    """离职证明: who, and the four items of 劳动合同法实施条例 24. Nothing else."""

    company_code: NotRequired[str]
    issued_on: str
    id_kind: NotRequired[str]
    id_number: str
    contract_kind: ContractKind
    term_start: str
    term_end: NotRequired[str]
    """Only of a fixed term."""
    ended_on: str
    post: NotRequired[str]
    service_years: int
    service_months: int
    """Whole months beyond the whole years, 0 to 11."""
    is_expiry: NotRequired[bool]
    """By the term or by law the contract has ended (终止), and was not dissolved (解除)."""


class UnemploymentFacts(SealedFacts):
    """失业保险说明: by which article the employment ended, for the insurance agency alone.

    What the certificate may not say (实施条例 24) stands here, on a paper of its own.
    """

    company_code: NotRequired[str]
    issued_on: str
    id_kind: NotRequired[str]
    id_number: str
    hired_on: str
    ended_on: str
    is_expiry: NotRequired[bool]
    """By the term or by law the contract has ended (终止), and was not dissolved (解除)."""
    article: str
    reason: str
    """What the article is called: 不能胜任工作."""
    paid_until: NotRequired[str]
    """The last month for which unemployment insurance is paid; not given: not stopped yet."""
