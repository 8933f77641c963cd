"""A vendor's certificate authority and its PAdES signatures, made by our own engine."""

import datetime as dt
import hashlib
import io
from dataclasses import dataclass
from functools import cache

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from lizhi.signing import cms, pdf, profiles, stamps
from lizhi.signing.profiles import Issuer, Profile

FOUNDED = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
BOX = [[(4.0, 4.0), (60.0, 10.0), (8.0, 24.0)]]


@dataclass(frozen=True)
class Spot:
    """Where a signature goes: the centre, in points from the top left."""

    page: int
    x: float
    y: float
    w: float = 120
    h: float = 48


class Vendor:
    """One vendor: a root, an authority below it, an authority of time stamps."""

    def __init__(self, name: str) -> None:
        self.name = name
        forever = profiles.FOREVER
        self.root = _issued(Profile(_name(f"{name} ROOT"), forever, authority_over=1), None)
        below = Profile(_name(f"{name} CA"), forever, authority_over=0)
        self.issuing = _issued(below, self.root)
        stamps_profile = Profile(_name(f"{name} TSA"), forever, profiles.STAMPS)
        self.stamps = _issued(stamps_profile, self.root)

    @property
    def root_pem(self) -> bytes:
        """What an administrator of ours has to trust."""
        return self.root.certificate.public_bytes(Encoding.PEM)

    def sign(
        self,
        paper: bytes,
        *,
        name: str,
        spot: Spot,
        field: str,
        at: dt.datetime,
        organisation: str = "",
    ) -> bytes:
        """One more revision, with a field of the vendor's own and a signature with a stamp."""
        subject = profiles.name(name, organisation=organisation)
        signer = _issued(Profile(subject, profiles.YEAR, profiles.SIGNS), self.issuing, at)
        writer = pdf.revision(paper)
        box = _box(writer, spot)
        append_signature_field(writer, SigFieldSpec(field, on_page=spot.page - 1, box=box))
        steps = PdfCMSEmbedder().write_cms(
            field_name=field, writer=writer, existing_fields_only=True
        )
        drawn = pdf.Drawing(spot.w, spot.h, BOX)
        pdf.draw(writer, next(steps).get_object(), drawn)
        empty = SignatureObject(at, SigSeedSubFilter.PADES, bytes_reserved=2 * 8192)
        steps.send(SigObjSetup(sig_placeholder=empty))
        prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
        signed = cms.signed_data(signer, prepared.document_digest, chain=[self.issuing.certificate])
        digest = hashlib.sha256(signed.signature).digest()
        stamp = stamps.Authority(self.stamps, at).stamp(digest, "sha256")
        steps.send(signed.dump(stamp.token))
        return bytes(output.getvalue())


@cache
def of(name: str) -> Vendor:
    """The same one for a whole run: making authorities takes time."""
    return Vendor(name)


def redrawn(paper: bytes) -> bytes:
    """The same pages in other bytes, as a vendor that converts every file makes them."""
    with pikepdf.open(io.BytesIO(paper)) as opened:
        if "/AcroForm" in opened.Root:
            del opened.Root.AcroForm
        for page in opened.pages:
            if "/Annots" in page:
                del page.Annots
        out = io.BytesIO()
        opened.save(out)
        return out.getvalue()


def another(pages: int) -> bytes:
    """Another paper with as many pages, and nothing on them."""
    with pikepdf.new() as made:
        for _number in range(pages):
            made.add_blank_page(page_size=(595, 842))
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()


def _name(common: str) -> x509.Name:
    return profiles.name(common, organisation="模拟认证机构")


def _issued(profile: Profile, issuer: Issuer | None, at: dt.datetime = FOUNDED) -> Issuer:
    curve = ec.SECP384R1() if profile.authority_over is not None else ec.SECP256R1()
    key = ec.generate_private_key(curve)
    return Issuer(profiles.build(profile, key, issuer, at), key)


def _box(writer: pdf.Revision, spot: Spot) -> tuple[int, int, int, int]:
    page = writer.page_ref(spot.page - 1).get_object()
    sizes = page["/MediaBox"] if "/MediaBox" in page else page["/Parent"]["/MediaBox"]
    height = float(sizes[3])
    left, bottom = spot.x - spot.w / 2, height - spot.y - spot.h / 2
    return (round(left), round(bottom), round(left + spot.w), round(bottom + spot.h))
