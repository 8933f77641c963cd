"""A sealed package in a day, in two years, in twelve: each year it gets one more stamp."""

import datetime as dt
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from lizhi.archive import packing, renewing
from lizhi.archive.models import Package, Renewal
from lizhi.cases.models import Paper
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents import packages
from lizhi.documents.packages.sources import Source
from lizhi.documents.packages.unzipping import Zip
from lizhi.documents.validation import Verdict, check_pdf
from lizhi.jobs.models import Outbox
from lizhi.offboarding import resealing
from lizhi.signing import finishing, sealing, stamps, trust
from lizhi.signing.lists import Lists
from tests import make
from tests.conftest import MONDAY
from tests.offboarding.conftest import Company

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
YEAR = dt.timedelta(days=365)


@pytest.fixture
def package(company: Company) -> Package:
    """Receipt and letter, made to last, sealed on this Monday."""
    case = make.case(company.zhang_min)
    make.work()
    case.refresh_from_db()
    finishing.finish_papers(case, clock.now())
    return packing.build(case, clock.now(), sealer=sealing.detached, root=trust.root_pem())


def bytes_of(package: Package) -> bytes:
    return documents.read(Package.objects.select_related("file__key").get(pk=package.pk).file)


def checked(data: bytes) -> Verdict:
    return packages.check_source(Source(Zip(data)), trust.root_pem())


def renew(package: Package) -> Renewal | None:
    fresh = Package.objects.select_related("file__key").get(pk=package.pk)
    now = clock.now()
    return renewing.renew(fresh, now, stamper=stamps.answer, lists=Lists(now).all())


def renew_until(package: Package, year: int) -> None:
    for passed in range(1, year + 1):
        with clock.at(MONDAY + passed * YEAR):
            renew(package)


def names(data: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name for name in archive.namelist() if "/" not in name}


def without(data: bytes, *beginnings: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kept = [name for name in archive.namelist() if not name.startswith(beginnings)]
        return packages.pack([(name, archive.read(name)) for name in kept])


def replaced(data: bytes, name: str, by: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = [(one, by if one == name else archive.read(one)) for one in archive.namelist()]
        return packages.pack(files)


def test_it_holds_in_a_day_in_two_years_and_in_twelve_when_the_first_stamps_have_ended(
    package: Package,
) -> None:
    with clock.at(MONDAY + dt.timedelta(days=1)):
        assert checked(bytes_of(package)).valid
    renew_until(package, 2)
    with clock.at(MONDAY + 2 * YEAR):
        assert checked(bytes_of(package)).valid
    for year in range(3, 12):
        with clock.at(MONDAY + year * YEAR):
            assert renew(package)
    data = bytes_of(package)
    with clock.at(MONDAY + 12 * YEAR):
        verdict = checked(data)
        assert verdict.valid, [str(one) for one in verdict.problems]
        assert {one.level for paper in verdict.papers.values() for one in paper.signers} == {
            "B-LTA"
        }
        # it is the renewals that carry it: without them, or the last years', it is over
        assert "seal_stamp_bad" in codes(checked(without(data, "renewal-")))
        assert codes(checked(without(data, "renewal-011"))) == set()


def codes(verdict: Verdict) -> set[str]:
    return {one.code for one in verdict.problems}


def test_a_paper_taken_out_holds_ten_years_by_itself_and_longer_with_its_package(
    package: Package,
) -> None:
    paper = Paper.objects.select_related("file__key").filter(case=package.case).first()
    assert paper
    pdf, root = documents.read(paper.file), trust.root_pem()
    for years in (0, 2, 10):
        assert check_pdf(pdf, root=root, moment=MONDAY + years * YEAR).valid, years
    late = check_pdf(pdf, root=root, moment=MONDAY + 12 * YEAR)
    assert "stamp_ended" in codes(late)


def test_the_bag_never_changes_and_the_old_bytes_are_let_go(package: Package) -> None:
    before = package.file
    data = bytes_of(package)
    renew_until(package, 1)
    after = bytes_of(package)
    assert names(after) - names(data) == {
        "renewal-001.txt",
        "renewal-001.tsr",
        "renewal-001-1.crl",
        "renewal-001-2.crl",
    }
    assert without(after, "renewal-") == data
    before.refresh_from_db()
    assert before.deleted_at is not None
    assert package.renewals.get().number == 1


def test_the_machine_does_it_once_a_year(package: Package) -> None:
    with clock.at(MONDAY + dt.timedelta(days=364)):
        assert resealing.queue_renewals(clock.now()) == 0
        assert renew(package) is None
    with clock.at(MONDAY + YEAR):
        assert resealing.queue_renewals(clock.now()) == 1
        assert resealing.queue_renewals(clock.now()) == 1
        row = Outbox.objects.get(topic="archive.renew")
        resealing.renew(row)
        resealing.renew(row)
        assert resealing.queue_renewals(clock.now()) == 0
    assert package.renewals.count() == 1


def test_no_stamp_no_renewal(package: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise stamps.StampRefused("time_not_available")

    data = bytes_of(package)
    monkeypatch.setattr(stamps.Authority, "stamp", refuse)
    with clock.at(MONDAY + YEAR), pytest.raises(stamps.StampRefused):
        renew(package)
    assert bytes_of(package) == data
    assert package.renewals.count() == 0


@pytest.mark.parametrize(
    "name", ["renewal-001.txt", "renewal-001.tsr", "renewal-001-1.crl", "renewal-002.txt"]
)
def test_whatever_is_changed_in_a_renewal_is_named(package: Package, name: str) -> None:
    renew_until(package, 2)
    data = bytes_of(package)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        old = archive.read(name)
    flipped = old[:40] + bytes((old[40] ^ 1,)) + old[41:]
    with clock.at(MONDAY + 2 * YEAR):
        assert "renewal_bad" in codes(checked(replaced(data, name, flipped)))
        assert "renewal_bad" in codes(checked(without(data, name)))
        assert "file_added" in codes(
            checked(replaced_name(data, "renewal-001.tsr", "renewal-1.tsr"))
        )


def replaced_name(data: bytes, name: str, other: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return packages.pack(
            [(other if one == name else one, archive.read(one)) for one in archive.namelist()]
        )


@pytest.mark.skipif(not shutil.which("openssl"), reason="there is no openssl here to check with")
def test_a_stranger_can_check_a_renewal_as_the_readme_says(
    package: Package, tmp_path: Path
) -> None:
    renew_until(package, 1)
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(io.BytesIO(bytes_of(package))) as archive:
        archive.extractall(folder)
    number = package.case.number
    readme = (folder / number / "data/README.txt").read_text()
    commands = [
        line.strip()
        for line in readme.replace("\\\n", " ").splitlines()
        if "renewal-001.txt" in line and line.strip().startswith(("sha256sum", "openssl"))
    ]
    assert len(commands) == 2
    at = int((MONDAY + YEAR + dt.timedelta(days=1)).timestamp())
    for command in commands:
        timed = f"{command} -attime {at}" if command.startswith("openssl") else command
        done = subprocess.run(timed.split(), cwd=folder, capture_output=True, check=False)  # noqa: S603
        assert done.returncode == 0, (command, done.stderr)
    with clock.at(MONDAY + YEAR):
        assert packages.check(folder, trust.root_pem()).valid
        assert packages.check(folder / number, trust.root_pem()).valid
    assert json.loads((folder / number / "data/metadata/checks.json").read_text())
