"""Before a case is sealed its papers are made to last: all of them, once, killed anywhere."""

from typing import Any

import pytest

from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents.models import StoredFile
from lizhi.documents.validation import check_pdf
from lizhi.signing import actions, finishing, lasting, stamps, trust
from tests.signing import world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def completed() -> Case:
    """An agreement that both have signed, and a second one that nobody has signed yet."""
    envelope = world.signed()
    actions.seal_for(envelope.case.entity, world.company(envelope), by=None, at=clock.now())
    world.work()
    world.another_agreement(envelope.case)
    return envelope.case


def issued(case: Case) -> Paper:
    return Paper.objects.select_related("file__key").get(case=case, state=Paper.State.VALID)


def test_an_issued_paper_gets_one_more_revision_and_a_draft_none() -> None:
    case = completed()
    before = issued(case).revisions
    assert finishing.finish_papers(case, clock.now()) == 1
    paper = issued(case)
    assert paper.revisions[:-1] == before
    pdf = documents.read(paper.file)
    verdict = check_pdf(pdf, root=trust.root_pem(), ledger=paper.revisions)
    assert verdict.valid, verdict.problems
    assert {one.level for one in verdict.signers} == {"B-LTA"}
    told = case.events.get(kind="papers_finished").facts["papers"]
    assert [(one["paper"], one["sha256"]) for one in told] == [(paper.number, paper.file.digest)]
    draft = Paper.objects.get(case=case, state=Paper.State.DRAFT)
    assert len(draft.revisions) == 1


def test_a_second_run_finds_what_the_first_has_made() -> None:
    case = completed()
    finishing.finish_papers(case, clock.now())
    before = issued(case).revisions
    assert finishing.finish_papers(case, clock.now()) == 0
    assert issued(case).revisions == before
    assert case.events.filter(kind="papers_finished").count() == 1


class Killed(BaseException):
    """The power is gone."""


@pytest.mark.parametrize(
    ("where", "name"),
    [(lasting, "finish"), (documents, "keep_next"), (cases, "papers_finished")],
    ids=["the stamp is given", "the file is in the store", "written, not yet committed"],
)
def test_whoever_is_killed_on_the_way_is_followed_and_nothing_is_done_twice(
    monkeypatch: pytest.MonkeyPatch, where: Any, name: str
) -> None:
    case = completed()
    original = getattr(where, name)

    def dying(*args: Any, **kwargs: Any) -> Any:
        original(*args, **kwargs)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(where, name, dying)
        with pytest.raises(Killed):
            finishing.finish_papers(case, clock.now())
    assert not case.events.filter(kind="papers_finished").exists()
    assert finishing.finish_papers(case, clock.now()) == 1
    paper = issued(case)
    assert len(paper.revisions) == 4
    assert paper.file.digest == paper.revisions[-1]
    assert case.events.filter(kind="papers_finished").count() == 1


def test_who_signs_meanwhile_is_not_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    case = completed()
    original = lasting.finish

    def overtaken(*args: Any) -> lasting.Lasting:
        made = original(*args)
        newer = StoredFile.objects.create(digest="f" * 64, size=1, name="x", retention="paper")
        cases.add_revision(issued(case), newer, at=clock.now())
        return made

    with monkeypatch.context() as patch:
        patch.setattr(lasting, "finish", overtaken)
        with pytest.raises(actions.Moved):
            finishing.finish_papers(case, clock.now())
    assert issued(case).revisions[-1] == "f" * 64


def test_without_a_stamp_the_papers_stay_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    case = completed()
    before = issued(case).revisions

    def refuse(*args: object, **kwargs: object) -> None:
        raise stamps.StampRefused("time_not_available")

    monkeypatch.setattr(stamps.Authority, "stamp", refuse)
    with pytest.raises(stamps.StampRefused):
        finishing.finish_papers(case, clock.now())
    assert issued(case).revisions == before
