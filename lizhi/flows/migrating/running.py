"""The running cases that go by an older version, and what a change would do to each of them."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import wording
from lizhi.common.permits import permit
from lizhi.common.refusals import Refused
from lizhi.flows import rules
from lizhi.flows.migrating import making, marking
from lizhi.flows.migrating.planning import Choices, Plan
from lizhi.people.models import roles_of
from lizhi.workflow.models import Run, Version
from lizhi.workflow.tree import FOR_PEOPLE, Tree


@dataclass
class Look:
    """One case on the page."""

    case: Case
    now_at: str
    then_at: str = ""
    notes: list[str] = field(default_factory=list)
    reason: str = ""
    """Why it cannot; empty: it can."""
    may_give_up: bool = False
    """It can, if HR gives the step up that is gone."""
    may_skip: bool = False
    """A branch begins that HR may let it skip."""


def behind(version: Version, user: User) -> QuerySet[Case]:
    """Running cases of the reader's branches that go by another version of this process.

    Of a version that has not been published yet: all of them.
    """
    older = Run.objects.open().filter(version__definition=version.definition_id)
    cases = Case.objects.running().filter(
        Exists(older.filter(case=OuterRef("pk")).exclude(version=version.pk))
    )
    branches = roles_of(user).hr_branches
    cases = cases if branches is None else cases.filter(branch__in=branches)
    people = cases.select_related("employment__person__user", "branch", "entity")
    return people.order_by(F("due_at").asc(nulls_last=True), "pk")


def look(case: Case, version: Version, choices: Choices, by: User, *, at: dt.datetime) -> Look:
    """A dry run of one: nothing is written."""
    seen = Look(case, case.label or _("by itself"))
    own = permit(rules.check_not_own, by, case)
    if not own.allowed:
        seen.reason = str(own.reason)
        return seen
    try:
        planned = making.look(case, version, choices, at=at)
    except Refused as refusal:
        seen.reason = str(refusal.reason)
        seen.may_give_up = not choices.close and _can(case, version, choices, at)
        return seen
    seen.now_at = _names(planned.before.old, planned.before.open)
    seen.then_at = _names(planned.tree, planned.standing)
    seen.notes = [*_times(case, planned), *_differences(planned)]
    seen.may_skip = bool(set(planned.started) - _owed(planned))
    return seen


def _can(case: Case, version: Version, choices: Choices, at: dt.datetime) -> bool:
    try:
        making.look(case, version, Choices(close=True, start=choices.start), at=at)
    except Refused:
        return False
    return True


def _owed(planned: Plan) -> set[str]:
    """First steps of branches that begin because of the law: nobody may skip them."""
    row = planned.tree.row
    rows = [planned.tree.rows[row[key]] for key in planned.started]
    return {key for key, inside in zip(planned.started, rows, strict=True) if inside & planned.owed}


def _times(case: Case, planned: Plan) -> list[str]:
    if case.due_at is None or not planned.kept:
        return []
    return [_("times stay, still until %(due)s") % {"due": wording.moment(case.due_at)}]


def _differences(planned: Plan) -> list[str]:
    ahead, past = _new_steps(planned)
    said = (
        (planned.given_up, _("“%(steps)s” is given up")),
        (planned.started, _("“%(steps)s” begins now")),
        (planned.skipped, _("“%(steps)s” is skipped")),
        (ahead, _("“%(steps)s” comes later")),
        (past, _("“%(steps)s” is past, this case does without")),
    )
    trees = (planned.before.old, *[planned.tree] * (len(said) - 1))
    return [
        words % {"steps": _names(tree, keys)}
        for (keys, words), tree in zip(said, trees, strict=True)
        if keys
    ]


def _new_steps(planned: Plan) -> tuple[list[str], list[str]]:
    """Steps of people that the old version did not have: to come, and past already."""
    new = [
        key
        for key, step in planned.tree.steps.items()
        if step["kind"] in FOR_PEOPLE and key not in planned.before.old.steps
    ]
    new = [key for key in new if key not in {*planned.standing, *planned.skipped}]
    ahead = [key for key in new if marking.is_ahead(planned.tree, planned.standing, key)]
    return ahead, [key for key in new if key not in ahead]


def _names(tree: Tree, keys: object) -> str:
    wanted = set(keys)  # type: ignore[call-overload]
    found = [key for key in tree.steps if key in wanted]
    people = [key for key in found if tree.steps[key]["kind"] in FOR_PEOPLE] or found
    return "、".join(str(tree.steps[key].get("name", key)) for key in people)
