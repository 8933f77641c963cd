"""What arrives when somebody resigns, and how it is proved that it arrived."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lizhi.accounts.models import User
from lizhi.people.models import Employment


@dataclass(frozen=True)
class Application:
    """The employee's answers. Only the wished day is needed; the law asks for no reason."""

    wished_day: dt.date
    reason: str = "unsaid"
    words: str = ""
    place: str = ""
    contact_times: tuple[str, ...] = ()
    handover_to: User | None = None
    handover_titles: tuple[str, ...] = ()
    uploads: tuple[str, ...] = ()
    """Keys of the employee's own uploads that are to be shown as proofs."""


@dataclass(frozen=True)
class Channel:
    """By what way it came: `phone`, `desk`, `api`, or `by_hr` when HR registers a letter."""

    name: str
    device: str = ""
    address: str = ""
    strength: str = "code"
    facts: dict[str, str] = field(default_factory=dict)


def by_hr(*, way: str, waybill: str = "", device: str = "", address: str = "") -> Channel:
    """HR registers what came another way: `letter`, `mail`, `chat` or `other`.

    Nobody was known by us when it came; `waybill` is of the courier, or says where it came from.
    """
    facts = {"way": way, "waybill": waybill}
    return Channel("by_hr", device, address, strength="on_behalf", facts=facts)


@dataclass(frozen=True)
class Handed:
    """The proofs that were handed in with a notice, by what is known of them at that moment."""

    sha256: tuple[str, ...] = ()
    """Of those that had arrived whole, in the order of the answers."""
    on_the_way: int = 0
    """Those whose parts were still travelling; their fingerprints come with events of their own."""


def content(
    number: str,
    name: str,
    application: Application,
    at: dt.datetime,
    *,
    proofs: Handed,
    facts: Mapping[str, str],
) -> bytes:
    """Everything that was handed in, as the text whose SHA-256 the receipt shows.

    `facts` are those of the channel: of a notice that HR has registered, how it came.
    """
    receiver = application.handover_to
    values = {
        "case": number,
        "name": name,
        "at": at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "wished_day": application.wished_day.isoformat(),
        "reason": application.reason,
        "words": application.words,
        "place": application.place,
        "contact_times": list(application.contact_times),
        "handover_titles": list(application.handover_titles),
        "handover_to": receiver.name if receiver else "",
        "proofs": list(proofs.sha256),
        "proofs_on_the_way": proofs.on_the_way,
        **facts,
    }
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def request_of(
    employment: Employment,
    application: Application,
    channel: Channel,
    arrived_at: dt.datetime | None = None,
) -> str:
    """What was asked for, to tell a second tap from another wish under the same key.

    Without the proofs: a second tap sends its files anew, and they get keys of their own.
    """
    receiver = application.handover_to
    answers = vars(replace(application, handover_to=None, uploads=()))
    asked = {
        **answers,
        "employment": employment.pk,
        "arrived_at": arrived_at.isoformat() if arrived_at else "",
        "receiver": receiver.pk if receiver else None,
        "facts": channel.facts,
    }
    return json.dumps(asked, sort_keys=True, default=str)


def content_hash(handed_in: bytes) -> str:
    """One changed character of it, one changed bit of a proof, changes this."""
    return hashlib.sha256(handed_in).hexdigest()
