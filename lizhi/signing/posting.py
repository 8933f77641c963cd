"""An envelope of ours in the neutral words of the port. Only the job worker comes here."""

from django.conf import settings
from django.urls import reverse

from lizhi.common.prepared import Prepared, given
from lizhi.documents import actions as documents
from lizhi.signing import pdf, rules
from lizhi.signing.models import Actor, Envelope
from lizhi.signing.providers import ActorSpec, Doc, Field
from lizhi.signing.providers import Envelope as Spec

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
        actors=tuple(_actor(actor) for actor in actors),
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


def _actor(actor: Actor) -> ActorSpec:
    if actor.user is None:
        name = actor.entity.name if actor.entity else ""
        code = actor.entity.credit_code if actor.entity else ""
        return ActorSpec(actor.role, actor.kind, name, order=actor.order, org_ref=code)
    person = getattr(actor.user, "person", None)
    return ActorSpec(
        actor.role,
        actor.kind,
        rules.roster_name(actor.user),
        id_type=person.id_kind if person else "",
        id_no=person.id_number if person else "",
        mobile=actor.user.phone,
        order=actor.order,
    )
