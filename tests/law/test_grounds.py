"""Row by row: the table of grounds as the lawyers wrote it (facts of law, section 2)."""

import pytest

from lizhi.settlement.law import grounds, statutes
from lizhi.settlement.law.grounds import GROUNDS, compensation_due

TABLE = """
36-E   both      no notice  compensation     free        第四十六条第（二）项
36-W   both      no notice  nothing          free        -
37     worker    30 days    nothing          free        -
38-1   worker    no notice  compensation     free        第四十六条第（一）项
38-2   worker    no notice  compensation     free        第四十六条第（一）项
39     employer  no notice  nothing          free        -
39-1   employer  no notice  nothing          free        -
39-2   employer  no notice  nothing          free        -
39-3   employer  no notice  nothing          free        -
39-4   employer  no notice  nothing          free        -
39-5   employer  no notice  nothing          free        -
39-6   employer  no notice  nothing          free        -
40-1   employer  30 days    compensation     barred      第四十六条第（三）项
40-2   employer  30 days    compensation     barred      第四十六条第（三）项
40-3   employer  30 days    compensation     barred      第四十六条第（三）项
41     employer  30 days    compensation     barred      第四十六条第（四）项
44-1   law       no notice  compensation     runs on     第四十六条第（五）项
44-2   law       no notice  nothing          free        -
IR21   law       no notice  nothing          free        -
44-3   law       no notice  nothing          free        -
44-4   law       no notice  compensation     free        第四十六条第（六）项
44-5   law       no notice  compensation     free        第四十六条第（六）项
IR22   law       no notice  compensation     free        实施条例第二十二条
IR5    employer  no notice  nothing          free        实施条例第五条
IR6    employer  no notice  compensation     free        实施条例第六条
"""
ROWS = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in TABLE.split("\n")]
BARS = {"free": "", "barred": "42", "runs on": "45"}


@pytest.mark.parametrize("row", [row for row in ROWS if row], ids=lambda row: row[0])
def test_a_ground_gives_what_the_table_says(row: list[str]) -> None:
    code, ends, notice, money, bar, article = row
    ground = GROUNDS[code]
    assert ground.ends == ends
    assert ground.notice_days == (30 if notice == "30 days" else 0)
    assert ground.compensation is (money == "compensation")
    assert compensation_due(code).value is (money == "compensation")
    assert ground.barred == BARS[bar]
    assert ground.due_by == ("第四十六条没有列入" if article == "-" else article)


def test_the_table_has_every_row() -> None:
    assert {row[0] for row in ROWS if row} == set(GROUNDS)


@pytest.mark.parametrize("ground", grounds.ROWS, ids=lambda row: row.code)
def test_every_ground_names_its_article_and_what_it_means_for_the_purse(
    ground: grounds.Ground,
) -> None:
    assert "条" in ground.article
    assert ground.text.endswith("。")
    assert "经济补偿" in ground.money
    (step,) = compensation_due(ground.code).steps
    assert ground.article in step.article


def test_only_the_notice_of_article_40_can_be_paid_for() -> None:
    assert {row.code for row in grounds.ROWS if row.pay_instead} == {"40-1", "40-2", "40-3"}


def test_the_union_hears_of_what_the_company_does_alone() -> None:
    """43 for 39 and 40, 41 has an explanation of its own; nobody asks it about 36, 37 or 44."""
    told = {row.code for row in grounds.ROWS if row.union_first}
    assert told == {row.code for row in grounds.ROWS if row.code[:2] in {"39", "40", "41"}}


@pytest.mark.parametrize(
    ("renewal", "due"), [("not_offered", True), ("worse_refused", True), ("same_refused", False)]
)
def test_refusing_the_same_terms_is_the_only_way_to_lose_it(
    renewal: grounds.Renewal, due: bool
) -> None:
    assert compensation_due("44-1", renewal=renewal).value is due


def test_renewal_has_no_say_in_what_the_company_ends() -> None:
    assert compensation_due("40-3", renewal="same_refused").value


def test_both_sides_of_36_differ_by_who_proposed() -> None:
    assert GROUNDS["36-E"].text == GROUNDS["36-W"].text
    assert GROUNDS["36-E"].compensation
    assert not GROUNDS["36-W"].compensation


def test_what_ends_by_law_is_said_to_have_ended() -> None:
    """终止 in the cases of 44 and the articles beside it; 解除 where somebody has dissolved it."""
    ended = {row.code for row in grounds.ROWS if row.terminates}
    assert ended == {row.code for row in grounds.ROWS if row.code.startswith(("44", "IR"))}
    assert statutes.RUNS_ON.endswith("终止。")
