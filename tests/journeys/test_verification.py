"""A stranger checks a file; a former employee hands a certificate on and takes it back."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from lizhi.cases import actions as cases
from lizhi.cases import handlers
from lizhi.cases.models import FileCheck, ShareLink
from lizhi.documents import actions as documents
from tests import stories
from tests.journeys.person import Person
from tests.stories import Company


def _brings(stranger: Person, data: bytes) -> None:
    stranger.open("/check/")
    file: Any = {"name": "离职证明.pdf", "mimeType": "application/pdf", "buffer": data}
    stranger.page.get_by_label("PDF 或 ZIP").set_input_files([file])
    stranger.tap("查这个文件")
    stranger.sees("正在查这个文件")
    for check in FileCheck.objects.filter(state="waiting"):
        handlers.check_file(str(check.pk))


class TestAStranger:
    """Nobody signs in; what is shown stands in the file."""

    def test_checks_a_good_file_and_one_that_was_changed(
        self, company: Company, person: Callable[..., Person]
    ) -> None:
        paper = stories.ended(company).papers.valid().get(kind="certificate")
        data = documents.read(paper.file)
        stranger = person(None, role="verifier")
        stranger.open("/check/")
        stranger.look("check-file")
        _brings(stranger, data)
        stranger.sees("签名成立，没有被改过")
        assert "是，就是这里开出的那份，现在有效" in stranger.page.content()
        stranger.look("checked-good")
        assert "张敏" not in stranger.page.content()
        at = data.index(b"/MediaBox")
        _brings(stranger, data[:at] + b"/MediaBoy" + data[at + 9 :])
        stranger.sees("不成立，请不要采信")
        stranger.look("checked-changed")


class TestAFormerEmployee:
    """张敏 has a new job in sight."""

    def test_shares_a_certificate_and_stops_the_link(
        self, company: Company, person: Callable[..., Person]
    ) -> None:
        paper = stories.ended(company).papers.valid().get(kind="certificate")
        owner = person(company.zhang_min.user)
        owner.is_known()
        owner.open(f"/case/{paper.case.number}/certificate/")
        owner.look("certificate-with-share")
        owner.tap("发给新公司")
        owner.type("给这个链接起个名", "给新公司")
        owner.tap("做一个链接")
        owner.sees("链接做好了，发给谁都行")
        owner.look("cert-share")
        path = owner.page.locator("li .mono").inner_text().partition("/s/")[2]
        employer = person(None, role="verifier")
        employer.open(f"/s/{path}")
        employer.sees("张敏的离职证明，查过有效")
        employer.look("shared-view")
        employer.page.wait_for_timeout(1500)
        owner.page.reload()
        expect(owner.page.locator(".log")).to_contain_text("打开过 1 次")
        owner.tap("停用")
        expect(owner.page.get_by_role("button", name="停用")).to_have_count(0)
        employer.page.reload()
        employer.sees("本人已停用这个链接")
        employer.look("shared-stopped")
        assert ShareLink.objects.get().stopped_at
        assert cases.paper_code(paper)
