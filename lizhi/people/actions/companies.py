"""The legal entity, whose name and seal stand on papers, and the very first one of a house."""

import datetime as dt
from typing import Any

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.people import rules, seals
from lizhi.people.models import Group, LegalEntity, RoleGrant

ADMINISTRATOR = RoleGrant.Role.ADMINISTRATOR


@transaction.atomic
def save_entity(
    entity: LegalEntity, *, values: dict[str, Any], seal: bytes | None, drop_seal: bool, by: User
) -> None:
    """From now on papers carry this name and this seal; those that are out do not change."""
    rules.check_can_look_after_company(by)
    for name, value in values.items():
        setattr(entity, name, value)
    entity.save(update_fields=list(values))
    if seal is not None:
        seals.keep(entity, seal)
    elif drop_seal:
        seals.drop(entity)


@transaction.atomic
def start(
    *, group: str, name: str, values: dict[str, Any], seal: bytes | None, by: User, at: dt.datetime
) -> LegalEntity:
    """The house gets its group, its first company and its administrator. Twice is once."""
    rules.check_can_start(by)
    by.name = name
    User.objects.filter(pk=by.pk).update(name=name)
    house = Group.objects.order_by("pk").first() or Group.objects.create(name=group, created_at=at)
    entity, _made = LegalEntity.objects.update_or_create(
        name=values["name"],
        defaults={key: value for key, value in values.items() if key != "name"},
        create_defaults={**values, "group": house, "created_at": at},
    )
    if seal is not None:
        seals.keep(entity, seal)
    RoleGrant.objects.get_or_create(user=by, role=ADMINISTRATOR, defaults={"created_at": at})
    by.__dict__.pop("_roles", None)
    return entity
