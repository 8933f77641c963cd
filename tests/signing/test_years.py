"""A finished paper in a day, in two years and in twelve, as others than we judge it."""

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest

from lizhi.common import clock
from lizhi.documents.validation.coverage import RANGE, Gap, container_length
from lizhi.signing import lasting
from lizhi.signing.lists import Lists
from tests.conftest import MONDAY
from tests.documents import signed
from tests.documents.signed import Signed
from tests.signing import ades

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
YEAR = dt.timedelta(days=365)
DAY = dt.timedelta(days=1)
PASSED = [("PASSED", "OK")] * 2


@pytest.fixture
def paper() -> Signed:
    """Signed by the employee and the company."""
    return signed.paper()


@pytest.fixture
def lasts(paper: Signed) -> bytes:
    """The same, made to last on the evening of that day."""
    with clock.at(MONDAY + dt.timedelta(hours=9)):
        return lasting.finish(paper.pdf, Lists(clock.now())).pdf


def test_it_passes_with_what_is_in_it_the_next_day(paper: Signed, lasts: bytes) -> None:
    assert list(ades.results(lasts, paper.root, MONDAY + DAY)) == PASSED
    assert list(ades.results(paper.pdf, paper.root, MONDAY + DAY)) != PASSED


def test_it_passes_in_two_years_with_the_lists_of_that_day(
    paper: Signed, lasts: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stamp over the whole needs a fresh list about its own certificate; all else is in it."""
    at = MONDAY + 2 * YEAR
    with clock.at(at):
        fresh = Lists(clock.now()).all()
    assert list(ades.results(lasts, paper.root, at + DAY, fresh)) == PASSED
    assert list(ades.results(lasts, paper.root, at + DAY)) != PASSED


@pytest.mark.parametrize("years", [2, 9, 12, 20])
def test_it_can_be_kept_valid_by_stamps_even_when_its_certificates_have_ended(
    paper: Signed, lasts: bytes, monkeypatch: pytest.MonkeyPatch, years: int
) -> None:
    at = MONDAY + years * YEAR
    with ades.mended(monkeypatch):
        assert list(ades.simulated(lasts, paper.root, at, MONDAY + DAY)) == PASSED


def test_why_pyhanko_itself_says_no_is_a_fault_of_its_own(paper: Signed, lasts: bytes) -> None:
    """When this fails pyHanko has mended it, and `mended` can go."""
    found = ades.simulated(lasts, paper.root, MONDAY + 2 * YEAR, MONDAY + DAY)
    assert list(found) == [("INDETERMINATE", "REVOCATION_OUT_OF_BOUNDS_NO_POE")] * 2


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="there is no pdfsig here to check with")
def test_pdfsig_finds_both_signatures_whole_before_and_after(
    paper: Signed, lasts: bytes, tmp_path: Path
) -> None:
    for name, pdf in (("before.pdf", paper.pdf), ("after.pdf", lasts)):
        (tmp_path / name).write_bytes(pdf)
        run = ["pdfsig", "-nocert", name]
        told = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603
        assert told.stdout.count("Signature is Valid.") == 2, told.stdout
        assert "Signature has been invalidated" not in told.stdout


@pytest.mark.skipif(not shutil.which("openssl"), reason="there is no openssl here to check with")
def test_openssl_finds_each_signature_and_the_stamp_over_the_whole_good(
    paper: Signed, lasts: bytes, tmp_path: Path
) -> None:
    (tmp_path / "root.pem").write_bytes(paper.root)
    common = f"-CAfile root.pem -attime {int((MONDAY + DAY).timestamp())}"
    found = list(parts(lasts))
    assert len(found) == 3
    for number, (covered, container) in enumerate(found):
        (tmp_path / "covered").write_bytes(covered)
        (tmp_path / "container").write_bytes(container)
        command = (
            f"openssl ts -verify -data covered -in container -token_in {common}"
            if number == 2
            else "openssl cms -verify -binary -inform DER -in container -content covered"
            f" -purpose any -out checked {common}"
        )
        run = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False)  # noqa: S603
        assert run.returncode == 0, (number, run.stderr)


def parts(pdf: bytes) -> list[tuple[bytes, bytes]]:
    """What each signature covers, and its container, oldest first."""
    found = []
    for match in RANGE.findall(pdf):
        _, before, start, size = (int(one) for one in match)
        gap = Gap.of(pdf, [0, before, start, size])
        assert gap
        padded = bytes.fromhex(gap.hexadecimal.decode())
        found.append((pdf[:before] + pdf[start : start + size], padded[: container_length(padded)]))
    return found
