"""Rows become records; what they say anew replaces what was kept, and can come back."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from lizhi.people.roster import bulk
from lizhi.settlement.models import PayBatch, PayRecord
from lizhi.settlement.payroll import checking, planning
from lizhi.settlement.payroll.entries import Entry
from lizhi.settlement.payroll.planning import Plan

COLUMNS = (
    *("id", "employment_id", "sheet", "item", "values", "batch_id"),
    *("version", "replaces_id", "created_at"),
)
Row = tuple[Any, ...]


def write(batch: PayBatch, good: Sequence[Entry], at: dt.datetime) -> Plan:
    """Inside a transaction that holds the batch: new rows, and new versions of changed ones.

    Raises `IntegrityError` where somebody else has just written about the same person and month.
    """
    made = planning.plan(good)
    older = [record.pk for record, _entry in made.changed]
    for start in range(0, len(older), checking.AT_ONCE):
        part = older[start : start + checking.AT_ONCE]
        PayRecord.objects.filter(pk__in=part).update(is_current=False)
    table = bulk.Table(PayRecord, COLUMNS)
    keys = iter(table.keys(len(made.new) + len(older)))
    with connection.wrap_database_errors:  # a COPY of PostgreSQL speaks past Django
        table.insert((next(keys), *row) for row in _rows(made, batch, at))
    return made


def _rows(made: Plan, batch: PayBatch, at: dt.datetime) -> Iterator[Row]:
    moment = bulk.moment(at)
    for entry in made.new:
        yield (*_told(entry), batch.pk, 1, None, moment)
    for record, entry in made.changed:
        yield (*_told(entry), batch.pk, record.version + 1, record.pk, moment)


def _told(entry: Entry) -> Row:
    return (*entry.key, json.dumps(entry.values))


def take_back(batch: PayBatch) -> tuple[set[int], int, int]:
    """What stood before stands again: whose it is, how many rows, and how many stay as they are."""
    mine = batch.records.select_for_update()
    standing = list(mine.filter(is_current=True).values_list("employment", "replaces"))
    staying = mine.filter(is_current=False).count()
    batch.records.filter(is_current=True).update(is_current=False)
    before = [replaced for _whose, replaced in standing if replaced]
    for start in range(0, len(before), checking.AT_ONCE):
        part = before[start : start + checking.AT_ONCE]
        PayRecord.objects.filter(pk__in=part).update(is_current=True)
    return {whose for whose, _replaced in standing}, len(standing), staying
