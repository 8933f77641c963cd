"""`lizhi flow simulate FILE.json --scenario S.json`: what would happen, as JSON."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.flows import simulation
from lizhi.flows.simulation import reading
from lizhi.flows.simulation.knowing import misunderstood
from lizhi.flows.simulation.playable import why_not
from lizhi.flows.simulation.scenario import Scenario
from lizhi.flows.verbs import files

HELP = "play a process through and print what would happen; nothing is kept"


def arguments(parser: ArgumentParser) -> None:
    """The process, and what is supposed."""
    parser.add_argument("file", type=Path, help="the process as JSON")
    parser.add_argument("--scenario", type=Path, help="what is supposed, as JSON; else all is well")


def run(options: dict[str, Any]) -> tuple[str, int]:
    """0: it comes to its end; 1: it cannot be played, or gets stuck."""
    body = files.read_json(options["file"])
    scenario = _scenario(options["scenario"])
    if problems := why_not(body) or list(misunderstood(scenario, body)):
        return _json({"problems": problems}), 1
    try:
        result = simulation.play(body, scenario)
    except Refused as refusal:
        return _json({"problems": [str(refusal.reason)]}), 1
    return _json(result.as_json()), 0 if result.done else 1


def _scenario(file: Path | None) -> Scenario:
    if file is None:
        return reading.default(clock.now())
    try:
        return reading.read(files.read_json(file), now=clock.now())
    except Refused as refusal:
        raise files.as_use(refusal) from refusal


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
