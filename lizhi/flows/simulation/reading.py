"""A scenario as JSON, to be kept as an example and played again by `lizhi flow simulate`."""

import datetime as dt
from dataclasses import asdict, fields
from typing import Any, cast

from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.flows.simulation import values
from lizhi.flows.simulation.deeds import KNOWN
from lizhi.flows.simulation.scenario import HORIZON, Behaviour, Deed, Scenario
from lizhi.offboarding import protection


def default(now: dt.datetime) -> Scenario:
    """It begins tomorrow evening, and all goes well."""
    day = clock.local(now).date() + dt.timedelta(days=1)
    return Scenario(arrives=dt.datetime.combine(day, dt.time(20, 14), clock.SHANGHAI))


def read(value: Any, *, now: dt.datetime) -> Scenario:
    """The scenario that this JSON means; `Refused` names the first place that cannot be read."""
    given = values.table(value, SCENARIO, "")
    scenario = Scenario(**{"arrives": default(now).arrives, **given})
    for n, deed in enumerate(scenario.happens, start=1):
        if not scenario.arrives <= deed.at <= scenario.arrives + HORIZON:
            raise values.wrong(f"happens[{n}].at")
    return scenario


def written(scenario: Scenario) -> dict[str, Any]:
    """The same as JSON; what goes in time need not be said."""
    kept = asdict(scenario)
    kept["otherwise"] = _said(scenario.otherwise)
    kept["happens"] = [_told(deed) for deed in scenario.happens]
    kept["steps"] = {name: _said(known) for name, known in scenario.steps.items()}
    return cast(dict[str, Any], _plain(kept))


def _said(behaviour: Behaviour) -> dict[str, Any]:
    return _other_than(Behaviour(), behaviour)


def _told(deed: Deed) -> dict[str, Any]:
    return {"do": deed.do, "at": deed.at, **_other_than(Deed(deed.do, deed.at), deed)}


def _other_than(usual: Behaviour | Deed, one: Behaviour | Deed) -> dict[str, Any]:
    pairs = ((field.name, getattr(one, field.name)) for field in fields(one))
    return {name: value for name, value in pairs if value != getattr(usual, name)}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return f"{clock.local(value):%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _reason(value: Any, place: str) -> str:
    if value not in Case.Reason.values:
        raise values.wrong(place)
    return str(value)


def _answers(value: Any, place: str) -> dict[str, str]:
    """About article 42: a word for each of its cases."""
    return values.table(value, {bar.code: _yes_or_no for bar in protection.BARS}, place)


def _yes_or_no(value: Any, place: str) -> str:
    if value not in (protection.YES, protection.NO):
        raise values.wrong(place)
    return str(value)


OPENING: dict[str, values.Reader] = {
    **dict.fromkeys(("words", "answer_words", "source", "heirs"), values.text),
    **dict.fromkeys(("union", "instead", "renewal"), values.text),
    **dict.fromkeys(("union_on", "explained_on", "reported_on", "return_by"), values.day),
    **dict.fromkeys(("affected", "employed"), values.people),
    "bars": _answers,
}


def _opening(value: Any, place: str) -> dict[str, Any]:
    return values.table(value, OPENING, place)


BEHAVIOUR: dict[str, values.Reader] = {
    "after": values.span,
    "late_days": values.number,
    "silent": values.flag,
    "away_until": values.day,
    "disputes": values.number,
    "mends_after_days": values.number_or_never,
    "sends_back_to": values.text,
    "outcome": values.text,
}


def _behaviour(value: Any, place: str) -> Behaviour:
    return Behaviour(**values.table(value, BEHAVIOUR, place))


def _do(value: Any, place: str) -> str:
    if not isinstance(value, str) or value not in KNOWN:
        raise values.wrong(place)
    return value


def _side(value: Any, place: str) -> str:
    if value not in ("employee", "company"):
        raise values.wrong(place)
    return str(value)


DEED: dict[str, values.Reader] = {
    "do": _do,
    "at": values.moment,
    "who": values.text,
    "step": values.text,
    "to": values.text,
    "instead": values.text,
    "until": values.moment,
    "day": values.day,
    "side": _side,
    "agreed": values.flag,
}


def _deeds(value: Any, place: str) -> tuple[Deed, ...]:
    if not isinstance(value, list):
        raise values.wrong(place)
    if len(value) > values.MOST:
        raise values.too_many(place)
    return tuple(_deed(one, f"{place}[{n}]") for n, one in enumerate(value, start=1))


def _deed(value: Any, place: str) -> Deed:
    said = values.table(value, DEED, place)
    needs = ("do", "at", *(KNOWN[said["do"]].needs if "do" in said else ()))
    for name in needs:
        if not said.get(name):
            words = _("The scenario: “%(place)s” is missing.")
            raise Refused(words % {"place": f"{place}.{name}"})
    return Deed(**said)


def _steps(value: Any, place: str) -> dict[str, Behaviour]:
    if not isinstance(value, dict):
        raise values.wrong(place)
    if len(value) > values.MOST:
        raise values.too_many(place)
    return {
        values.text(name, place): _behaviour(one, f"{place}.{name}") for name, one in value.items()
    }


SCENARIO: dict[str, values.Reader] = {
    "arrives": values.moment,
    "wished_day": values.day,
    "employee": values.text,
    "ground": values.text,
    "opening": _opening,
    "reason": _reason,
    "handover": values.texts,
    "agrees_early": values.flag,
    "days_off": values.days,
    "happens": _deeds,
    "otherwise": _behaviour,
    "steps": _steps,
}
