"""What report, check page and package say of a name on paper: all of it, and no signature more."""

import json

import pytest

from lizhi.archive import papers as packed
from lizhi.cases import issued
from lizhi.cases.models import Paper
from lizhi.common import clock
from lizhi.documents import pagetexts
from lizhi.signing import actions
from lizhi.signing.models import Envelope, EvidenceReport
from lizhi.signing.reports import by_hand as filed
from lizhi.signing.reports import making
from tests.signing import by_hand, world

pytestmark = pytest.mark.django_db


def completed() -> Envelope:
    """Signed by hand, and the company has agreed."""
    envelope, _actor, hr = by_hand.received()
    seal = world.company(envelope)
    actions.seal_for(envelope.case.entity, seal, by=hr, at=clock.now())
    world.work()
    envelope.refresh_from_db()
    return envelope


def told(envelope: Envelope) -> tuple[str, dict[str, object]]:
    """The report for her, as text and as data."""
    actions.ask_for_report(envelope, by=envelope.case.leaver, at=clock.now())
    report = EvidenceReport.objects.select_related("envelope__case__entity").get()
    made = making.make(report, clock.now())
    return "".join(pagetexts.of(made.pdf)), json.loads(made.data)


def test_the_report_names_original_place_and_scan_and_no_electronic_signature_of_hers() -> None:
    text, data = told(completed())
    for words in (
        "在纸质原件上亲笔签名",
        "没有电子签名",
        "3号柜2026-118",
        by_hand.WAYBILL,
        "人事李丽核对登记",
    ):
        assert words in text.replace(" ", ""), words
    signers = data["signers"]
    assert isinstance(signers, list)
    hers = next(one for one in signers if one["role"] == "person")
    assert hers["worth"] == "纸质原件"
    assert hers["certificate_pem"] == ""
    assert not {"certificate", "stamp", "before", "after"} & set(hers)
    assert json.loads(hers["record_text"])["level"] == "on paper"


def test_whoever_checks_the_file_hears_that_a_name_is_on_paper() -> None:
    envelope = completed()
    paper = Paper.objects.get(pk=envelope.paper_id)
    found = issued.as_json(paper.file.digest, [], clock.now())
    assert (found["as"], found["state"], found["by_hand"]) == ("newest", "valid", True)


def test_a_paper_that_was_signed_on_the_phone_says_nothing_of_the_kind() -> None:
    envelope = world.signed()
    actions.seal_for(envelope.case.entity, world.company(envelope), by=None, at=clock.now())
    world.work()
    paper = Paper.objects.get(pk=envelope.paper_id)
    assert "by_hand" not in issued.as_json(paper.file.digest, [], clock.now())
    assert filed.files_of(envelope.case) == {}


def test_the_package_has_the_scan_and_says_where_the_original_lies() -> None:
    envelope = completed()
    found = filed.files_of(envelope.case)
    (line,) = json.loads(found["metadata/on-paper.json"])
    assert line["electronic_signature"] is False
    assert line["original_kept_at"] == "3 号柜 2026-118"
    (scan,) = line["scans"]
    assert found[scan["file"].removeprefix("data/")] == by_hand.photo(120)
    collected = packed.collect(envelope.case, {})
    (entry,) = json.loads(collected.files["metadata/ledger.json"])
    assert entry["by_hand"] == ["employee"]
