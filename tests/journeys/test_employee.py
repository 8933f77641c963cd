"""Zhang Min resigns at a bedside in Zhengzhou and ends with her papers in the hand."""

from collections.abc import Callable

from playwright.sync_api import expect

from lizhi.cases.models import Case
from tests import stories
from tests.journeys import hands
from tests.journeys.person import Person
from tests.stories import Company

MOST_TAPS = 20
MOST_BYTES = 150_000
BEST = 5


class TestTheEmployee:
    """From the first question to the rating, on one phone."""

    def test_from_the_bedside_to_the_certificate(
        self, company: Company, person: Callable[..., Person]
    ) -> None:
        self.company = company
        self.phone = person(company.zhang_min.user, role="employee")
        company.house.set("2026-11-23 20:14")
        self.when_she_applies()
        self.then_the_company_has_it()
        self.when_the_manager_has_read_it()
        self.then_she_signs()
        self.then_she_hands_over()
        self.when_hr_and_finance_have_done_their_part()
        self.then_she_agrees_with_the_settlement()
        self.when_the_contract_has_ended()
        self.then_she_has_her_certificate()
        self.then_she_says_how_it_went()
        self.then_it_cost_little()

    def when_she_applies(self) -> None:
        phone = self.phone
        phone.open("/apply/")
        phone.sign_in("/apply/")
        phone.sees("您为什么想离开")
        phone.look("apply-1-reason")
        phone.tap(phone.page.get_by_role("radio", name="照护家人"))
        phone.sees("最后一天想定在哪天")
        phone.look("apply-2-day")
        phone.tap(phone.page.get_by_role("radio", name="11月27日"))
        phone.sees("您现在人在哪里")
        phone.tap(phone.page.get_by_role("radio", name="在外地"))
        phone.type("哪个城市", "郑州")
        phone.look("apply-3-where")
        phone.tap("下一题")
        self.show_a_proof()
        phone.sees("手上的工作")
        phone.look("apply-5-handover")
        phone.tap(phone.page.get_by_role("radio", name="何静"))
        phone.sees("看一遍，没错就提交")
        phone.tap(phone.page.get_by_role("checkbox", name="我是张敏本人"))
        phone.look("apply-6-check")
        phone.tap("提交，通知公司")
        phone.sees("公司收到了")

    def show_a_proof(self) -> None:
        phone = self.phone
        phone.sees("有证明就传")
        phone.look("apply-4-proof-none")
        with phone.page.expect_file_chooser() as opened:
            phone.tap(phone.page.get_by_text("同意 HR 看，拍照或从相册选"))
        phone.watch.taps += 1  # in the phone's own album
        opened.value.set_files([hands.photo()])
        expect(phone.page.get_by_text("传好了")).to_be_visible()
        phone.look("apply-4-proof")
        phone.tap("下一题")

    def then_the_company_has_it(self) -> None:
        self.company.house.settle()
        self.phone.page.reload()
        self.phone.look("receipt")
        self.case = Case.objects.get(employment=self.company.zhang_min)
        assert self.case.place == "郑州"
        assert self.case.proofs.count() == 1

    def when_the_manager_has_read_it(self) -> None:
        self.company.house.at("2026-11-24 20:20")
        self.phone.open(f"/case/{self.case.number}/")
        self.phone.look("progress-late")
        stories.acknowledge(self.company, self.case)
        self.company.house.at("2026-11-25 09:05")

    def then_she_signs(self) -> None:
        phone = self.phone
        phone.open_message("离职协议发给您了")
        phone.look("again")
        phone.prove("/sign/")
        phone.sees("先看一遍，再签字")
        phone.look("read")
        phone.tap("看完了，去签字")
        phone.sees("签字前，再认一次")
        phone.look("identity")
        phone.page.locator("input[name=code]").fill(phone.code())
        phone.tap("同意用电子签名")
        phone.sees("请写下您的名字")
        hands.write_name(phone.page)
        phone.look("sign")
        phone.tap("签好了，提交")
        phone.sees("签好了")
        self.company.house.settle()
        phone.page.reload()
        expect(phone.page.locator(".act").get_by_text("去看交接清单")).to_be_visible()
        phone.look("signed")

    def then_she_hands_over(self) -> None:
        phone = self.phone
        phone.open_message("交接清单开好了")
        phone.sees("交接")
        phone.look("handover")
        phone.tap("剩下 2 样也交了")
        phone.sees("都交清了")
        phone.look("handover-given")

    def when_hr_and_finance_have_done_their_part(self) -> None:
        self.case.refresh_from_db()
        stories.receive(self.company, self.case)
        self.phone.open(f"/case/{self.case.number}/")
        self.phone.look("progress")
        self.company.house.at("2026-11-25 14:02")
        stories.confirm(self.company, self.case)
        self.company.house.at("2026-11-25 16:00")
        stories.settle(self.company, self.case)
        self.company.house.at("2026-11-25 17:30")

    def then_she_agrees_with_the_settlement(self) -> None:
        phone = self.phone
        phone.open_message("结算单出来了")
        phone.sees("到您手上一共")
        phone.look("settle")
        phone.tap("都对，没问题")
        expect(phone.page.locator(".act").get_by_text("回到进度")).to_be_visible()
        phone.look("settled")

    def when_the_contract_has_ended(self) -> None:
        self.company.house.settle()
        self.company.house.at("2026-11-27 00:06")
        self.company.house.at("2026-11-27 09:30")

    def then_she_has_her_certificate(self) -> None:
        phone = self.phone
        phone.open_message("离职证明开好了")
        phone.sees("离职证明开好了")
        phone.look("cert")
        phone.tap("下载离职证明")
        phone.sees("再认一次是您本人")
        with phone.page.expect_download() as loading:
            phone.tap("发验证码")
            phone.sees("验证码发好了")
            phone.page.locator("input[name=code]").fill(phone.code())
        assert loading.value.path().read_bytes().startswith(b"%PDF")

    def then_she_says_how_it_went(self) -> None:
        phone = self.phone
        phone.open_message("办得顺不顺")
        phone.sees("这次离职，办得顺不顺")
        phone.tap(phone.page.get_by_role("radio", name="很顺"))
        expect(phone.page.get_by_text("记下了，谢谢您")).to_be_visible()
        phone.look("rated")
        self.case.refresh_from_db()
        assert self.case.rating == BEST

    def then_it_cost_little(self) -> None:
        assert self.phone.watch.taps <= MOST_TAPS
        assert self.phone.watch.octets <= MOST_BYTES
