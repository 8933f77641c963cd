"""Where a page ends, nothing is torn that belongs together, and no seal stands alone."""

from typing import Any

import pypdfium2
import pytest

from lizhi.documents import printing
from tests import verapdf
from tests.documents import papers

COMPANY = "成都高新技术产业开发区荔园智能装备与数字化供应链科技（集团）股份有限公司"
NAME = "阿卜杜热合曼·买买提江·吐尔逊"
WORDS = "母亲住院，需要长期陪护；" * 50
DEPARTMENT = "西南大区重点客户与渠道销售管理部"
POST = "高级解决方案架构工程师（负责人）"


def items(number: int, **changes: Any) -> list[dict[str, Any]]:
    """So many things to hand over, each told apart at its beginning and at its end."""
    item = papers.facts("handover")["items"][1]
    return [
        {
            **item,
            "title": f"第 {n} 件：客户的历史往来邮件、报价单与合同扫描件",
            "note": f"末 {n} 项",
        }
        | changes
        for n in range(1, number + 1)
    ]


def lines(number: int) -> list[dict[str, Any]]:
    """So many sums that are due."""
    due = papers.facts("settlement")["dues"]
    return [*due, *({**due[2], "title": f"补贴 {n}"} for n in range(number))]


def sealed_page(printed: printing.Printed) -> str:
    """What stands on the page of the seal."""
    [seal] = [slot for slot in printed.slots if slot.role in {"company", "installation"}]
    return papers.pages(printed.pdf)[seal.page - 1]


@pytest.mark.parametrize("length", range(0, 501, 50))
def test_a_letters_end_and_its_day_stay_together_at_any_length(length: int) -> None:
    printed = papers.printed("letter", company=COMPANY, words=WORDS[:length] or None)
    [end] = [page for page in papers.pages(printed.pdf) if "特此通知" in page]
    assert "通知人：张敏2026年11月23日" in end
    last = sealed_page(printed)
    for part in ("证件号码119900199203120028", "身份核验短信验证码", "系统签章"):
        assert part in last


ENDS = [
    ("receipt", {"expires_on": "2026-12-10"}, "解除时单位的义务"),
    ("registration", {"words": WORDS[:300]}, "登记有误的"),
    ("agreement", {"non_compete": "竞业限制十二个月，每月补偿 3,000 元。" * 10}, "协议经乙方签名"),
    *(("handover", {"items": items(n)}, "本清单不是支付工资") for n in (6, 7, 8, 9)),
    *(("settlement", {"dues": lines(n)}, "不停止按期支付") for n in (1, 5, 8)),
]


@pytest.mark.parametrize(("name", "changes", "sentence"), ENDS)
def test_no_seal_stands_alone_on_a_page(name: str, changes: dict[str, Any], sentence: str) -> None:
    changes = {"company": COMPANY, "department": DEPARTMENT, "post": POST} | changes
    assert sentence in sealed_page(papers.printed(name, **changes))


def test_one_long_name_does_not_make_the_list_of_things_longer() -> None:
    plain = papers.printed("handover", items=items(34))
    things = items(34)
    things[5]["receiver"] = NAME
    named = papers.printed("handover", items=things)
    assert named.slots[0].page == plain.slots[0].page <= 4
    assert NAME in papers.text(named.pdf)


def test_a_thing_of_the_handover_is_never_torn_by_the_end_of_a_page() -> None:
    pages = papers.pages(papers.printed("handover", items=items(34, receiver=NAME)).pdf)
    assert len(pages) > 2
    for number in range(1, 35):
        assert [page for page in pages if f"第{number}件：" in page and f"末{number}项" in page]


def test_what_is_longer_than_a_page_is_printed_whole_all_the_same() -> None:
    note = "".join(f"第{n}句说明，一页放不下。" for n in range(400))
    printed = papers.printed("handover", items=[*items(2), {**items(1)[0], "note": note}])
    last = "第399句说明，一页放不下。"
    pages = papers.pages(printed.pdf)
    assert len(pages) > 3
    assert any(last in page for page in pages)


def test_a_long_foreign_name_stays_in_its_column() -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff"
    document = pypdfium2.PdfDocument(papers.printed("handover", items=items(1, receiver=name)).pdf)
    text = document[0].get_textpage()
    found = text.search("移交").get_next()
    while found and text.get_text_range(*found) == "移交" and text.get_charbox(found[0])[0] < 200:
        found = text.search("移交", index=found[0] + 1).get_next()
    assert found
    edge = text.get_charbox(found[0])[0]
    start = text.search("Wolf").get_next()
    assert start
    boxes = [text.get_charbox(start[0] + n) for n in range(len(name))]
    assert max(right for _, _, right, _ in boxes) < edge
    assert name in papers.squeezed(text.get_text_range())
    document.close()


@pytest.mark.parametrize("name", ["settlement", "certificate"])
def test_the_seal_of_the_longest_company_name_is_on_the_page(name: str) -> None:
    slot = papers.printed(name, company=(COMPANY * 4)[:120]).slots[0]
    assert slot.role == "company"
    assert 70 < slot.x < 595 - 70 - slot.w


def test_a_settlement_without_sums_to_explain_has_no_empty_annex() -> None:
    printed = papers.printed(
        "settlement", dues=[], deductions=[], apart=None, notes=None, engine=None
    )
    assert "逐项算法" not in papers.text(printed.pdf)
    assert len(papers.pages(printed.pdf)) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("letter", {"words": WORDS[:500]}),
        ("handover", {"items": items(34, receiver="Wolfeschlegelsteinhausenbergerdorff")}),
        *((name, changes) for name, changes, _ in ENDS[:3]),
        ("settlement", {"dues": lines(8), "company": COMPANY}),
    ],
)
def test_verapdf_has_nothing_to_say_about_several_pages(name: str, changes: dict[str, Any]) -> None:
    verapdf.assert_conforms(papers.printed(name, **changes).pdf, "2a")
