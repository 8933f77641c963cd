"""What in the whole house points to a row, whatever room it is in: nothing here knows the rooms."""

from collections.abc import Iterable

from django.db import models


def pointed_at(
    model: type[models.Model],
    keys: Iterable[int],
    *,
    besides: frozenset[type[models.Model]] = frozenset(),
) -> set[int]:
    """Which of these rows have others that refer to them; rows of `besides` do not count."""
    wanted = list(keys)
    found: set[int] = set()
    for relation in model._meta.related_objects:  # noqa: SLF001  Django's own API
        other = relation.related_model
        if isinstance(other, str) or other in besides:
            continue
        name = relation.field.name
        rows: models.QuerySet[models.Model] = models.QuerySet(other).filter(
            **{f"{name}__in": wanted}
        )
        found.update(rows.values_list(name, flat=True))
    return found
