"""An envelope of ours as a signing task of 法大大: the person first, the company's seal waits."""

import datetime as dt
from typing import Any

from lizhi.signing.providers import ActorSpec, Envelope, Field, State, Status, Unprepared
from lizhi.signing.providers.entities import Company
from lizhi.signing.providers.fadada import unverified

SUBJECT = 200
FIELD = {"sign": "person_sign", "seal": "corp_seal", "straddle_seal": "corp_seal_cross_page"}
STATES = {
    "task_created": State.DRAFT,
    "finish_creation": State.SIGNING,
    "fill_progress": State.SIGNING,
    "fill_completed": State.SIGNING,
    "sign_progress": State.SIGNING,
    "sign_completed": State.ALL_SIGNED,
    "task_finished": State.COMPLETED,
    "expired": State.EXPIRED,
    "abolishing": State.VOIDING,
    "revoked": State.VOIDED,
}
SIGNED = {"wait_sign": "asked", "signed": "signed", "sign_rejected": "declined"}
ID_TYPES = {"id_card": "id_card", "passport": "passport"}


def body(envelope: Envelope, files: dict[str, str], company: Company, scene: str) -> dict[str, Any]:
    """What `/sign-task/create` is asked for. The seal is held (`blockHere`) until we let it go."""
    placed = {field.actor for field in envelope.fields}
    if missing := [actor.id for actor in envelope.actors if actor.id not in placed]:
        raise Unprepared(", ".join(missing))
    return {
        "initiator": {"idType": "corp", "openId": company.ref},
        "signTaskSubject": envelope.subject[:SUBJECT],
        "signDocType": "contract",
        "expiresTime": _milliseconds(envelope.expires_at),
        "autoStart": False,
        "autoFinish": True,
        "signInOrder": envelope.ordered,
        "transReferenceId": envelope.biz_no,
        "businessId": scene,
        "callbackUrl": envelope.callback_url,
        "docs": [
            {
                "docId": doc.id,
                "docName": doc.name,
                "docFileId": files[doc.id],
                "docFields": [_field(field, envelope) for field in _of(doc.id, envelope)],
            }
            for doc in envelope.docs
        ],
        "actors": [_actor(actor, envelope, company) for actor in envelope.actors],
    }


def _of(doc: str, envelope: Envelope) -> list[Field]:
    return [field for field in envelope.fields if field.doc == doc]


def _field(field: Field, envelope: Envelope) -> dict[str, Any]:
    seals = {actor.id for actor in envelope.actors if actor.kind == "org"}
    kind = "seal" if field.actor in seals and field.kind == "sign" else field.kind
    return {
        "fieldId": field.actor,
        "fieldName": field.actor,
        "fieldType": FIELD[kind],
        "moveable": False,
        "position": unverified.place(field),
    }


def _actor(actor: ActorSpec, envelope: Envelope, company: Company) -> dict[str, Any]:
    who = _company(actor, company) if actor.kind == "org" else _person(actor)
    fields = [
        {"fieldDocId": field.doc, "fieldId": field.actor, "moveable": False}
        | ({"sealId": company.seal} if actor.kind == "org" and company.seal else {})
        for field in envelope.fields
        if field.actor == actor.id
    ]
    return {
        "actor": {"actorId": actor.id, "permissions": ["sign"], "sendNotification": False, **who},
        "signFields": fields,
        "signConfigInfo": {"orderNo": actor.order, **_config(actor)},
    }


def _person(actor: ActorSpec) -> dict[str, Any]:
    found = {
        "actorType": "person",
        "actorName": actor.name,
        "accountName": actor.mobile,
        "identNameForMatch": actor.name,
    }
    if actor.id_no and actor.id_type in ID_TYPES:
        found |= {"certType": ID_TYPES[actor.id_type], "certNoForMatch": actor.id_no}
    return found


def _company(actor: ActorSpec, company: Company) -> dict[str, Any]:
    return {"actorType": "corp", "actorName": actor.name, "actorOpenId": company.ref}


def _config(actor: ActorSpec) -> dict[str, Any]:
    if actor.kind == "org":
        return {"requestVerifyFree": True, "blockHere": True}
    return {"verifyMethods": sorted(actor.verify & {"sms", "face"}), "readingToEnd": True}


def status(data: dict[str, Any]) -> Status:
    """The details of a task in the words of the port."""
    actors = {one["actorId"]: one for one in data.get("actors") or [] if one.get("actorId")}
    found = {
        role: SIGNED.get(one.get("signStatus") or "", "waiting") for role, one in actors.items()
    }
    words = str(data.get("terminationNote") or "")
    for one in actors.values():
        words = words or str(one.get("actorNote") or "")
    return Status(_state(str(data.get("signTaskStatus")), found), found, words)


def _state(told: str, actors: dict[str, str]) -> State:
    """A task that was ended says by its signers why: somebody said no, or we called it back."""
    if told == "task_terminated":
        return State.DECLINED if "declined" in actors.values() else State.REVOKED
    return STATES.get(told, State.SIGNING)


def _milliseconds(moment: dt.datetime) -> str:
    return str(int(moment.timestamp() * 1000))
