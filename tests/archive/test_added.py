"""A paper that is asked for after the sealing lies in the file too, and the bag stays as it was."""

import datetime as dt
import io
import json
import zipfile

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from lizhi.archive import adding, packing, renewing
from lizhi.archive.models import Addition, Package
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents import packages
from lizhi.documents.packages.sources import Source
from lizhi.documents.packages.unzipping import Zip
from lizhi.documents.validation import Verdict
from lizhi.jobs.models import Outbox
from lizhi.offboarding import actions
from lizhi.offboarding import adding as late
from lizhi.signing import finishing, sealing, stamps, trust
from lizhi.signing.lists import Lists
from tests import make
from tests.archive.test_pages import body
from tests.offboarding.conftest import Company

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
YEAR = dt.timedelta(days=365)


@pytest.fixture
def case(company: Company) -> Case:
    """Her contract has ended, and the file is sealed as it stands."""
    case = make.case(company.zhang_min)
    end = dt.datetime.combine(case.contract_end, dt.time(12), clock.SHANGHAI)
    with clock.at(end + dt.timedelta(days=1)):
        make.work()
        case.refresh_from_db()
        finishing.finish_papers(case, clock.now())
        packing.build(case, clock.now(), sealer=sealing.detached, root=trust.root_pem())
    return case


@pytest.fixture
def asked(case: Case) -> Case:
    """A week later she asks for the statement for the agency."""
    with clock.at(week_after(case)):
        actions.ask_statement(case, by=case.leaver, key=make.key())
        make.work()
    return case


def week_after(case: Case) -> dt.datetime:
    return dt.datetime.combine(
        case.contract_end + dt.timedelta(days=8), dt.time(12), clock.SHANGHAI
    )


def bytes_of(case: Case) -> bytes:
    return documents.read(Package.objects.select_related("file__key").get(case=case).file)


def checked(data: bytes) -> Verdict:
    return packages.check_source(Source(Zip(data)), trust.root_pem())


def codes(data: bytes) -> set[str]:
    return {one.code for one in checked(data).problems}


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    return packages.pack(files.items())


def test_the_statement_lies_beside_the_bag_and_all_of_it_holds(case: Case) -> None:
    before = files_of(bytes_of(case))
    with clock.at(week_after(case)):
        actions.ask_statement(case, by=case.leaver, key=make.key())
        make.work()
        after = files_of(bytes_of(case))
        verdict = checked(bytes_of(case))

    paper = case.papers.valid().get(kind="unemployment")
    addition = Addition.objects.get(paper=paper)
    name = f"addition-{addition.number:03}"
    assert before.items() <= after.items()
    assert {one.rpartition(".")[2] for one in after if one.startswith(f"{name}.")} == {
        *("pdf", "json", "txt", "p7s", "tsr")
    }
    assert after[f"{name}.pdf"] == documents.read(paper.file)
    told = json.loads(after[f"{name}.json"])
    assert (told["number"], told["revisions"]) == (paper.number, paper.revisions)
    assert verdict.valid, [str(one) for one in verdict.problems]
    assert verdict.papers[f"{name}.pdf"].valid
    events = case.events.filter(kind="package_added")
    assert {"paper": paper.number, "statement": addition.statement} in [
        event.facts for event in events
    ]


def test_who_has_left_finds_it_among_the_papers_and_in_the_package(asked: Case) -> None:
    with clock.at(week_after(asked)):
        phone = make.signed_in(Client(), asked.leaver)
        paper = asked.papers.valid().get(kind="unemployment")
        page = phone.get(reverse("offboarding:my_insurance", args=[asked.number]))
        assert reverse("cases:paper", args=[paper.number]) in page.content.decode()
        assert phone.get(reverse("cases:paper_pdf", args=[paper.number])).status_code == 200
        sent = phone.get(reverse("archive:package", args=[asked.number]))
        assert "addition-001.pdf" in files_of(body(sent))


def test_nothing_is_added_twice(asked: Case) -> None:
    with clock.at(week_after(asked)):
        before = Addition.objects.count()
        for row in Outbox.objects.filter(topic="archive.add"):
            late.add(row)

    assert Addition.objects.count() == before
    assert adding.left_out(Package.objects.select_related("file__key").get(case=asked)) == []


@pytest.mark.parametrize("end", ["pdf", "json", "txt", "p7s", "tsr"])
def test_whatever_is_changed_or_dropped_of_it_shows(asked: Case, end: str) -> None:
    files = files_of(bytes_of(asked))
    name = f"addition-001.{end}"
    flipped = files[name][:-9] + bytes([files[name][-9] ^ 1]) + files[name][-8:]
    with clock.at(week_after(asked)):
        assert "addition_bad" in codes(packed({**files, name: flipped}))
        assert "addition_bad" in codes(packed({k: v for k, v in files.items() if k != name}))
        moved = {k.replace("addition-001", "addition-009"): v for k, v in files.items()}
        assert "addition_bad" in codes(packed(moved))


def test_a_renewal_vouches_for_it_and_a_later_one_is_added_after(asked: Case) -> None:
    package = Package.objects.select_related("file__key").get(case=asked)
    with clock.at(week_after(asked) + YEAR):
        renewing.renew(package, clock.now(), stamper=stamps.answer, lists=Lists(clock.now()).all())
        data = bytes_of(asked)
        assert codes(data) == set()
        files = {k: v for k, v in files_of(data).items() if not k.startswith("addition-")}
        assert "renewal_bad" in codes(packed(files))
        paper = asked.papers.valid().get(kind="unemployment")
        paper.state = Paper.State.REVOKED
        paper.save(update_fields=["state"])
        actions.ask_statement(asked, by=asked.leaver, key=make.key())
        make.work()
        added = Addition.objects.filter(paper__kind="unemployment").order_by("-number")
        assert len(added) == 2
        assert f"addition-{added[0].number:03}.pdf" in files_of(bytes_of(asked))
        assert codes(bytes_of(asked)) == set()


def test_bytes_that_somebody_else_has_put_there_are_not_lost(asked: Case) -> None:
    package = Package.objects.select_related("file__key").get(case=asked)
    stale = Package.objects.select_related("file__key").get(case=asked)
    with clock.at(week_after(asked) + YEAR):
        now = clock.now()
        renewing.renew(package, now, stamper=stamps.answer, lists=Lists(now).all())
        with pytest.raises(renewing.Moved), transaction.atomic():
            renewing.replace(stale, b"older", now)
