"""Two companies inside one test process, with a case that stands as far as a case can stand."""

import datetime as dt
import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db import transaction
from PIL import Image

from lizhi.accounts import actions as accounts
from lizhi.accounts import consents
from lizhi.accounts.models import User
from lizhi.calendars.models import HolidayList
from lizhi.cases import actions as cases
from lizhi.cases.models import Case, FileCheck, ShareLink
from lizhi.common import clock
from lizhi.common.models import Calendar
from lizhi.documents import actions as documents
from lizhi.documents import jobs
from lizhi.documents.models import Upload
from lizhi.flows.models import Draft
from lizhi.handover import actions as handover
from lizhi.identity import actions as identity
from lizhi.jobs.models import Outbox
from lizhi.notifications.models import Message
from lizhi.offboarding import actions as offboarding
from lizhi.offboarding import proofs
from lizhi.offboarding.models import StepFile
from lizhi.people.actions import rosters
from lizhi.people.models import Absence, ImportBatch
from lizhi.settlement import actions as settlement
from lizhi.settlement import line_proofs
from lizhi.settlement.actions import figures, payroll
from lizhi.settlement.models import (
    AccountTable,
    CityFigure,
    LineProof,
    PayBatch,
    PaymentBatch,
    Voucher,
)
from lizhi.settlement.vouchers import proposal
from lizhi.signing.actions import inbox
from lizhi.signing.models import Inbox
from lizhi.talks import actions as talks
from lizhi.talks.models import Talk
from lizhi.workflow import definitions, links
from tests import make, stories
from tests.flows import bodies
from tests.identity.authenticator import Phone
from tests.people import sheets
from tests.settlement import sheets as pay_sheets
from tests.stories import Company

NOW = "2026-11-26 10:00"
PHOTO = bodies.review(
    "shop_photo",
    name="门店照片",
    owner="manager_of_leaver",
    fields=[{"key": "photo", "type": "file", "label": "照片", "required": True}],
)
ROLES = (
    "leaver",
    "colleague",
    "receiver",
    "keeper",
    "manager",
    "other manager",
    "HR",
    "other HR",
    "finance",
    "other finance",
    "group HR",
    "administrator",
    "former employee",
    "anonymous",
    "link",
)


def moment(text: str) -> dt.datetime:
    """A moment in China: 2026-11-26 10:00."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=clock.SHANGHAI).astimezone(dt.UTC)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Here:
    """A clock that is moved inside this process, and a worker that works in it."""

    def __init__(self) -> None:
        self._time = ExitStack()

    def set(self, text: str) -> None:
        """It is now this moment in China."""
        self._time.close()
        self._time.enter_context(clock.at(moment(text)))

    def at(self, text: str) -> None:
        """Move time, and let everything happen that it brings."""
        self.set(text)
        self.settle()

    def settle(self) -> None:
        """Let the worker do all that can be done now."""
        make.work()

    def close(self) -> None:
        """Back to the time outside."""
        self._time.close()


@dataclass
class World:
    """The case of somebody else, one that has ended, and everybody who might come by."""

    company: Company
    case: Case
    """Confirmed, settled, waiting for the employee's answer."""
    ended: Case
    """Of the former employee; its package is sealed."""
    fresh: Case
    """A colleague's, waiting for the manager's answer."""
    under_way: Case
    """Another's, who may sign and hand over now."""
    unconfirmed: Case
    """One that waits for HR's four dates."""
    begun: Case
    """The company has begun to end it with notice, and has not served the notice yet."""
    filed: StepFile
    """The manager has answered a step of HR's own with it, in the case of somebody in a shop."""
    token: str
    """Of the link that the manager has for the fresh one."""
    batch: ImportBatch
    link: ShareLink
    """To the certificate of the former employee."""
    checked: FileCheck
    """A stranger's file, waiting for the worker."""
    upload: Upload
    """Of the leaver, part of nothing yet."""
    talk: Talk
    """That the leaver has asked HR for."""
    absence: Absence
    """Of the manager, in spring."""
    draft: Draft
    line_proof: LineProof
    """Sent with a question about a line; the question itself is still to be asked."""
    figure: CityFigure
    """Of the city of this company alone, waiting for a second person."""
    pay: PayBatch
    """Wages that finance has tried and not brought in yet."""
    holidays: HolidayList
    """Of the process of the company's own branch, which has been published once."""
    job: Outbox
    """The machine could not do it."""
    call: Inbox
    """Of a signing service, about none of our papers; it could not be acted on."""
    text: Message
    """Nobody could send it."""
    accounts: AccountTable
    """Of the company, waiting for a second person; another one is in force."""
    voucher: Voucher
    """In which the settlement of the case stands."""
    batch_to_pay: PaymentBatch
    """In which it is paid; the bank has not paid it yet."""
    people: dict[str, User | None] = field(default_factory=dict)


@contextmanager
def world() -> Iterator[World]:
    """Build it in one transaction, which is rolled back in the end."""
    here = Here()
    try:
        with undone():
            yield _build(here)
    finally:
        here.close()


def _build(here: Here) -> World:
    other, company = stories.found(here), stories.found(here)
    ended = stories.ended(other)
    case = _case(company)
    here.at(NOW)
    group_hr = stories.hire(company, "赵宁", 31, department="集团").user
    administrator = stories.hire(company, "吴昊", 32, department="集团").user
    make.grant(group_hr, "group_hr")
    make.grant(administrator, "administrator")
    fresh = stories.resign(company, stories.hire(company, "李四", 33))
    under_way = stories.resign(company, stories.hire(company, "王五", 35))
    here.settle()
    stories.acknowledge(company, under_way)
    unconfirmed = stories.resign(company, stories.hire(company, "孙七", 36))
    here.settle()
    stories.acknowledge(company, unconfirmed)
    stories.sign(company, unconfirmed)
    stories.hand_over(company, unconfirmed)
    begun = stories.begin(company, stories.hire(company, "周九", 37))
    case.refresh_from_db()
    task = make.open_task(fresh, "acknowledgement")
    Calendar.objects.create(code="plant", title="工厂")
    _passkey(case.leaver)
    _agreed(case.leaver)
    sheet = sheets.workbook([sheets.person(1)])
    accounts_, voucher, to_pay = _books(company, case)
    return World(
        accounts=accounts_,
        voucher=voucher,
        batch_to_pay=to_pay,
        company=company,
        case=case,
        ended=ended,
        fresh=fresh,
        under_way=under_way,
        unconfirmed=unconfirmed,
        begun=begun,
        filed=_filed(company),
        token=links.make(task, company.wang_lei, clock.now()),
        link=_shared(ended),
        checked=FileCheck.objects.create(size=1, created_at=clock.now()),
        upload=sent(case.leaver, "photo"),
        talk=talks.ask_for_talk(
            case,
            form="phone",
            partner=company.li_li,
            at=clock.now() + dt.timedelta(days=1),
            by=case.leaver,
            key=make.key(),
        ),
        absence=offboarding.be_away(
            company.wang_lei,
            company.he_jing,
            dt.date(2027, 3, 1),
            dt.date(2027, 3, 5),
            by=company.wang_lei,
            at=clock.now(),
        ),
        line_proof=_line_proof(case),
        figure=_figure(company),
        pay=payroll.upload(
            pay_sheets.book(pay_sheets.table("pay", pay_sheets.wage(case.employment.number))),
            filename="工资.xlsx",
            by=company.chen_jie,
            at=clock.now(),
        ),
        holidays=HolidayList.objects.create(
            year=2030, document="国办", digest="0" * 64, days=[], by=administrator
        ),
        draft=make.draft(company.li_li, company.zhang_min.branch, published=True),
        batch=rosters.upload(sheet, filename="花名册.xlsx", by=company.li_li, at=clock.now()),
        job=Outbox.objects.create(
            dedupe="failed", topic="endings.remind", state="failed", available_at=clock.now()
        ),
        call=_called(),
        text=Message.objects.create(
            key="failed", template="phone.changed", state="failed", due_at=clock.now()
        ),
        people={
            "leaver": case.leaver,
            "colleague": stories.hire(company, "路人", 34, department="仓储部").user,
            "receiver": company.he_jing,
            "keeper": company.zhou_hang,
            "manager": company.wang_lei,
            "other manager": other.wang_lei,
            "HR": company.li_li,
            "other HR": other.li_li,
            "finance": company.chen_jie,
            "other finance": other.chen_jie,
            "group HR": group_hr,
            "administrator": administrator,
            "former employee": other.zhang_min.user,
            "anonymous": None,
            "link": None,
        },
    )


def _line_proof(case: Case) -> LineProof:
    upload = sent(case.leaver, line_proofs.PURPOSE)
    line_proofs.add(case, "wages", [str(upload.pk)], by=case.leaver, at=clock.now())
    return LineProof.objects.get(case=case)


def _figure(company: Company) -> CityFigure:
    """Somebody of the company works in Wuxi, where the other one has nobody."""
    stories.hire(company, "郑十", 38, work_city="无锡")
    return figures.enter(
        city="无锡",
        name="wages.minimum",
        since=dt.date(2026, 1, 1),
        told={
            "value": Decimal(2490),
            "title": "最低工资标准",
            "link": "https://hrss.example.cn/1",
            "published": dt.date(2026, 1, 1),
        },
        by=company.chen_jie,
        at=clock.now(),
    )


def _books(company: Company, case: Case) -> tuple[AccountTable, Voucher, PaymentBatch]:
    """The settlement of the case is booked, and in a batch for the bank."""
    entity, by, now = case.entity, company.chen_jie, clock.now()
    table = proposal.table([])
    plain = [replace(row, dims=(), cost_kind="") for row in table.rows]
    only = {row.kind: row for row in plain}
    table = replace(table, rows=tuple(only.values()))
    first = settlement.propose_accounts(entity, table, by=by, at=now)
    settlement.decide_accounts(first, agree=True, by=by, at=now)
    waiting = settlement.propose_accounts(entity, replace(table, names=True), by=by, at=now)
    month = case.contract_end.replace(day=1)
    (voucher,) = settlement.book(entity, month, by=by, at=now)
    batch = settlement.make_batch(entity, [case.number], by=by, at=now, key=make.key())
    return waiting, voucher, batch


def _called() -> Inbox:
    now = clock.now()
    values = {"happened_at": now, "received_at": now, "created_at": now, "body": b"sealed"}
    row = Inbox.objects.create(provider="fadada", key="1", kind="actor.signed", **values)
    Outbox.objects.create(
        dedupe=inbox.job_of(row),
        topic=inbox.TOPIC,
        payload={"inbox": row.pk},
        state="failed",
        available_at=now,
    )
    return row


def _agreed(user: User) -> None:
    text = consents.TEXTS["face_check"]
    accounts.record_consent(user, text.kind, text.version, text.text)


def _passkey(user: User) -> None:
    """A phone of this person's that shows who signs."""
    phone = Phone()
    asked = identity.ask_new_passkey(user, at=clock.now())
    identity.add_passkey(user, answer=phone.make(asked), name="手机", at=clock.now())


def _case(company: Company) -> Case:
    """With a proof and a photo; the settlement is out, the answer is the employee's."""
    leaver = company.zhang_min.user
    company.house.set("2026-11-23 20:14")
    proofs.consent(leaver)
    proof = sent(leaver, "proof")
    case = stories.resign(company, company.zhang_min, uploads=(str(proof.pk),))
    company.house.at("2026-11-24 09:30")
    stories.acknowledge(company, case)
    item = case.handover_items.order_by("pk")[0]
    handover.add_photos(item, [sent(leaver, "photo")], by=leaver, at=clock.now())
    company.house.at("2026-11-25 09:05")
    stories.sign(company, case)
    stories.hand_over(company, case)
    company.house.at("2026-11-25 14:02")
    stories.confirm(company, case)
    company.house.at("2026-11-25 16:00")
    stories.settle(company, case)
    return case


def _shared(ended: Case) -> ShareLink:
    paper = ended.papers.valid().get(kind="certificate")
    return cases.share(paper, name="新公司", days=30, by=ended.leaver, at=clock.now())


def _filed(company: Company) -> StepFile:
    """A shop has a step of its own at which the manager puts in a photo."""
    shop = make.branch("门店", company.zhang_min.entity.name)
    make.grant(company.li_li, "hr", at=shop)
    body = bodies.changed(_with_photo)
    body["key"] = f"shop_{shop.pk}"
    definitions.publish(body["key"], "门店的离职", body, company.li_li, clock.now(), branch=shop)
    phone = f"135{company.zhang_min.pk:08}"
    leaver = make.employee("店员", phone, at=shop, reports_to=company.zhang_min.reports_to)
    case = stories.resign(company, leaver)
    task = make.open_task(case, PHOTO["id"])
    data = {"photo": str(sent(company.wang_lei, "step").pk)}
    key = make.key()
    offboarding.answer_step(task, way="agree", by=company.wang_lei, data=data, key=key)
    return StepFile.objects.get(run__case=case)


def _with_photo(body: bodies.Body) -> None:
    bodies.step(body, "main")["branches"].append({"steps": [PHOTO]})


def sent(user: User, purpose: str) -> Upload:
    """A photo that has arrived and has been looked at."""
    content = io.BytesIO()
    Image.new("RGB", (60, 40), "#f4f1e8").save(content, "JPEG")
    name, data = "照片.jpg", content.getvalue()
    upload = documents.receive(user, purpose=purpose, name=name, data=data)
    jobs.check_upload.call(str(upload.pk))
    upload.refresh_from_db()
    return upload
