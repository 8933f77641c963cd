"""What a well-formed definition says: whether it can be meant, and can always come to an end."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.flows.checks import owners
from lizhi.workflow import conditions, forms_registry
from lizhi.workflow.engine.facts import CASE_FACTS
from lizhi.workflow.owners import OWNER
from lizhi.workflow.tree import FOR_PEOPLE, LEAVES, Step, Tree, walk

ENDING = "end:"


def of_names(body: Step) -> list[str]:
    """Names that occur twice."""
    steps = Counter(step["id"] for step in walk(body["steps"]))
    fields = Counter(
        field["key"] for step in walk(body["steps"]) for field in step.get("fields", ())
    )
    twice = [name for name, n in [*steps.items(), *fields.items()] if n > 1]
    return [_("The name “%(name)s” occurs twice.") % {"name": name} for name in twice]


def of_tree(tree: Tree) -> list[str]:
    """Everything that a step refers to exists, and no branch is a dead end."""
    found: list[str] = []
    fields: dict[str, str] = {}
    for key, step in tree.steps.items():
        found += [f"{key}: {problem}" for problem in _of_step(tree, step, fields)]
        fields.update({field.key: field.type for field in forms_registry.fields_of(step)})
    if tree.until and tree.steps.get(tree.until, {}).get("kind") not in LEAVES:
        found.append(
            _("“withdraw” names no step that can be done: “%(name)s”.") % {"name": tree.until}
        )
    return found


def _of_step(tree: Tree, step: Step, fields: dict[str, str]) -> Iterator[str]:
    kind = step["kind"]
    if kind in FOR_PEOPLE:
        yield from _of_people(tree, step)
    elif kind == "notify":
        yield from _rule(step["to"])
    elif kind == "wait":
        yield from _date(step["until"])
    elif kind == "end":
        if tree.following[step["id"]]:
            yield _("nothing can follow an end.")
    elif "branches" in step:
        yield from _of_branches(step, fields)


def _of_people(tree: Tree, step: Step) -> Iterator[str]:
    for name in (step["owner"], step.get("on_empty_owner")):
        yield from _rule(name)
    if step.get("form") and step["form"] not in forms_registry.FORMS:
        yield _("there is no form “%(name)s”.") % {"name": step["form"]}
    for field in step.get("fields", ()):
        if (field["type"] == "choice") != bool(field.get("choices")):
            yield _("“%(name)s” needs choices, or must not have any.") % {"name": field["key"]}
    for rule in step.get("remind", ()):
        yield from _rule(rule.get("to", OWNER))
    for rule in step.get("escalate", ()):
        yield from _of_escalation(rule)
    for rule in (*step.get("remind", ()), *step.get("escalate", ())):
        if "from" in rule:
            yield from _date(rule["from"])
    for target in _targets(step):
        yield from _of_target(tree, step["id"], target)
    yield from _of_mode(step)


def _of_mode(step: Step) -> Iterator[str]:
    """A vote in which nobody could be against decides nothing."""
    if step.get("mode") == "vote":
        if not step.get("on"):
            yield _("a vote needs an answer in “on”, for whoever is against.")
        if step.get("votes") == 0:
            yield _("a vote needs at least one answer.")
    elif "votes" in step:
        yield _("“votes” means something in a vote only.")


def _of_escalation(rule: dict[str, Any]) -> Iterator[str]:
    needs = "outcome" if rule["action"] == "close" else "to"
    if needs not in rule:
        yield _("“%(key)s” is missing.") % {"key": needs}
    elif needs == "to":
        yield from _rule(rule["to"])


def _targets(step: Step) -> Iterator[str]:
    for target in step.get("on", {}).values():
        yield from [target] if isinstance(target, str) else target


def _of_target(tree: Tree, key: str, target: str) -> Iterator[str]:
    if target.startswith(ENDING):
        return
    order = list(tree.steps)
    if target not in tree.steps:
        yield _("there is no step “%(name)s”.") % {"name": target}
    elif key not in tree.rows[tree.row[target]]:
        yield _("“%(name)s” lies in another branch.") % {"name": target}
    elif order.index(target) >= order.index(key):
        yield _("“%(name)s” does not come before it.") % {"name": target}


def _of_branches(step: Step, fields: dict[str, str]) -> Iterator[str]:
    branches = step["branches"]
    if step["kind"] == "choose":
        if "when" in branches[-1]:
            yield _("the last branch must be for everything else, without a condition.")
        if any("when" not in branch for branch in branches[:-1]):
            yield _("only the last branch may be without a condition.")
    for branch in branches:
        for name in conditions.fields(branch.get("when")):
            if name not in CASE_FACTS and fields.get(name, "text") == "text":
                yield _("no form before it asks for “%(name)s”.") % {"name": name}


def _rule(name: str | None) -> Iterator[str]:
    if name is not None and name != OWNER:
        yield from owners.of_rule(name)


def _date(name: str) -> Iterator[str]:
    known = {f.name for f in Case._meta.get_fields() if type(f) is models.DateField}  # noqa: SLF001  Django's own API
    if name not in known:
        yield _("the case has no date “%(name)s”.") % {"name": name}
