"""Somebody keeps a view of the board, or lets it go."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.offboarding import menu, words
from lizhi.offboarding.board import Query
from lizhi.offboarding.models import SavedFilter

MOST = 12
"""More chips than these nobody reads."""


@transaction.atomic
def save_filter(user: User, name: str, query: Query) -> SavedFilter:
    """Keep it under this name; the same name again means the new view."""
    if not menu.works_at_a_desk(user):
        raise NotPermitted(words.FOR_HR)
    User.objects.select_for_update().get(pk=user.pk)
    mine = SavedFilter.objects.filter(user=user)
    if not mine.filter(name=name).exists() and mine.count() >= MOST:
        raise Refused(_("At most %(most)d are kept. Please let one of them go.") % {"most": MOST})
    saved, _made = SavedFilter.objects.update_or_create(
        user=user, name=name, defaults={"query": query.address}
    )
    return saved


def drop_filter(user: User, key: int) -> None:
    """Let one of one's own go; one that is gone already is no mistake."""
    SavedFilter.objects.filter(user=user, pk=key).delete()
