"""What a well-formed definition says: everything that a step refers to exists."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from lizhi.flows.checks import calendars, conditions, fields, modes, owners
from lizhi.flows.checks.dates import dates
from lizhi.flows.checks.fields import Known
from lizhi.flows.checks.places import said, shown
from lizhi.flows.checks.problem import Problem
from lizhi.flows.checks.routes import problems as routes
from lizhi.workflow import forms_registry
from lizhi.workflow.owners import OWNER
from lizhi.workflow.tree import FOR_PEOPLE, LEAVES, Step, Tree

MOST_FILES = 3
"""They travel with one form, from a phone and a bad line too."""


def of_tree(tree: Tree, steps: list[Step]) -> list[Problem]:
    """What is named but does not exist, step by step."""
    known = fields.at_blocks(steps)
    order = {key: place for place, key in enumerate(tree.steps)}
    found = [
        problem
        for key, step in tree.steps.items()
        for problem in _of_step(tree, step, known.get(key, {}), order)
    ]
    if tree.until and tree.steps.get(tree.until, {}).get("kind") not in LEAVES:
        words = _("“withdraw” names no step that can be done: “%(name)s”.")
        found.append(Problem("", words % {"name": shown(tree.until)}, kind="sense"))
    return found


def _of_step(tree: Tree, step: Step, known: Known, order: dict[str, int]) -> Iterator[Problem]:
    kind = step["kind"]
    if kind in FOR_PEOPLE:
        yield from (said(step, words) for words in _of_people(step))
        yield from modes.problems(step)
        yield from routes(tree, step, order)
    elif kind == "notify":
        yield from (said(step, words) for words in _rule(step["to"]))
    elif kind == "wait":
        yield from (said(step, words) for words in _date(step["until"]))
    elif kind == "end":
        if tree.following[step["id"]]:
            yield said(step, _("nothing can follow an end."))
    elif "branches" in step:
        yield from _of_branches(step)
        yield from conditions.problems(step, known)


def _of_people(step: Step) -> Iterator[str]:
    for name in (step["owner"], step.get("on_empty_owner")):
        yield from _rule(name)
    if step.get("form") and step["form"] not in forms_registry.FORMS:
        yield _("there is no form “%(name)s”.") % {"name": step["form"]}
    for field in step.get("fields", ()):
        if (field["type"] == "choice") != bool(field.get("choices")):
            yield _("“%(name)s” needs choices, or must not have any.") % {"name": field["key"]}
    if sum(field["type"] == "file" for field in step.get("fields", ())) > MOST_FILES:
        yield _("a step asks for %(n)s files at most.") % {"n": MOST_FILES}
    for rule in step.get("remind", ()):
        yield from _rule(rule.get("to", OWNER))
    for rule in step.get("escalate", ()):
        yield from _of_escalation(rule)
    for rule in (*step.get("remind", ()), *step.get("escalate", ())):
        if "from" in rule:
            yield from _date(rule["from"])
    yield from calendars.unknown(step)


def _of_escalation(rule: dict[str, Any]) -> Iterator[str]:
    needs = "outcome" if rule["action"] == "close" else "to"
    if needs not in rule:
        yield _("an escalation does not say how it ends or to whom it goes.")
    elif needs == "to":
        yield from _rule(rule["to"])


def _of_branches(step: Step) -> Iterator[Problem]:
    branches = step["branches"]
    if step["kind"] == "choose":
        if "when" in branches[-1]:
            words = _("the last branch must be for everything else, without a condition.")
            yield said(step, words)
        if any("when" not in branch for branch in branches[:-1]):
            yield said(step, _("only the last branch may be without a condition."))


def _rule(name: str | None) -> Iterator[str]:
    if name is not None and name != OWNER:
        yield from owners.of_rule(name)


def _date(name: str) -> Iterator[str]:
    if name not in dates():
        yield _("the case has no date “%(name)s”.") % {"name": shown(name)}
