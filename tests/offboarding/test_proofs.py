"""Proofs that arrive with the notice, after it, or never; and what the receipt's hash covers."""

import datetime as dt
import hashlib
import io
import json
import zipfile

import pytest
from PIL import Image

from lizhi.archive import actions as archive
from lizhi.cases import actions as cases
from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents import jobs
from lizhi.documents.models import Upload
from lizhi.notifications.models import Message
from lizhi.offboarding import handed_in, proofs
from lizhi.offboarding.arrival import Application, Handed, content, content_hash
from lizhi.workflow import actions as workflow
from tests import make, stories
from tests.conftest import MONDAY
from tests.inside import Here
from tests.offboarding.conftest import Company

JULY_1 = dt.date(2026, 7, 1)


def photo(colour: str = "#f4f1e8") -> bytes:
    """A small one."""
    file = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(file, "JPEG")
    return file.getvalue()


def sent(company: Company, data: bytes, *, checked: bool) -> Upload:
    """A proof of 张敏 that has arrived, and has been looked at or not yet."""
    user = company.zhang_min.user
    proofs.consent(user)
    upload = documents.receive(user, purpose="proof", name="诊断.jpg", data=data)
    if checked:
        check(upload)
    return upload


def check(upload: Upload) -> None:
    """The worker looks at it, once more if somebody died over it."""
    jobs.check_upload.call(str(upload.pk))


def resigned(company: Company, *uploads: Upload) -> Case:
    """With these proofs."""
    return make.case(company.zhang_min, uploads=tuple(str(one.pk) for one in uploads))


class TestTheHash:
    """What the receipt proves."""

    @pytest.mark.parametrize(
        "changed",
        [
            {"handover_to": None},
            {"proofs": Handed(("b" * 64,))},
            {"proofs": Handed(("a" * 64,), 1)},
            {"facts": {"way": "mail"}},
            {"words": "母亲住院。"},
        ],
    )
    def test_it_covers_receiver_proofs_and_way(
        self, company: Company, changed: dict[str, object]
    ) -> None:
        def of(
            handover_to: object = company.he_jing.user,
            words: str = "母亲住院",
            proofs: object = Handed(("a" * 64,)),
            facts: object = None,
        ) -> str:
            application = Application(JULY_1, words=words, handover_to=handover_to)  # type: ignore[arg-type]
            whole = content("LZ-1", "张敏", application, MONDAY, proofs=proofs, facts=facts or {})  # type: ignore[arg-type]
            return content_hash(whole)

        assert of() == of()
        assert of(**changed) != of()  # type: ignore[arg-type]

    def test_the_notice_can_be_put_together_again_to_the_letter(self, company: Company) -> None:
        shown, late = (
            sent(company, photo(), checked=True),
            sent(company, photo("#000"), checked=False),
        )
        case = make.case(
            company.zhang_min,
            words="母亲住院",
            place="郑州",
            contact_times=("noon",),
            handover_titles=("客户资料",),
            handover_to=company.he_jing.user,
            uploads=(str(shown.pk), str(late.pk)),
        )
        make.work()
        (written,) = handed_in.file_of(Case.objects.get(pk=case.pk)).values()

        receipt = cases.paper_facts(case.papers.get(kind="receipt"))
        assert hashlib.sha256(written).hexdigest() == receipt["content_hash"]
        told = json.loads(written)
        assert told["handover_to"] == "何静"
        assert told["proofs"] == [hashlib.sha256(photo()).hexdigest()]
        assert told["proofs_on_the_way"] == 1

    def test_without_its_words_it_is_not_told(self, company: Company) -> None:
        case = make.case(company.zhang_min, words="母亲住院")
        cases.forget_words(case, at=clock.now())
        assert handed_in.file_of(Case.objects.get(pk=case.pk)) == {}


class TestLate:
    """Parts that were still travelling, or a worker that died over them."""

    def test_it_joins_and_the_story_says_so(self, company: Company) -> None:
        upload = sent(company, photo(), checked=False)
        case = resigned(company, upload)
        assert not case.proofs.exists()
        check(upload)

        assert case.proofs.get().file.digest == hashlib.sha256(photo()).hexdigest()
        assert case.events.get(kind="proof_joined").facts["sha256"]
        assert chain.first_broken(case) is None

    def test_one_that_cannot_be_opened_is_said_to_be_lost(self, company: Company) -> None:
        upload = sent(company, b"no picture at all", checked=False)
        case = resigned(company, upload)
        check(upload)
        make.work()

        assert not case.proofs.exists()
        assert case.events.get(kind="proofs_lost").facts["count"] == 1
        texts = Message.objects.filter(template__startswith="proofs_lost")
        assert [one.address for one in texts] == [company.zhang_min.user.phone]

    def test_one_that_was_refused_before_is_not_handed_in(self, company: Company) -> None:
        case = resigned(company, sent(company, b"no picture at all", checked=True))
        assert not case.events.filter(kind__startswith="proof").exists()

    def test_when_the_case_ends_first_it_is_lost_and_goes_when_it_comes(
        self, company: Company
    ) -> None:
        upload = sent(company, photo(), checked=False)
        case = resigned(company, upload)
        workflow.stop(case, outcome="withdrawn", by=company.li_li.user, at=clock.now())
        make.work()

        assert case.events.get(kind="proofs_lost").facts == {"count": 1, "why": "case_ended"}
        assert Message.objects.filter(template__startswith="proofs_lost").count() == 1
        check(upload)
        assert not Upload.objects.filter(pk=upload.pk).exists()
        assert not case.proofs.exists()
        assert chain.first_broken(case) is None

    def test_a_comment_beside_it_is_not_lost(self, company: Company) -> None:
        upload = sent(company, photo(), checked=False)
        case = resigned(company, upload)
        fresh = Case.objects.get(pk=case.pk)
        Case.objects.filter(pk=case.pk).update(data={**fresh.data, "something": "else"})
        check(upload)
        case.refresh_from_db()
        assert case.data["something"] == "else"
        assert case.data["late_uploads"] == []


@pytest.mark.slow
def test_the_package_holds_the_notice_whose_hash_the_receipt_shows(
    db: None,
) -> None:
    here = Here()
    try:
        company = stories.found(here)
        case = stories.ended(company)
        package = archive.open_package(case)
        with zipfile.ZipFile(io.BytesIO(documents.read(package.file))) as bag:
            name = next(one for one in bag.namelist() if one.endswith("metadata/notice.json"))
            digest = hashlib.sha256(bag.read(name)).hexdigest()
        receipt = cases.paper_facts(case.papers.get(kind="receipt"))
        assert digest == receipt["content_hash"]
    finally:
        here.close()
