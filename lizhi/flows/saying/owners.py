"""Owner rules by the words of HR."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_stubs_ext import StrOrPromise

from lizhi.accounts.models import User
from lizhi.people.models import RoleGrant
from lizhi.workflow import owners as rules

NO_ARGUMENT = "none"
KNOWN: dict[str, StrOrPromise] = {
    "leaver": gettext_lazy("Whoever leaves"),
    "manager_of_leaver": gettext_lazy("Manager of whoever leaves"),
    "superior_of_manager": gettext_lazy("The manager's manager"),
    "handover_owner": gettext_lazy("Whoever arranges the handover"),
    "hr_of_branch": gettext_lazy("HR of the branch"),
    "group_hr": gettext_lazy("Group HR"),
    "finance_of_entity": gettext_lazy("Finance of the company"),
    rules.OWNER: pgettext_lazy("of a step", "Whoever does it"),
}


def owners() -> list[tuple[str, StrOrPromise, str]]:
    """Every rule that can be chosen: its name, its words, and what it wants to be told."""
    labels = getattr(rules, "LABELS", {})
    if labels:
        return [(name, label.words, label.argument) for name, label in labels.items()]
    return [(name, KNOWN.get(name, name), NO_ARGUMENT) for name in rules.OWNERS]


def owner(rule: str | None) -> str:
    """离职人的主管, 离职人往上第几级：2, 指定的一个人：王磊."""
    if not rule:
        return ""
    if rule == rules.OWNER:
        return str(KNOWN[rule])
    name, _colon, argument = rule.partition(":")
    for known, words, wants in owners():
        if known == name:
            told = _told(wants, argument)
            return _("%(rule)s: %(what)s") % {"rule": words, "what": told} if told else str(words)
    return rule


def _told(wants: str, argument: str) -> str:
    if wants == "person":
        named = User.objects.filter(pk=int(argument)).first() if argument.isdecimal() else None
        return named.name if named else argument
    if wants == "role":
        return str(dict(RoleGrant.Role.choices).get(argument, argument))
    return argument
