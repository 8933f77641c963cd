"""Letters that no font has: refused in names, naming the letter; never in the way of a notice."""

from decimal import Decimal
from http import HTTPStatus

import pytest
from django.test import Client

from lizhi.common import clock
from lizhi.handover import actions as handover
from lizhi.people.roster import importing
from lizhi.settlement import actions as settlement
from lizhi.settlement.models import Settlement
from tests import make, stories
from tests.inside import Here, World
from tests.people import sheets
from tests.signing import world as signing

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
FLOWER = "🌷"
UNKNOWN = "\U000f0042"
WORDS = f"谢谢大家{FLOWER}\u202e再见{UNKNOWN}"


@pytest.mark.parametrize(
    ("field", "column"),
    [("name", "姓名"), ("post", "岗位"), ("department", "部门"), ("branch", "分支机构")],
)
def test_a_roster_names_the_letter_and_the_cell(db: None, field: str, column: str) -> None:
    data = sheets.workbook([sheets.person(1), sheets.person(2, **{field: f"张{FLOWER}"})])
    found = importing.read(data, None, at=sheets.NOW)
    (error,) = [one for one in found.report.errors if one.column == column]
    assert error.row == sheets.FIRST_ROW + 1
    assert FLOWER in error.reason


def test_a_company_is_named_in_letters_that_can_be_printed(world: World) -> None:
    desk = make.signed_in(Client(), world.people["group HR"] or world.case.leaver)
    page = f"/desk/entities/{world.case.entity_id}/"
    answer = desk.post(page, {"name": f"荔枝{FLOWER}有限公司"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert FLOWER in answer.content.decode()


def test_a_typed_name_is_the_one_of_the_roster(world: World) -> None:
    leaver, envelope = (
        world.under_way.leaver,
        world.under_way.envelopes.get(purpose="separation_agreement"),
    )
    phone = make.signed_in(Client(), leaver)
    signing.to_the_name(phone, envelope)
    name = {"way": "typed", "typed": f"王五{FLOWER}"}
    answer = phone.post(f"/sign/{envelope.biz_no}/hand/", name)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "和名册上的名字不一样" in answer.content.decode()


def test_flowers_hold_up_no_paper(db: None) -> None:
    here = Here()
    try:
        company = stories.found(here)
        here.set("2026-11-23 20:14")
        titles = (f"钥匙{FLOWER}", WORDS)
        case = stories.resign(company, company.zhang_min, words=WORDS, handover_titles=titles)
        here.settle()
        stories.acknowledge(company, case)
        now = clock.now()
        handover.add_item(case, title=WORDS, note=WORDS, receiver=None, by=case.leaver, at=now)
        stories.sign(company, case)
        stories.hand_over(company, case)
        stories.confirm(company, case)
        figures = {**stories.FIGURES, "tax_how": WORDS}
        by = company.chen_jie
        settlement.draft(case, inputs=figures, by=by, at=now)
        version = settlement.add_line(
            case, kind="due", title=WORDS, amount=Decimal(1), reason=WORDS, by=by, at=now, key="1"
        )
        settlement.send(version, by=by, at=now)
        here.settle()
        kinds = set(case.papers.valid().values_list("kind", flat=True))
        assert kinds >= {"receipt", "letter", "agreement", "handover", "settlement"}
        assert case.settlements.filter(state=Settlement.State.SENT).exists()
    finally:
        here.close()
