"""How many people's faces were compared: each once, by a name that says nothing of them."""

import datetime as dt

from django.conf import settings

from lizhi.common import encryption, rows
from lizhi.identity.models import FacePerson


def count_face(user: int, *, at: dt.datetime) -> None:
    """This person counts, from now on and for the time that the settings say."""
    person = encryption.blind_index("face-person", str(user))
    row = FacePerson(person=person, created_at=at, last_at=at)
    if not rows.insert_unless_there([row]):
        FacePerson.objects.filter(person=person, last_at__lt=at).update(last_at=at)


def forget_faces(now: dt.datetime) -> int:
    """Drop whoever counts no more; how many they were."""
    kept = dt.timedelta(days=settings.FACE_COUNTED_DAYS)
    return FacePerson.objects.filter(last_at__lt=now - kept).delete()[0]
