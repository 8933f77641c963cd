"""The names of steps as people read them: those of the version that a case runs on."""

from collections.abc import Iterable
from functools import cache

from lizhi.cases.models import Case
from lizhi.offboarding import definitions, questions
from lizhi.workflow import tree
from lizhi.workflow.engine import trees
from lizhi.workflow.models import Run, Version

MOST = 64
_kept: dict[int, dict[str, str]] = {}
"""By the key of a version that was published: it never changes, and none is ever deleted."""


@cache
def _names() -> dict[str, str]:
    """Of all shipped processes; where two name a step, the resignation's name stands."""
    named: dict[str, str] = {}
    for key in definitions.SHIPPED:
        for step in tree.walk(definitions.shipped(key)["steps"]):
            named.setdefault(step["id"], step["name"])
    return named


def of(step: str) -> str:
    """主管知悉 for `acknowledgement`, where no case is at hand; the code itself when unknown."""
    return _names().get(step, step)


def of_run(run: Run) -> str:
    """As the version of this run calls it; its version comes with the run, without its body."""
    return of_target(run, run.step)


def of_target(run: Run, step: str) -> str:
    """Another step of the version that this run goes by."""
    found = trees.of(run.version).steps.get(step, {})
    return str(found.get("name") or of(step))


def of_version(key: int, step: str) -> str:
    """By the key of a version, as lists of many cases have it; never of one that is only played."""
    if key not in _kept:
        if len(_kept) >= MOST:
            _kept.clear()
        body = Version.objects.values_list("body", flat=True).get(pk=key)
        _kept[key] = {one["id"]: one.get("name", "") for one in tree.walk(body["steps"])}
    return _kept[key].get(step) or of(step)


def forget() -> None:
    """What was kept of a database that is no more."""
    _kept.clear()


def of_case(case: Case) -> dict[str, str]:
    """The names of every step that this case can come to, by the versions it has run on."""
    return of_versions(questions.VERSIONS.all(case=case.pk))


def of_versions(versions: Iterable[Version]) -> dict[str, str]:
    """The same by these versions, the newest last: its titles stand."""
    found = dict(_names())
    for version in versions:
        steps = trees.of(version).steps
        found.update({key: step["name"] for key, step in steps.items() if step.get("name")})
    return found
