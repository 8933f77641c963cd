"""A signing task of 法大大: who is asked, in which order, how far it is."""

import datetime as dt
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

from lizhi.common import clock
from tests.simulators.vendor import Spot

RUNNING = {"fill_completed", "sign_progress", "sign_completed"}
URGES = 2
URGE_AGAIN = dt.timedelta(hours=2)


class Refusal(Exception):
    """A number and what it says."""

    def __init__(self, code: str, said: str) -> None:
        super().__init__(code)
        self.code, self.said = code, said


@dataclass
class Actor:
    """Somebody who is asked."""

    id: str
    name: str
    account: str
    is_corp: bool
    order: int
    spot: Spot
    seals_alone: bool
    blocked: bool
    verify: list[str]
    status: str = "wait_sign"
    note: str = ""
    redirect: str = ""
    signed_at: dt.datetime | None = None
    joined: bool = False


@dataclass
class Task:
    """One paper, its signers, its state."""

    id: str
    reference: str
    subject: str
    expires_at: dt.datetime
    ordered: bool
    auto_finish: bool
    sent: bytes
    pdf: bytes
    actors: list[Actor]
    created_at: dt.datetime
    state: str = "task_created"
    note: str = ""
    is_redrawn: bool = False
    urged: list[dt.datetime] = field(default_factory=list)

    @property
    def pages(self) -> int:
        """Of the paper."""
        with pikepdf.open(BytesIO(self.sent)) as opened:
            return len(opened.pages)

    def actor(self, key: str) -> Actor:
        """By its id."""
        found = next((one for one in self.actors if one.id == key), None)
        if found is None:
            raise Refusal("211066", "no such actor")
        return found

    def start(self) -> None:
        """Once."""
        if self.state != "task_created":
            raise Refusal("211055", "not a draft")
        self.state = "sign_progress"

    def may_sign(self, actor: Actor) -> bool:
        """In turn, once, while it runs."""
        before = [one for one in self.actors if one.order < actor.order]
        turn = not self.ordered or all(one.status == "signed" for one in before)
        return self.state == "sign_progress" and actor.status == "wait_sign" and turn

    def check_may_sign(self, actor: Actor) -> None:
        """Else refused."""
        if not self.may_sign(actor):
            raise Refusal("211108", "not the turn of this actor")

    def go_on(self) -> bool:
        """True when this was the last signature and it has finished by itself."""
        if any(one.status != "signed" for one in self.actors):
            return False
        self.state = "task_finished" if self.auto_finish else "sign_completed"
        return self.auto_finish

    def cancel(self, note: str) -> None:
        """Only while it runs."""
        if self.state not in RUNNING:
            raise Refusal("211126", "cannot be cancelled")
        self.state, self.note = "task_terminated", note

    def extend(self, milliseconds: int) -> None:
        """Later than before, while it runs."""
        until = dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC)
        if self.state not in RUNNING or until <= self.expires_at:
            raise Refusal("211157", "extension mismatch")
        self.expires_at = until

    def urge(self, now: dt.datetime) -> None:
        """Twice a day, two hours apart."""
        today = [one for one in self.urged if clock.local(one).date() == clock.local(now).date()]
        if len(today) >= URGES or (today and now - today[-1] < URGE_AGAIN):
            raise Refusal("211120", "urged too often")
        self.urged.append(now)

    def expire(self, now: dt.datetime) -> bool:
        """Out of time."""
        if self.state not in RUNNING or self.expires_at > now:
            return False
        self.state = "expired"
        return True

    def line(self) -> dict[str, Any]:
        """In a list."""
        return {
            "signTaskId": self.id,
            "signTaskStatus": self.state,
            "signTaskSubject": self.subject,
            "transReferenceId": self.reference,
            "createTime": str(int(self.created_at.timestamp() * 1000)),
        }

    def detail(self) -> dict[str, Any]:
        """Of everything."""
        actors = [
            {
                "actorId": one.id,
                "actorName": one.name,
                "joinStatus": "joined" if one.joined else "wait_join",
                "signStatus": one.status,
                "actorNote": one.note,
                "signTime": str(int(one.signed_at.timestamp() * 1000)) if one.signed_at else "",
            }
            for one in self.actors
        ]
        return self.line() | {"terminationNote": self.note, "actors": actors}

    def lied_about(self, *, everybody: bool) -> dict[str, Any]:
        """All have signed, or the first of them, whatever the truth is."""
        told = self.detail()
        for one in told["actors"] if everybody else told["actors"][:1]:
            one["signStatus"] = "signed"
        if everybody:
            told["signTaskStatus"] = "task_finished"
        return told


def created(key: str, body: dict[str, Any], files: dict[str, bytes]) -> Task:
    """Strict: what the vendor would refuse is refused."""
    _check(body, files)
    doc = body["docs"][0]
    spots = {one["fieldId"]: one["position"] for one in doc["docFields"]}
    return Task(
        id=key,
        reference=body.get("transReferenceId", ""),
        subject=body["signTaskSubject"],
        expires_at=dt.datetime.fromtimestamp(int(body["expiresTime"]) / 1000, dt.UTC),
        ordered=body.get("signInOrder", False),
        auto_finish=body.get("autoFinish", True),
        sent=files[doc["docFileId"]],
        pdf=files[doc["docFileId"]],
        actors=[_actor(one, spots) for one in body["actors"]],
        created_at=clock.now(),
    )


def _check(body: dict[str, Any], files: dict[str, bytes]) -> None:
    for name in ("autoStart", "autoFinish", "signInOrder"):
        if not isinstance(body.get(name, False), bool):
            raise Refusal("100011", f"{name} must be a boolean")
    for doc in body["docs"]:
        if doc["docFileId"] not in files:
            raise Refusal("211096", "docFileId is no fileId")
    unordered = any(not one["signConfigInfo"].get("orderNo") for one in body["actors"])
    if body.get("signInOrder") and unordered:
        raise Refusal("211155", "orderNo is missing")
    for one in body["actors"]:
        free = one["signConfigInfo"].get("requestVerifyFree")
        if free and not body.get("businessId"):
            raise Refusal("211118", "businessId is missing")
    bound = {one["fieldId"] for actor in body["actors"] for one in actor["signFields"]}
    if {one["fieldId"] for doc in body["docs"] for one in doc["docFields"]} != bound:
        raise Refusal("211154", "a field belongs to nobody")


def _actor(one: dict[str, Any], spots: dict[str, dict[str, Any]]) -> Actor:
    who, config = one["actor"], one["signConfigInfo"]
    place = spots[one["signFields"][0]["fieldId"]]
    is_corp = who["actorType"] == "corp"
    return Actor(
        id=who["actorId"],
        name=who["actorName"],
        account=who.get("accountName", ""),
        is_corp=is_corp,
        order=int(config.get("orderNo") or 1),
        spot=Spot(int(place["positionPageNo"]), place["positionX"], place["positionY"]),
        seals_alone=is_corp and bool(config.get("requestVerifyFree")),
        blocked=bool(config.get("blockHere")),
        verify=list(config.get("verifyMethods") or []),
    )
