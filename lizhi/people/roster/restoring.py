"""Put the values back that people had before a batch."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import Any

from lizhi.people.models import Employment, MonthlyWage, bank_index, id_index
from lizhi.people.roster import differences
from lizhi.people.roster.differences import Kept


def restore(employment: Employment, kept: Kept) -> set[int]:
    """The old values of this employment; gives the departments whose head may be another now."""
    touched = {employment.department_id}
    restore_person(employment, kept)
    _restore_work(employment, kept)
    _restore_months(employment, kept.old)
    return touched | {employment.department_id}


def restore_person(employment: Employment, kept: Kept) -> None:
    """Who somebody was, and the phone of the login."""
    person, user, old = employment.person, employment.user, kept.old
    for name in differences.PERSON:
        if name in old:
            setattr(person, name, differences.read(name, old[name]))
    if "id_number" in old:
        person.id_index = id_index(person.id_number)
    if old.keys() & set(differences.PERSON):
        person.save()
    if old.keys() & {"name", "phone"}:
        user.name = person.name
        user.phone = old.get("phone") or user.phone
        user.save()


def _restore_work(employment: Employment, kept: Kept) -> None:
    old, before = kept.old, kept.before
    for name in differences.WORK:
        if name in old:
            setattr(employment, name, differences.read(name, old[name]))
    if "bank_account" in old:
        account = employment.bank_account
        employment.bank_index = bank_index(account) if account else ""
    employment.average_is_given = before.get("average_is_given", employment.average_is_given)
    if old.keys() & set(differences.PLACE):
        for name in differences.PLACE:
            setattr(employment, f"{name}_id", before[name])
    if "manager" in old:
        employment.reports_to_id = before.get("manager")
    employment.save()


def _restore_months(employment: Employment, old: dict[str, Any]) -> None:
    months: dict[str, dict[str, str | None]] = defaultdict(dict)
    for name, value in old.items():
        kind, colon, month = name.partition(":")
        if colon:
            months[month]["amount" if kind == "wage" else kind] = value
    for month, values in months.items():
        row = MonthlyWage.objects.filter(
            employment=employment, month=dt.date.fromisoformat(f"{month}-01")
        )
        if "amount" in values and values["amount"] is None:
            row.delete()
        else:
            row.update(**{kind: Decimal(value or 0) for kind, value in values.items()})
