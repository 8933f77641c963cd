"""A signing flow of e签宝: who is asked, in which order, how far it is."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from lizhi.common import clock
from tests.simulators.vendor import Spot

DRAFT, SIGNING, DONE, REVOKED, EXPIRED, DECLINED = 0, 1, 2, 3, 5, 7
WAIT, ASKED, SIGNED, REFUSED = 0, 1, 2, 4
LONGEST = dt.timedelta(days=90)
HEIGHT = 842.0
MOST_SIGNERS = 10
FIRST_URGE, NEXT_URGE = dt.timedelta(minutes=30), dt.timedelta(minutes=10)


class Refusal(Exception):
    """A number and what it says."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(str(code))
        self.code, self.said = code, said


@dataclass
class Signer:
    """Somebody who is asked, or a company that seals by itself."""

    name: str
    account: str
    is_org: bool
    order: int
    mark: str
    file: str
    spot: Spot
    auto: bool
    status: int = WAIT


@dataclass
class Flow:
    """One paper, its signers, its state."""

    id: str
    title: str
    file: str
    sent: bytes
    pdf: bytes
    expires_at: dt.datetime
    auto_finish: bool
    notify: str
    redirect: str
    signers: list[Signer]
    created_at: dt.datetime
    state: int = DRAFT
    said: str = ""
    is_redrawn: bool = False
    was_delayed: bool = False
    urged_at: dt.datetime | None = None
    links: dict[str, str] = field(default_factory=dict)

    def may_sign(self, signer: Signer) -> bool:
        """In turn, once, while it runs."""
        before = [one for one in self.signers if one.order < signer.order]
        turn = all(one.status == SIGNED for one in before)
        return self.state == SIGNING and signer.status in {WAIT, ASKED} and turn

    @property
    def all_signed(self) -> bool:
        """Whoever stands in it."""
        return all(one.status == SIGNED for one in self.signers)

    def start(self) -> None:
        """Once."""
        if self.state != DRAFT:
            raise Refusal(1435011, "started already")
        self.state = SIGNING

    def finish(self) -> None:
        """Only when nobody is left."""
        if self.state != SIGNING:
            raise Refusal(1435011, "not running")
        if not self.all_signed:
            raise Refusal(1437113, "fields are open")
        self.state = DONE

    def revoke(self, reason: str) -> None:
        """Only while it runs."""
        if self.state != SIGNING:
            raise Refusal(1437168, "cannot be revoked")
        self.state, self.said = REVOKED, reason

    def delay(self, milliseconds: int) -> None:
        """Once."""
        until = dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC)
        if self.was_delayed or self.state != SIGNING or until <= self.expires_at:
            raise Refusal(1435011, "cannot be delayed")
        self.expires_at, self.was_delayed = until, True

    def urge(self, now: dt.datetime) -> None:
        """Not at once, and not all the time."""
        if now - self.created_at < FIRST_URGE:
            raise Refusal(1437137, "too soon")
        if self.urged_at and now - self.urged_at < NEXT_URGE:
            raise Refusal(1437138, "too soon again")
        self.urged_at = now

    def detail(self) -> dict[str, Any]:
        """Of everything."""
        signers = [
            {
                "signerType": int(one.is_org),
                "signOrder": one.order,
                "signStatus": one.status,
                "signFields": [{"fileId": one.file, "customBizNum": one.mark}],
            }
            for one in self.signers
        ]
        told = {"signFlowStatus": self.state, "signFlowDescription": self.said}
        return told | {"signFlowTitle": self.title, "signers": signers}

    def lied_about(self, *, everybody: bool) -> dict[str, Any]:
        """All have signed, or the first of them, whatever the truth is."""
        told = self.detail()
        for one in told["signers"] if everybody else told["signers"][:1]:
            one["signStatus"] = SIGNED
        if everybody:
            told["signFlowStatus"] = DONE
        return told


def created(key: str, body: dict[str, Any], files: dict[str, bytes]) -> Flow:
    """Strict: what the vendor would refuse is refused."""
    config = body["signFlowConfig"]
    until = dt.datetime.fromtimestamp(config["signFlowExpireTime"] / 1000, dt.UTC)
    if until > clock.now() + LONGEST:
        raise Refusal(1435002, "signFlowExpireTime is later than 90 days")
    for name in ("autoStart", "autoFinish"):
        if not isinstance(config.get(name, True), bool):
            raise Refusal(1435002, f"{name} must be a boolean")
    way_back = config.get("redirectConfig") or {}
    if "redirectDelayTime" in way_back and not way_back.get("redirectUrl"):
        raise Refusal(1435002, "redirectDelayTime without redirectUrl")
    file = body["docs"][0]["fileId"]
    if file not in files:
        raise Refusal(1437513, "file is not ready")
    return Flow(
        id=key,
        title=config["signFlowTitle"],
        file=file,
        sent=files[file],
        pdf=files[file],
        expires_at=until,
        auto_finish=config.get("autoFinish", False),
        notify=config.get("notifyUrl", ""),
        redirect=way_back.get("redirectUrl", ""),
        signers=signers(body["signers"], order=1),
        created_at=clock.now(),
    )


def signers(told: list[dict[str, Any]], *, order: int) -> list[Signer]:
    """Persons by number, the app's own company by leaving it out; never both ways at once."""
    if len(told) > MOST_SIGNERS:
        raise Refusal(1437608, "more than 10 signers")
    return [_signer(one, order) for one in told]


def _signer(one: dict[str, Any], order: int) -> Signer:
    place = one["signFields"][0]
    config = place["normalSignFieldConfig"]
    spot = config["signFieldPosition"]
    if not isinstance(spot["positionPage"], str):
        raise Refusal(1435002, "positionPage must be a string")
    is_org, who = one["signerType"] == 1, one.get("psnSignerInfo") or {}
    if not is_org and (
        config.get("autoSign") or bool(who.get("psnId")) == bool(who.get("psnAccount"))
    ):
        raise Refusal(1435002, "a person needs psnAccount or psnId, and cannot sign by itself")
    return Signer(
        name=(who.get("psnInfo") or {}).get("psnName", ""),
        account=who.get("psnAccount", ""),
        is_org=is_org,
        order=int((one.get("signConfig") or {}).get("signOrder") or order),
        mark=place.get("customBizNum", ""),
        file=place["fileId"],
        spot=Spot(int(spot["positionPage"]), spot["positionX"], HEIGHT - spot["positionY"]),
        auto=bool(config.get("autoSign")),
    )
