"""Owner rules by name, some with an argument: `superior:2`; the conductor says what each means."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django_stubs_ext import StrOrPromise

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.people.rules import NobodyNamed

Rule = Callable[[Case], User | list[User]]
OWNERS: dict[str, Rule] = {}
Argued = Callable[[Case, str], User | list[User]]
ARGUED: dict[str, Argued] = {}
"""Rules that are told one thing more, after a colon."""
LAST = "hr_of_branch"
"""Who has a step that its own rules give to nobody: no case stops for want of a person."""
OWNER = "owner"
"""In `to` of a rule of time: whoever has the step by then."""


class Label(NamedTuple):
    """What a rule is called on a page, and what stands after its colon."""

    words: StrOrPromise
    argument: str
    """`none`, `number` (1 to 9), `role` (of a grant) or `person` (key of a user)."""


LABELS: dict[str, Label] = {}
"""Every rule that HR can choose, in the order in which it is offered."""


def split(rule: str) -> tuple[str, str]:
    """Name and argument; without a colon the argument is empty."""
    name, _, argument = rule.partition(":")
    return name, argument


def resolve(rule: str, case: Case, *, fallback: str = "") -> list[User]:
    """Whoever this rule names for this case, each once; nobody: the fallback's.

    It may be nobody at all, where no role has been granted.
    """
    try:
        found = _named(rule, case)
    except NobodyNamed:
        found = []
    users = found if isinstance(found, list) else [found]
    if not users and fallback:
        return resolve(fallback, case)
    return list({user.pk: user for user in users}.values())


def of(step: dict[str, Any], case: Case) -> list[User]:
    """Whoever has this step by its rules; where they name nobody, HR of the branch.

    A notice arrives all the same where no role has been granted: the step stands without anybody
    until somebody is named.
    """
    named = resolve(step["owner"], case, fallback=step.get("on_empty_owner", ""))
    return named or (resolve(LAST, case) if LAST in OWNERS else [])


def _named(rule: str, case: Case) -> User | list[User]:
    if rule in OWNERS:
        return OWNERS[rule](case)
    name, argument = split(rule)
    return ARGUED[name](case, argument)
