"""The paper takes what the settlement tells it, whatever is missing or owed."""

from decimal import Decimal
from typing import Any, cast

import pytest

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.documents import printing
from lizhi.settlement import actions
from lizhi.settlement.facts import line_facts
from tests.settlement import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize(
    "inputs",
    [{}, {"tax": None, "tax_how": "", "average": None}, {"tax": Decimal(20000), "tax_how": "补扣"}],
    ids=["complete", "lines missing", "owed"],
)
def test_the_paper_prints(case: Case, chen_jie: User, inputs: dict[str, Any]) -> None:
    actions.add_line(
        case,
        kind="due",
        title="10 月差旅报销 🌸",
        amount=Decimal(620),
        reason="3 张发票",
        by=chen_jie,
        at=clock.now(),
        key=world.key(),
    )
    world.sent(case, chen_jie, **inputs)

    facts = cast("dict[str, Any]", actions.facts_for_paper(case))
    printed = printing.render("settlement", facts, at=clock.now())

    assert printed.pdf.startswith(b"%PDF")
    assert [slot.role for slot in printed.slots] == ["company", "employee"]


def test_the_article_of_a_ground_names_its_law_on_the_paper(case: Case, chen_jie: User) -> None:
    case.ground, case.employment.work_city = "36-E", "上海"
    case.employment.save()
    case.save()
    made = actions.draft(
        case,
        inputs={**world.EVERYTHING, "average_due": Decimal(8_000)},
        by=chen_jie,
        at=clock.now(),
    )

    told = [
        step.get("article", "") for line in made.lines.all() for step in line_facts(line)["steps"]
    ]

    assert any(article.startswith("《劳动合同法》第三十六条") for article in told)
    assert not [article for article in told if article.startswith("第")]
