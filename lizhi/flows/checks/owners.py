"""Whether anybody can be meant by an owner rule, said in words that HR understands."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.flows.checks.places import shown
from lizhi.people.models import RoleGrant
from lizhi.people.rules import works_here
from lizhi.workflow.owners import ARGUED, LABELS, OWNERS, split

HIGHEST = 9


def of_rule(rule: str) -> Iterator[str]:
    """Nothing where the rule can be asked; whom it finds in a case is another question."""
    name, argument = split(rule)
    if name in ARGUED and rule not in OWNERS:
        yield from ARGUMENTS[LABELS[name].argument](argument)
    elif rule not in OWNERS:
        yield _("nobody knows who “%(name)s” is.") % {"name": shown(rule)}


def _number(argument: str) -> Iterator[str]:
    if not (argument.isascii() and argument.isdigit() and 1 <= int(argument[:3]) <= HIGHEST):
        yield _("please say how many levels up, from 1 (the manager) to 9.")


def _role(argument: str) -> Iterator[str]:
    if argument not in RoleGrant.Role.values:
        yield _("there is no role “%(name)s”.") % {"name": shown(argument)}


def _person(argument: str) -> Iterator[str]:
    known = argument.isascii() and argument.isdigit() and len(argument) < 10
    user = User.objects.filter(pk=int(argument)).first() if known else None
    if user is None:
        yield _("please choose a person.")
    elif not works_here(user):
        yield _("%(name)s does not work here any more. Please choose another.") % {
            "name": user.name
        }


ARGUMENTS: dict[str, Callable[[str], Iterator[str]]] = {
    "number": _number,
    "role": _role,
    "person": _person,
}
