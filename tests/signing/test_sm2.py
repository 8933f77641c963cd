"""SM2 beside a paper: the standard's example, OpenSSL as a witness, and nothing is overstated."""

import base64
import datetime as dt
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import httpx
import pytest
from asn1crypto import pem
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from lizhi.archive import packing
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents import judging, packages
from lizhi.documents.validation import sm2, sm2_seals
from lizhi.offboarding import papers
from lizhi.signing import rootfile, sealing, trust
from lizhi.signing import sm2 as signing
from lizhi.signing.holders import Place
from lizhi.signing.holders.remote import RemoteHolder
from lizhi.signing.providers import wire
from lizhi.signing.providers.failing import ServiceNotSetUp, ServiceRefuses
from tests import make
from tests.cases.test_looking import handed_in
from tests.documents import signed
from tests.offboarding.conftest import Company, company
from tests.simulators import licensed, national
from tests.simulators.national import National, Sm2Token

__all__ = ["company"]
pytestmark = pytest.mark.django_db

PRIVATE = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
PUBLIC = (
    0x09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020,
    0xCCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13,
)
ONCE = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
R = 0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
S = 0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA
MESSAGE = b"message digest"


def test_the_example_of_the_standard_is_found_good_and_made_again() -> None:
    """GB/T 32918.5, annex A."""
    example = encode_dss_signature(R, S)
    assert sm2.times(PRIVATE, sm2.G) == PUBLIC
    told = "f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640"
    assert sm2.signed_digest(PUBLIC, MESSAGE).hex() == told
    assert sm2.holds(PUBLIC, example, MESSAGE)
    assert national.sign((PRIVATE, PUBLIC), MESSAGE, ONCE) == example


def test_sm3_is_that_of_the_standard() -> None:
    """GB/T 32905, A.1."""
    told = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert sm2.digest(b"abc").hex() == told


@pytest.mark.parametrize(
    ("public", "signature", "message"),
    [
        (PUBLIC, encode_dss_signature(R, S), b"message digesT"),
        (PUBLIC, encode_dss_signature(S, R), MESSAGE),
        (PUBLIC, encode_dss_signature(R, S + sm2.N), MESSAGE),
        (PUBLIC, encode_dss_signature(0, S), MESSAGE),
        (PUBLIC, encode_dss_signature(R, sm2.N - R), MESSAGE),
        (PUBLIC, b"", MESSAGE),
        ((PUBLIC[0], PUBLIC[1] ^ 1), encode_dss_signature(R, S), MESSAGE),
        ((0, 0), encode_dss_signature(R, S), MESSAGE),
    ],
)
def test_anything_else_does_not_hold(
    public: tuple[int, int], signature: bytes, message: bytes
) -> None:
    assert not sm2.holds(public, signature, message)


@pytest.fixture
def authority(settings: Settings, tmp_path: Path) -> National:
    """Its root is chosen, and the company has switched it on."""
    made = National(signed.company().name, clock.now())
    (tmp_path / "sm2.pem").write_bytes(pem.armor("CERTIFICATE", made.root))
    settings.SM2_ROOTS = str(tmp_path / "sm2.pem")
    settings.KEY_HOLDERS = {"token": "tests.simulators.national.Sm2Token"}
    settings.SM2_KEYS = ["token/sm2-1"]
    Sm2Token.national = made
    return made


def over(data: bytes) -> bytes:
    return signing.sign(data, signed.company(), Place("token", "sm2-1"), clock.now())


def test_it_names_the_company_and_fits_its_paper_only(authority: National) -> None:
    container = over(b"paper")
    found = sm2_seals.look(b"paper", container, clock.now())
    assert (found.name, found.trusted) == (signed.company().name, True)
    with pytest.raises(sm2_seals.NotSo):
        sm2_seals.look(b"other", container, clock.now())
    for place in range(0, len(container), 7):
        changed = bytearray(container)
        changed[place] ^= 0x10
        try:
            again = sm2_seals.look(b"paper", bytes(changed), clock.now())
        except Exception:  # noqa: BLE001, S112  whatever a parser raises: it is no signature
            continue
        # what nobody signs are versions and names of algorithms; a certificate is bound by its own
        assert not again.trusted or again == found


@pytest.mark.skipif(not shutil.which("openssl"), reason="there is no openssl here to check with")
def test_openssl_finds_signature_and_certificates_good(authority: National, tmp_path: Path) -> None:
    names = ("root", "issuing", "own")
    for name in names:
        armored = pem.armor("CERTIFICATE", getattr(authority, name))
        (tmp_path / f"{name}.pem").write_bytes(armored)
    attributes = b"attributes of a signature"
    (tmp_path / "data").write_bytes(attributes)
    (tmp_path / "sig").write_bytes(Sm2Token().sign("", attributes, "SM3withSM2"))
    distid = "distid:1234567812345678"
    common = f"openssl verify -vfyopt {distid} -attime {int(clock.now().timestamp())}"
    for command in (
        f"{common} -CAfile root.pem issuing.pem",
        f"{common} -partial_chain -trusted issuing.pem own.pem",
        "openssl x509 -in own.pem -noout -pubkey",
        f"openssl pkeyutl -verify -pubin -inkey public.pem -rawin -digest sm3 -pkeyopt {distid}"
        " -in data -sigfile sig",
    ):
        run = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False)  # noqa: S603
        assert run.returncode == 0, (command, run.stderr)
        if command.endswith("-pubkey"):
            (tmp_path / "public.pem").write_bytes(run.stdout)


def another_company(authority: National) -> None:
    name = "另一家（深圳）有限公司"
    authority.own = national.certificate(name, authority.key, clock.now(), by=authority.issuer)


def ended(authority: National) -> None:
    lasts = -dt.timedelta(days=1)
    told = national.certificate(
        authority.company, authority.key, clock.now(), by=authority.issuer, lasts=lasts
    )
    authority.own = told


def another_key(authority: National) -> None:
    authority.key = national.new_key()


def no_authority(authority: National) -> None:
    key = national.new_key()
    below = national.certificate("国密签发", key, clock.now(), by=authority.issuer)
    own = national.certificate(authority.company, authority.key, clock.now(), by=(below, key))
    authority.own, authority.issuing = own, below


@pytest.mark.parametrize("wrong", [another_company, ended, another_key, no_authority])
def test_what_does_not_hold_here_is_never_given_out(authority: National, wrong: object) -> None:
    wrong(authority)  # type: ignore[operator]
    with pytest.raises(ServiceRefuses):
        over(b"paper")


def test_whoever_has_not_chosen_the_root_is_not_told_that_it_is_good(
    authority: National, settings: Settings
) -> None:
    container = over(b"paper")
    settings.SM2_ROOTS = ""
    assert not sm2_seals.look(b"paper", container, clock.now()).trusted
    with pytest.raises(ServiceNotSetUp):
        over(b"paper")


def test_verify_says_of_one_beside_a_paper_that_only_this_software_knows_it(
    authority: National, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper, root = signed.paper(), tmp_path / "house.pem"
    root.write_bytes(paper.root)
    place, beside = tmp_path / "离职协议.pdf", tmp_path / "离职协议.pdf.sm2"
    place.write_bytes(paper.pdf)
    for container, code, words in (
        (over(paper.pdf), 0, "常用 PDF 阅读器不认识"),
        (over(b"other"), 1, "国密（SM2）签名与这份文书对不上"),
    ):
        beside.write_bytes(container)
        with pytest.raises(SystemExit) as end:
            call_command("verify", str(place), f"--root={root}")
        assert end.value.code == code
        assert words in capsys.readouterr().out


def built(company: Company) -> bytes:
    """A case whose letter and receipt have been issued, in its package."""
    case = make.case(company.zhang_min)
    make.work()
    case = papers.with_everything(case.pk)
    more = signing.files_of(case, clock.now())
    package = packing.build(
        case, clock.now(), sealer=sealing.detached, root=trust.root_pem(), more=more
    )
    return documents.read(package.file)


def unpacked(data: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(data)) as bag:
        bag.extractall(folder)
    return folder


def test_a_package_holds_one_for_each_issued_paper(
    company: Company, authority: National, tmp_path: Path
) -> None:
    entity = company.zhang_min.entity
    authority.own = national.certificate(
        entity.name, authority.key, clock.now(), by=authority.issuer
    )
    data = built(company)
    folder = unpacked(data, tmp_path / "out")
    ledger = json.loads(next(folder.glob("*/data/metadata/ledger.json")).read_text())
    issued = {one["number"] for one in ledger if one["signed"]}
    beside = {one.stem for one in folder.glob("*/data/sm2/*.p7s")}
    assert beside == issued != set()
    verdict = packages.check(folder, trust.root_pem())
    assert verdict.valid, verdict.problems
    assert len([one for one in verdict.notes if "SM2" in one]) == len(issued)
    assert all("只有本软件核对过" in one for one in verdict.notes)
    rootfile.write(trust.root_pem())
    answer = judging.judge(data, clock.now())
    assert {(name, trusted) for _about, name, trusted in answer["beside"]} == {(entity.name, True)}
    changed = next(folder.glob("*/data/sm2/*.p7s"))
    changed.write_bytes(changed.read_bytes()[:-1] + b"\0")
    codes = {one.code for one in packages.check(folder, trust.root_pem()).problems}
    assert {"sm2_bad", "file_changed"} <= codes


def test_it_is_off_unless_somebody_switches_it_on(company: Company) -> None:
    case = make.case(company.zhang_min)
    make.work()
    assert signing.files_of(papers.with_everything(case.pk), clock.now()) == {}


def test_a_service_on_the_line_gets_the_digest_of_the_standard(
    authority: National, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REMOTE_HASH_URL, settings.REMOTE_HASH_TOKEN = licensed.URL, licensed.TOKEN
    asked: list[dict[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            told = [base64.b64encode(authority.own).decode()]
            return httpx.Response(200, json={"certificates": told})
        asked.append(json.loads(request.content))
        return httpx.Response(200, json={"signature": base64.b64encode(b"r and s").decode()})

    monkeypatch.setattr(wire, "transport", lambda: httpx.MockTransport(answer))
    assert RemoteHolder().sign("sm2-1", b"attributes", "SM3withSM2") == b"r and s"
    digest = sm2.signed_digest(authority.key[1], b"attributes")
    expected = {"algorithm": "SM3withSM2", "digest": base64.b64encode(digest).decode()}
    assert asked == [expected]


def test_the_page_for_strangers_says_of_whom_and_that_only_we_know_it(
    company: Company, authority: National, client: Client
) -> None:
    entity = company.zhang_min.entity
    authority.own = national.certificate(
        entity.name, authority.key, clock.now(), by=authority.issuer
    )
    data = built(company)
    rootfile.write(trust.root_pem())
    caches["local"].clear()
    page = handed_in(client, data)
    for words in ("文书旁的国密（SM2）签名", entity.name, "只有本软件核对过"):
        assert words in page
