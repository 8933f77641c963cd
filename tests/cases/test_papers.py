"""Papers of a case, and the events that prove what they were."""

import pytest

from lizhi.cases import actions, codes
from lizhi.cases.models import Case, Paper
from lizhi.documents.models import StoredFile
from tests.conftest import MONDAY
from tests.workflow import make

pytestmark = pytest.mark.django_db


def file(digest: str = "a") -> StoredFile:
    return StoredFile.objects.create(
        digest=digest * 64, size=1, media_type="application/pdf", name="x.pdf", retention="paper"
    )


def paper(case: Case, state: str = Paper.State.VALID, code: str = "") -> Paper:
    return actions.add_paper(
        case,
        "certificate",
        file=file(),
        template="certificate",
        template_hash="0" * 64,
        facts={"name": "张敏", "ended_on": "2026-11-27"},
        at=MONDAY,
        state=state,
        code=code,
    )


def test_what_was_printed_is_kept_sealed_and_gone_with_the_key() -> None:
    issued = paper(make.case())
    assert "张敏" not in str(issued.facts)
    assert actions.paper_facts(issued) == {"name": "张敏", "ended_on": "2026-11-27"}
    actions.forget_words(issued.case, at=MONDAY)
    assert actions.paper_facts(issued) == {}


def test_each_signature_adds_a_revision_and_an_event_with_its_digest() -> None:
    case = make.case()
    draft = paper(case, Paper.State.DRAFT)
    assert draft.issued_at is None
    actions.add_revision(draft, file("b"), at=MONDAY)
    actions.issue(draft, MONDAY)
    assert Paper.objects.valid().get().issued_at == MONDAY
    assert draft.revisions == ["a" * 64, "b" * 64]
    assert [(e.kind, e.facts["sha256"][0]) for e in case.events.all()] == [
        ("paper_added", "a"),
        ("paper_signed", "b"),
        ("paper_issued", "b"),
    ]


def test_papers_that_are_made_to_last_are_one_event_and_the_copies_of_the_day_stay_known() -> None:
    case = make.case()
    draft, at_once = paper(case, Paper.State.DRAFT), paper(case)
    actions.add_revision(draft, file("b"), at=MONDAY)
    actions.issue(draft, MONDAY)
    last = [file("c"), file("d")]
    made = [
        actions.Finished(one, new, "9f") for one, new in zip((draft, at_once), last, strict=True)
    ]
    actions.papers_finished(case, made, at=MONDAY)
    draft.refresh_from_db()
    assert draft.revisions == ["a" * 64, "b" * 64, "c" * 64]
    assert draft.file.digest == "c" * 64
    told = case.events.get(kind="papers_finished").facts["papers"]
    assert [(one["paper"], one["sha256"][0], one["stamp"]) for one in told] == [
        (draft.number, "c", "9f"),
        (at_once.number, "d", "9f"),
    ]
    # what nobody was ever given as valid is not among them
    assert actions.digests_since_issue(draft) == ["b" * 64, "c" * 64]
    assert actions.digests_since_issue(at_once) == ["a" * 64, "d" * 64]


def test_a_new_paper_replaces_the_old_one_and_gets_a_number_of_its_own() -> None:
    case = make.case()
    old, new = paper(case), paper(case)
    assert (old.number, new.number) == (
        f"{case.number}-certificate-1",
        f"{case.number}-certificate-2",
    )
    actions.replace(old, new, MONDAY)
    old.refresh_from_db()
    assert (old.state, old.replaced_by) == ("replaced", new)
    actions.revoke(new, MONDAY)
    assert list(Paper.objects.valid()) == []


def test_a_certificate_is_found_by_its_code_and_the_code_is_not_stored() -> None:
    code = codes.new_code()
    issued = paper(make.case(), code=code)
    assert Paper.objects.get(code_index=codes.index(code.lower())) == issued
    assert codes.normal(code) not in issued.code_index
