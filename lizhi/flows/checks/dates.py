"""The dates of a case that a step can wait for or count from."""

from functools import cache

from django.db import models

from lizhi.cases.models import Case


@cache
def dates(*, certain: bool = False) -> frozenset[str]:
    """Their names; `certain`: those that every case has from its beginning."""
    every = [f for f in Case._meta.get_fields() if type(f) is models.DateField]  # noqa: SLF001  Django's own API
    return frozenset(field.name for field in every if not (certain and field.null))
