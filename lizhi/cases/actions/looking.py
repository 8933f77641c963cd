"""Anybody hands in a file, and hears whether it is what was signed."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.cases import jobs, waiting
from lizhi.cases.models import FileCheck
from lizhi.common.refusals import Refused


@transaction.atomic
def hand_in(data: bytes, *, at: dt.datetime) -> FileCheck:
    """The file waits for the job worker; nothing of it is read before."""
    if not data:
        raise Refused(_("This file is empty. Please choose another one."))
    if len(data) > waiting.MOST_BYTES:
        raise Refused(_("The file is larger than 20 MB. Please ask for the original one."))
    forget_checks(at)
    if FileCheck.objects.filter(state=FileCheck.State.WAITING).count() >= waiting.MOST_WAITING:
        raise Refused(_("Many files are being checked just now. Please try again in a minute."))
    check = FileCheck.objects.create(size=len(data), created_at=at)
    waiting.write(check, data)
    jobs.check_file.enqueue(str(check.key))  # a row of this very transaction, so never lost
    return check


@transaction.atomic
def answer(check: FileCheck, told: dict[str, Any]) -> None:
    """What was found; the file is deleted before anybody reads it."""
    waiting.path_of(check).unlink(missing_ok=True)
    check.answer, check.state = waiting.sealed(check, told), FileCheck.State.ANSWERED
    check.save(update_fields=["answer", "state"])


@transaction.atomic
def forget_checks(now: dt.datetime) -> int:
    """Answers an hour old, and files that nobody has come to look at; how many they were."""
    old = list(FileCheck.objects.filter(created_at__lt=now - waiting.KEPT))
    for check in old:
        waiting.path_of(check).unlink(missing_ok=True)
        check.delete()
    return len(old)
