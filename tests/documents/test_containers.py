"""A signature brings exactly the certificates of its own way to the root, and no ledger helps."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from lizhi.common import clock
from lizhi.documents import packages
from lizhi.documents.validation import Verdict, check_pdf, own
from lizhi.documents.verifying import verify
from tests.documents import bags, containers, signed
from tests.documents.containers import Change, doubled, turned
from tests.documents.signed import Signed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NEIGHBOUR = "a neighbour's"
CHANGES: list[Change | str] = [doubled, turned, NEIGHBOUR]


@pytest.fixture
def paper() -> Signed:
    """Signed by the employee and the company."""
    return signed.paper()


def resolved(change: Change | str, paper: Signed) -> Change:
    """The certificate of the employee is as good as any, in the company's container too."""
    neighbours = containers.certificates(containers.last(paper.by_employee))
    return change if callable(change) else containers.joined_by(neighbours)


def codes(verdict: Verdict) -> set[str]:
    return {problem.code for problem in verdict.problems}


def test_a_container_written_anew_as_it_was_is_the_same(paper: Signed) -> None:
    container = containers.last(paper.pdf)
    assert containers.changed(container, sorted) == container
    assert containers.changed_stamp(container, sorted) == container


@pytest.mark.parametrize("change", CHANGES)
def test_other_certificates_in_a_paper_are_noticed(paper: Signed, change: Change | str) -> None:
    container = containers.changed(containers.last(paper.pdf), resolved(change, paper))
    other = containers.with_last(paper.pdf, container)
    assert other != paper.pdf
    assert codes(check_pdf(other, root=paper.root)) == {"uncovered"}


@pytest.mark.parametrize("change", [doubled, NEIGHBOUR])
def test_other_certificates_in_the_stamp_of_a_paper_are_noticed(
    paper: Signed, change: Change | str
) -> None:
    container = containers.changed_stamp(containers.last(paper.pdf), resolved(change, paper))
    other = containers.with_last(paper.pdf, container)
    assert codes(check_pdf(other, root=paper.root)) == {"uncovered"}


@pytest.mark.parametrize("make", [containers.changed, containers.changed_stamp])
@pytest.mark.parametrize("change", [doubled, NEIGHBOUR])
def test_a_ledger_that_knows_the_changed_paper_does_not_make_it_good(
    paper: Signed,
    tmp_path: Path,
    make: Callable[[bytes, Change], bytes],
    change: Change | str,
) -> None:
    container = make(containers.last(paper.pdf), resolved(change, paper))
    other = containers.with_last(paper.pdf, container)
    forged = [*paper.ledger[:-1], hashlib.sha256(other).hexdigest()]
    assert codes(check_pdf(other, root=paper.root, ledger=forged)) == {"uncovered"}
    assert not own.holds(other, root=paper.root, ledger=forged, moment=clock.now())
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust/root.pem").write_bytes(paper.root)
    (tmp_path / "a.pdf").write_bytes(other)
    entries = [{"file": "a.pdf", "revisions": forged}]
    (tmp_path / "ledger.json").write_text(json.dumps(entries), encoding="utf-8")
    answer = verify(tmp_path / "a.pdf")
    assert answer.ledger
    assert codes(answer.verdict) == {"uncovered"}


@pytest.mark.parametrize("change", CHANGES)
def test_other_certificates_in_the_seal_of_a_package_are_noticed(
    paper: Signed, tmp_path: Path, change: Change | str
) -> None:
    folder = bags.unpacked(bags.package(paper), tmp_path)
    seal = folder / "seal.p7s"
    good = seal.read_bytes()
    seal.write_bytes(containers.changed(good, resolved(change, paper)))
    assert seal.read_bytes() != good
    assert codes(packages.check(folder, paper.root)) == {"uncovered"}
    if change is not turned:  # a stamp brings one certificate only
        seal.write_bytes(containers.changed_stamp(good, resolved(change, paper)))
        assert codes(packages.check(folder, paper.root)) == {"uncovered"}


@pytest.mark.parametrize("change", [doubled, NEIGHBOUR])
def test_other_certificates_in_the_stamp_of_a_package_are_noticed(
    paper: Signed, tmp_path: Path, change: Change | str
) -> None:
    folder = bags.unpacked(bags.package(paper), tmp_path)
    stamp = folder / "seal.tsr"
    stamp.write_bytes(containers.changed_answer(stamp.read_bytes(), resolved(change, paper)))
    assert codes(packages.check(folder, paper.root)) == {"seal_stamp_bad"}
