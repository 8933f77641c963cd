"""How far an agreement has come, with any of the services."""

from lizhi.common import clock
from lizhi.signing import actions
from lizhi.signing.models import Envelope
from tests.signing import world
from tests.signing.providers.played import Service


def refreshed(envelope: Envelope) -> Envelope:
    """As it stands now."""
    return Envelope.objects.select_related("case__entity", "paper__file").get(pk=envelope.pk)


def sent(service: Service) -> Envelope:
    """The agreement is out, and the employee can sign it."""
    envelope = world.sent()
    service.settle()
    return refreshed(envelope)


def signed(service: Service) -> Envelope:
    """The employee has signed."""
    envelope = sent(service)
    service.sign(envelope)
    service.settle()
    return refreshed(envelope)


def consented(service: Service) -> Envelope:
    """The company has consented; nothing has been done about it yet."""
    envelope = signed(service)
    actions.seal_for(envelope.case.entity, world.company(envelope), by=None, at=clock.now())
    return envelope


def sealed(service: Service) -> Envelope:
    """Both signatures are on, and we have heard of it."""
    envelope = consented(service)
    service.settle()
    return refreshed(envelope)
