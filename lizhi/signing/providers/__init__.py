"""Signing services, one folder each; a setting names their classes. Copy the built-in one."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from lizhi.signing.providers.neutral import (
    ActorSpec,
    Client,
    Doc,
    Envelope,
    Field,
    Finding,
    Link,
    NotReady,
    ProviderEvent,
    State,
    Status,
    Unprepared,
    Unreadable,
    WrongSignature,
)

__all__ = [
    "ActorSpec",
    "Client",
    "Doc",
    "Envelope",
    "Field",
    "Finding",
    "Link",
    "NotReady",
    "Provider",
    "ProviderEvent",
    "State",
    "Status",
    "Unprepared",
    "Unreadable",
    "WrongSignature",
    "get_provider",
    "is_outside",
    "level_of",
]


class Provider(Protocol):
    """What we ask of a signing service. A service has the methods that `capabilities` names.

    `ref` is the service's name for an envelope. Checking signatures is ours and never delegated.
    """

    def capabilities(self) -> frozenset[str]:
        """Name the methods that this service has."""

    def upload(self, doc: Doc) -> str:
        """Bring a file there; the answer is the service's name for it."""

    def create(self, envelope: Envelope) -> str:
        """Return the reference for this `biz_no`: the one that exists, else a new one."""

    def start(self, ref: str) -> None:
        """Let the signers sign. Asking twice does no harm."""

    def signer_link(self, ref: str, actor: str, client: Client, return_url: str) -> Link:
        """Where this signer signs."""

    def let_seal(self, ref: str, actor: ActorSpec, fields: Sequence[Field]) -> None:
        """The company has consented: its seal, which waited for this word, may be put on now.

        No service seals before. Asked again once the seal is on, or on its way: nothing happens.
        """

    def status(self, ref: str) -> Status:
        """How far it is."""

    def remind(self, ref: str, actor: str = "") -> None:
        """Let the service remind one signer, or whoever is due."""

    def extend(self, ref: str, until: dt.datetime) -> None:
        """Give more time."""

    def revoke(self, ref: str, reason: str) -> None:
        """Call it back while somebody has yet to sign."""

    def void(self, ref: str, reason: str) -> str:
        """Begin the mutual undoing of a completed one; the answer is the reference of that.

        Part of the port, and asked for by nothing in this house: everywhere a paper is voided by a
        paper of our own, an ordinary envelope at the service of the one that it voids
        (`signing.actions.voiding`). 法大大 knows `/sign-task/abolish`, but only its request is
        known (facts §3.4): not what its paper says, whether it names what applies instead, whose
        biz_no its events carry, or in what form it comes back; e签宝's 解约 fields are not known at
        all. Our own paper says all of it, is the same everywhere, and is fetched, validated, hashed
        and kept like any other. So a service that calls `envelope.voided` tells of something that
        nobody here has asked for: `doubts`, code `voided_there`.
        """

    def finish(self, ref: str) -> None:
        """Say that this is all; services that do so by themselves ignore it."""

    def documents(self, ref: str) -> list[bytes]:
        """The signed PDFs, which we then validate ourselves."""

    def evidence(self, ref: str) -> bytes:
        """The service's record of how it was signed; NotReady while there is none."""

    def identity_link(self, who: ActorSpec, return_url: str) -> Link:
        """Where somebody proves who they are."""

    def identity_status(self, who: ActorSpec) -> str:
        """`verified`, `pending` or `unknown`."""

    def parse_webhook(
        self, headers: Mapping[str, str], query: Mapping[str, str], raw: bytes
    ) -> list[ProviderEvent]:
        """What a call from outside says, once its signature over the raw bytes is right."""

    def ack(self) -> bytes:
        """What the service wants to hear in answer."""

    def check(self) -> list[Finding]:
        """Whether keys, clock and network are as they should be, in words for an administrator."""


BUILTIN = "builtin"


def is_outside(name: str) -> bool:
    """Whether another firm's service signs, and not this house."""
    return name != BUILTIN


def level_of(name: str) -> str:
    """What a signature by it is worth: agreed between the parties, or a service's own."""
    return "L3" if is_outside(name) else "L1"


def get_provider(name: str) -> Provider:
    """The service of this name in the settings."""
    provider: Provider = import_string(settings.SIGNING_PROVIDERS[name])()
    return provider
