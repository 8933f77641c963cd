"""An envelope of ours as a signing flow of e签宝.

The company stands in it only once it has consented: its seal would go on at once, nobody asked.
"""

import datetime as dt
from typing import Any

from lizhi.signing.providers import ActorSpec, Envelope, Field, State, Status, Unprepared
from lizhi.signing.providers.entities import Company
from lizhi.signing.providers.esign import unverified

OWN = "own"
"""Instead of a number: the company to which the app belongs."""
LONGEST = dt.timedelta(days=90)
STATES = {
    0: State.DRAFT,
    1: State.SIGNING,
    2: State.COMPLETED,
    3: State.REVOKED,
    5: State.EXPIRED,
    7: State.DECLINED,
}
SIGNED = {0: "waiting", 1: "asked", 2: "signed", 3: "asked", 4: "declined"}
ID_TYPES = {"id_card": "CRED_PSN_CH_IDCARD", "passport": "CRED_PSN_PASSPORT"}
SIGN, STRADDLE = 1, 2


def body(envelope: Envelope, files: dict[str, str]) -> dict[str, Any]:
    """What `/v3/sign-flow/create-by-file` is asked for."""
    placed = {field.actor for field in envelope.fields}
    if missing := [actor.id for actor in envelope.actors if actor.id not in placed]:
        raise Unprepared(", ".join(missing))
    people = [actor for actor in envelope.actors if actor.kind == "person"]
    return {
        "docs": [{"fileId": files[doc.id], "fileName": doc.name} for doc in envelope.docs],
        "signFlowConfig": {
            "signFlowTitle": unverified.title(envelope),
            "signFlowExpireTime": _milliseconds(envelope),
            "autoStart": False,
            "autoFinish": False,
            "notifyUrl": envelope.callback_url,
            "redirectConfig": {"redirectUrl": envelope.return_url, "redirectDelayTime": 0},
            "noticeConfig": {"noticeTypes": ""},
            "authConfig": _ways(people),
        },
        "signers": [_signer(actor, envelope, files) for actor in people],
    }


def _ways(people: list[ActorSpec]) -> dict[str, list[str]]:
    """How people may be known there: it holds for the flow, so a face only if all have agreed.

    Who is not known there yet shows it by the number or a bank card, unless the face is agreed to.
    """
    face = bool(people) and all("face" in one.verify for one in people)
    return {
        "willingnessAuthModes": ["CODE_SMS", *([unverified.WILLING_FACE] if face else [])],
        "psnAvailableAuthModes": ["PSN_MOBILE3", "PSN_BANKCARD4", *(["PSN_FACE"] if face else [])],
    }


def _signer(actor: ActorSpec, envelope: Envelope, files: dict[str, str]) -> dict[str, Any]:
    who: dict[str, Any] = {"psnName": actor.name}
    if actor.id_no and actor.id_type in ID_TYPES:
        who |= {"psnIDCardNum": actor.id_no, "psnIDCardType": ID_TYPES[actor.id_type]}
    mine = [field for field in envelope.fields if field.actor == actor.id]
    return {
        "signerType": 0,
        "psnSignerInfo": {"psnAccount": actor.mobile, "psnInfo": who},
        "signConfig": {"signOrder": actor.order},
        "signFields": [
            _field(field, files[field.doc], number(envelope.biz_no, actor.id)) for field in mine
        ],
    }


def _field(field: Field, file: str, mark: str) -> dict[str, Any]:
    return {
        "fileId": file,
        "customBizNum": mark,
        "signFieldType": 0,
        "normalSignFieldConfig": {
            "signFieldStyle": SIGN,
            "signFieldPosition": unverified.place(field),
        },
    }


def seal(fields: list[Field], files: dict[str, str], mark: str, company: Company) -> dict[str, Any]:
    """What `/{id}/signers/sign-fields` is asked for, once the company has consented."""
    made = []
    for field in fields:
        one = _field(field, files[field.doc], mark)
        config = one["normalSignFieldConfig"]
        config["autoSign"] = True
        config["signFieldStyle"] = STRADDLE if field.kind == "straddle_seal" else SIGN
        if company.seal:
            config["assignedSealId"] = company.seal
        made.append(one)
    asked = unverified.added(made)
    if company.ref != OWN:
        asked["signers"][0]["orgSignerInfo"] = {"orgId": company.ref}
    return asked


def number(biz_no: str, role: str) -> str:
    """Ours for one signer in one flow; it comes back with every word about the place."""
    return f"{biz_no}:{role}"


def role_of(mark: str) -> str:
    """Whose place it is; several of one signer come joined by commas."""
    return mark.partition(",")[0].rpartition(":")[2]


def status(data: dict[str, Any]) -> Status:
    """The details of a flow in the words of the port."""
    found: dict[str, str] = {}
    words = str(data.get("signFlowDescription") or "")
    for one in data.get("signers") or []:
        fields = one.get("signFields") or [{}]
        if role := role_of(str(fields[0].get("customBizNum") or "")):
            found[role] = SIGNED.get(int(one.get("signStatus") or 0), "waiting")
    return Status(STATES.get(int(data["signFlowStatus"]), State.SIGNING), found, words)


def _milliseconds(envelope: Envelope) -> int:
    """Ninety days is the most that it gives; more time is asked for later."""
    until = envelope.expires_at
    if envelope.made_at:
        until = min(until, envelope.made_at + LONGEST)
    return int(until.timestamp() * 1000)
