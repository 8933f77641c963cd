"""An envelope of ours in the neutral words of the port. Only the job worker comes here."""

from django.conf import settings
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.common.prepared import Prepared, given
from lizhi.documents import actions as documents
from lizhi.identity import rules as proofs
from lizhi.people.identity import is_card
from lizhi.signing import ladder, pdf, rules
from lizhi.signing.models import Actor, Envelope
from lizhi.signing.providers import ActorSpec, Doc, Field
from lizhi.signing.providers import Envelope as Spec

PASSPORTS = {"护照": "passport", "passport": "passport"}
SIGNERS = Prepared(
    lambda: (
        Actor.objects.filter(envelope=given("envelope"))
        .select_related("user__person", "entity")
        .order_by("order", "pk")
    )
)


def spec_of(envelope: Envelope, *, asked_before: bool = False) -> Spec:
    """Paper, signers and the places that were left for them."""
    file = envelope.paper.file
    doc = Doc(envelope.paper.number, file.name, documents.read(file), file.digest)
    actors = SIGNERS.all(envelope=envelope.pk)
    return Spec(
        biz_no=envelope.biz_no,
        subject=envelope.subject,
        docs=(doc,),
        actors=tuple(_actor(actor, envelope) for actor in actors),
        fields=tuple(
            Field(doc.id, place.role, page=place.page, x=place.x, y=place.y, w=place.w, h=place.h)
            for place in pdf.places(doc.pdf)
        ),
        expires_at=envelope.expires_at,
        level=envelope.level,
        return_url=return_url(envelope),
        callback_url=f"{settings.ORIGIN}{reverse('signing:called', args=[envelope.provider])}",
        asked_before=asked_before,
        made_at=envelope.created_at,
    )


def return_url(envelope: Envelope) -> str:
    """Where somebody comes back to from a service outside."""
    return f"{settings.ORIGIN}{reverse('signing:outside', args=[envelope.biz_no])}"


def page_count(spec: Spec) -> int:
    """Of the one paper in it."""
    return pdf.page_count(spec.docs[0].pdf)


def _actor(actor: Actor, envelope: Envelope) -> ActorSpec:
    if actor.user is None:
        name = actor.entity.name if actor.entity else ""
        code = actor.entity.credit_code if actor.entity else ""
        return ActorSpec(actor.role, actor.kind, name, order=actor.order, org_ref=code)
    person = getattr(actor.user, "person", None)
    return ActorSpec(
        actor.role,
        actor.kind,
        rules.roster_name(actor.user),
        id_type=_kind_of_card(person.id_kind) if person else "",
        id_no=person.id_number if person else "",
        mobile=actor.user.phone,
        order=actor.order,
        verify=_may_verify_by(actor.user, envelope),
    )


def _kind_of_card(kind: str) -> str:
    """In the word of the port; what it has no word for is left out, and only the name compared."""
    return "id_card" if is_card(kind) else PASSPORTS.get(kind.strip().lower(), "")


def _may_verify_by(user: User, envelope: Envelope) -> frozenset[str]:
    """A code always. The service's own face check only where this person has agreed to it.

    The consent is for this very paper, under whichever number it was out before, and names this
    very service; beside it stays the code.
    """
    known = Envelope.objects.filter(paper=envelope.paper_id).values_list("biz_no", flat=True)
    service = envelope.provider
    may = service in settings.FACE_SERVICES and "face" in ladder.ways(envelope.purpose)
    agreed = may and proofs.face_consent(user, *known, service=service)
    return frozenset({"sms", "face"} if agreed else {"sms"})
