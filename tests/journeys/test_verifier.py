"""The next employer scans the certificate; the file never leaves the phone."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from lizhi.cases import actions as cases
from lizhi.cases.models import Paper
from lizhi.documents import actions as documents
from tests import stories
from tests.journeys.person import Person
from tests.stories import Company

A_LOOK = 1500
"""Milliseconds after which the page has told that somebody looked."""


class TestTheVerifier:
    """Nobody signs in, no name is shown."""

    def test_nothing_to_do_after_the_scan(
        self, company: Company, person: Callable[..., Person]
    ) -> None:
        paper = stories.ended(company).papers.valid().get(kind="certificate")
        verifier = person(None, role="verifier")
        verifier.open(f"/V/{cases.paper_code(paper).replace('-', '')}")
        verifier.sees("这个编号是真的，现在有效")
        verifier.look("verify-valid")
        assert "张敏" not in verifier.page.content()
        assert verifier.watch.taps == 0
        self.then_its_owner_reads_of_the_look(verifier, company, paper, person)
        self.then_the_file_is_compared(verifier, documents.read(paper.file))

    def then_its_owner_reads_of_the_look(
        self, verifier: Person, company: Company, paper: Paper, person: Callable[..., Person]
    ) -> None:
        verifier.page.wait_for_timeout(A_LOOK)
        verifier.page.reload()
        verifier.page.wait_for_timeout(A_LOOK)
        owner = person(company.zhang_min.user)
        owner.is_known()
        owner.open(f"/case/{paper.case.number}/certificate/")
        expect(owner.page.locator(".log li")).to_have_text(re.compile("^扫码查验11月27日 周五$"))
        owner.look("certificate-looked-up")

    def then_the_file_is_compared(self, verifier: Person, data: bytes) -> None:
        requests: list[str] = []
        verifier.page.on("request", lambda request: requests.append(request.url))
        for content, words in ((data, "一字不差"), (data + b" ", "不一样")):
            file: Any = {"name": "离职证明.pdf", "mimeType": "application/pdf", "buffer": content}
            verifier.page.locator("file-compare input").set_input_files([file])
            heading = verifier.page.get_by_role("heading", name=re.compile(words))
            expect(heading).to_be_visible()
            verifier.look(f"verify-{'same' if content == data else 'different'}")
        assert requests == []

    def test_a_number_that_is_not_known(self, person: Callable[..., Person]) -> None:
        verifier = person(None)
        verifier.open("/v/")
        verifier.look("verify-ask")
        verifier.type("12 位编号", "7K3M-9QX2-0000")
        verifier.tap("查")
        verifier.sees("查不到这个编号")
        verifier.look("verify-unknown")
