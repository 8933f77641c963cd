"""What kinds of steps can be added, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lizhi.flows import processes
from lizhi.flows.saying.steps import ICONS, KINDS
from lizhi.workflow.tree import Step, walk

OFFERED = ("task", "approval", "sign", "notify", "wait", "parallel", "choose")
AUTO = "auto:"
NOT_OFFERED = _("Please choose one of the list.")


def kinds(body: dict[str, Any]) -> list[tuple[str, StrOrPromise, str]]:
    """Value, words and sign; automatic steps that this process does not have come last."""
    found: list[tuple[str, StrOrPromise, str]] = [(one, KINDS[one], ICONS[one]) for one in OFFERED]
    return found + [(f"{AUTO}{one['id']}", one["name"], ICONS["auto"]) for one in missing(body)]


def missing(body: dict[str, Any]) -> list[Step]:
    """What the machine can do at this way of ending and does not, since it was taken out."""
    here = {step["id"] for step in walk(body["steps"])}
    source = processes.shipped_bodies().get(body.get("way", ""))
    steps = walk(source["steps"]) if source else iter(())
    return [dict(one) for one in steps if one["kind"] == "auto" and one["id"] not in here]
