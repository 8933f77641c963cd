"""Files that the command reads."""

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from lizhi.common.refusals import Refused

LARGEST = 8 * 1024 * 1024


class Misused(Exception):
    """The command was called in a way that means nothing: exit code 2."""


def read_json(file: Path) -> Any:
    """What this file holds; one that is no JSON is wrong use, said in a sentence.

    Deeper or larger than any process: not read at all.
    """
    try:
        if not file.is_file():
            raise Misused(_("There is no such file: %(file)s") % {"file": file})
        if file.stat().st_size > LARGEST:
            raise Misused(_("The file is too large to be a process: %(file)s") % {"file": file})
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as fault:
        words = _("The file cannot be read as JSON: %(file)s")
        raise Misused(words % {"file": file}) from fault


def as_use(refusal: Refused) -> Misused:
    """What was handed over besides the process was refused: the fault of whoever calls."""
    return Misused(str(refusal.reason))
