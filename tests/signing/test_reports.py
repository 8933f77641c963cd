"""How a paper was signed, for whoever has to prove it before an arbitrator."""

import datetime as dt
import hashlib
import json
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from django.test import Client

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted
from lizhi.documents import actions as documents
from lizhi.documents import gate
from lizhi.documents.validation import check_pdf
from lizhi.people.models import RoleGrant
from lizhi.signing import actions, daily, trust
from lizhi.signing.models import Envelope, EvidenceReport
from lizhi.signing.reports import filed
from tests import make
from tests.conftest import MONDAY
from tests.signing import world
from tests.signing.test_ceremony import seal

pytestmark = pytest.mark.django_db


@pytest.fixture
def envelope() -> Envelope:
    """An agreement that both have signed."""
    made = world.signed()
    seal(made)
    return made


def hr(envelope: Envelope) -> User:
    user = User.objects.with_phone("13800003333", name="李丽")
    make.grant(user, RoleGrant.Role.HR, at=envelope.case.branch)
    return user


def made(envelope: Envelope, by: User) -> EvidenceReport:
    report = actions.ask_for_report(envelope, by=by, at=clock.now())
    world.work()
    report.refresh_from_db()
    assert report.state == EvidenceReport.State.READY
    return report


def text_of(pdf: bytes) -> str:
    """All its words, without where the lines end."""
    document = pypdfium2.PdfDocument(pdf)
    words = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(words.split())


def files_of(report: EvidenceReport) -> tuple[bytes, dict[str, object]]:
    assert report.pdf
    assert report.data
    return documents.read(report.pdf), json.loads(documents.read(report.data))


def test_it_says_who_how_what_and_when_in_chapters_of_the_law(envelope: Envelope) -> None:
    report = made(envelope, envelope.case.leaver)
    pdf, _data = files_of(report)
    text = text_of(pdf)
    for words in (
        *("电子签名法第八条第一项", "电子签名法第八条第三项", "证据规定第九十三条第六项"),
        *("张敏", "短信验证码", "138****2046", "192.0.2.1", "L1内置（约定可靠）"),
        *("不是持牌的电子认证服务提供者", "sha256sum", "openssltsverify".replace("ts", "ts-", 1)),
        "逐条核算，没有缺少、没有改动",
        world.employee(envelope).evidence["made"]["certificate"],
        hashlib.sha256(documents.read(report.data)).hexdigest()[:8],  # type: ignore[arg-type]
    ):
        assert words in text, words
    assert "电子印章" not in text.replace("不是电子印章管理办法所称的电子印章", "")
    assert make.FINE_ID not in text


def test_it_is_sealed_stamped_and_an_archivable_pdf(envelope: Envelope) -> None:
    pdf, _data = files_of(made(envelope, envelope.case.leaver))
    verdict = check_pdf(pdf, root=trust.root_pem())
    assert verdict.valid, verdict.problems
    assert [(one.role, one.level) for one in verdict.signers] == [("installation", "B-T")]
    assert not gate.faults(pdf)


def test_the_data_carry_the_records_whose_hashes_stand_in_the_certificates(
    envelope: Envelope, tmp_path: Path
) -> None:
    _pdf, data = files_of(made(envelope, envelope.case.leaver))
    signers = data["signers"]
    assert isinstance(signers, list)
    for one in signers:
        digest = hashlib.sha256(one["record_text"].encode()).hexdigest()
        assert digest == one["record_sha256"]
    (tmp_path / "one.pem").write_text(signers[0]["certificate_pem"])
    command = ["openssl", "asn1parse", "-i", "-in", str(tmp_path / "one.pem")]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    assert f"0420{signers[0]['record_sha256']}".upper() in told


def test_it_names_the_stamped_days(envelope: Envelope) -> None:
    with clock.at(MONDAY + dt.timedelta(days=1)):
        daily.stamp_heads(clock.now())
        pdf, data = files_of(made(envelope, envelope.case.leaver))
    found = data["heads"]
    assert isinstance(found, list)
    digest = hashlib.sha256(found[0]["head_text"].encode()).hexdigest()
    assert digest[:8] in text_of(pdf)


def test_hr_gets_one_of_its_own_and_nobody_else_any(envelope: Envelope, client: Client) -> None:
    of_hr = made(envelope, hr(envelope))
    own = made(envelope, envelope.case.leaver)
    assert {one.pk for one in (of_hr, own)} == set(envelope.reports.values_list("pk", flat=True))
    stranger = User.objects.with_phone("13800004444", name="陈杰")
    with pytest.raises(NotPermitted):
        actions.ask_for_report(envelope, by=stranger, at=clock.now())
    path = f"/sign/{envelope.biz_no}/evidence/"
    page = make.signed_in(client, stranger)
    for place in (path, f"{path}report.pdf", f"{path}report.json"):
        assert page.get(place).status_code == 404
    assert page.post(path).status_code == 404


def test_it_is_asked_for_waited_for_and_downloaded(envelope: Envelope, client: Client) -> None:
    page, path = make.signed_in(client, envelope.case.leaver), f"/sign/{envelope.biz_no}/evidence/"
    assert "制作报告" in page.get(path).content.decode()
    assert page.get(f"{path}report.pdf").status_code == 404
    assert page.post(path).status_code == 302
    assert page.post(path).status_code == 302
    assert "正在制作" in page.get(path).content.decode()
    assert envelope.reports.count() == 1
    world.work()
    assert "下载报告" in page.get(path).content.decode()
    assert b"".join(page.get(f"{path}report.pdf")).startswith(b"%PDF")
    assert page.get(f"{path}report.json").status_code == 200
    assert page.get(f"{path}report.exe").status_code == 404


def test_before_anybody_has_signed_it_says_so(client: Client) -> None:
    envelope = world.sent()
    text = text_of(files_of(made(envelope, envelope.case.leaver))[0])
    assert "尚未签署" in text
    assert "签署中" in text


def test_the_package_takes_the_leaver_s_own_and_not_hr_s(envelope: Envelope) -> None:
    made(envelope, hr(envelope))
    assert filed.files_of(envelope.case) == {}
    first, second = (made(envelope, envelope.case.leaver) for _ in range(2))
    assert set(filed.files_of(envelope.case)) == {
        f"evidence/{second.number}.pdf",
        f"evidence/{second.number}.json",
    }
    assert first.number != second.number
