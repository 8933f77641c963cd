"""What anybody may learn about a certificate by its code."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
UNKNOWN = "7K3M-9QX2-AAAA"


@pytest.mark.parametrize(
    "code", ["abc", "UUUU-UUUU-UUUU", "7K3M", "<b>张敏</b>", "9" * 90, "\u3000"]
)
def test_what_cannot_be_a_code_is_answered_like_one_that_nobody_has(
    client: Client, code: str
) -> None:
    unknown = client.get(f"/v/{UNKNOWN}")
    typed = client.get("/v/", {"code": code})
    opened = client.get(f"/v/{code}".replace("</", "<"))

    assert unknown.status_code == typed.status_code == opened.status_code == 200
    for answer in (typed, opened):
        assert _without_what_was_typed(answer.content) == _without_what_was_typed(unknown.content)
        assert answer.headers["X-Robots-Tag"] == unknown.headers["X-Robots-Tag"]


def test_a_code_copied_wrongly_stays_in_its_field(client: Client) -> None:
    assert 'value="7K3M-9QX"' in client.get("/v/", {"code": "7K3M-9QX"}).content.decode()
    assert f'value="{UNKNOWN}"' in client.get("/v/7k3m9qx2aaaa").content.decode()


def _without_what_was_typed(content: bytes) -> str:
    page = content.decode()
    before, _, after = page.partition('name="code" value="')
    return before + after.partition('"')[2]
