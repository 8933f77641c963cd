"""张敏 signs with her fingerprint: her phone knows her, and no message is needed."""

from collections.abc import Callable

from django.test import Client
from playwright.sync_api import CDPSession, expect

from lizhi.identity.rules import passkeys_of
from tests import make, stories
from tests.journeys import hands
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

WIDTHS = (320, 390, 720, 1366)


def fingers(phone: Person) -> tuple[CDPSession, str]:
    """A phone that looks at the finger, as Chromium plays it."""
    session = phone.page.context.new_cdp_session(phone.page)
    session.send("WebAuthn.enable")
    made = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session, made["authenticatorId"]


def is_known(phone: Person, home: str) -> None:
    """Signed in a moment ago; browsers know passkeys of names only, so by `localhost`."""
    assert phone.user
    cookie = make.signed_in(Client(), phone.user).cookies["sessionid"].value
    phone.page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": home}])


def test_she_sets_up_her_phone_and_signs_with_it(
    company: Company, person: Callable[..., Person]
) -> None:
    company.house.set("2026-11-24 09:00")
    leaver = company.zhang_min
    case = stories.resign(company, leaver)
    company.house.settle()
    stories.acknowledge(company, case)
    company.house.settle()
    envelope = case.envelopes.get(purpose="separation_agreement")
    phone = person(leaver.user)
    home = phone.house.url.replace("127.0.0.1", "localhost")
    session, finger = fingers(phone)
    is_known(phone, home)

    phone.open(f"{home}/sign/{envelope.biz_no}/identity/")
    phone.sees("签字前，再认一次")
    phone.look("identity-no-passkey")
    phone.tap("用这台手机的指纹或刷脸")
    phone.sees("用这台手机的指纹或刷脸签字")
    phone.look("passkeys")
    phone.tap("在这台手机上打开")
    phone.sees("签字前，再认一次")

    # the finger is wet: the page says so, and every other way is still there
    session.send("WebAuthn.setUserVerified", {"authenticatorId": finger, "isUserVerified": False})
    phone.tap("同意，用这台手机的指纹或刷脸")
    expect(phone.page.get_by_text("手机没有认出您")).to_be_visible()
    expect(phone.page.get_by_label("6 位验证码")).to_be_visible()
    session.send("WebAuthn.setUserVerified", {"authenticatorId": finger, "isUserVerified": True})

    phone.look("identity-passkey")
    phone.tap("同意，用这台手机的指纹或刷脸")
    phone.sees("请写下您的名字")
    hands.write_name(phone.page)
    phone.tap("签好了，提交")
    phone.sees("签好了")
    company.house.settle()
    actor = envelope.actors.get(role="employee")
    assert actor.state == "signed"
    assert case.events.get(kind="signature_given").facts["proof"] == "passkey"
    assert passkeys_of(leaver.user).get().counter > 0


def test_she_comes_back_with_her_finger_and_no_message(
    company: Company, person: Callable[..., Person]
) -> None:
    company.house.set("2026-11-24 09:00")
    phone = person(company.zhang_min.user)
    home = phone.house.url.replace("127.0.0.1", "localhost")
    session, finger = fingers(phone)

    # nothing is set up yet: the page says what to do, and the number is still there
    phone.open(f"{home}/sign-in/")
    phone.tap("用指纹或刷脸")
    expect(phone.page.get_by_text("还没在这台手机上打开过")).to_be_visible()
    phone.look("sign-in-no-passkey")
    phone.sign_in("/$")
    phone.sees("张敏")
    phone.tap("指纹或刷脸")
    phone.sees("用这台手机的指纹或刷脸")
    phone.tap("在这台手机上打开")
    expect(phone.page.get_by_text("我的手机")).to_be_visible()
    phone.open(f"{home}/")
    phone.tap("退出登录")
    phone.sees("您好，先认一下是您本人")

    # one tap, one finger
    phone.look("sign-in-passkey")
    phone.tap("用指纹或刷脸")
    phone.sees("张敏")
    assert passkeys_of(company.zhang_min.user).get().counter > 0

    # the key was taken away: it says so, and leads to the code
    passkeys_of(company.zhang_min.user).delete()
    phone.tap("退出登录")
    phone.tap("用指纹或刷脸")
    expect(phone.page.get_by_text("或者已经去掉了")).to_be_visible()
    phone.look("sign-in-taken-away")
    expect(phone.page.get_by_label("手机号")).to_be_visible()
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": finger})


def test_the_way_is_not_there_where_the_browser_cannot(
    company: Company, person: Callable[..., Person]
) -> None:
    without = person(company.zhang_min.user, java_script_enabled=False)
    without.open("/sign-in/")
    without.sees("您好，先认一下是您本人")
    expect(without.page.get_by_role("button", name="用指纹或刷脸")).to_have_count(0)

    old = person(company.zhang_min.user)
    old.page.add_init_script("delete window.PublicKeyCredential")
    old.open("/sign-in/")
    old.sees("您好，先认一下是您本人")
    expect(old.page.get_by_role("button", name="用指纹或刷脸")).to_have_count(0)


def test_at_a_desk_too(company: Company, person: Callable[..., Person]) -> None:
    company.house.set("2026-11-24 09:00")
    desk = person(company.li_li, DESK)
    home = desk.house.url.replace("127.0.0.1", "localhost")
    fingers(desk)
    is_known(desk, home)
    desk.open(f"{home}/passkeys/")
    desk.tap("在这台手机上打开")
    expect(desk.page.get_by_text("我的手机")).to_be_visible()
    desk.page.context.clear_cookies()

    desk.open(f"{home}/sign-in/?next=/desk/")
    desk.look("desk-sign-in-passkey", big=False)
    desk.narrow(*WIDTHS)
    desk.tap("用指纹或刷脸")
    desk.page.wait_for_url(f"{home}/desk/")  # not the address that only names it
    passkeys_of(company.li_li).delete()
    desk.page.context.clear_cookies()
    desk.open(f"{home}/sign-in/?next=/desk/")
    desk.tap("用指纹或刷脸")
    expect(desk.page.get_by_text("或者已经去掉了")).to_be_visible()
    desk.look("desk-sign-in-taken-away", big=False)
