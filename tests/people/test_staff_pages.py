"""HR looks somebody up; nobody else does, and a full number is never seen without a record."""

import io
import re
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.people.models import Branch, Employment, Reveal, RoleGrant
from tests import make
from tests.people import sheets

pytestmark = pytest.mark.django_db
Browser = Any


@pytest.fixture
def factory() -> Branch:
    """Two branches of one company, 60 people in one of them."""
    rows = sheets.people(
        60, p2={"post": "检验员"}, p60={"branch": "西安研发", "department": "平台"}
    )
    sheets.brought(rows)
    return Branch.objects.get(name="苏州工厂")


def browser(user: User) -> Browser:
    return make.signed_in(Client(), User.objects.get(pk=user.pk))


def person(number: int) -> Employment:
    return Employment.objects.with_names().get(number=f"T{number:04}")


@pytest.fixture
def li_li(factory: Branch) -> User:
    user = person(5).user
    make.grant(user, RoleGrant.Role.HR, at=factory)
    return user


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_hr_sees_the_people_of_the_branch_and_only_masked_numbers(li_li: User) -> None:
    page = text(browser(li_li).get(reverse("people:staff")))
    assert "T0001" in page
    assert "T0050" in page
    assert "T0051" not in page
    assert "199****0003" in page
    for number in range(1, 61):
        assert person(number).user.phone not in page
        assert person(number).person.id_number not in page


def test_the_next_page_and_searches(li_li: User) -> None:
    desk = browser(li_li)
    address = reverse("people:staff")
    second = text(desk.get(address, {"page": "2"}))
    assert "T0059" in second
    assert "T0060" not in second
    assert "T0031" in text(desk.get(address, {"q": "T0031"}))
    assert "T0030" not in text(desk.get(address, {"q": "T0031"}))
    assert "T0011" in text(desk.get(address, {"q": "装配"}))
    assert "没有这样的人" in text(desk.get(address, {"q": "zzz"}))


def numbers_in(answer: Any) -> list[Any]:
    """Whom a spreadsheet of staff holds."""
    sheet: Any = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    return [row[0].value for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize("number", ["19900000007", "199 0000 0007", "199-0000-0007"])
def test_a_whole_number_leads_to_the_person_and_stays_in_no_address(
    li_li: User, number: str
) -> None:
    desk, address = browser(li_li), reverse("people:staff")
    found = desk.get(address, {"q": number})
    assert found.url == reverse("people:employment", args=[person(7).pk])
    part = desk.get(address, {"q": number}, headers={"hx-request": "true"})
    assert part.headers["HX-Push-Url"] == "false"
    assert "T0007" in text(part)
    assert "19900000007" not in text(part)
    (table,) = re.findall(r'href="([^"]*table/[^"]*)"', text(part))
    assert numbers_in(desk.get(table)) == ["T0007"]


def test_an_identity_card_is_found_the_same_way(li_li: User) -> None:
    card = person(8).person.id_number.lower()
    found = browser(li_li).get(reverse("people:staff"), {"q": card})
    assert found.url == reverse("people:employment", args=[person(8).pk])


def test_the_history_keeps_no_part_of_a_number_while_it_is_typed(li_li: User) -> None:
    ask = {"headers": {"hx-request": "true"}}
    desk, address = browser(li_li), reverse("people:staff")
    assert "HX-Push-Url" in desk.get(address, {"q": "4403051990"}, **ask).headers
    assert "HX-Push-Url" not in desk.get(address, {"q": "T0031"}, **ask).headers


def test_a_number_of_nobody_exports_nobody(li_li: User) -> None:
    desk = browser(li_li)
    page = text(desk.get(reverse("people:staff"), {"q": "13899999999"}))
    assert "没有这样的人" in page
    assert 'value="13899999999"' in page  # what was typed is not lost
    (table,) = re.findall(r'href="([^"]*table/[^"]*)"', page)
    assert numbers_in(desk.get(table)) == []


@pytest.mark.parametrize(
    "query",
    [
        {"page": "abc"},
        {"page": "-1"},
        {"f": "nothing"},
        {"branch": "9" * 40},
        {"branch": "x"},
        {"q": "'; --"},
        {"q": "😀" * 200},
    ],
)
def test_a_strange_address_is_no_fault(li_li: User, query: dict[str, str]) -> None:
    assert browser(li_li).get(reverse("people:staff"), query).status_code == 200


def test_chips_count_and_select(li_li: User) -> None:
    Employment.objects.filter(number="T0003").update(contract_end="2026-06-20")
    Employment.objects.filter(number="T0004").update(left_on="2026-05-01")
    Employment.objects.filter(number="T0006").update(bank_index="")
    desk = browser(li_li)
    ending = text(desk.get(reverse("people:staff"), {"f": "ending"}))
    assert "T0003" in ending
    assert "合同 19 天后到期" in ending
    assert "T0004" not in text(desk.get(reverse("people:staff")))
    assert "T0004" in text(desk.get(reverse("people:staff"), {"f": "left"}))
    assert "资料不齐：缺银行卡号" in text(desk.get(reverse("people:staff"), {"f": "incomplete"}))


def test_the_list_takes_few_queries(li_li: User) -> None:
    desk = browser(li_li)
    with CaptureQueriesContext(connection) as queries:
        desk.get(reverse("people:staff"))
    assert len(queries) <= 14


def test_a_search_swaps_only_the_list(li_li: User) -> None:
    answer = browser(li_li).get(reverse("people:staff"), headers={"hx-request": "true"})
    assert text(answer).lstrip().startswith('<div id="staff">')


def test_employees_managers_and_finance_do_not_come_in(factory: Branch, li_li: User) -> None:
    finance = person(9).user
    make.grant(finance, RoleGrant.Role.FINANCE, at=factory)
    for user in (person(8).user, person(1).user, finance):
        for name in ("staff", "staff_table", "import_upload", "empty_table"):
            assert browser(user).get(reverse(f"people:{name}")).status_code == 403
        assert (
            browser(user).get(reverse("people:employment", args=[person(8).pk])).status_code == 403
        )
    assert Client().get(reverse("people:staff")).status_code == 302


def test_a_link_from_a_message_is_not_enough(li_li: User) -> None:
    desk = browser(li_li)
    session = desk.session
    session["strength"] = "link"
    session.save()
    answer = desk.get(reverse("people:staff"))
    assert answer.status_code == 302
    assert "next=" in answer["Location"]


def test_people_of_another_branch_do_not_exist_for_hr(li_li: User) -> None:
    desk = browser(li_li)
    other = person(60).pk
    assert desk.get(reverse("people:employment", args=[other])).status_code == 404
    assert desk.post(reverse("people:reveal", args=[other]), {"field": "phone"}).status_code == 404
    assert desk.get(reverse("people:masked", args=[other, "phone"])).status_code == 404
    assert desk.get(f"/desk/staff/{'9' * 30}/").status_code == 404


def test_a_full_number_is_shown_once_and_written_down(li_li: User) -> None:
    desk = browser(li_li)
    one = person(7)
    page = text(desk.get(reverse("people:employment", args=[one.pk])))
    assert one.user.phone not in page
    assert not Reveal.objects.exists()

    part = desk.post(
        reverse("people:reveal", args=[one.pk]), {"field": "phone"}, headers={"hx-request": "true"}
    )
    assert one.user.phone in text(part)
    assert "load delay:30s" in text(part)
    seen = Reveal.objects.get()
    assert (seen.by, seen.employment, seen.field) == (li_li, one, "phone")
    covered = text(desk.get(reverse("people:masked", args=[one.pk, "phone"])))
    assert one.user.phone not in covered
    assert one.user.masked_phone in covered


def test_without_script_the_page_with_the_number_leads_back_by_itself(li_li: User) -> None:
    one = person(7)
    answer = browser(li_li).post(reverse("people:reveal", args=[one.pk]), {"field": "id_number"})
    assert one.person.id_number in text(answer)
    assert answer["Refresh"] == f"30; url={reverse('people:employment', args=[one.pk])}"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_number_that_there_is_not_cannot_be_asked_for(li_li: User) -> None:
    desk = browser(li_li)
    address = reverse("people:reveal", args=[person(7).pk])
    assert desk.post(address, {"field": "password"}).status_code == 404
    assert desk.get(address).status_code == 405
    assert not Reveal.objects.exists()


def test_the_exported_table_holds_the_same_people_and_no_full_phone(li_li: User) -> None:
    answer = browser(li_li).get(reverse("people:staff_table"), {"q": "检验"})
    assert answer.status_code == 200
    data = browser(li_li).get(reverse("people:staff_table")).content
    table = openpyxl.load_workbook(io.BytesIO(data)).active
    assert table is not None
    assert table.max_row == 60
    assert table["C2"].value == "199****0001"


def test_only_the_ticked_people_are_taken_away_and_nobody_out_of_reach(li_li: User) -> None:
    desk, chosen, elsewhere = browser(li_li), [person(1), person(3)], person(60)
    page = text(desk.get(reverse("people:staff")))
    assert f'name="who" value="{person(1).pk}"' in page
    assert 'data-ticked="已选 {n} 人" data-where="">只对勾上的人</b>' in page
    keys = [one.pk for one in (*chosen, elsewhere)]
    content = desk.get(reverse("people:staff_table"), {"who": [*keys, "²", "x", "9" * 40]}).content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["T0001", "T0003"]


def test_the_file_follows_the_search_and_somebody_who_left_can_be_ticked(li_li: User) -> None:
    desk, left = browser(li_li), person(3)
    Employment.objects.filter(pk=left.pk).update(left_on="2026-05-01")
    asked = {"f": "left"}
    part = text(desk.get(reverse("people:staff"), asked, headers={"HX-Request": "true"}))
    assert 'href="/desk/staff/table/?f=left" hx-swap-oob="outerMorph"' in part
    content = desk.get(reverse("people:staff_table"), {"who": [left.pk]}).content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["T0003"]
