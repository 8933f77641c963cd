"""Four weeks later the company account is gone; the papers are where they were."""

import zipfile
from collections.abc import Callable

from playwright.sync_api import expect

from lizhi.people.models import Employment
from tests import stories
from tests.journeys.person import Person
from tests.stories import Company

PAPERS = {"送达回执", "辞职信", "离职协议", "交接清单", "结算单", "离职证明"}


class TestTheFormerEmployee:
    """The phone number opens everything, the company's systems open nothing."""

    def test_everything_is_still_there(
        self, company: Company, person: Callable[..., Person]
    ) -> None:
        case = stories.ended(company)
        assert not Employment.objects.active().filter(pk=company.zhang_min.pk).exists()
        company.house.at("2026-12-22 10:00")
        phone = person(company.zhang_min.user, role="former employee")
        phone.open("/")
        phone.sign_in(f"/case/{case.number}/$")
        phone.sees("张敏，您的材料都在这里")
        phone.look("former")
        self.then_all_papers_can_be_read(phone)
        self.then_all_comes_in_one_file(phone)

    def then_all_papers_can_be_read(self, phone: Person) -> None:
        rows = phone.page.locator(".pp a")
        assert {row.inner_text().split("\n")[0] for row in rows.all()} == PAPERS
        phone.tap(rows.filter(has_text="离职协议"))
        expect(phone.page.get_by_role("article")).to_contain_text("张敏")
        phone.page.go_back()

    def then_all_comes_in_one_file(self, phone: Person) -> None:
        with phone.page.expect_download() as loading:
            phone.tap("一次全部下载")
        with zipfile.ZipFile(loading.value.path()) as package:
            assert any(name.endswith(".pdf") for name in package.namelist())
