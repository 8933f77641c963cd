"""A paper that both sides have made void: genuine wherever somebody checks it, and never valid."""

import datetime as dt
import json
import zipfile
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client

from lizhi.archive.models import Package
from lizhi.cases import codes, issued
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents import packages, verifying
from lizhi.offboarding import actions
from lizhi.signing import trust
from tests import make
from tests.cases.test_looking import handed_in
from tests.conftest import MONDAY
from tests.offboarding import test_voiding as voidings
from tests.offboarding.conftest import Company
from tests.settlement import world

pytestmark = pytest.mark.slow


@pytest.fixture
def case(company: Company, settings: object, tmp_path: Path) -> Case:
    """Both have signed that the agreement is void; 张敏 has not left yet."""
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust" / "root.pem").write_bytes(trust.root_pem())
    caches["local"].clear()
    return voidings.voided(company)


def old_and_new(case: Case) -> tuple[Paper, Paper]:
    """The agreement, and the paper by which it is void."""
    return voidings.agreement(case).paper, voidings.out(case).paper


def test_whoever_brings_the_old_paper_reads_that_it_is_genuine_and_void(
    client: Client, case: Case
) -> None:
    old, new = old_and_new(case)
    page = handed_in(client, documents.read(old.file))

    assert "签名是真的，但已经作废" in page
    assert new.number in page
    assert "6月1日" in page
    assert "是这里发的，现在有效" not in page


def test_an_earlier_revision_of_it_says_so_as_well(case: Case) -> None:
    old, new = old_and_new(case)
    told = issued.as_json(old.revisions[-2], [], clock.now())
    assert told["as"] == "earlier"
    assert told["void"]["by"] == new.number


def test_the_new_paper_is_valid(client: Client, case: Case) -> None:
    page = handed_in(client, documents.read(old_and_new(case)[1].file))
    assert "已经作废" not in page


def test_one_with_a_code_says_it_to_whoever_types_the_code(client: Client, case: Case) -> None:
    old, new = old_and_new(case)
    code = codes.new_code()
    Paper.objects.filter(pk=old.pk).update(code_index=codes.index(code))
    page = client.get(f"/v/{code}").content.decode()

    assert "这份是真的，但自" in page
    assert new.number in page
    assert "现在有效" not in page


def test_the_sealed_file_holds_both_and_its_ledger_names_the_voiding(
    case: Case, company: Company, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = sealed(case, company)
    old, new = old_and_new(case)
    bag = tmp_path / "bag.zip"
    bag.write_bytes(documents.read(package.file))
    with zipfile.ZipFile(bag) as opened:
        opened.extractall(tmp_path / "open")
    folder = next((tmp_path / "open").glob("**/bagit.txt")).parent
    ledger = json.loads((folder / "data/metadata/ledger.json").read_text(encoding="utf-8"))
    entries = {one["number"]: one for one in ledger}
    assert entries[old.number]["voided_by"] == new.number
    assert entries[old.number]["state"] == "voided"
    assert entries[new.number]["voided_by"] == ""

    verdict = packages.check(bag, trust.root_pem())
    assert verdict.valid, verdict.problems
    void = {Path(name).stem: one.void for name, one in verdict.papers.items() if one.void}
    assert {one.by for one in void.values() if one} == {new.number}

    lone = folder / entries[old.number]["file"]
    answer = verifying.verify(lone)
    assert answer.verdict.valid
    assert answer.as_json()["void"]["by"] == new.number
    with pytest.raises(SystemExit) as left:
        call_command("verify", str(lone))
    assert left.value.code == 0
    assert "真实，但已作废" in capsys.readouterr().out


def sealed(case: Case, company: Company) -> Package:
    """She leaves on the day of the law; her file is sealed by the machine."""
    at = MONDAY + dt.timedelta(days=2)
    with clock.at(at):
        world.sent(Case.objects.get(pk=case.pk), company.chen_jie.user)
        make.work()
    for days in (12, 31, 33, 40):
        with clock.at(MONDAY + dt.timedelta(days=days)):
            make.work()
    return Package.objects.select_related("file__key", "case").get(case=case)


def test_a_closed_file_is_opened_by_no_voiding(case: Case, company: Company) -> None:
    sealed(case, company)
    case.refresh_from_db()
    with pytest.raises(Exception, match="封存"):
        actions.propose_voiding(case, then="law", words="x", by=company.li_li.user, key=make.key())
