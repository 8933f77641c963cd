"""What is kept so that a signature can be proved: the record that its certificate binds by hash."""

import datetime as dt
import hashlib
from dataclasses import asdict, dataclass, field
from typing import Any

from lizhi.accounts.models import Consent, User
from lizhi.cases import chain
from lizhi.common import encryption
from lizhi.identity.models import IdentityProof
from lizhi.signing import rules
from lizhi.signing.ink import Ink
from lizhi.signing.models import Actor

LONGEST_AGENT = 300
BY_HAND = "on paper"
"""The level of a signature by hand: none of the electronic ones. The paper is the original."""


@dataclass(frozen=True)
class Device:
    """From where somebody acted."""

    channel: str = "web"
    agent: str = ""
    """What the browser says about itself."""
    address: str = ""
    strength: str = "code"
    """By what the session knew the person."""
    read_seconds: int | None = None
    """How long the paper was open before the person went on to sign."""
    pages: dict[str, int] = field(default_factory=dict)
    """Seconds that each page was on the screen, as far as the browser could tell."""


@dataclass(frozen=True)
class Will:
    """What a person did to sign: a drawn name, or a typed one."""

    ink: Ink | None = None
    typed: str = ""

    @property
    def way(self) -> str:
        """`drawn` or `typed`."""
        return "drawn" if self.ink else "typed"

    @property
    def digest(self) -> str:
        """SHA-256 of the strokes or of the typed name."""
        return self.ink.digest if self.ink else hashlib.sha256(self.typed.encode()).hexdigest()


def pseudonym(user_id: int) -> str:
    """A name for a person in certificates: always the same, and nothing to be learnt from it."""
    return f"P{encryption.blind_index('signer', str(user_id))[:16].upper()}"


def signer_of(actor: Actor) -> User:
    """The person who signs here; a company's seal has none."""
    if actor.user is None:
        raise TypeError("a company does not sign by hand")
    return actor.user


def record(
    actor: Actor,
    *,
    will: Will,
    proof: IdentityProof,
    consent: Consent,
    device: Device,
    at: dt.datetime,
) -> dict[str, Any]:
    """Everything about one signature, as plain values."""
    return chain.plain(
        {
            **_about(actor, proof, sha256=actor.envelope.paper.file.digest),
            proof.way: {**proof.facts, "checked_at": proof.checked_at},
            "consent": {
                "kind": consent.kind,
                "version": consent.version,
                "sha256": consent.text_hash,
                "at": consent.created_at,
            },
            "will": {"way": will.way, "sha256": will.digest},
            "device": asdict(device) | {"agent": device.agent[:LONGEST_AGENT]},
            "level": actor.envelope.level,
            "given_at": at,
        }
    )


def by_hand(actor: Actor, *, proof: IdentityProof, at: dt.datetime) -> dict[str, Any]:
    """How a paper that was signed by hand was taken in; there is no electronic signature in it."""
    return chain.plain(
        {
            **_about(actor, proof, sha256=proof.facts["printed"]),
            proof.way: proof.facts,
            "will": {"way": "by_hand"},
            "level": BY_HAND,
            "given_at": at,
        }
    )


def _about(actor: Actor, proof: IdentityProof, *, sha256: str) -> dict[str, Any]:
    """Which paper, who, and what has shown that it is this person."""
    envelope, user = actor.envelope, signer_of(actor)
    return {
        "version": 1,
        "envelope": envelope.biz_no,
        "purpose": envelope.purpose,
        "paper": {"number": envelope.paper.number, "sha256": sha256},
        "signer": {
            "role": actor.role,
            "name": rules.roster_name(user),
            "key": pseudonym(user.pk),
            "phone": user.masked_phone,
        },
        "identity": {
            "way": proof.way,
            "documents": proof.documents,
            "bundle": proof.bundle,
            "checked_at": proof.checked_at,
        },
        "viewed_at": actor.viewed_at,
    }


def sealed_by(actor: Actor, *, by: str, sha256: str, at: dt.datetime) -> dict[str, Any]:
    """Who let the company's seal be put on which paper."""
    return chain.plain(
        {
            "version": 1,
            "envelope": actor.envelope.biz_no,
            "paper": {"number": actor.envelope.paper.number, "sha256": sha256},
            "role": actor.role,
            "by": by,
            "given_at": at,
        }
    )


def reported(actor: Actor, *, sha256: str, at: dt.datetime) -> dict[str, Any]:
    """What a service outside says of a signature that was given there, and what we know of it."""
    envelope, user = actor.envelope, signer_of(actor)
    return chain.plain(
        {
            "version": 1,
            "envelope": envelope.biz_no,
            "purpose": envelope.purpose,
            "paper": {"number": envelope.paper.number, "sha256": sha256},
            "signer": {
                "role": actor.role,
                "name": rules.roster_name(user),
                "key": pseudonym(user.pk),
                "phone": user.masked_phone,
            },
            "service": {"provider": envelope.provider, "ref": envelope.ref, "says_at": at},
            "viewed_at": actor.viewed_at,
            "level": envelope.level,
        }
    )


def digest(found: dict[str, Any]) -> str:
    """SHA-256 of the record in its one spelling."""
    return hashlib.sha256(chain.canonical(found).encode()).hexdigest()
