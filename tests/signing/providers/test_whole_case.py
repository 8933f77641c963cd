"""From the notice to the archive with each signing service: one setting, nothing else changes."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lizhi.archive.models import Package
from lizhi.cases import chain
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents import packages, verifying
from lizhi.jobs.models import Outbox
from lizhi.settlement import actions as settlement
from lizhi.signing import trust
from lizhi.workflow import actions as workflow
from tests import inside, stories
from tests.signing.providers.played import Outside, Service
from tests.signing.providers.stages import sealed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PURPOSE = "separation_agreement"
KINDS = ("agreement", "certificate", "handover", "letter", "receipt", "settlement")


class Here(inside.Here):
    """A clock that is moved here, and a worker who takes the calls of the service as well."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self.service = service

    def settle(self) -> None:
        """Jobs bring calls about, and calls jobs; what is not ready there is asked for later."""
        self.service.settle()
        while workflow.let_time_act(clock.now()):
            self.service.settle()


@pytest.fixture
def house(service: Service) -> Iterator[Here]:
    """Where the story plays."""
    made = Here(service)
    yield made
    made.close()


def played(house: Here) -> Case:
    """Away in Zhengzhou: notice, name, handover, seal, settlement, certificate, archive."""
    company = stories.found(house)
    if isinstance(house.service, Outside):
        house.service.sim.company = company.zhang_min.entity.name
    case = stories.acknowledged(company)
    house.at("2026-11-25 09:05")
    house.service.sign(case.envelopes.get(purpose=PURPOSE))
    house.settle()
    stories.hand_over(company, case)
    house.at("2026-11-25 14:02")
    stories.confirm(company, case)
    house.at("2026-11-25 16:00")
    stories.settle(company, case)
    house.at("2026-11-25 17:30")
    version = case.settlements.order_by("-number")[0]
    settlement.answer(version, disputed={}, by=case.leaver, at=clock.now())
    house.settle()
    house.at("2026-11-27 00:06")
    house.at("2026-11-27 09:30")
    case.refresh_from_db()
    return case


def undone() -> list[tuple[str, str]]:
    """Jobs that were given up, or wait although their time has come."""
    due = Outbox.objects.filter(available_at__lte=clock.now())
    left = due.exclude(state__in=(Outbox.State.DONE, Outbox.State.OFF))
    return list(left.values_list("topic", "last_error"))


def test_a_paper_of_a_service_says_so_wherever_it_lies(outside: Outside, tmp_path: Path) -> None:
    paper = tmp_path / "agreement.pdf"
    paper.write_bytes(documents.read(sealed(outside).paper.file))
    root = tmp_path / "root.pem"
    root.write_bytes(trust.root_pem())
    services = [outside.sim.vendor.root_pem]

    unknown = verifying.verify(paper, root)
    known = verifying.verify(paper, root, services)

    assert "untrusted" in {problem.code for problem in unknown.verdict.problems}
    assert known.verdict.valid, known.verdict.problems
    assert {one.assurance for one in known.verdict.signers} == {"L3"}
    paper.write_bytes(paper.read_bytes() + b"% more")
    added = verifying.verify(paper, root, services)
    assert "appended" in {problem.code for problem in added.verdict.problems}


def test_roots_of_services_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    paper = tmp_path / "agreement.pdf"
    paper.write_bytes(b"%PDF-1.7")
    for empty in (tmp_path / "gone.pem", paper):
        with pytest.raises(CommandError, match="那里读不出证书") as error:
            call_command("verify", str(paper), "--services", str(empty))
        assert error.value.returncode == verifying.UNREADABLE


def test_a_case_ends_whole_whoever_signs(house: Here, tmp_path: Path) -> None:
    case = played(house)

    assert case.contract_end == stories.LAST_DAY
    assert case.status == Case.Status.CLOSED
    assert tuple(sorted(case.papers.valid().values_list("kind", flat=True))) == KINDS
    agreement = case.envelopes.get(purpose=PURPOSE)
    assert agreement.provider == house.service.name
    assert agreement.state == agreement.State.COMPLETED
    assert agreement.paper.state == Paper.State.VALID
    assert chain.first_broken(case) is None
    package = tmp_path / "package.zip"
    package.write_bytes(documents.read(Package.objects.get(case=case).file))
    assert undone() == []
    verdict = packages.check(package, trust.root_pem())
    assert verdict.valid, verdict.problems
    worth = {one.assurance for one in verdict.papers["data/documents/离职协议.pdf"].signers}
    assert worth == {"L3" if isinstance(house.service, Outside) else "L1"}
    checks = json.loads(
        zipfile.Path(package, f"{case.number}/data/metadata/checks.json").read_bytes()
    )
    assert checks["passed"], checks
