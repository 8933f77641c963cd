"""Every page in the hand that the journeys do not pass: open to everybody, on every width."""

from collections.abc import Callable

from tests import stories
from tests.journeys.person import Person
from tests.stories import Company

Somebody = Callable[..., Person]
WIDTHS = (320, 390)


def look_at(person: Person, **pages: str) -> None:
    """Open each and look, at its own width and at others."""
    for name, path in pages.items():
        person.open(path)
        person.look(name.replace("_", "-"))
        person.narrow(*WIDTHS)


def known(person: Somebody, *args: object) -> Person:
    """Somebody whose phone has signed in."""
    made = person(*args)
    made.is_known()
    return made


def test_before_anybody_is_known(person: Somebody) -> None:
    look_at(
        person(None),
        number_changed="/sign-in/number/",
        whom_to_ask_unknown="/help/",
        privacy="/consents/privacy/",
        proof_text="/consents/sensitive_proof/",
        signature_text="/consents/electronic_signature/",
        nowhere="/nowhere/",
        offline="/offline/",
        demo="/demo/",
        dead_link="/t/nothing/",
    )


def test_before_anything_has_begun(company: Company, person: Somebody) -> None:
    phone = known(person, company.zhang_min.user)
    look_at(phone, home="/", pushed="/apply/pushed/", whom_to_ask="/help/")


def test_after_the_notice(company: Company, person: Somebody) -> None:
    case = stories.resigned(company)
    phone = known(person, company.zhang_min.user)
    own = f"/case/{case.number}/"
    receipt = case.papers.get(kind="receipt").number
    look_at(
        phone,
        progress_now=own,
        papers=f"{own}papers/",
        withdrawal=f"{own}withdrawal/",
        settlement_waiting=f"{own}settlement/",
        handover_waiting=f"{own}handover/",
        paper=f"/papers/{receipt}/",
        paper_original=f"/papers/{receipt}/original/",
    )
    phone.open(f"{own}withdrawal/")
    phone.tap("发出撤回请求")
    phone.page.wait_for_url(f"**{own}")
    look_at(phone, withdrawal_asked=f"{own}withdrawal/", progress_asked=own)


def test_while_it_is_signed_and_handed_over(company: Company, person: Somebody) -> None:
    case = stories.acknowledged(company)
    phone = known(person, company.zhang_min.user)
    own, sign = (
        f"/case/{case.number}/",
        f"/sign/{case.envelopes.get(purpose='separation_agreement').biz_no}/",
    )
    item = case.handover_items.order_by("pk")[0].pk
    look_at(
        phone,
        progress_mine=own,
        read_original=f"{sign}original/",
        decline=f"{sign}decline/",
        handover_add=f"{own}handover/add/",
        handover_item=f"{own}handover/{item}/",
    )
    handing = f"/handover/{case.number}/"
    look_at(
        known(person, company.wang_lei),
        arrange=f"{handing}arrange/",
        arrange_add=f"{handing}arrange/add/",
        set_receiver=f"{handing}arrange/{item}/receiver/",
    )
    look_at(known(person, company.zhou_hang), receive_early=handing)
    stories.give_all(case)
    look_at(known(person, company.he_jing), missing=f"{handing}{item}/missing/")


def test_while_it_is_settled(company: Company, person: Somebody) -> None:
    case = stories.settled(company)
    phone = known(person, company.zhang_min.user)
    own = f"/case/{case.number}/settlement/"
    line = case.settlements.get().lines.order_by("pk")[1].key
    look_at(phone, settle_which=f"{own}which/", settle_ask=f"{own}{line}/")
    phone.open(own)
    for fold in phone.page.locator("details > summary").all():
        fold.tap()
    phone.look("settle-open")
    phone.narrow(*WIDTHS)


def test_after_the_end(company: Company, person: Somebody) -> None:
    case = stories.ended(company)
    phone = known(person, company.zhang_min.user)
    own = f"/case/{case.number}/"
    look_at(phone, certificate=f"{own}certificate/", former=own, rating=f"{own}rating/")
    paper = case.papers.valid().get(kind="certificate").number
    look_at(phone, certificate_text=f"/papers/{paper}/")


def test_when_something_is_wrong(company: Company, person: Somebody) -> None:
    phone = person(company.zhang_min.user)
    phone.open("/sign-in/")
    phone.type("手机号", "138")
    phone.tap("发验证码")
    phone.page.locator(".bad").first.wait_for()
    phone.look("sign-in-wrong")
    phone.type("手机号", company.zhang_min.user.phone)
    phone.tap("发验证码")
    phone.sees("验证码发好了")
    phone.page.locator("input[name=code]").fill("000000")
    phone.page.locator(".bad").first.wait_for()
    phone.look("code-wrong")
    phone.narrow(*WIDTHS)
