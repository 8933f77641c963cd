"""A closed case becomes one sealed package in which everything can be read and checked."""

import datetime as dt
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import bagit
import pytest

from lizhi.archive import actions, packing
from lizhi.archive.models import Package
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import chaining, clock
from lizhi.common.refusals import Refused
from lizhi.documents import actions as documents
from lizhi.documents import packages
from lizhi.signing import daily, sealing, trust
from tests import make
from tests.conftest import MONDAY
from tests.offboarding.conftest import Company


def unpacked(package: Package, folder: Path) -> Path:
    path = folder / "package.zip"
    path.write_bytes(documents.read(package.file))
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder / "package")
    return folder / "package"


@pytest.mark.slow
def test_a_closed_case_is_sealed_and_everything_in_it_holds(
    package: Package, tmp_path: Path
) -> None:
    folder = unpacked(package, tmp_path)
    verdict = packages.check(folder, trust.root_pem())
    assert verdict.valid, [str(problem) for problem in verdict.problems]
    assert verdict.sha256 == package.manifest_digest
    bag = folder / package.case.number
    assert bagit.Bag(str(bag)).is_valid()
    papers = {path.name for path in (bag / "data/documents").iterdir()}
    assert papers == {"送达回执.pdf", "辞职信.pdf", "交接清单.pdf", "结算单.pdf", "离职证明.pdf"}
    assert [path.name[:4] for path in (bag / "data/unsigned").iterdir()] == ["离职协议"]

    metadata = bag / "data/metadata"
    assert json.loads((metadata / "checks.json").read_text())["passed"] is True
    assert json.loads((metadata / "case.json").read_text())["employee"]["name"] == "张敏"
    assert json.loads((metadata / "history.json").read_text())[0]["step"] == "application"
    assert json.loads((metadata / "proofs.json").read_text()) == []
    signers = {path.stem.split("-")[-1] for path in (metadata / "signatures").iterdir()}
    assert signers == {"employee", "company"}
    events = (metadata / "audit.jsonl").read_text()
    assert "先安心照顾阿姨" not in events
    assert "先安心照顾阿姨" in (metadata / "timeline.txt").read_text()
    assert package.case.number in (bag / "data/README.txt").read_text()
    # What is printed on a paper stands in `facts` too; nothing else tells numbers of a person.
    told = [path for path in metadata.rglob("*.*") if path.parent.name != "facts"]
    whole = b"".join(path.read_bytes() for path in told)
    for secret in (package.case.leaver.phone, make.FINE_ID, "6214001000006021"):
        assert secret.encode() not in whole


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("openssl"), reason="there is no openssl here to check with")
def test_a_stranger_can_check_it_with_openssl_as_the_readme_says(
    package: Package, tmp_path: Path
) -> None:
    _run_what_the_readme_says(unpacked(package, tmp_path) / package.case.number, 4)


def _run_what_the_readme_says(bag: Path, count: int) -> None:
    readme = (bag / "data/README.txt").read_text()
    lines = readme.replace("\\\n", " ").splitlines()
    told = [line.strip() for line in lines if line.strip().startswith(("sha256sum", "openssl"))]
    commands = [command for command in told if "renewal-" not in command]  # none in the first year
    assert (len(told), len(commands)) == (count + 2, count)
    for command in commands:
        done = subprocess.run(command.split(), cwd=bag, capture_output=True, check=False)  # noqa: S603
        assert done.returncode == 0, (command, done.stderr)


@pytest.mark.slow
def test_building_again_finds_the_first_package(package: Package) -> None:
    again = packing.build(package.case, clock.now(), sealer=sealing.detached)
    assert again == package
    assert actions.open_package(package.case) == package
    assert package.case.events.get(kind="package_sealed").facts == {
        "manifest": package.manifest_digest
    }


def test_a_running_case_has_no_package_yet(company: Company) -> None:
    case = make.case(company.zhang_min)
    with pytest.raises(Refused):
        actions.open_package(case)


def test_proofs_are_told_by_their_fingerprint_only_and_may_be_deleted_later(
    company: Company, tmp_path: Path
) -> None:
    case = make.case(company.zhang_min)
    make.work()
    file = documents.keep(
        b"hospital", name="陪护证明.jpg", media_type="image/jpeg", retention="proof"
    )
    case.proofs.create(file=file, delete_on=case.contract_end)
    package = _built(case)
    documents.delete(file, clock.now())
    folder = unpacked(package, tmp_path)
    told = json.loads((folder / case.number / "data/metadata/proofs.json").read_text())
    assert (told[0]["sha256"], told[0]["bytes"]) == (file.digest, 8)
    assert packages.check(folder, trust.root_pem()).valid
    assert "hospital" not in {path.name for path in folder.rglob("*")}


def test_words_whose_key_is_gone_are_left_out_and_the_chain_still_holds(
    company: Company, tmp_path: Path
) -> None:
    case = make.case(company.zhang_min, words="母亲住院")
    make.work()
    case.refresh_from_db()
    cases.forget_words(case, at=clock.now())
    folder = unpacked(_built(case), tmp_path)
    timeline = (folder / case.number / "data/metadata/timeline.txt").read_text()
    assert "母亲住院" not in timeline
    assert packages.check(folder, trust.root_pem()).valid


def test_the_checks_name_what_is_missing(company: Company) -> None:
    case = make.case(company.zhang_min)
    make.work()
    checks = _built(case).checks
    assert checks["passed"] is False
    whole = checks["properties"]["whole"]
    assert whole["checks"][0]["failed"] == ["settlement", "certificate"]
    assert checks["properties"]["authentic"]["passed"] is True
    assert checks["properties"]["usable"]["passed"] is True


def _built(case: Case) -> Package:
    return packing.build(case, clock.now(), sealer=sealing.detached, root=trust.root_pem())


def _stamped_and_built(company: Company, folder: Path) -> Path:
    case = make.case(company.zhang_min)
    make.work()
    with clock.at(MONDAY + dt.timedelta(days=1)):
        daily.stamp_heads(clock.now())
        return unpacked(_built(case), folder) / case.number


def test_the_package_proves_that_the_story_was_not_rewritten_after_its_day(
    company: Company, tmp_path: Path
) -> None:
    bag = _stamped_and_built(company, tmp_path)
    assert packages.check(bag.parent, trust.root_pem()).valid
    (proof,) = json.loads((bag / "data/metadata/heads.json").read_text())
    assert (proof["day"], proof["case"]) == ("2026-06-01", bag.name)
    _run_what_the_readme_says(bag, 5)


def test_a_story_written_anew_does_not_fit_the_head_of_its_day(
    company: Company, tmp_path: Path
) -> None:
    """Chained without a fault, as only somebody with the whole machine in hand can do it."""
    bag = _stamped_and_built(company, tmp_path)
    log, head = bag / "data/metadata/audit.jsonl", bag / "data/metadata/heads/2026-06-01.json"
    events, previous = [json.loads(line) for line in log.read_text().splitlines()], "0" * 64
    for event in events:
        event |= {"step": "elsewhere", "previous": previous}
        told = {key: event[key] for key in ("case", "seq", "kind", "actor", "facts", "previous")}
        event["digest"] = previous = chaining.event_digest(
            **told,
            step=event["step"],
            happened_at=dt.datetime.fromisoformat(event["happened_at"]),
            words=bytes.fromhex(event["words"]),
        )
    log.write_text("".join(f"{json.dumps(event)}\n" for event in events))
    codes = {one.code for one in packages.check(bag.parent, trust.root_pem()).problems}
    assert "head_differs" in codes
    assert not codes & {"event_changed", "log_bad", "head_bad", "head_stamp_bad"}
    head.write_text(head.read_text().replace('"cases":1', '"cases":2'))
    assert "head_bad" in {one.code for one in packages.check(bag.parent, None).problems}


def test_proofs_that_are_none_are_named(company: Company, tmp_path: Path) -> None:
    bag = _stamped_and_built(company, tmp_path)
    for spoilt in (b"", b"[", b"{}", b"[7]", b'[{"day": "../../x"}]', b"[" * 9999):
        (bag / "data/metadata/heads.json").write_bytes(spoilt)
        codes = {one.code for one in packages.check(bag.parent, trust.root_pem()).problems}
        assert "head_bad" in codes
