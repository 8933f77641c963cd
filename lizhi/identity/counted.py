"""How many people's faces a service was asked to compare, each once."""

import datetime as dt

from django.conf import settings

from lizhi.identity.models import FacePerson


def people(at: dt.datetime) -> int:
    """Those whose last try is not older than the settings say (`LIZHI_FACE_COUNTED_DAYS`).

    Somebody counts from the moment in which the way to the camera was open: whether it ran, only
    the service knows, and one too many is the safe side.
    """
    since = at - dt.timedelta(days=settings.FACE_COUNTED_DAYS)
    return FacePerson.objects.filter(last_at__gte=since).count()
