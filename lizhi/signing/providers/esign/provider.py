"""e签宝 as the port asks for it. Every call leaves the house: from jobs, never from a page."""

import datetime as dt
from collections.abc import Mapping, Sequence

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
from lizhi.signing.providers.esign import calls, client, flows, signing, unverified
from lizhi.signing.providers.failing import ServiceRefuses, WrongState

FLOW = "/v3/sign-flow"
PDF = "application/pdf"
PAGE, PAGES = 50, 60
REASON = 50
READY = frozenset({2, 5})
BROKEN = frozenset({3, 9})
METHODS = (
    *("upload", "create", "start", "signer_link", "let_seal", "status", "remind", "extend"),
    *("revoke", "finish", "documents", "identity_link", "identity_status", "parse_webhook"),
    *("ack", "check"),
)


class EsignProvider:
    """Its references are e签宝's numbers of flows."""

    def capabilities(self) -> frozenset[str]:
        """No undoing and no report: what those are asked for is not known yet."""
        return frozenset(METHODS)

    def upload(self, doc: Doc) -> str:
        """An address, the bytes with the digest that was named, then it is looked whether it is in.

        `NotReady` when it takes long: the next try brings it once more.
        """
        body = {
            "contentMd5": signing.digest(doc.pdf),
            "contentType": PDF,
            "fileName": doc.name if doc.name.lower().endswith(".pdf") else f"{doc.name}.pdf",
            "fileSize": len(doc.pdf),
            "convertToPDF": False,
        }
        place = client.post("/v3/files/file-upload-url", body)
        client.put(place["fileUploadUrl"], doc.pdf, PDF)
        file = str(place["fileId"])
        for _look in range(unverified.POLLS):
            status = int(client.get(f"/v3/files/{file}")["fileStatus"])
            if status in READY:
                return file
            if status in BROKEN:
                raise ServiceRefuses(f"file {status}")
            wire.rest(LOOK_SECONDS)
        raise NotReady

    def create(self, envelope: Envelope) -> str:
        """The one that exists already, if an earlier try may have made it; else a new one."""
        if envelope.asked_before and (known := _find(envelope)):
            return known
        files = {doc.id: self.upload(doc) for doc in envelope.docs}
        made = client.post(f"{FLOW}/create-by-file", flows.body(envelope, files))
        return str(made["signFlowId"])

    def start(self, ref: str) -> None:
        """One that runs already is left alone."""
        try:
            client.post(f"{FLOW}/{ref}/start")
        except ServiceRefuses:
            if self.status(ref).state == State.DRAFT:
                raise

    def signer_link(self, ref: str, actor: str, client: Client, return_url: str) -> Link:
        """The short address; it opens without signing in, and asks for a code to sign."""
        return _link(ref, client.account, return_url)

    def let_seal(self, ref: str, actor: ActorSpec, fields: Sequence[Field]) -> None:
        """The company's place is added only now, and its seal goes on at once."""
        data = client.get(f"{FLOW}/{ref}/detail")
        now = flows.status(data)
        if now.state == State.COMPLETED:
            return
        if actor.id not in now.actors:
            company = entities.of(settings.ESIGN_COMPANIES, actor.org_ref)
            file, mark = unverified.first_place(data)
            files = {field.doc: file for field in fields}
            asked = flows.seal(list(fields), files, flows.number(mark, actor.id), company)
            client.post(f"{FLOW}/{ref}/signers/sign-fields", asked)

    def status(self, ref: str) -> Status:
        """State of the flow, and of each signer by our roles."""
        return flows.status(client.get(f"{FLOW}/{ref}/detail"))

    def remind(self, ref: str, actor: str = "") -> None:
        """Not in the first half hour, then every ten minutes."""
        client.post(f"{FLOW}/{ref}/urge", {"noticeTypes": "1"})

    def extend(self, ref: str, until: dt.datetime) -> None:
        """Once only, there."""
        moment = int(until.timestamp() * 1000)
        client.post(f"{FLOW}/{ref}/delay", {"signFlowExpireTime": moment})

    def revoke(self, ref: str, reason: str) -> None:
        """Only one that runs; one that has ended stays as it ended."""
        state = self.status(ref).state
        if state == State.DRAFT:  # nobody was asked, and nobody can be
            return
        if state == State.SIGNING:
            client.post(f"{FLOW}/{ref}/revoke", {"revokeReason": reason[:REASON]})
        elif state == State.COMPLETED:
            raise WrongState("completed")

    def void(self, ref: str, reason: str) -> str:
        """Not known yet what it wants to be asked for."""
        raise ServiceRefuses("void")

    def finish(self, ref: str) -> None:
        """It waits to be told; while somebody has yet to sign it says so, and is told again."""
        try:
            client.post(f"{FLOW}/{ref}/finish")
        except ServiceRefuses as error:
            if error.code == f"esign {unverified.SEALED_ALREADY}":
                raise NotReady from None
            if self.status(ref).state != State.COMPLETED:
                raise

    def documents(self, ref: str) -> list[bytes]:
        """Only of a flow that is complete."""
        found = client.post(f"{FLOW}/{ref}/file-download-url")["files"]
        return [pdf for one in found for pdf in wire.papers(wire.fetch(str(one["downloadUrl"])))]

    def evidence(self, ref: str) -> bytes:
        """Not known yet how it is asked for."""
        raise NotReady

    def identity_link(self, who: ActorSpec, return_url: str) -> Link:
        """Where somebody proves who they are."""
        body = {
            "psnAuthConfig": {"psnAccount": who.mobile, "psnInfo": {"psnName": who.name}},
            "redirectConfig": {"redirectUrl": return_url},
        }
        return Link(str(client.post("/v3/psn-auth-url", body)["authShortUrl"]))

    def identity_status(self, who: ActorSpec) -> str:
        """As e签宝 knows this person."""
        told = client.get("/v3/persons/identity-info", {"psnAccount": who.mobile})
        return {1: "verified", 0: "pending"}.get(int(told.get("realnameStatus") or 0), "unknown")

    def parse_webhook(
        self, headers: Mapping[str, str], query: Mapping[str, str], raw: bytes
    ) -> list[ProviderEvent]:
        """One event a call."""
        return calls.parse(headers, query, raw)

    def ack(self) -> bytes:
        """Any 2xx will do; its own pages answer like this."""
        return b'{"code":"200","msg":"success"}'

    def check(self) -> list[Finding]:
        """Settings, clock, keys."""
        needed = {
            "LIZHI_ESIGN_APP_ID": settings.ESIGN_APP_ID,
            "LIZHI_ESIGN_APP_SECRET": settings.ESIGN_APP_SECRET,
            "LIZHI_ESIGN_COMPANIES": settings.ESIGN_COMPANIES,
        }
        return checking.findings(needed, settings.ESIGN_URL, _ask_for_nothing)


LOOK_SECONDS = 3


def _ask_for_nothing() -> object:
    """A question that only whoever has the keys may ask; what comes back is all the same."""
    return client.post(f"{FLOW}/sign-flow-list", unverified.list_body(1, 1))


def _find(envelope: Envelope) -> str:
    wanted = unverified.title(envelope)
    for page in range(1, PAGES + 1):
        body = unverified.list_body(page, PAGE)
        found = unverified.listed(client.post(f"{FLOW}/sign-flow-list", body))
        for one in found:
            if one.get("signFlowTitle") == wanted:
                return str(one["signFlowId"])
        if len(found) < PAGE:
            return ""
    return ""


def _link(ref: str, account: str, return_url: str) -> Link:
    body = {
        "operator": {"psnAccount": account},
        "urlType": 2,
        "needLogin": False,
        "clientType": "H5",
        "redirectConfig": {"redirectUrl": return_url},
    }
    made = client.post(f"{FLOW}/{ref}/sign-url", body)
    until = clock.now() + dt.timedelta(days=unverified.LINK_DAYS)
    return Link(str(made["shortUrl"]), expires_at=until, needs_login=False)
