"""Only ticked codes leave the room of the talks, and only where many have ticked."""

import datetime as dt
import re
from pathlib import Path

import lizhi
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.talks import actions, counting
from lizhi.talks.models import Talk
from tests import make
from tests.offboarding.conftest import Company, company
from tests.talks.test_talks import ask

__all__ = ["company"]
ROOM = Path(lizhi.__file__).parent
SECRETS = re.compile(r"TalkNote|talk__(words|causes|notes)|talk\.(words|causes|notes)\b")


def leavers(company: Company, causes: list[list[str]]) -> list[Talk]:
    """As many colleagues, each of whom writes and ticks these."""
    found = []
    for n, ticked in enumerate(causes):
        staff = make.employee(f"员工{n}", f"1390010{n:04}", reports_to=company.wang_lei)
        wish = {"form": "writing", "at": None, "causes": ticked, "words": "只给您看"}
        found.append(ask(make.case(staff), company, **wish))
    return found


def test_many_are_counted_by_code_and_few_are_hidden(company: Company) -> None:
    leavers(company, [["pay", "load"]] * 3 + [["pay"]] * 2 + [["lead"]] * 2 + [[]])
    counted = counting.causes(Case.objects.all())
    assert (counted.answered, counted.often) == (7, {"pay": 5})


def test_below_five_nobody_finds_out_what_one_colleague_has_said(company: Company) -> None:
    leavers(company, [["pay"]] * 4)
    counted = counting.causes(Case.objects.all())
    assert (counted.answered, counted.often) == (None, {})


def test_what_was_taken_back_is_counted_no_more(company: Company) -> None:
    talks = leavers(company, [["pay"]] * 5)
    talk = talks[0]
    actions.ask_for_talk(
        talk.case,
        form="phone",
        partner=company.li_li.user,
        at=clock.now() + dt.timedelta(days=1),
        by=talk.case.leaver,
        key=make.key(),
    )
    actions.call_talk_off(talk, by=talk.case.leaver)
    assert counting.causes(Case.objects.all()).answered is None


def test_no_other_room_reads_words_notes_or_ticks() -> None:
    others = [file for file in ROOM.rglob("*.py") if ROOM / "talks" not in file.parents]
    assert len(others) > 500
    assert [file.name for file in others if SECRETS.search(file.read_text(encoding="utf-8"))] == []
