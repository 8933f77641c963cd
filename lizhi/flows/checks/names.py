"""Names: each step and each field has its own, and keeps its kind from version to version."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from lizhi.flows.checks.places import said, title
from lizhi.flows.checks.problem import Problem
from lizhi.workflow import forms_registry
from lizhi.workflow.tree import FOR_PEOPLE, Step, walk


def problems(body: Step, earlier: Iterable[Any] = ()) -> list[Problem]:
    """Names that are missing, occur twice, or meant something else in an earlier version."""
    steps = list(walk(body["steps"]))
    found = [*_nameless(steps)] if "way" in body else []
    found += [*_twice(steps), *_fields_twice(steps)]
    return found or [*_changed(steps, list(earlier))]


def _nameless(steps: list[Step]) -> Iterator[Problem]:
    """People read the names in their lists; blocks have a sentence of their own."""
    for number, step in enumerate(steps, start=1):
        if not step.get("name") and "branches" not in step and step["kind"] != "end":
            yield Problem(step["id"], _("Step %(n)s has no name.") % {"n": number})


def _twice(steps: list[Step]) -> Iterator[Problem]:
    first: dict[str, Step] = {}
    for step in steps:
        if step["id"] in first:
            words = _("it has the same id as “%(other)s”: %(id)s.")
            other = title(first[step["id"]])
            yield said(step, words % {"other": other, "id": step["id"]})
        first.setdefault(step["id"], step)


def _fields_twice(steps: list[Step]) -> Iterator[Problem]:
    first: dict[str, Step] = {}
    for step in steps:
        for field in forms_registry.fields_of(step) if step["kind"] in FOR_PEOPLE else ():
            if field.key in first:
                words = _("“%(other)s” has a field %(id)s already.")
                yield said(step, words % {"other": title(first[field.key]), "id": field.key})
            first.setdefault(field.key, step)


def _changed(steps: list[Step], earlier: list[Any]) -> Iterator[Problem]:
    """A case that follows to the new version keeps what it has by these names."""
    before = [step for body in earlier for step in walk(body["steps"])]
    kinds = {step["id"]: step["kind"] for step in before}
    types = {field["key"]: field["type"] for step in before for field in step.get("fields", ())}
    for step in steps:
        if kinds.get(step["id"], step["kind"]) != step["kind"]:
            words = _("an earlier version has another kind of step under this id: %(id)s.")
            yield said(step, words % {"id": step["id"]})
        for field in step.get("fields", ()):
            if types.get(field["key"], field["type"]) != field["type"]:
                words = _("an earlier version asks for something else under %(id)s.")
                yield said(step, words % {"id": field["key"]})
