"""Put the values back that people had before a batch."""

import datetime as dt
import json
from collections import defaultdict
from decimal import Decimal
from typing import Any

from lizhi.accounts.models import phone_index
from lizhi.people.models import (
    Branch,
    Department,
    Employment,
    ImportBatch,
    LegalEntity,
    MonthlyWage,
    bank_index,
    id_index,
)
from lizhi.people.roster import differences


def restore(batch: ImportBatch, keys: set[int]) -> set[int]:
    """The old values of these employments; gives the departments whose head may be another now."""
    touched: set[int] = set()
    rows = batch.changes.filter(employment__in=keys).select_related(
        "employment__person__user", "employment__entity"
    )
    for change in rows:
        employment = change.employment
        old = {name: values[0] for name, values in json.loads(change.values).items()}
        touched.add(employment.department_id)
        _restore_person(employment, old)
        _restore_work(employment, old)
        _restore_months(employment, old)
        touched.add(employment.department_id)
    return touched


def _restore_person(employment: Employment, old: dict[str, Any]) -> None:
    person, user = employment.person, employment.user
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
        user.phone_index = phone_index(user.phone)
        user.save()


def _restore_work(employment: Employment, old: dict[str, Any]) -> None:
    for name in differences.WORK:
        if name in old:
            setattr(employment, name, differences.read(name, old[name]))
    if "bank_account" in old:
        account = employment.bank_account
        employment.bank_index = bank_index(account) if account else ""
    if old.keys() & set(differences.PLACE):
        _restore_place(employment, old)
    if "manager" in old:
        boss = Employment.objects.filter(number=old["manager"] or "").first()
        employment.reports_to = boss
    employment.save()


def _restore_place(employment: Employment, old: dict[str, Any]) -> None:
    names = {name: old.get(name) or getattr(employment, name).name for name in differences.PLACE}
    entity = LegalEntity.objects.get(name=names["entity"])
    branch = Branch.objects.get(entity=entity, name=names["branch"])
    employment.entity, employment.branch = entity, branch
    employment.department = Department.objects.get(branch=branch, name=names["department"])


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
