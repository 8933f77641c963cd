"""What arrives when somebody resigns, and how it is proved that it arrived."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field

from lizhi.accounts.models import User


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


def content_hash(number: str, name: str, application: Application, at: dt.datetime) -> str:
    """SHA-256 over everything that was handed in: one changed character changes it."""
    content = {
        "case": number,
        "name": name,
        "at": at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "wished_day": application.wished_day.isoformat(),
        "reason": application.reason,
        "words": application.words,
        "place": application.place,
        "contact_times": list(application.contact_times),
        "handover_titles": list(application.handover_titles),
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
