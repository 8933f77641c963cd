"""A seal by a licensed authority: looked through before it is used, or nothing is sealed."""

import datetime as dt
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents import judging
from lizhi.documents.validation import Verdict, check_pdf, trust
from lizhi.jobs.models import Outbox
from lizhi.offboarding import papers
from lizhi.signing import actions, lasting, pdf, rootfile, sealing
from lizhi.signing import trust as ours
from lizhi.signing.checks import licensed_roots_are_there
from lizhi.signing.lists import Lists
from lizhi.signing.models import Actor, Certificate, Envelope
from lizhi.signing.providers import wire
from lizhi.signing.providers.failing import ServiceRefuses, ServiceSilent
from tests import make
from tests.cases.test_looking import handed_in
from tests.documents import corpus, signed
from tests.signing import world
from tests.signing.test_ceremony import seal
from tests.signing.test_reports import text_of
from tests.signing.test_years import parts
from tests.simulators import licensed
from tests.simulators.licensed import Authority

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(params=["p256", "rsa"])
def authority(
    request: pytest.FixtureRequest,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Authority]:
    """Chosen as the licensed one, and it has certified the company's seal."""
    made = Authority(request.param, clock.now())
    made.certify("seal-1", signed.company().name)
    monkeypatch.setattr(wire, "transport", made.transport)
    (tmp_path / "licensed.pem").write_bytes(made.pem)
    settings.LICENSED_ROOTS = str(tmp_path / "licensed.pem")
    settings.REMOTE_HASH_URL, settings.REMOTE_HASH_TOKEN = licensed.URL, licensed.TOKEN
    settings.SEAL_KEYS = [f"{signed.company().credit_code}=remote/seal-1"]
    caches["local"].clear()
    yield made
    caches["local"].clear()


only_p256 = pytest.mark.parametrize("authority", ["p256"], indirect=True)


def sealed() -> sealing.Made:
    """Signed by the employee with a certificate of the house, then sealed by the company."""
    now = clock.now()
    by_employee = signed.employee_signs(pdf.prepare(corpus.pdf(), signed.SLOTS), now)
    return sealing.seal(by_employee, certificate=signed.company(), at=now, field="company")


def finished(made: sealing.Made, at: dt.datetime) -> bytes:
    return lasting.finish(made.pdf, Lists(at)).pdf


def checked(paper: bytes) -> Verdict:
    return check_pdf(paper, root=ours.root_pem())


def test_the_seal_is_the_authoritys_and_the_person_signs_by_the_house(
    authority: Authority,
) -> None:
    made = sealed()
    verdict = checked(made.pdf)
    assert verdict.valid, verdict.problems
    employee, company = verdict.signers
    assert (employee.role, employee.assurance) == ("employee", "L1")
    assert (company.name, company.assurance) == (signed.company().name, "L2")
    assert made.level == "L2"
    serial = authority.seals["seal-1"].certificate.serial_number
    assert made.certificate == company.serial == f"{serial:x}"
    assert not Certificate.objects.filter(kind="seal").exists()


def test_only_a_digest_leaves_the_house_once_for_each_seal(authority: Authority) -> None:
    bodies: list[bytes] = []

    def listening(request: httpx.Request) -> None:
        bodies.append(request.content)

    authority.answer = listening
    sealed()
    assert max(len(one) for one in bodies) < 120
    signatures = [one for one in authority.asked if one.endswith("signatures")]
    assert len(signatures) == 1
    sealed()
    lists = [one for one in authority.asked if one.endswith(".crl")]
    assert len(lists) == 2  # the root's and the issuing authority's, once for both papers


def test_it_is_made_to_last_with_the_lists_of_the_authority(authority: Authority) -> None:
    made = sealed()
    authority.listed_at = clock.now() + DAY
    with clock.at(clock.now() + DAY):
        verdict = checked(finished(made, clock.now()))
    assert verdict.valid, verdict.problems
    assert {one.level for one in verdict.signers} == {"B-LTA"}
    assert [one.assurance for one in verdict.signers] == ["L1", "L2"]


@only_p256
def test_without_a_list_that_is_as_new_as_the_signature_nothing_is_finished(
    authority: Authority,
) -> None:
    authority.listed_at = clock.now() - DAY
    made = sealed()
    with pytest.raises(ServiceSilent, match="older"):
        finished(made, clock.now())
    authority.down = True
    with pytest.raises(ServiceSilent):
        finished(made, clock.now())


@only_p256
def test_what_was_taken_back_before_is_found_out_by_whoever_checks(authority: Authority) -> None:
    made = sealed()
    serial = authority.seals["seal-1"].certificate.serial_number
    authority.taken_back.append((serial, clock.now() - dt.timedelta(hours=1)))
    authority.listed_at = clock.now() + DAY
    with clock.at(clock.now() + DAY):
        codes = {one.code for one in checked(finished(made, clock.now())).problems}
    assert "revoked" in codes


@only_p256
def test_whoever_has_not_chosen_the_authority_does_not_trust_its_seal(
    authority: Authority, settings: Settings
) -> None:
    made = sealed()
    settings.LICENSED_ROOTS = ""
    verdict = checked(made.pdf)
    assert "untrusted" in {one.code for one in verdict.problems}
    assert [one.assurance for one in verdict.signers] == ["L1", ""]


def taken_back(authority: Authority, _settings: Settings) -> None:
    authority.taken_back.append((authority.seals["seal-1"].certificate.serial_number, clock.now()))


def authority_taken_back(authority: Authority, _settings: Settings) -> None:
    authority.taken_back.append((authority.issuing.certificate.serial_number, clock.now()))


def another_company(authority: Authority, _settings: Settings) -> None:
    authority.certify("seal-1", "另一家（深圳）有限公司")


def ended(authority: Authority, _settings: Settings) -> None:
    authority.certify("seal-1", signed.company().name, lasts=-DAY)


def another_root(authority: Authority, settings: Settings) -> None:
    other = Path(settings.LICENSED_ROOTS).with_name("other.pem")
    other.write_bytes(Authority(authority.kind, authority.at).pem)
    settings.LICENSED_ROOTS = str(other)


def no_root(_authority: Authority, settings: Settings) -> None:
    settings.LICENSED_ROOTS = ""


def unknown_key(_authority: Authority, settings: Settings) -> None:
    settings.SEAL_KEYS = [f"{signed.company().credit_code}=remote/seal-9"]


def unknown_holder(_authority: Authority, settings: Settings) -> None:
    settings.SEAL_KEYS = [f"{signed.company().credit_code}=nobody/seal-1"]


def unknown_to_it(_authority: Authority, settings: Settings) -> None:
    settings.REMOTE_HASH_TOKEN = "another"


def in_the_clear(_authority: Authority, settings: Settings) -> None:
    settings.REMOTE_HASH_URL, settings.PRODUCTION = "http://seals.authority.example", True


def another_key(authority: Authority, _settings: Settings) -> None:
    authority.seals["seal-1"].key = licensed.new_key(authority.kind)


@only_p256
@pytest.mark.parametrize(
    "wrong",
    [
        taken_back,
        authority_taken_back,
        another_company,
        ended,
        another_root,
        no_root,
        unknown_key,
        unknown_holder,
        unknown_to_it,
        in_the_clear,
        another_key,
    ],
)
def test_what_somebody_has_to_mend_seals_nothing_and_says_what(
    authority: Authority, settings: Settings, wrong: object
) -> None:
    wrong(authority, settings)  # type: ignore[operator]
    with pytest.raises(ServiceRefuses) as refusal:
        sealed()
    assert refusal.value.lacks
    assert not Certificate.objects.filter(kind="seal").exists()


def silent(authority: Authority) -> None:
    authority.down = True


def broken(authority: Authority) -> None:
    authority.answer = lambda _request: httpx.Response(503)


def talking_nonsense(authority: Authority) -> None:
    authority.answer = lambda _request: httpx.Response(200, text="<html>")


def saying_something_else(authority: Authority) -> None:
    authority.answer = lambda _request: httpx.Response(200, json={"certificates": [1]})


def without_lists(authority: Authority) -> None:
    authority.answer = lambda one: httpx.Response(404) if one.url.path.endswith("crl") else None


def with_an_old_list(authority: Authority) -> None:
    authority.listed_at = clock.now() - 8 * DAY


def with_a_list_of_another(authority: Authority) -> None:
    other = Authority(authority.kind, authority.at)
    crl = other.list_of(other.root)
    authority.answer = lambda one: (
        httpx.Response(200, content=crl) if one.url.path.endswith("crl") else None
    )


def without_end(authority: Authority) -> None:
    authority.answer = lambda _request: httpx.Response(200, content=b" " * 300 * 1024)


@only_p256
@pytest.mark.parametrize(
    "wrong",
    [
        silent,
        broken,
        talking_nonsense,
        saying_something_else,
        without_lists,
        with_an_old_list,
        with_a_list_of_another,
        without_end,
    ],
)
def test_what_may_pass_seals_nothing_now_and_is_tried_again(
    authority: Authority, wrong: object
) -> None:
    wrong(authority)  # type: ignore[operator]
    with pytest.raises(ServiceSilent):
        sealed()
    authority.answer, authority.down, authority.listed_at = lambda _request: None, False, None
    assert checked(sealed().pdf).valid


@only_p256
def test_a_company_that_is_not_named_seals_by_the_house(
    authority: Authority, settings: Settings
) -> None:
    settings.SEAL_KEYS = ["91310000MA1OTHERX2=remote/seal-1"]
    made = sealed()
    assert made.level == "L1"
    assert authority.asked == []


@pytest.mark.skipif(not shutil.which("openssl"), reason="there is no openssl here to check with")
def test_openssl_finds_the_seal_good_by_the_root_of_the_authority(
    authority: Authority, tmp_path: Path
) -> None:
    covered, container = parts(sealed().pdf)[1]
    (tmp_path / "covered").write_bytes(covered)
    (tmp_path / "container").write_bytes(container)
    command = (
        "openssl cms -verify -binary -inform DER -in container -content covered -purpose any"
        f" -out checked -CAfile licensed.pem -attime {int(clock.now().timestamp())}"
    )
    run = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False)  # noqa: S603
    assert run.returncode == 0, run.stderr


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="there is no pdfsig here to check with")
def test_pdfsig_finds_both_signatures_whole(authority: Authority, tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(sealed().pdf)
    run = ["pdfsig", "-nocert", "paper.pdf"]
    told = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603
    assert told.stdout.count("Signature is Valid.") == 2, told.stdout


@only_p256
def test_a_seal_waits_for_its_authority_and_the_story_and_the_report_name_its_level(
    authority: Authority, settings: Settings
) -> None:
    settings.SEAL_KEYS = ["remote/seal-1"]
    envelope = world.signed()
    authority.certify("seal-1", envelope.case.entity.name)
    authority.down = True
    seal(envelope)
    company = world.company(envelope)
    assert company.state == Actor.State.GIVEN
    before = envelope.paper.revisions
    authority.down = False
    with clock.at(clock.now() + dt.timedelta(minutes=1)):
        world.work()
    envelope = Envelope.objects.select_related("case", "paper__file").get(pk=envelope.pk)
    assert envelope.state == Envelope.State.COMPLETED
    assert len(envelope.paper.revisions) == len(before) + 1
    assert world.company(envelope).evidence["made"]["level"] == "L2"
    assert "level" not in world.employee(envelope).evidence["made"]
    assert envelope.level == "L1"
    report = actions.ask_for_report(envelope, by=envelope.case.leaver, at=clock.now())
    world.work()
    report.refresh_from_db()
    assert report.pdf
    text = text_of(documents.read(report.pdf))
    for words in ("级别L2", "加盖签章（L2持牌CA证书）", "由该机构核验并负责", "L1内置（约定可靠）"):
        assert words in text


@only_p256
def test_a_seal_that_nobody_can_set_is_given_up_with_what_it_lacks(
    authority: Authority, settings: Settings
) -> None:
    settings.SEAL_KEYS = ["remote/seal-1"]
    envelope = world.signed()
    another_company(authority, settings)
    seal(envelope)
    row = Outbox.objects.get(topic="signing.sign", state=Outbox.State.FAILED)
    failed = envelope.case.events.get(kind="job_failed")
    assert row.case == envelope.case
    assert "不是这家公司" in failed.facts["why"]
    assert world.company(envelope).state == Actor.State.GIVEN


@only_p256
def test_the_check_names_holder_authority_and_day_or_what_is_wrong(
    authority: Authority, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    signed.company()
    call_command("sign", "check", "builtin")
    told = capsys.readouterr().out
    assert "持牌签发" in told
    assert "L2" in told
    assert licensed.TOKEN not in told
    assert not [one for one in authority.asked if one.endswith("signatures")]
    taken_back(authority, settings)
    caches["local"].clear()
    with pytest.raises(SystemExit):
        call_command("sign", "check", "builtin")
    assert "已被吊销" in capsys.readouterr().out


@only_p256
def test_verify_says_whose_certificate_it_is_and_what_that_is_worth(
    authority: Authority, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper, root = tmp_path / "paper.pdf", tmp_path / "house.pem"
    paper.write_bytes(sealed().pdf)
    root.write_bytes(ours.root_pem())
    with pytest.raises(SystemExit) as end:
        call_command("verify", str(paper), f"--root={root}")
    assert end.value.code == 0
    told = capsys.readouterr().out
    assert "L1：双方约定" in told
    assert "L2：持牌机构的证书" in told
    rootfile.write(ours.root_pem())
    answer = judging.judge(paper.read_bytes(), clock.now())
    assert [one["assurance"] for one in answer["signers"]] == ["L1", "L2"]


def test_settings_that_could_not_seal_are_named_at_the_start(settings: Settings) -> None:
    settings.SEAL_KEYS, settings.LICENSED_ROOTS = ["remote/seal-1"], ""
    assert [one.id for one in licensed_roots_are_there(None)] == ["lizhi.E031"]
    settings.LICENSED_ROOTS = "/nowhere/roots.pem"
    assert [one.id for one in licensed_roots_are_there(None)] == ["lizhi.E031"]


def test_the_house_names_both_anchors_and_no_other(authority: Authority) -> None:
    root = trust.load_root(ours.root_pem())
    anchors = trust.Trust(root, clock.now()).anchors
    assert [one.dump() for one in anchors] == [root.dump(), authority.root.der]


@only_p256
def test_a_company_with_a_licensed_seal_prints_no_other_level_on_its_papers(
    authority: Authority, settings: Settings
) -> None:
    settings.SEAL_KEYS = ["remote/seal-1"]
    case = make.case(make.employee("张敏", world.PHONE))
    authority.certify("seal-1", case.entity.name)
    case = papers.with_everything(case.pk)
    sheet = papers.draw(case, "agreement", at=clock.now())
    assert sheet.facts["seal_level"] == "l2"
    text = text_of(sheet.pdf)
    assert "内部签章" not in text
    assert "持牌电子认证机构的证书（L2）" in text
    assert "seal_level" not in papers.draw(case, "receipt", at=clock.now()).facts


@only_p256
def test_the_page_for_strangers_names_the_level_of_each_signature(
    authority: Authority, client: Client
) -> None:
    rootfile.write(ours.root_pem())
    page = handed_in(client, sealed().pdf)
    for words in ("L1：双方约定", "L2：持牌机构的证书", "不证明文书的内容"):
        assert words in page
