"""What we and every signing service talk about, in words that belong to none of them."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """How far an envelope is. It only moves forward."""

    DRAFT = "draft"
    SIGNING = "signing"
    ALL_SIGNED = "all_signed"
    """Everybody has signed; the service waits to be told that this is all."""
    COMPLETED = "completed"
    ARCHIVED = "archived"
    """Ours: the file was fetched, validated and kept."""
    DECLINED = "declined"
    REVOKED = "revoked"
    EXPIRED = "expired"
    VOIDING = "voiding"
    VOIDED = "voided"
    FAILED = "failed"


@dataclass(frozen=True)
class Doc:
    """A PDF to be signed."""

    id: str
    name: str
    pdf: bytes
    sha256: str


@dataclass(frozen=True)
class ActorSpec:
    """Somebody who signs: a person, or a company by its seal."""

    id: str
    kind: str
    """`person` or `org`."""
    name: str
    id_type: str = ""
    id_no: str = ""
    mobile: str = ""
    email: str = ""
    order: int = 1
    verify: frozenset[str] = frozenset({"sms"})
    """Of `sms`, `face`, `password`, `video`: what may show that it is this person."""
    read_to_end: bool = False
    min_read_seconds: int = 0
    org_ref: str = ""
    operator: str = ""
    """Of a company: the person who acts for it."""
    seal_ref: str = ""
    auto_seal: bool = False


@dataclass(frozen=True)
class Field:
    """Where somebody signs: the centre in points from the top left corner, or a keyword."""

    doc: str
    actor: str
    kind: str = "sign"
    """`sign`, `seal`, `straddle_seal`, `date` or `remark`."""
    page: int = 1
    x: float = 0
    y: float = 0
    w: float = 0
    h: float = 0
    keyword: str = ""
    offset: tuple[float, float] = (0, 0)


@dataclass(frozen=True)
class Envelope:
    """One signing: papers, signers, places."""

    biz_no: str
    """Ours, at most 64 characters, unique: asked again with it, a service gives the same one."""
    subject: str
    docs: tuple[Doc, ...]
    actors: tuple[ActorSpec, ...]
    fields: tuple[Field, ...]
    expires_at: dt.datetime
    ordered: bool = True
    notify_by: str = "us"
    """`us` or `provider`."""
    return_url: str = ""
    callback_url: str = ""
    level: str = "L1"
    """L1 agreed between the parties, L2 a licensed authority's certificate, L3 a service's own."""
    asked_before: bool = False
    """An earlier try may have reached the service: look there for this `biz_no` first."""
    made_at: dt.datetime | None = None
    """Nothing that is older there can be this one."""


@dataclass(frozen=True)
class Client:
    """What somebody opens a link with."""

    kind: str = "h5"
    """`h5`, `pc` or `mini_program`."""
    agent: str = ""
    account: str = ""
    """The number by which the service was told of this person."""


@dataclass(frozen=True)
class Link:
    """A page where somebody signs."""

    url: str
    expires_at: dt.datetime | None = None
    single_use: bool = False
    needs_login: bool = True
    embeddable: bool = False


@dataclass(frozen=True)
class Status:
    """What a service says about an envelope."""

    state: State
    actors: dict[str, str] = field(default_factory=dict)
    """By actor: `waiting`, `asked`, `given`, `signed` or `declined`."""
    words: str = ""
    """What whoever declined has said there."""


@dataclass(frozen=True)
class ProviderEvent:
    """Something that a service reports; a second copy under its key changes nothing."""

    kind: str
    """As `envelope.completed` or `actor.signed`; unknown kinds are kept and acknowledged too."""
    key: str
    ref: str
    at: dt.datetime
    actor: str = ""
    biz_no: str = ""
    """Ours, where the service sends it back: it may speak before we have noted its reference."""
    raw: dict[str, Any] = field(default_factory=dict)


class NotReady(Exception):
    """The service has not made it yet; ask again later."""


class WrongSignature(Exception):
    """A call from outside that whoever shares our secret has not made."""


class Unreadable(ValueError):
    """It is signed as it should be, and still nobody can make sense of it."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at when an administrator asked whether a service works."""

    good: bool
    words: str


class Unprepared(ValueError):
    """A signer has no place in the paper: it was printed without a field for that role."""
