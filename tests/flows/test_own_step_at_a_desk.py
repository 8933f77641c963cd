"""A step of HR's own, answered by whoever works at a desk, in the frame of the desk."""

import pytest
from django.test import Client

from lizhi.cases.models import Case
from lizhi.people.models import RoleGrant
from tests import make
from tests.flows.bodies import LEGAL
from tests.flows.test_own_step import TYPED, Shenyang, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def shenyang() -> Shenyang:
    return Shenyang()


@pytest.fixture
def case(shenyang: Shenyang) -> Case:
    """李经理 leaves, and 法务老周 has the review in hand."""
    return shenyang.at_review(shenyang.manager)


def test_it_has_the_menu_the_case_and_what_happens_next(
    client: Client, shenyang: Shenyang, case: Case
) -> None:
    task = make.open_task(case, LEGAL)
    with later():
        make.signed_in(client, shenyang.lawyer)
        page = client.get(f"/tasks/{task.pk}/").content.decode()
        for words in ('class="dk"', 'class="dock"', "离职看板", "李经理要离职：法务复核", "风险"):
            assert words in page, words
        assert 'aria-current="page"' in page
        wrong = client.post(f"/tasks/{task.pk}/", {"key": "k", "f_remark": "写了很多"})
        assert (wrong.status_code, "写了很多" in wrong.content.decode()) == (422, True)
        assert 'class="dk"' in wrong.content.decode()
        right = {**TYPED, "key": "k2", "way": "agree", "words": ""}
        assert client.post(f"/tasks/{task.pk}/", right).status_code == 302
        done = client.get(f"/tasks/{task.pk}/").content.decode()
        assert "“法务复核”办完了" in done
        assert 'class="dock"' not in done


def test_whoever_has_no_desk_keeps_the_frame_of_the_phone(
    client: Client, shenyang: Shenyang, case: Case
) -> None:
    task = make.open_task(case, LEGAL)
    RoleGrant.objects.filter(user=shenyang.lawyer).delete()
    with later():
        make.signed_in(client, shenyang.lawyer)
        page = client.get(f"/tasks/{task.pk}/").content.decode()
    assert 'class="dk"' not in page
    assert 'class="act"' in page
