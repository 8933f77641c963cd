"""Write what a plan says: few statements for many rows, encrypted columns and indexes included."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from lizhi.accounts.models import User
from lizhi.people.models import (
    Employment,
    ImportBatch,
    ImportedChange,
    MonthlyWage,
    Person,
)
from lizhi.people.roster import differences, telling
from lizhi.people.roster.entries import Entry
from lizhi.people.roster.fresh import Fresh
from lizhi.people.roster.places import Places
from lizhi.people.roster.planning import Change, Plan, in_parts
from lizhi.people.roster.putting import put_person, put_work

PART = 1000
USER_FIELDS = ["name", "phone", "phone_index"]
PERSON_FIELDS = [*differences.PERSON, "id_index"]
WORK_FIELDS = [*differences.WORK, *differences.PLACE, "average_is_given", "bank_index"]


class Writer:
    """One batch on its way into the database, inside the caller's transaction."""

    def __init__(
        self,
        batch: ImportBatch,
        places: Places,
        fields: frozenset[str],
        *,
        at: dt.datetime,
        progress: Callable[[int], None],
    ) -> None:
        self.batch = batch
        self.places = places
        self.fields = fields
        """What the file has a column for; of somebody known the rest stays as it is."""
        self.at = at
        self._progress = progress
        self._fresh = Fresh(batch, places, at)
        self._done = 0
        self.departments: set[int] = set()
        """Whose head may be another now."""
        self.left: set[int] = set()
        """Departments that somebody has moved out of: an undo of this batch needs them."""

    def write(self, plan: Plan) -> None:
        """New people, changed people, then who of those who were here reports to whom."""
        met = plan.persons.keys() | plan.users.keys()
        fresh = [entry for entry in plan.new if entry.number not in met]
        others = [entry for entry in plan.new if entry.number in met]
        self._fresh.expect(fresh)
        for part in in_parts(fresh, PART):
            self._fresh.write(part)
            write_months((self._fresh.keys[e.number], e.months) for e in part if e.months)
            self._step(len(part))
        for entry in others:
            self._write_met(entry, plan.persons.get(entry.number), plan.users.get(entry.number))
        for changes in in_parts(plan.changes, PART):
            self._write_changes(changes)
            self._step(len(changes))
        moved = [change.entry for change in plan.changes if "manager" in change.values]
        met_bosses = [e for e in fresh if e.manager in met]
        link([*others, *moved, *met_bosses])
        self.departments.update(self.places.of(entry)[2] for entry in plan.new)

    def _step(self, rows: int) -> None:
        self._done += rows
        self._progress(self._done)

    def _write_met(self, entry: Entry, person: Person | None, user: User | None) -> None:
        """Somebody who worked here before, or who has had a login without an employment."""
        person = person or Person(user=user, created_at=self.at)
        values = differences.of_person(person, entry, self.fields)
        self._put_user(person.user, entry)
        person.user.save()
        put_person(person, entry, self.fields)
        person.save()
        entity, branch, department = self.places.of(entry)
        employment = Employment(
            person=person,
            entity_id=entity,
            branch_id=branch,
            department_id=department,
            number=entry.number,
            batch=self.batch,
            created_at=self.at,
        )
        put_work(employment, entry, self.fields | {"average_wage"})
        employment.save()
        write_months([(employment.pk, entry.months or {})])
        self._remember([(employment, differences.Kept(values))])

    def _write_changes(self, changes: Sequence[Change]) -> None:
        users, persons, employments, kept = [], [], [], []
        for change in changes:
            entry, employment, values = change.entry, change.employment, change.values
            unsaid = differences.unsaid(employment, values)
            kept.append((employment, differences.Kept(values, unsaid)))
            if "phone" in values or "name" in values:
                self._put_user(employment.user, entry)
                users.append(employment.user)
            if values.keys() & set(differences.PERSON):
                put_person(employment.person, entry, values.keys())
                persons.append(employment.person)
            if values.keys() & {*differences.WORK, *differences.PLACE}:
                put_work(employment, entry, values.keys())
                self._move(employment, entry, values)
                employments.append(employment)
            if "manager" in values or "left_on" in values:
                self.departments.add(employment.department_id)
        _upsert(User, users, USER_FIELDS)
        _upsert(Person, persons, PERSON_FIELDS)
        _upsert(Employment, employments, WORK_FIELDS)
        monthly = [change for change in changes if any(":" in name for name in change.values)]
        write_months((change.employment.pk, change.entry.months or {}) for change in monthly)
        self._remember(kept)

    def _remember(self, kept: Sequence[tuple[Employment, differences.Kept]]) -> None:
        """What was changed on people who were here, for the report and for an undo."""
        ImportedChange.objects.bulk_create(
            ImportedChange(
                batch=self.batch,
                employment=employment,
                values=one.written(),
                fields=len(one.values),
            )
            for employment, one in kept
        )

    def _put_user(self, user: User, entry: Entry) -> None:
        """Name and phone with the index that a plain save would set; the old phone is told."""
        old = user.phone
        user.name, user.phone, user.phone_index = entry.name, entry.phone, entry.phone_key
        if old != user.phone:
            key = f"{self.batch.pk}"
            telling.phone_changed(old, user, key=key, by=self.batch.by, at=self.at)

    def _move(self, employment: Employment, entry: Entry, values: differences.Values) -> None:
        if not values.keys() & set(differences.PLACE):
            return
        self.departments.add(employment.department_id)
        self.left.add(employment.department_id)
        places = self.places.of(entry)
        employment.entity_id, employment.branch_id, employment.department_id = places
        self.departments.add(employment.department_id)


def write_months(pairs: Iterable[tuple[int, dict[str, Decimal]]]) -> None:
    """Wages month by month; a month that is in the file replaces the one that was known."""
    rows = []
    for key, months in pairs:
        for name, amount in months.items():
            kind, _colon, month = name.partition(":")
            if kind == "wage":
                first = dt.date.fromisoformat(f"{month}-01")
                overtime = months.get(f"overtime:{month}", Decimal(0))
                rows.append(
                    MonthlyWage(employment_id=key, month=first, amount=amount, overtime=overtime)
                )
    MonthlyWage.objects.bulk_create(
        rows,
        batch_size=PART,
        update_conflicts=True,
        unique_fields=["employment", "month"],
        update_fields=["amount", "overtime"],
    )


def link(entries: Sequence[Entry]) -> None:
    """Reporting lines, once everybody is there. A manager whose own row is bad is not there."""
    reports: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        reports[entry.manager].append(entry.number)
    keys: dict[str, int] = {}
    for numbers in in_parts(list(reports)):
        keys.update(Employment.objects.filter(number__in=numbers).values_list("number", "pk"))
    for boss, numbers in reports.items():
        for part in in_parts(numbers):
            Employment.objects.filter(number__in=part).update(reports_to=keys.get(boss))


def _upsert(model: Any, rows: Sequence[Any], fields: list[str]) -> None:
    """Rows that exist, in one statement for many."""
    if rows:
        model.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["id"], update_fields=fields
        )
