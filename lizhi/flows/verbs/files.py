"""Files that the command reads."""

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from lizhi.common.refusals import Refused

LARGEST = 4 * 1024 * 1024


class Misused(Exception):
    """The command was called in a way that means nothing: exit code 2."""


def read_json(file: Path) -> Any:
    """What this file holds; a file that is no JSON is wrong use, said in a sentence."""
    try:
        if file.stat().st_size > LARGEST:
            raise Misused(_("%(file)s is too large.") % {"file": file})
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as fault:
        raise Misused(f"{file}: {fault.strerror}") from fault
    except (ValueError, RecursionError) as fault:
        words = _("%(file)s is not JSON: %(fault)s") % {"file": file, "fault": fault}
        raise Misused(words) from fault


def as_use(refusal: Refused) -> Misused:
    """What was handed over besides the process was refused: the fault of whoever calls."""
    return Misused(str(refusal.reason))
