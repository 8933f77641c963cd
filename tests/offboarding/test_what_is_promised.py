"""A number is a promise: only the page that has counted the paper says how long it takes."""

from django.test import Client

from lizhi.notifications.models import Message
from lizhi.offboarding import actions
from tests import make
from tests.offboarding import desks
from tests.offboarding.conftest import Company


def test_how_long_it_takes_to_read_is_said_where_it_was_counted(
    client: Client, company: Company
) -> None:
    case = desks.acknowledged(company)
    actions.press(case, "signature", by=company.li_li.user)
    make.work()
    make.signed_in(client, case.leaver)

    texts = "".join(message.text for message in Message.objects.all())
    page = client.get(f"/case/{case.number}/").content.decode()
    read = client.get(f"/case/{case.number}/signature/", follow=True).content.decode()

    assert "离职协议发给您了" in texts
    assert "离职协议还等您签" in texts
    assert "分钟" not in texts
    assert "分钟" not in page.split('class="act"')[1]
    assert "分钟。看不懂的" in read
