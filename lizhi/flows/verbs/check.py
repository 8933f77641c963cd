"""`lizhi flow check FILE.json`: whether a process could be published, and if not, why not.

Needs no network, and no database but for people and calendars that a process names.
"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.flows.checks import Problem, problems
from lizhi.flows.verbs import files

HELP = "check a process: fine, or the reasons as JSON"


def arguments(parser: ArgumentParser) -> None:
    """The process, and in which language the reasons are told."""
    parser.add_argument("file", type=Path, help="the process as JSON")
    parser.add_argument("--language", choices=("zh-hans", "en"), default="zh-hans")


def run(options: dict[str, Any]) -> tuple[str, int]:
    """0: it could be published; 1: it could not.

    The reasons are a list of objects with `step`, `words`, `why`, `article`, `kind` (shape, sense
    or law) and `repair`.
    """
    file = options["file"]
    with translation.override(options["language"]):
        body = files.read_json(file)
        try:
            found = problems(body) or _unasked(body)
        except DatabaseError as fault:
            words = _("It names a person or a calendar; that can be checked only where they are.")
            raise files.Misused(words) from fault
        if found:
            told = [problem.as_json() for problem in found]
            return json.dumps(told, ensure_ascii=False, indent=2), 1
        return _("%(file)s can be published.") % {"file": file.name}, 0


def _unasked(body: dict[str, Any]) -> list[Problem]:
    """Nobody has looked whether it is lawful, for that depends on what it is for."""
    if "way" in body:
        return []
    words = _("“way” does not say for which way of ending this process is: the law was not asked.")
    why = _("Write one of these: %(ways)s.") % {"ways": "、".join(Case.Way.values)}
    return [Problem("", words, why, kind="sense")]
