"""法大大 as the port asks for it. Every call leaves the house: from jobs, never from a page."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from django.conf import settings

from lizhi.common import clock
from lizhi.signing.providers import (
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
    checking,
    entities,
    wire,
)
from lizhi.signing.providers.fadada import calls, client, tasks, unverified
from lizhi.signing.providers.failing import ServiceRefuses, ServiceSilent, WrongState

PAGE = 100
PAGES = 50
OCTETS = "application/octet-stream"
REASON = 250
METHODS = (
    *("upload", "create", "start", "signer_link", "let_seal", "status", "remind", "extend"),
    *("revoke", "void", "finish", "documents", "evidence", "identity_link", "identity_status"),
    *("parse_webhook", "ack", "check"),
)


class FadadaProvider:
    """Its references are 法大大's numbers of signing tasks."""

    def capabilities(self) -> frozenset[str]:
        """Everything; it knows no idempotency key, so ours travels as `transReferenceId`."""
        return frozenset(METHODS)

    def upload(self, doc: Doc) -> str:
        """An address to put it to, the bytes, then a number for it."""
        place = client.call("/file/get-upload-url", {"fileType": "doc"})
        sent = wire.send(
            "PUT", place["uploadUrl"], content=doc.pdf, headers={"Content-Type": OCTETS}
        )
        if not sent.is_success:
            raise ServiceSilent(f"upload HTTP {sent.status_code}")
        one = {"fileType": "doc", "fddFileUrl": place["fddFileUrl"], "fileName": _named(doc)}
        data = client.call("/file/process", {"fddFileUrlList": [one | {"fileFormat": "pdf"}]})
        return str(data["fileIdList"][0]["fileId"])

    def create(self, envelope: Envelope) -> str:
        """The one that exists already, if an earlier try may have made it; else a new one."""
        company = _company(envelope)
        if envelope.asked_before and (known := _find(envelope, company)):
            return known
        files = {doc.id: self.upload(doc) for doc in envelope.docs}
        asked = tasks.body(envelope, files, company, settings.FADADA_BUSINESS_ID)
        return str(client.call("/sign-task/create", asked)["signTaskId"])

    def start(self, ref: str) -> None:
        """One that runs already is left alone."""
        try:
            client.call("/sign-task/start", {"signTaskId": ref})
        except (WrongState, ServiceRefuses):
            if self.status(ref).state == State.DRAFT:
                raise

    def signer_link(self, ref: str, actor: str, client: Client, return_url: str) -> Link:
        """The short address, which asks the person to sign in there."""
        return _link(ref, actor, return_url)

    def let_seal(self, ref: str, actor: ActorSpec, fields: Sequence[Field]) -> None:
        """The company's part was held since it was made (`blockHere`)."""
        if self.status(ref).actors.get(actor.id) == "signed":
            return
        client.call("/sign-task/unblock", {"signTaskId": ref, "actorId": actor.id})

    def status(self, ref: str) -> Status:
        """State of the task, and of each signer by our roles."""
        return tasks.status(client.call(unverified.DETAIL, {"signTaskId": ref}))

    def remind(self, ref: str, actor: str = "") -> None:
        """At most twice a day there, two hours apart."""
        client.call("/sign-task/urge", {"signTaskId": ref})

    def extend(self, ref: str, until: dt.datetime) -> None:
        """As often as somebody wants."""
        moment = str(int(until.timestamp() * 1000))
        client.call("/sign-task/extension", {"signTaskId": ref, "extensionTime": moment})

    def revoke(self, ref: str, reason: str) -> None:
        """A draft is deleted, one that runs is cancelled; one that has ended stays as it ended."""
        state = self.status(ref).state
        if state == State.DRAFT:
            client.call("/sign-task/delete", {"signTaskId": ref})
        elif state in {State.SIGNING, State.ALL_SIGNED}:
            body = {"signTaskId": ref, "terminationNote": reason[:REASON]}
            client.call("/sign-task/cancel", body)
        elif state == State.COMPLETED:
            raise WrongState("completed")

    def void(self, ref: str, reason: str) -> str:
        """A task of its own, which both sides sign."""
        body = {"signTaskId": ref, "reason": reason[:REASON], "docSource": "platform"}
        return str(client.call("/sign-task/abolish", body)["abolishedSignTaskId"])

    def finish(self, ref: str) -> None:
        """It finishes by itself (`autoFinish`)."""

    def documents(self, ref: str) -> list[bytes]:
        """As it stands there: one PDF, or several in a ZIP."""
        body = {"ownerId": _owner(), "signTaskId": ref, "downloadMode": "download"}
        data = client.call("/sign-task/owner/get-download-url", body)
        return wire.papers(wire.fetch(str(data["downloadUrl"])))

    def evidence(self, ref: str) -> bytes:
        """Asked for first; an event says when it is there."""
        body = {"signTaskId": ref, "ownerId": _owner()}
        data = client.call("/sign-task/evidence-report/get-download-url", body)
        if url := data.get("downloadUrl"):
            return wire.fetch(str(url))
        client.call("/sign-task/apply-report", body | {"reportType": "evidence_report"})
        raise NotReady

    def identity_link(self, who: ActorSpec, return_url: str) -> Link:
        """Where somebody proves who they are, for seven days."""
        told = {"userName": who.name, "userIdentType": who.id_type, "userIdentNo": who.id_no}
        body = {
            "clientUserId": who.id,
            "accountName": who.mobile,
            "userIdentInfo": {**told, "mobile": who.mobile, "identMethod": ["mobile", "face"]},
            "nonEditableInfo": ["accountName", "userName", "userIdentNo"],
            "authScopes": ["ident_info"],
            "redirectUrl": quote(return_url, safe=""),
        }
        url = str(client.call("/user/get-auth-url", body)["authUrl"])
        return Link(url, expires_at=clock.now() + dt.timedelta(days=7))

    def identity_status(self, who: ActorSpec) -> str:
        """As 法大大 knows this person."""
        told = client.call("/user/get", {"clientUserId": who.id}).get("identStatus")
        return {"identified": "verified", "unidentified": "pending"}.get(str(told), "unknown")

    def parse_webhook(
        self, headers: Mapping[str, str], query: Mapping[str, str], raw: bytes
    ) -> list[ProviderEvent]:
        """One event a call."""
        return calls.parse(headers, raw)

    def ack(self) -> bytes:
        """The word that it waits for; else it calls again after 3 and 30 minutes and 8 hours."""
        return b"success"

    def check(self) -> list[Finding]:
        """Settings, clock, keys."""
        needed = {
            "LIZHI_FADADA_APP_ID": settings.FADADA_APP_ID,
            "LIZHI_FADADA_APP_SECRET": settings.FADADA_APP_SECRET,
            "LIZHI_FADADA_COMPANIES": settings.FADADA_COMPANIES,
            "LIZHI_FADADA_BUSINESS_ID": settings.FADADA_BUSINESS_ID,
        }
        client.forget_tokens()
        return checking.findings(needed, settings.FADADA_URL, client.token)


def _named(doc: Doc) -> str:
    return doc.name if doc.name.lower().endswith(".pdf") else f"{doc.name}.pdf"


def _company(envelope: Envelope) -> entities.Company:
    code = next((actor.org_ref for actor in envelope.actors if actor.kind == "org"), "")
    return entities.of(settings.FADADA_COMPANIES, code)


def _owner() -> dict[str, str]:
    """Whoever has made the tasks of this installation: the app's own company."""
    first = next(iter(settings.FADADA_COMPANIES), "")
    return {"idType": "corp", "openId": entities.of([first.rpartition("=")[2]], "").ref}


def _find(envelope: Envelope, company: entities.Company) -> str:
    """The task that carries our number; newest first, no further back than it can be."""
    owner = {"idType": "corp", "openId": company.ref}
    for page in range(1, PAGES + 1):
        body = unverified.list_body(owner, page, PAGE)
        found = unverified.listed(client.call("/sign-task/owner/get-list", body))
        for one in found:
            if one.get("transReferenceId") == envelope.biz_no:
                return str(one["signTaskId"])
        if len(found) < PAGE or _is_older(found[-1], envelope.made_at):
            return ""
    return ""


def _is_older(one: Mapping[str, Any], made_at: dt.datetime | None) -> bool:
    told = str(one.get("createTime") or "")
    return bool(made_at and told.isdecimal() and int(told) / 1000 < made_at.timestamp())


def _link(ref: str, actor: str, return_url: str) -> Link:
    body = {"signTaskId": ref, "actorId": actor, "redirectUrl": quote(return_url, safe="")}
    data = client.call("/sign-task/actor/get-url", body)
    until = clock.now() + dt.timedelta(days=unverified.LINK_DAYS)
    return Link(str(data["actorSignTaskUrl"]), expires_at=until)
