"""The pages that people open most often, in this process, signed in."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from django.core.cache import caches
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.config.bench import steps
from lizhi.config.bench.browser import Browser
from lizhi.config.bench.copies import ENDED
from lizhi.config.bench.measuring import WARM_UP, Call, Cost, Row, measure, row
from lizhi.config.bench.staff import Company


def rows(company: Company, models_of: Mapping[str, Case], cases: int, *, times: int) -> list[Row]:
    """Board, progress, refresh: each as whoever it costs most for."""
    running = {step: case for step, case in models_of.items() if step != ENDED}
    return [
        _board(company, cases, times),
        _worst("progress", "offboarding:case", running, cases, times),
        _settlement(company, models_of["settlement"], cases, times),
        _worst("refresh", "offboarding:progress", running, cases, times),
    ]


def _board(company: Company, cases: int, times: int) -> Row:
    readers = {"hr": company.hr, "group_hr": company.group_hr, "finance": company.finance}
    found: dict[str, Cost] = {}
    first: dict[str, float] = {}
    for role, user in readers.items():
        caches["local"].clear()
        page = Browser(user).page(reverse("offboarding:board"))
        first[role] = measure([page], warm_up=0).cpu_ms
        found[role] = _again(page, times)
    role = max(found, key=lambda name: found[name].cpu_ms)
    return row("board", cases, _most(found), reader=role, nothing_kept_ms=max(first.values()))


def _settlement(company: Company, case: Case, cases: int, times: int) -> Row:
    """The first draft, and one that has two versions behind it to be compared with."""
    page = Browser(company.finance).page(reverse("settlement:desk", args=[case.number]))
    found = {"first": _again(page, times)}
    for days in (1, 2):
        steps.draft(company, case, unpaid_days=Decimal(days))()
    found["again"] = _again(page, times)
    dearest = max(found, key=lambda name: found[name].cpu_ms)
    return row("settle_page", cases, _most(found), draft=dearest)


def _worst(name: str, page: str, running: Mapping[str, Case], cases: int, times: int) -> Row:
    found = {step: _again(_own(case.leaver, page, case), times) for step, case in running.items()}
    return row(name, cases, _most(found), step=max(found, key=lambda one: found[one].cpu_ms))


def _own(user: User, page: str, case: Case) -> Call:
    return Browser(user).page(reverse(page, args=[case.number]))


def _again(page: Call, times: int) -> Cost:
    return measure([page] * (times + WARM_UP))


def _most(found: Mapping[str, Cost]) -> Cost:
    """The dearest by CPU; queries and bytes are the most of all."""
    dearest = max(found.values(), key=lambda cost: cost.cpu_ms)
    return replace(
        dearest,
        queries=max(cost.queries for cost in found.values()),
        bytes=max(cost.bytes for cost in found.values()),
    )
