"""`lizhi flow export-bpmn KEY [--version N] [-o FILE]`: one version as BPMN 2.0 with its layout."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from lizhi.flows import bpmn
from lizhi.flows.simulation.playable import why_not
from lizhi.flows.verbs import files
from lizhi.workflow.models import Version

HELP = "write a process as BPMN 2.0 with its layout"


def arguments(parser: ArgumentParser) -> None:
    """A published process by its key, or one that lies in a file."""
    parser.add_argument("process", help="key of a published process, or a file that ends in .json")
    parser.add_argument("--version", dest="number", type=int, help="else the one in use")
    parser.add_argument("-o", "--out", type=Path, help="write to this file instead of printing")


def run(options: dict[str, Any]) -> tuple[str, int]:
    """0: written; 1: the file's process is broken."""
    body = _body(options["process"], options["number"])
    if problems := why_not(body):
        return json.dumps({"problems": problems}, ensure_ascii=False, indent=2), 1
    written = bpmn.xml(bpmn.lay_out(body))
    if options["out"] is None:
        return written.decode(), 0
    try:
        options["out"].write_bytes(written)
    except OSError as fault:
        raise files.Misused(f"{options['out']}: {fault.strerror}") from fault
    return "", 0


def _body(process: str, number: int | None) -> Any:
    if process.endswith(".json"):
        return files.read_json(Path(process))
    versions = Version.objects.filter(definition__key=process)
    if number is None:
        versions = versions.filter(active_of__key=process)
    else:
        versions = versions.filter(number=number)
    version = versions.first()
    if version is None:
        named = {"key": process, "number": number or ""}
        words = _("There is no version %(number)s of a process “%(key)s”.")
        raise files.Misused(words % named)
    return version.body
