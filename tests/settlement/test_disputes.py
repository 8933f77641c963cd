"""The leaver asks about a line with words and a proof; finance reads both; nothing waits for it."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Proof
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.documents import actions as documents
from lizhi.documents import jobs
from lizhi.documents import rules as files
from lizhi.documents.models import Upload
from lizhi.settlement import actions, kinds, rules
from lizhi.settlement.models import LineProof
from tests import make
from tests.settlement import world

pytestmark = pytest.mark.django_db


def photo() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (60, 40), "white").save(kept, "JPEG")
    return kept.getvalue()


def upload(by: User, name: str = "请假截图.jpg") -> str:
    sent = documents.receive(by, purpose="line", name=name, data=photo())
    return str(sent.pk)


def look_at_files() -> None:
    for sent in Upload.objects.filter(purpose="line"):
        jobs.check_upload.call(str(sent.pk))


def ask(case: Case, by: User, *keys: str) -> None:
    shown = rules.shown(case)
    assert shown is not None
    words = {"unused_leave": "去年还有 2 天结转到今年，单子上没有。"}
    proofs = {"unused_leave": keys}
    actions.answer(shown, disputed=words, by=by, at=clock.now(), proofs=proofs)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_finance_reads_the_words_and_the_proof(case: Case, chen_jie: User) -> None:
    world.sent(case, chen_jie)
    ask(case, case.leaver, upload(case.leaver))
    look_at_files()

    kept = LineProof.objects.get()
    assert kept.proof is not None
    assert kept.proof.kind == Proof.OF_LINE
    desk = world.client_of(chen_jie)
    page = text(desk.get(world.desk(case)))
    assert "去年还有 2 天结转到今年" in page
    assert "请假截图.jpg" in page
    address = reverse("settlement:proof", args=[case.number, kept.pk])
    assert desk.get(address).status_code == 200
    assert world.client_of(case.leaver).get(address).status_code == 200
    stranger = make.employee("路人", "13800000999").user
    assert world.client_of(stranger).get(address).status_code == 404
    event = case.events.get(kind=kinds.LINE_DISPUTED)
    assert event.facts == {"version": 1, "line": "unused_leave", "files": 1}


def test_a_question_waits_for_no_file_that_is_still_looked_at(case: Case, chen_jie: User) -> None:
    world.sent(case, chen_jie)
    ask(case, case.leaver, upload(case.leaver))

    assert LineProof.objects.get().proof is None
    assert "请假截图.jpg：正在检查" in text(world.client_of(chen_jie).get(world.desk(case)))


def test_a_file_that_cannot_be_opened_is_said_on_both_pages(case: Case, chen_jie: User) -> None:
    world.sent(case, chen_jie)
    sent = documents.receive(case.leaver, purpose="line", name="坏.pdf", data=b"not a pdf")
    ask(case, case.leaver, str(sent.pk))
    look_at_files()

    assert LineProof.objects.get().refused
    assert "坏.pdf：打不开" in text(world.client_of(chen_jie).get(world.desk(case)))


def test_the_form_without_script_sends_the_file_with_the_question(
    case: Case, chen_jie: User
) -> None:
    world.sent(case, chen_jie)
    address = reverse("settlement:question", args=[case.number, "unused_leave"])
    phone = world.client_of(case.leaver)
    assert 'enctype="multipart/form-data"' in text(phone.get(address))

    answer = phone.post(
        address,
        {
            "wrong": "days",
            "words": "少两天",
            "version": "1",
            "key": world.key(),
            "proofs": SimpleUploadedFile("假条.jpg", photo(), content_type="image/jpeg"),
        },
    )

    assert answer.status_code == 302
    assert LineProof.objects.get().name == "假条.jpg"


def test_files_of_somebody_else_are_not_shown(case: Case, chen_jie: User) -> None:
    world.sent(case, chen_jie)
    ask(case, case.leaver, upload(chen_jie), "kein-schluessel")
    assert not LineProof.objects.exists()


def test_more_than_five_files_are_refused_with_a_sentence(case: Case, chen_jie: User) -> None:
    world.sent(case, chen_jie)
    keys = [upload(case.leaver, f"{number}.jpg") for number in range(6)]
    with pytest.raises(Refused, match="最多附 5 个文件"):
        ask(case, case.leaver, *keys)
    assert files.MOST_FILES["line"] == 10


def test_a_dispute_holds_neither_wages_nor_other_lines(case: Case, chen_jie: User) -> None:
    before = rules.pay_day(case)
    world.sent(case, chen_jie)
    ask(case, case.leaver)

    shown = rules.shown(case)
    assert shown is not None
    assert rules.pay_day(case) == before
    answers = dict(shown.lines.values_list("key", "answer"))
    assert answers.pop("unused_leave") == "disputed"
    assert set(answers.values()) == {"accepted"}
    assert not case.runs.filter(state="open", step="answer").exists()
    assert case.runs.filter(state="open", step="contract_end").exists()
    page = text(world.client_of(chen_jie).get(world.desk(case)))
    assert "11月27日" in page
    assert "照付" in page


def test_finance_asks_hr_and_still_owes_the_answer(case: Case, chen_jie: User) -> None:
    world.sent(case, chen_jie)
    ask(case, case.leaver)
    address = reverse("settlement:reply", args=[case.number, "unused_leave"])
    desk = world.client_of(chen_jie)

    sent = {"words": "请查去年结转", "reply": "hr", "key": world.key()}
    assert desk.post(address, sent).status_code == 302

    assert case.events.filter(kind=kinds.DISPUTE_ASKS_HR).count() == 1
    page = text(desk.get(world.desk(case)))
    assert "请查去年结转" in page
    assert "问了 1 行" in page
    actions.answer_dispute(
        rules.shown(case).lines.get(key="unused_leave"),  # type: ignore[union-attr]
        reply="kept",
        words="HR 查过，没有结转",
        by=chen_jie,
        at=clock.now(),
    )
    assert "问了 1 行" not in text(desk.get(world.desk(case)))


def test_what_was_carried_over_is_added_as_a_line_and_answered(case: Case, chen_jie: User) -> None:
    world.sent(case, chen_jie)
    ask(case, case.leaver)
    shown = rules.shown(case)
    assert shown is not None
    line = shown.lines.get(key="unused_leave")
    words = "您说得对，去年结转的 2 天漏了，已经单独加一行。"
    actions.answer_dispute(line, reply="changed", words=words, by=chen_jie, at=clock.now())
    version = actions.draft(case, inputs={"leave_carried": Decimal(2)}, by=chen_jie, at=clock.now())
    actions.send(version, by=chen_jie, at=clock.now())

    newest = rules.shown(case)
    assert newest is not None
    assert newest.lines.get(key="carried_leave").amount == Decimal("1600.00")
    page = text(world.client_of(case.leaver).get(world.mine(case)))
    assert "已经单独加一行" in page
