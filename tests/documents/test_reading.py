"""The phone reads the same words that the paper prints."""

import html
import re
from itertools import pairwise

import pytest
from django.utils.safestring import SafeString

from lizhi.common.fields import masked
from lizhi.documents import reading
from lizhi.documents.papers import filling, templates
from lizhi.documents.papers.checking import MissingField
from tests.documents import papers


def words(page: str) -> str:
    """The text of a page without its tags and spaces."""
    return papers.squeezed(html.unescape(re.sub(r"<[^>]+>", "", page)))


@pytest.mark.parametrize("name", templates.NAMES)
def test_every_sentence_on_the_phone_stands_on_the_paper(name: str) -> None:
    page = reading.to_html(name, papers.facts(name))
    pages = papers.pages(papers.printed(name).pdf)
    number = "119900199203120028"
    for sentence in re.findall(r"<(?:p|h2|h3|dd|li|h4)[^>]*>(.*?)</(?:p|h2|h3|dd|li|h4)>", page):
        for piece in re.split(r"<small>|</small>|<br>|</?b>|</?span>|：", sentence):
            assert _stands(words(piece).replace(masked(number), number), pages), piece


def _stands(words: str, pages: list[str]) -> bool:
    """On one page, or begun on one and ended on the next."""
    return any(words in page for page in pages) or any(
        words[:cut] in page and words[cut:] in after
        for page, after in pairwise(pages)
        for cut in range(1, len(words))
    )


@pytest.mark.parametrize("name", templates.NAMES)
def test_a_paper_is_an_article_with_a_heading_and_no_handwork_of_style(name: str) -> None:
    page = reading.to_html(name, papers.facts(name))
    assert isinstance(page, SafeString)
    assert page.startswith('<article class="paper card blk" aria-labelledby="paper-title"><h2 ')
    assert not re.search(r"style=|<script|\son\w+=", page)
    for tag in ("p", "dl", "div", "table", "tr", "ol", "li", "small", "article"):
        assert len(re.findall(rf"<{tag}[ >]", page)) == page.count(f"</{tag}>")


@pytest.mark.parametrize("name", ["letter", "agreement", "certificate"])
def test_an_identity_number_is_whole_on_paper_and_masked_on_a_screen(name: str) -> None:
    number = papers.facts(name)["id_number"]
    page = reading.to_html(name, papers.facts(name))
    assert number not in page
    assert masked(number) in page
    assert number in papers.text(papers.printed(name).pdf)


def test_days_are_told_to_machines_too() -> None:
    page = reading.to_html("agreement", papers.facts("agreement"))
    assert '<time datetime="2026-11-27">2026年11月27日</time>' in page
    assert '<time datetime="2026-11">2026年11月</time>' in page


@pytest.mark.parametrize("name", templates.NAMES)
def test_nothing_that_a_person_typed_becomes_markup(name: str) -> None:
    bad = "<script>alert(1)</script>&'\"{number}"
    page = reading.to_html(name, papers.facts(name, employee=bad, company=bad))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{number}" in page


def test_lines_of_own_words_stay_lines() -> None:
    page = reading.to_html("letter", papers.facts("letter", words="谢谢\n<b>再见</b>"))
    assert "谢谢<br>&lt;b&gt;再见&lt;/b&gt;" in page


def test_the_fingerprint_is_the_one_on_the_paper() -> None:
    facts = papers.facts("settlement")
    page = words(reading.to_html("settlement", facts))
    assert f"本文书指纹{filling.fill('settlement', facts).fingerprint[:16]}" in page


def test_a_phone_sees_what_and_how_much_first_and_the_rest_below() -> None:
    page = reading.to_html("settlement", papers.facts("settlement"))
    assert (
        '<tr><th scope="row">10 月差旅报销<small>3 张发票</small><small>财务手工添加</small></th>'
        "<td>620.00</td></tr>"
    ) in page


def test_a_fact_that_is_missing_is_missed_here_as_well() -> None:
    with pytest.raises(MissingField):
        reading.to_html("agreement", papers.facts("agreement", wished_day=None))
