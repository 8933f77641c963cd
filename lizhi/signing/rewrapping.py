"""Let another key of the installation wrap the keys of signatures, cases and files.

Only what is wrapped is touched: what lies under those keys stays as it is. A row is written only
if it still is what was read, so a key that somebody drops meanwhile stays dropped; killed anywhere,
the next run goes on with whatever is left.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from django.db import models, transaction

from lizhi.cases.models import Case
from lizhi.common import encryption
from lizhi.documents.models import DataKey
from lizhi.signing import ledger, token_keys
from lizhi.signing.models import Certificate, TokenKey

BATCH = 200


@dataclass(frozen=True)
class Wrapped:
    """Where keys lie wrapped."""

    model: type[models.Model]
    field: str
    bound_to: Callable[[Any], str]

    def rows(self, after: int = 0) -> "models.QuerySet[Any]":
        """Those that hold a key, in their order."""
        held = self.model._base_manager.filter(pk__gt=after)  # noqa: SLF001  Django's own API
        return held.exclude(**{self.field: None}).order_by("pk")

    def is_old(self, row: Any) -> bool:
        """Whether the key of now does not open it."""
        key = bytes(getattr(row, self.field))
        return not encryption.is_wrapped_anew(key, bound_to=self.bound_to(row))


EVERYWHERE = (
    Wrapped(Certificate, "wrapped_key", lambda row: ledger.place(row.serial)),
    Wrapped(TokenKey, "wrapped_key", lambda row: token_keys.place(row.key)),
    Wrapped(Case, "data_key", lambda row: str(row.number)),
    Wrapped(DataKey, "wrapped", lambda row: str(row.bound_to)),
)


@dataclass
class Done:
    """How far it came."""

    wrapped: int = 0
    lost: int = 0
    """Rows that neither key opens."""


def run(batch: int = BATCH) -> Done:
    """Wrap anew whatever lies under the key before, some rows in each transaction."""
    done = Done()
    for kind in EVERYWHERE:
        last = 0
        while rows := list(kind.rows(last)[:batch]):
            with transaction.atomic():
                for row in rows:
                    _anew(kind, row, done)
            last = rows[-1].pk
    return done


def _anew(kind: Wrapped, row: Any, done: Done) -> None:
    if not kind.is_old(row):
        return
    old, place = bytes(getattr(row, kind.field)), kind.bound_to(row)
    try:
        key = encryption.unwrap(old, bound_to=place)
    except InvalidTag:
        done.lost += 1
        return
    same = kind.model._base_manager.filter(pk=row.pk, **{kind.field: old})  # noqa: SLF001  as above
    done.wrapped += same.update(**{kind.field: encryption.wrap(key, bound_to=place)})


def left() -> Iterator[tuple[str, int]]:
    """Tables in which rows do not lie under the key of now, and how many they are."""
    for kind in EVERYWHERE:
        count = sum(kind.is_old(row) for row in kind.rows().iterator(chunk_size=BATCH))
        if count:
            yield kind.model._meta.db_table, count  # noqa: SLF001  Django's own API
