"""Every way of ending, played by everybody who has a part, from the first word to the sealed file.

Each row says what is its own: its papers, what the law owes beside wages, and its clocks.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from lizhi.archive.models import Package
from lizhi.cases import actions as cases
from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.handover import actions as handover
from lizhi.offboarding.models import Duty
from lizhi.settlement import actions as settlement
from tests import make, stories
from tests.offboarding import begun, declared
from tests.offboarding.conftest import Company

pytestmark = pytest.mark.slow
END = {"结算单", "离职证明"}
WORK = END | {"交接清单"}
NOTICE = WORK | {"解除（终止）劳动合同通知书"}
AGREED = WORK | {"离职协议"}
OWN = WORK | {"送达回执", "辞职信"}
DUE, INSTEAD = "compensation", "notice_pay"


def resigned(company: Company) -> Case:
    """A resignation, in probation where there is one."""
    case = make.case(company.zhang_min, days=0)
    make.work()
    make.open_task(case, "acknowledgement")
    return case


def in_probation(company: Company) -> Case:
    """The same within the probation: three days."""
    company.zhang_min.probation_end = clock.today() + dt.timedelta(days=30)
    company.zhang_min.save()
    return resigned(company)


def hr(way: str, **changes: Any) -> Callable[[Company], Case]:
    """HR begins it, and whatever makes it certain has happened."""
    return lambda company: begun.certain(company, way, **changes)


def own(ground: str) -> Callable[[Company], Case]:
    """For a fault of the company."""
    return lambda company: declared.declare(company, "forced", ground)


@dataclass(frozen=True)
class Row:
    """What is so for one way and ground."""

    name: str
    begin: Callable[[Company], Case]
    ground: str
    days: int
    """From the day on which it begins to the end of the contract."""
    papers: set[str]
    owed: set[str] = field(default_factory=set)
    """Lines of the settlement beside wages and leave."""
    ended: bool = False
    """The certificate says 终止, and not 解除."""
    list_of_unemployed: bool = True


ROWS = (
    Row("resignation", resigned, "37", 30, OWN),
    Row("in probation", in_probation, "37", 3, OWN),
    Row("both, employer", hr("mutual"), "36-E", 20, AGREED, {DUE}),
    Row("both, employee at HR", hr("mutual", ground="36-W"), "36-W", 20, AGREED),
    Row("both, employee on the phone", declared.agreed, "36-W", 20, AGREED),
    Row("term", hr("term_end"), "44-1", 20, NOTICE, {DUE}, ended=True),
    Row("term, worse", hr("term_end", renewal="worse_refused"), "44-1", 20, NOTICE, {DUE}, True),
    Row("term, same", hr("term_end", renewal="same_refused"), "44-1", 20, NOTICE, ended=True),
    Row("39 in probation", hr("probation"), "39-1", 0, NOTICE),
    Row("39", hr("dismissal"), "39-2", 0, NOTICE),
    Row("40 with notice", hr("notice"), "40-3", 30, NOTICE, {DUE}),
    Row("40 with pay", hr("notice", ground="40-2", instead="pay"), "40-2", 0, NOTICE,
        {DUE, INSTEAD}),
    Row("41", hr("layoff"), "41", 20, NOTICE, {DUE}),
    Row("retirement", hr("retirement"), "IR21", 20, NOTICE, ended=True, list_of_unemployed=False),
    Row("death", hr("death"), "44-3", -2, END, ended=True, list_of_unemployed=False),
    Row("unreachable", hr("unreachable"), "39-2", 7,
        END | {"返岗通知书", "解除（终止）劳动合同通知书"}),
    Row("38", own("38-1"), "38-1", 0, WORK | {"解除劳动合同通知书（员工）"}, {DUE}),
    Row("38, at once", own("38-2"), "38-2", 0, WORK | {"解除劳动合同通知书（员工）"}, {DUE}),
    Row("bankrupt", hr("closure", ground="44-4"), "44-4", 20, NOTICE, {DUE}, ended=True),
    Row("closed", hr("closure"), "44-5", 20, NOTICE, {DUE}, ended=True),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_from_the_first_word_to_the_sealed_file(company: Company, row: Row) -> None:
    began = clock.today()
    case = row.begin(company)
    assert (case.ground, case.contract_end) == (row.ground, began + dt.timedelta(days=row.days))
    owed = settle(company, case)
    assert owed == row.owed
    hand_over(case)
    for days in (max(row.days, 0), max(row.days, 0) + 1, 20, 35, 45):
        with clock.at(midday(began + dt.timedelta(days=days))):
            make.work()
    case.refresh_from_db()

    assert (case.status, case.outcome) == (Case.Status.CLOSED, "completed")
    facts = cases.paper_facts(case.papers.valid().get(kind="certificate"))
    assert (facts["ended_on"], facts["is_expiry"]) == (case.contract_end.isoformat(), row.ended)
    company.zhang_min.refresh_from_db()
    assert company.zhang_min.left_on == case.contract_end
    kinds = set(Duty.objects.filter(case=case).values_list("kind", flat=True))
    assert ("unemployment_list" in kinds) is row.list_of_unemployed
    assert {"certificate", "wages", "transfer", "housing_fund"} <= kinds
    package = Package.objects.get(case=case)
    assert package.checks["passed"] is True, package.checks
    assert documents_of(package) == row.papers
    assert chain.first_broken(case) is None


def settle(company: Company, case: Case) -> set[str]:
    """Finance settles; what is owed by the ground alone. Whoever can answers."""
    at = midday(max(clock.today(), case.contract_end - dt.timedelta(days=1)))
    with clock.at(at):
        version = settlement.draft(
            case, inputs=stories.FIGURES, by=company.chen_jie.user, at=clock.now()
        )
        settlement.send(version, by=company.chen_jie.user, at=clock.now())
        make.work()
    keys = set(version.lines.values_list("key", flat=True))
    return keys & {DUE, INSTEAD}


def hand_over(case: Case) -> None:
    """What there is to give is given and received."""
    if "handover" not in make.open_steps(case) or not case.handover_items.exists():
        return
    stories.give_all(case)
    for user in {item.receiver for item in case.handover_items.select_related("receiver")}:
        handover.receive_all(case, by=user, at=clock.now())
    make.work()


def documents_of(package: Package) -> set[str]:
    """The titles of the papers in the file."""
    whole = zipfile.ZipFile(io.BytesIO(documents.read(package.file)))
    names = [name.rpartition("/")[2] for name in whole.namelist() if "/documents/" in name]
    return {name.removesuffix(".pdf") for name in names if name}


def midday(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), clock.SHANGHAI)
