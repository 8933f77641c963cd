"""What the report says of each signer and event, in the words of its template."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import translation

from lizhi.cases.heads import Included
from lizhi.cases.models import Event
from lizhi.signing import kinds, rules
from lizhi.signing.models import Actor
from lizhi.signing.reports.records import LIES_IN_THE_FILE, NOT_FOR_READER, Kept

WAYS = {
    "code": "短信验证码",
    "passkey": "本人手机上的通行密钥",
    "witness": "人事当面见证",
    "face": "人脸核验（单独同意）",
    "on_paper": "纸质原件，人事收到并核对",
}


def signer(kept: Kept) -> dict[str, Any]:
    """One row; what is not known is left out, never guessed."""
    actor, found = kept.actor, kept.found
    made = actor.evidence.get("made", {})
    return {
        "name": _name(actor),
        "role": str(actor.kind),
        "state": str(actor.state),
        **_person(actor, found),
        "viewed_at": actor.viewed_at and actor.viewed_at.isoformat(),
        "given_at": actor.given_at and actor.given_at.isoformat(),
        "signed_at": actor.signed_at and actor.signed_at.isoformat(),
        **{key: made.get(key) for key in ("before", "after", "certificate", "stamp")},
        "worth": "纸质原件" if "on_paper" in actor.evidence else made.get("level"),
        "record": kept.digest,
        "kept": "" if not kept.digest else LIES_IN_THE_FILE if kept.text else NOT_FOR_READER,
    }


def _name(actor: Actor) -> str:
    if actor.user is None:
        return actor.entity.name if actor.entity else ""
    return rules.roster_name(actor.user)


def _person(actor: Actor, found: dict[str, Any]) -> dict[str, Any]:
    if actor.user is None:
        made = actor.evidence.get("made", {})
        will = "seal_l2" if made.get("level") == "L2" else "seal"
        return {"will": will} if actor.given_at else {}
    if "on_paper" in actor.evidence:
        return _by_hand(actor, found)
    if not found:
        return {"will": _will(actor)} if actor.given_at else {}
    way = found.get("identity", {}).get("way", "code")
    second = found.get(way, {}).get("second") or {}
    proof, device = found.get(way, {}), found.get("device", {})
    consent = found.get("consent", {})
    return {
        "phone": found.get("signer", {}).get("phone"),
        "identity": "，".join(WAYS.get(one, one) for one in (way, second.get("way")) if one),
        "identity_at": proof.get("checked_at"),
        "sent_at": proof.get("sent_at") or second.get("sent_at"),
        "message": proof.get("message") or second.get("message"),
        "read": _read(device.get("read_seconds")),
        "pages": _pages(device.get("pages") or {}),
        "consent": consent.get("version"),
        "consent_digest": consent.get("sha256"),
        "consent_at": consent.get("at"),
        "will": found.get("will", {}).get("way"),
        "device": device.get("agent"),
        "address": device.get("address"),
    }


def _by_hand(actor: Actor, found: dict[str, Any]) -> dict[str, Any]:
    """Nothing here was signed electronically; the paper is the original."""
    told = {"will": "by_hand", "scans": "，".join(actor.evidence["on_paper"]["scans"])}
    facts = found.get("on_paper", {})
    if not facts:
        return told | {"identity": WAYS["on_paper"]}
    parcel = "".join((facts["carrier"], facts["waybill"]))
    original = (
        f"{facts['arrived_on']} 收到，人事 {facts['received_by']['name']} 核对登记",
        f"快递 {parcel}" if parcel else "",
        f"原件存放 {facts['kept_at']}",
    )
    return told | {
        "phone": found.get("signer", {}).get("phone"),
        "identity": WAYS["on_paper"],
        "identity_at": found["identity"]["checked_at"],
        "original": "，".join(part for part in original if part),
    }


def _will(actor: Actor) -> str:
    return "typed" if actor.typed else "drawn"


def _read(seconds: int | None) -> str:
    return "" if seconds is None else f"打开 {seconds} 秒后签署"


def _pages(seconds: dict[str, int]) -> str:
    told = (
        f"{f'第 {page} 页' if int(page) else '文字版'} {seconds[page]} 秒"
        for page in sorted(seconds, key=int)
    )
    return "，".join(told)


def events(found: Iterable[Event], biz_no: str) -> list[dict[str, Any]]:
    """Those of this envelope, in order; nobody but the system and whoever signs is named."""
    with translation.override("zh-hans"):
        return [
            {
                "seq": str(event.seq),
                "what": str(kinds.KINDS.get(event.kind, event.kind)),
                "at": event.happened_at.isoformat(),
                "digest": event.digest,
            }
            for event in found
            if biz_no in _envelopes(event) and event.kind in kinds.KINDS
        ]


def _envelopes(event: Event) -> set[str | None]:
    """The one that it is about; of a voiding also the one by which."""
    return {event.facts.get("envelope"), event.facts.get("by_envelope")}


def heads(found: Sequence[Included]) -> list[dict[str, Any]]:
    """The stamped days in which this case stands."""
    return [
        {
            "day": str(one.head.day),
            "seq": str(one.seq),
            "head": one.head.digest,
            "stamped_at": one.head.stamped_at.isoformat(),
        }
        for one in found
    ]
