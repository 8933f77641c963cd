"""The story: she resigns at a bedside, one manager is late, everything ends as the law has it."""

import base64
import io
import json
import math
import re
from dataclasses import dataclass
from typing import Any

from PIL import Image

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.config.demo import stage
from lizhi.config.demo.visitor import Visitor, code_for, newest_key, text_for
from lizhi.people import rules as people
from lizhi.people.models import Employment

LINK = re.compile(r"(/t/[\w-]+/)")
APPLIES = "2026-11-23 20:14"
WISHED = "2026-11-27"


@dataclass
class Cast:
    """Who plays, each with an own browser."""

    employee: Employment
    receiver: User
    visitors: dict[str, Visitor]

    def of(self, role: str) -> Visitor:
        """The browser of this role."""
        return self.visitors[role]


def cast(origin: str, employee: Employment, receiver: User) -> Cast:
    """Everybody who opens a page in this story."""
    roles = ("employee", "manager", "receiver", "keeper", "hr", "finance", "verifier", "former")
    return Cast(employee, receiver, {role: Visitor(origin, role) for role in roles})


def play(
    origin: str, employee: Employment, receiver: User, clock: stage.Clock
) -> tuple[Case, Cast]:
    """From the notice to the sealed file."""
    who = cast(origin, employee, receiver)
    case = apply(who)
    stage.settle()
    manager_is_late(who, clock)
    clock.set("2026-11-25 09:05")
    stage.settle()
    sign(who, case)
    hand_over(who, case, clock)
    confirm(who, case, clock)
    settle_up(who, case, clock)
    clock.set("2026-11-27 00:06")
    stage.settle()
    clock.set("2026-11-27 09:30")
    stage.settle()
    come_back(who, case)
    case.refresh_from_db()
    return case, who


def apply(who: Cast) -> Case:
    """Five questions on a phone, with a photo of a hospital paper."""
    page = who.of("employee")
    page.sign_in(who.employee.user.phone)
    page.get("/")
    page.get("/apply/")
    page.post("/apply/consent/")
    proof = _upload(page, _photo(), "陪护证明.jpg")
    answers = {
        "reason": "family",
        "words": "母亲住院，要在郑州陪护一段时间。",
        "wished": "other",
        "other_day": WISHED,
        "place": "away",
        "city": "郑州",
        "contact_times": ["noon", "evening"],
        "things": ["客户资料", "合同文件", "电脑", "账号"],
        "handover_to": who.receiver.pk,
        "proof_consent": "yes",
        "proofs": [proof],
        "sure": "yes",
    }
    page.send("/apply/", answers, field="wished")
    return Case.objects.get(employment=who.employee)


def _photo() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (1200, 900), "#f4f1e8").save(buffer, "JPEG", quality=72)
    return buffer.getvalue()


def _upload(page: Visitor, content: bytes, name: str) -> str:
    def coded(text: str) -> str:
        return base64.b64encode(text.encode()).decode()

    tus = {"Tus-Resumable": "1.0.0"}
    metadata = f"filename {coded(name)},purpose {coded('proof')}"
    made = page.post(
        "/uploads/",
        headers={**tus, "Upload-Length": str(len(content)), "Upload-Metadata": metadata},
    )
    place = made.headers["Location"]
    part = {**tus, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    page.post(place, method="PATCH", headers=part, content=content)
    return place.rstrip("/").rsplit("/", 1)[-1]


def manager_is_late(who: Cast, clock: stage.Clock) -> None:
    """24 hours pass; she is told that he was pressed; then he answers from the message's link."""
    clock.set("2026-11-24 20:15")
    stage.settle()
    who.of("employee").get("/")
    clock.set("2026-11-24 20:50")
    stage.settle()
    manager = people.manager_of(who.employee)
    link = text_for(manager.phone, LINK)
    answers = {
        "early": "yes",
        "handover_to": who.receiver.pk,
        "own_note": "先安心照顾阿姨，客户我来接。",
    }
    who.of("manager").send(link, answers, field="handover_to")
    stage.settle()


def sign(who: Cast, case: Case) -> None:
    """Read, prove who you are, write your name."""
    page = who.of("employee")
    page.get(f"/case/{case.number}/")
    reading = page.get(f"/case/{case.number}/signature/")
    path = reading.url.path
    seen = newest_key()
    page.send(path, {}, field="opened")
    page.send(f"{path}identity/", {"code": code_for(page_phone(who), after=seen)}, field="code")
    page.send(f"{path}hand/", {"strokes": json.dumps(_name())}, field="strokes")
    stage.settle()
    page.get(f"{path}done/")


def page_phone(who: Cast) -> str:
    """The employee's number."""
    return who.employee.user.phone


def _name() -> dict[str, Any]:
    """Three strokes that look as if a hand had made them: x, y, milliseconds."""
    strokes = [
        [
            (start + 70 * t / 24, 120 + 45 * math.sin(t / 4 + start), start * 10 + t * 16)
            for t in range(25)
        ]
        for start in (40, 150, 260)
    ]
    return {"w": 358, "h": 240, "strokes": strokes}


def hand_over(who: Cast, case: Case, clock: stage.Clock) -> None:
    """She gives everything, colleague and keeper receive it."""
    who.of("employee").send(f"/case/{case.number}/handover/", {}, field="all")
    clock.set("2026-11-25 10:10")
    stage.settle()
    receivers = {item.receiver for item in case.handover_items.select_related("receiver")}
    for receiver in receivers:
        role = "receiver" if receiver == who.receiver else "keeper"
        page = Visitor(who.of(role).origin, role)
        who.visitors[f"{role}-{receiver.pk}"] = page
        page.sign_in(receiver.phone)
        page.send(f"/handover/{case.number}/", {}, field="all")
    stage.settle()


def confirm(who: Cast, case: Case, clock: stage.Clock) -> None:
    """HR fixes the four dates; the seal goes on by itself."""
    clock.set("2026-11-25 14:02")
    stage.settle()
    page = who.of("hr")
    page.sign_in(people.hr_of(case.branch).phone)
    page.get("/desk/")
    page.get(f"/desk/case/{case.number}/")
    days = {
        "last_working_day": WISHED,
        "contract_end": WISHED,
        "pay_end": WISHED,
        "access_end": WISHED,
    }
    path = f"/desk/case/{case.number}/confirmation/"
    page.send(path, days, field="contract_end")
    stage.settle()


def settle_up(who: Cast, case: Case, clock: stage.Clock) -> None:
    """Finance explains every line, she looks at it and agrees."""
    clock.set("2026-11-26 10:00")
    stage.settle()
    finance = who.of("finance")
    finance.sign_in(people.finance_of(case.entity).phone)
    path = f"/desk/case/{case.number}/settlement/"
    figures = {
        "roster_average_serves": "on",
        "insurance": "913.50",
        "insurance_how": "按 11 月个人应缴",
        "fund": "435.00",
        "fund_how": "按 11 月个人应缴",
        "tax": "0.00",
        "tax_how": "今年累计未到应缴",
    }
    finance.send(path, figures, field="monthly_wage")
    finance.send(path, {"then": "send"}, field="monthly_wage")
    stage.settle()
    clock.set("2026-11-26 12:30")
    stage.settle()
    page = who.of("employee")
    page.sign_in(page_phone(who))
    page.send(f"/case/{case.number}/settlement/", {}, field="version")
    stage.settle()


def come_back(who: Cast, case: Case) -> None:
    """A former employee signs in by phone and fetches everything."""
    page = who.of("former")
    page.sign_in(page_phone(who))
    page.get(f"/case/{case.number}/papers/")
    page.get(f"/case/{case.number}/certificate/")
    for paper in case.papers.valid():
        page.get(f"/papers/{paper.number}/paper.pdf")
    page.get(f"/case/{case.number}/package/")
    page.send(f"/case/{case.number}/rating/", {"stars": "5"}, field="stars")
