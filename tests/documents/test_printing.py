"""Printing: the same bytes for the same facts, nothing typed is ever run, PDF/A throughout."""

import datetime as dt
import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from lizhi.documents import names, printing, qr
from lizhi.documents.papers import facts, sizes, templates
from lizhi.documents.papers.checking import MissingField, WrongField
from tests import verapdf
from tests.documents import papers

pytestmark = pytest.mark.slow

HOSTILE = [
    '#panic("boom")',
    '#read("/etc/passwd")',
    r"$x^2$ *b* _i_ `raw` <lbl> @ref \u{41}",
    '#import "@preview/x:0.1.0": *',
    '"]} #sys.inputs',
    "{company} {{number}} {number|capital}",
    "【】<script>alert(1)</script>",
    "= 标题 #pagebreak()",
    "#" * 2000,
    "a" * 5000,
]
A4 = (595.28, 841.89)


@pytest.mark.parametrize("name", templates.NAMES)
def test_equal_facts_at_an_equal_second_give_equal_bytes(name: str) -> None:
    one, same = papers.printed(name), papers.printed(name)
    assert hashlib.sha256(one.pdf).digest() == hashlib.sha256(same.pdf).digest()
    assert one.template_hash == templates.load(name).digest
    later = printing.render(
        name, papers.facts(name), at=papers.AT + dt.timedelta(seconds=1), code=papers.CODE
    )
    assert later.pdf != one.pdf


@pytest.mark.parametrize("name", templates.NAMES)
def test_every_role_has_its_place_on_the_page(name: str) -> None:
    printed = papers.printed(name)
    assert sorted(slot.role for slot in printed.slots) == sorted(facts.ROLES[name])
    for slot in printed.slots:
        assert (slot.w, slot.h) == sizes.of(slot.role)
        assert 0 < slot.x < A4[0] - slot.w
        assert 0 < slot.y < A4[1] - slot.h


def test_each_page_says_number_page_fingerprint_and_level() -> None:
    printed = papers.printed("agreement")
    text = papers.text(printed.pdf)
    assert "第1页，共2页" in text
    assert "第2页，共2页" in text
    assert text.count("编号XY-2026-001042") >= 2
    assert text.count(f"本文书指纹{printed.fingerprint[:16]}") == 2
    assert text.count("内部签章（L1，双方约定的电子签名），非持牌电子认证机构证书") == 2


@pytest.mark.parametrize("name", ["receipt", "letter", "registration"])
def test_the_fingerprints_of_notice_and_paper_are_not_called_the_same(name: str) -> None:
    printed = papers.printed(name)
    text = papers.text(printed.pdf)
    notice = papers.facts(name)["content_hash"]
    assert f"通知内容指纹{notice[:8]}" in text
    assert f"本文书指纹{printed.fingerprint[:8]}" in text
    assert text.count("内容指纹") == text.count("通知内容指纹") == 1


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_a_person_types_is_drawn_and_never_run(hostile: str) -> None:
    printed = papers.printed("certificate", employee=hostile)
    assert papers.squeezed(hostile) in papers.text(printed.pdf)


@pytest.mark.parametrize("hostile", [h for h in HOSTILE if len(h) < 100])
def test_no_text_field_of_any_paper_runs_anything(hostile: str) -> None:
    def poisoned(fields: dict[str, templates.Field], values: dict[str, Any]) -> dict[str, Any]:
        changed: dict[str, Any] = {}
        for name, value in values.items():
            if fields[name].type in {"text", "words"}:
                changed[name] = hostile
            elif fields[name].type == "rows":
                changed[name] = [poisoned(fields[name].rows, row) for row in value]
            else:
                changed[name] = value
        return changed

    for name in templates.NAMES:
        values = poisoned(templates.load(name).fields, papers.facts(name))
        pdf = printing.render(name, values, at=papers.AT, code=papers.CODE).pdf
        assert papers.squeezed(hostile) in papers.text(pdf)


def test_rare_names_can_be_read_back_from_the_paper() -> None:
    assert "王㛃䶮𬭚喆" in papers.text(papers.printed("certificate", employee="王㛃䶮𬭚喆").pdf)


@pytest.mark.parametrize("name", ["王𠮷", "张\0敏"])
def test_a_name_that_no_font_has_is_refused_before_the_press(name: str) -> None:
    with pytest.raises(WrongField) as refused:
        papers.printed("certificate", employee=name)
    assert refused.value.field == "employee"


def test_a_certificate_without_its_code_is_refused() -> None:
    with pytest.raises(MissingField) as missed:
        printing.render("certificate", papers.facts("certificate"), at=papers.AT)
    assert missed.value.field == "code"


def test_the_code_leads_to_the_public_page(settings: Any) -> None:
    settings.ORIGIN = "https://hr.example.com"
    assert qr.address("7K3M-9QX2-WN4T") == "HTTPS://HR.EXAMPLE.COM/V/7K3M9QX2WN4T"
    text = papers.text(papers.printed("certificate").pdf)
    assert "7K3M-9QX2-WN4T" in text
    assert "hr.example.com/v" in text


def test_two_workers_print_at_once() -> None:
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda name: papers.printed(name).pdf, [*templates.NAMES] * 2))
    assert made[: len(templates.NAMES)] == made[len(templates.NAMES) :]


def test_a_long_list_goes_on_over_pages_and_keeps_its_head() -> None:
    item = papers.facts("handover")["items"][2]
    items = [{**item, "title": f"第 {n} 件"} for n in range(1, 61)]
    printed = papers.printed("handover", items=items)
    text = papers.text(printed.pdf)
    assert "第60件" in text
    pages = printed.slots[0].page
    assert pages > 3
    assert text.count("序号类别交接事项") >= pages - 1


@pytest.mark.slow
@pytest.mark.parametrize("name", templates.NAMES)
def test_verapdf_has_nothing_to_say(name: str) -> None:
    verapdf.assert_conforms(papers.printed(name).pdf, "2a")


def _with_field(pdf: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    append_signature_field(
        writer, SigFieldSpec("company", box=(100, 100, 200, 200), readable_field_name="公司签章")
    )
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


@pytest.mark.slow
def test_without_the_line_end_the_first_increment_would_break_it() -> None:
    pdf = papers.printed("agreement").pdf
    assert pdf.endswith(b"%%EOF\n")
    verapdf.assert_conforms(_with_field(pdf), "2a")
    broken = verapdf.faults(_with_field(pdf.removesuffix(b"\n")), "2a")
    assert any(rule.startswith("6.1.9") for rule in broken)


def _characters() -> str:
    """GB 2312 levels 1 and 2, and some of what 通用规范汉字表 has beyond them."""
    pairs = ((row, cell) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    level_1_2 = (bytes(pair).decode("gb2312", "ignore") for pair in pairs)
    beyond = "㛃䶮𬭚𫖯𫍯𬱖𬸪𦈡𨱏䥽䴙䴘㧐㵑㙦㘎㬊"
    return "".join(level_1_2) + beyond


@pytest.mark.slow
def test_all_common_characters_are_drawn_and_read_back() -> None:
    characters = _characters()
    assert len(characters) > 6700
    assert names.missing_characters(characters) == ""
    pdf = papers.printed("letter", words=characters).pdf
    text = papers.text(pdf)
    assert set(characters) <= set(text)
    pieces = [characters[start : start + 30] for start in range(0, len(characters), 30)]
    torn = [piece for piece in pieces if piece not in text]
    assert len(torn) < text.count("本文书指纹")  # only where a page ends
