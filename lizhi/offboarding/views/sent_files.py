"""Files that come with the form of a step: kept at once, whatever else is wrong with the form."""

from typing import Any

from django.http import QueryDict

from lizhi.accounts.http import UserRequest
from lizhi.common.refusals import Refused
from lizhi.documents import actions as documents
from lizhi.documents.rules import MOST_BYTES
from lizhi.offboarding import step_files
from lizhi.workflow.models import Run, Task

TAKE_AWAY = "take_away_"


def taken(request: UserRequest, run: Run) -> tuple[QueryDict, dict[str, str]]:
    """What was typed, with the keys of the files in place of them; and what could not be taken.

    A new file takes the place of the one that was chosen before; so does its taking away.
    """
    data: QueryDict = request.POST.copy()
    unsent: dict[str, str] = {}
    for field in step_files.asked(run):
        data[f"f_{field.key}"] = _named(data.getlist(f"f_{field.key}"))
    if not run.tasks.filter(assignee=request.user, state=Task.State.OPEN).exists():
        return data, unsent
    for field in step_files.asked(run):
        name = f"f_{field.key}"
        before = data.get(name, "")
        if file := request.FILES.get(name):
            try:
                data[name] = _kept(request, file)
            except Refused as refusal:  # at its field, beside what else is wrong
                unsent[field.key] = str(refusal.reason)
        elif f"{TAKE_AWAY}{field.key}" in data:
            data[name] = ""
        if data.get(name, "") != before:
            step_files.forget([before], by=request.user)
        data.pop(f"{TAKE_AWAY}{field.key}", None)
    return data, unsent


def names(run: Run, data: QueryDict) -> list[str]:
    """What the form has sent for its files."""
    return [data.get(f"f_{field.key}", "") for field in step_files.asked(run)]


def _named(values: list[str]) -> str:
    """A picker in which nothing was chosen sends an empty word after what was chosen before."""
    return next((value for value in reversed(values) if value), "")


def _kept(request: UserRequest, file: Any) -> str:
    upload = documents.receive(
        request.user,
        purpose=step_files.PURPOSE,
        name=file.name or "",
        data=file.read(MOST_BYTES + 1),
    )
    return str(upload.pk)
