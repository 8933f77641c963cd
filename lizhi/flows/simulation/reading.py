"""A scenario as JSON, to be kept as an example and played again by `lizhi flow simulate`."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, fields
from typing import Any, cast

from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.calendar import UNITS
from lizhi.common.refusals import Refused
from lizhi.flows.simulation.scenario import YEARS, Behaviour, Scenario
from lizhi.offboarding import protection

LONGEST_TEXT = 120
MOST_DAYS = 400
MOST = 60
NINE = dt.time(9)


def default(now: dt.datetime) -> Scenario:
    """It begins tomorrow evening, and all goes well."""
    day = clock.local(now).date() + dt.timedelta(days=1)
    return Scenario(arrives=dt.datetime.combine(day, dt.time(20, 14), clock.SHANGHAI))


def read(value: Any, *, now: dt.datetime) -> Scenario:
    """The scenario that this JSON means; `Refused` names the first place that cannot be read."""
    given = _read(value, SCENARIO, "")
    return Scenario(**{"arrives": default(now).arrives, **given})


def written(scenario: Scenario) -> dict[str, Any]:
    """The same as JSON; what goes in time need not be said."""
    kept = asdict(scenario)
    kept["otherwise"] = _said(scenario.otherwise)
    kept["steps"] = {name: _said(known) for name, known in scenario.steps.items()}
    return cast(dict[str, Any], _plain(kept))


def _said(behaviour: Behaviour) -> dict[str, Any]:
    values = {field.name: getattr(behaviour, field.name) for field in fields(behaviour)}
    usual = Behaviour()
    return {name: value for name, value in values.items() if value != getattr(usual, name)}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return f"{clock.local(value):%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


Reader = Callable[[Any, str], Any]


def _wrong(place: str) -> Refused:
    return Refused(_("The scenario: “%(place)s” cannot be read.") % {"place": place or "{}"})


def _read(value: Any, known: dict[str, Reader], place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(place)
    for name in value.keys() - known.keys():
        words = _("The scenario: “%(place)s” means nothing here.")
        raise Refused(words % {"place": f"{place}.{name}".lstrip(".")})
    return {name: known[name](one, f"{place}.{name}".lstrip(".")) for name, one in value.items()}


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise _wrong(place)
    return value


def _texts(value: Any, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MOST:
        raise _wrong(place)
    return tuple(_text(one, f"{place}[{n}]") for n, one in enumerate(value, start=1))


def _flag(value: Any, place: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(place)
    return value


def _number(value: Any, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_DAYS:
        raise _wrong(place)
    return value


def _number_or_never(value: Any, place: str) -> int | None:
    return None if value is None else _number(value, place)


def _day(value: Any, place: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(_text(value, place))
    except ValueError as error:
        raise _wrong(place) from error
    if day.year not in YEARS:
        raise _wrong(place)
    return day


def _days(value: Any, place: str) -> tuple[dt.date, ...]:
    return tuple(_day(one, place) for one in _texts(value, place))


def _moment(value: Any, place: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(_text(value, place))
    except ValueError as error:
        raise _wrong(place) from error
    if moment.year not in YEARS:
        raise _wrong(place)
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.SHANGHAI)


def _span(value: Any, place: str) -> dict[str, Any]:
    span = _read(value, {"n": _number, "unit": _text}, place)
    if span.keys() != {"n", "unit"} or span["unit"] not in UNITS:
        raise _wrong(place)
    return span


def _reason(value: Any, place: str) -> str:
    if value not in Case.Reason.values:
        raise _wrong(place)
    return str(value)


def _answers(value: Any, place: str) -> dict[str, str]:
    """About article 42: a word for each of its cases."""
    return _read(value, {bar.code: _yes_or_no for bar in protection.BARS}, place)


def _yes_or_no(value: Any, place: str) -> str:
    if value not in (protection.YES, protection.NO):
        raise _wrong(place)
    return str(value)


OPENING: dict[str, Reader] = {
    **dict.fromkeys(("words", "answer_words", "source", "heirs"), _text),
    **dict.fromkeys(("union", "instead", "renewal"), _text),
    **dict.fromkeys(("union_on", "explained_on", "reported_on", "return_by"), _day),
    "bars": _answers,
}


def _opening(value: Any, place: str) -> dict[str, Any]:
    return _read(value, OPENING, place)


BEHAVIOUR: dict[str, Reader] = {
    "after": _span,
    "late_days": _number,
    "silent": _flag,
    "away_until": _day,
    "disputes": _number,
    "mends_after_days": _number_or_never,
    "sends_back_to": _text,
    "outcome": _text,
}


def _behaviour(value: Any, place: str) -> Behaviour:
    return Behaviour(**_read(value, BEHAVIOUR, place))


def _steps(value: Any, place: str) -> dict[str, Behaviour]:
    if not isinstance(value, dict) or len(value) > MOST:
        raise _wrong(place)
    return {_text(name, place): _behaviour(one, f"{place}.{name}") for name, one in value.items()}


SCENARIO: dict[str, Reader] = {
    "arrives": _moment,
    "wished_day": _day,
    "employee": _text,
    "ground": _text,
    "opening": _opening,
    "reason": _reason,
    "handover": _texts,
    "agrees_early": _flag,
    "days_off": _days,
    "otherwise": _behaviour,
    "steps": _steps,
}
