"""The story: she resigns at a bedside, one manager is late, everything ends as the law has it."""

import base64
import io
import json
import math
import re
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.config.demo.stage import Stage
from lizhi.config.demo.visitor import Visitor, newest_key
from lizhi.people import rules as people
from lizhi.people.models import Employment

LINK = re.compile(r"(/t/[\w-]+/)")
APPLIES = "2026-11-23 20:14"
WISHED = "2026-11-27"


@dataclass
class Cast:
    """Who plays, each with an own browser."""

    stage: Stage
    employee: Employment
    receiver: User
    visitors: dict[str, Visitor] = field(default_factory=dict)

    def of(self, role: str) -> Visitor:
        """The browser of this role."""
        if role not in self.visitors:
            self.visitors[role] = self.stage.visitor(role.partition("-")[0])
        return self.visitors[role]


def play(stage: Stage, employee: Employment, receiver: User) -> tuple[Case, Cast]:
    """From the notice to the sealed file."""
    who = Cast(stage, employee, receiver)
    case = apply(who)
    stage.settle()
    manager_is_late(who)
    stage.at("2026-11-25 09:05")
    sign(who, case)
    hand_over(who, case)
    sign_the_list(who, case)
    confirm(who, case)
    settle_up(who, case)
    stage.at("2026-11-27 00:06")
    stage.at("2026-11-27 09:30")
    come_back(who, case)
    case.refresh_from_db()
    return case, who


def apply(who: Cast) -> Case:
    """Five questions on a phone, with a photo of a hospital paper."""
    page = who.of("employee")
    page.sign_in(who.employee.user.phone)
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


def manager_is_late(who: Cast) -> None:
    """24 hours pass; she is told that he was pressed; then he answers from the message's link."""
    who.stage.at("2026-11-24 20:15")
    who.of("employee").get("/")
    who.stage.at("2026-11-24 20:50")
    manager = people.manager_of(who.employee)
    link = who.of("manager").text_for(manager.phone, LINK)
    answers = {
        "early": "yes",
        "handover_to": who.receiver.pk,
        "own_note": "先安心照顾阿姨，客户我来接。",
    }
    who.of("manager").send(link, answers, field="handover_to")
    who.stage.settle()


def sign(who: Cast, case: Case) -> None:
    """Read, prove who you are, write your name."""
    page = who.of("employee")
    page.get(f"/case/{case.number}/")
    phone = who.employee.user.phone
    reading = page.confirm(phone, then=f"/case/{case.number}/signature/")
    _put_name(who, page, phone, reading.url.path)


def _put_name(who: Cast, page: Visitor, phone: str, path: str) -> None:
    seen = newest_key()
    page.send(path, {}, action="/code/")
    page.send(
        f"{path}identity/",
        {"code": page.code_for(phone, after=seen)},
        field="code",
    )
    page.send(f"{path}hand/", {"strokes": json.dumps(_name())}, action="/hand/")
    who.stage.settle()
    page.get(f"{path}done/")


def sign_the_list(who: Cast, case: Case) -> None:
    """What has passed from hand to hand: she and whoever received it put their names to it."""
    who.stage.at("2026-11-25 11:20")
    people_who_sign = {"employee": who.employee.user, f"receiver-{who.receiver.pk}": who.receiver}
    for role, user in people_who_sign.items():
        reading = who.of(role).sign_in(user.phone, then="/sign/")
        _put_name(who, who.of(role), user.phone, reading.url.path)


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


def hand_over(who: Cast, case: Case) -> None:
    """She gives everything, colleague and keeper receive it."""
    who.of("employee").send(f"/case/{case.number}/handover/", {}, action="/handover/all/")
    who.stage.at("2026-11-25 10:10")
    receivers = {item.receiver for item in case.handover_items.select_related("receiver")}
    for receiver in receivers:
        role = "receiver" if receiver == who.receiver else "keeper"
        page = who.of(f"{role}-{receiver.pk}")
        path = f"/handover/{case.number}/"
        page.sign_in(receiver.phone, then=path)
        page.send(path, {}, action=path)
    who.stage.settle()


def confirm(who: Cast, case: Case) -> None:
    """HR fixes the four dates; the seal goes on by itself."""
    who.stage.at("2026-11-25 14:02")
    page = who.of("hr")
    page.sign_in(people.hr_of(case.branch).phone, then="/desk/")
    page.get(f"/desk/case/{case.number}/")
    days = {
        "last_working_day": WISHED,
        "contract_end": WISHED,
        "pay_end": WISHED,
        "access_end": WISHED,
    }
    path = f"/desk/case/{case.number}/confirmation/"
    page.send(path, days, field="contract_end", tick_all=True)
    who.stage.settle()


def settle_up(who: Cast, case: Case) -> None:
    """Finance explains every line, she looks at it and agrees."""
    who.stage.at("2026-11-26 10:00")
    finance = who.of("finance")
    path = f"/desk/case/{case.number}/settlement/"
    finance.sign_in(people.finance_of(case.entity).phone, then=path)
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
    who.stage.settle()
    who.stage.at("2026-11-26 12:30")
    page = who.of("employee")
    path = f"/case/{case.number}/settlement/"
    page.confirm(who.employee.user.phone, then=path)
    page.send(path, {}, field="version")
    who.stage.settle()


def come_back(who: Cast, case: Case) -> None:
    """A former employee signs in by phone and fetches everything."""
    page = who.of("former")
    page.sign_in(who.employee.user.phone, then=f"/case/{case.number}/papers/")
    page.get(f"/case/{case.number}/certificate/")
    for paper in case.papers.valid():
        page.get(f"/papers/{paper.number}/paper.pdf")
    page.get(f"/case/{case.number}/package/")
    page.send(f"/case/{case.number}/rating/", {"stars": "5"}, field="stars")
