"""HR reads what is wrong with a draft, and puts it right by one click."""

import re
from typing import Any

from django.test import Client

from lizhi.flows.models import Draft
from lizhi.workflow.tree import walk
from tests import make
from tests.offboarding.conftest import Company, company

__all__ = ["company"]


def _step(body: dict[str, Any], key: str) -> dict[str, Any]:
    return next(step for step in walk(body["steps"]) if step["id"] == key)


def _spoiled(company: Company, **values: Any) -> Draft:
    """The branch's process, in which the manager is waited for for ever."""
    draft = make.draft(company.li_li.user, company.zhang_min.branch)
    _step(draft.body, "acknowledgement").update(values)
    draft.save()
    return draft


def _hidden(page: str) -> dict[str, str]:
    """The fields of the first repair's form."""
    form = page[page.index("/repair/") :]
    form = form[: form.index("</form>")]
    return dict(re.findall(r'name="([\w-]+)" value="([^"]*)"', form))


def test_a_step_without_an_end_is_told_with_its_article_and_repaired_by_a_click(
    client: Client, company: Company
) -> None:
    draft = _spoiled(company, escalate=[], remind=[])
    desk = make.signed_in(client, company.li_li.user)
    address = f"/desk/flows/{draft.key}/checks/"
    for _click in range(3):
        page = desk.get(address).content.decode()
        if "/repair/" not in page:
            break
        assert "主管知悉" in page
        assert "劳动合同法 50 条" in page
        assert desk.post(f"/desk/flows/{draft.key}/repair/", _hidden(page)).status_code == 302

    assert "/repair/" not in page
    assert "谁不答复，都不会让单子结不了" in page
    draft.refresh_from_db()
    closes = _step(draft.body, "acknowledgement")["escalate"]
    assert {rule["action"] for rule in closes} == {"close"}


def test_a_step_that_nobody_in_the_branch_can_do_keeps_it_from_being_published(
    client: Client, company: Company
) -> None:
    draft = make.draft(company.li_li.user, company.zhang_min.branch)
    _step(draft.body, "confirmation")["owner"] = "role:legal"
    draft.save()
    desk = make.signed_in(client, company.li_li.user)

    page = desk.get(f"/desk/flows/{draft.key}/checks/").content.decode()
    assert "没有人" in page or "没人" in page
    led = desk.get(f"/desk/flows/{draft.key}/publish/")
    assert led.headers["Location"] == f"/desk/flows/{draft.key}/checks/"
    desk.post(f"/desk/flows/{draft.key}/repair/", _hidden(page))
    assert desk.get(f"/desk/flows/{draft.key}/publish/").status_code == 200
