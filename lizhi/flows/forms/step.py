"""What one step asks for, besides its rows."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lizhi.flows.forms import choosing, people
from lizhi.flows.forms.choosing import MAY_BE_NOBODY, PERSON
from lizhi.flows.forms.rows import count, select, with_calendar
from lizhi.flows.saying.times import DATES
from lizhi.workflow.tree import Step

TEXT = {"class": "in", "autocomplete": "off"}
HOUR = {"class": "in", "type": "time", "autocomplete": "off"}


class NamedForm(forms.Form):
    """Every step has a name; the law's own steps have nothing else to change."""

    name = forms.CharField(
        label=_("Name of the step"),
        max_length=60,
        widget=forms.TextInput(attrs=TEXT),
        error_messages={
            "required": _("Please give the step a name."),
            "max_length": _("At most 60 characters, please."),
        },
    )

    def __init__(self, step: Step, data: Any = None, **more: Any) -> None:
        self.step = step
        super().__init__(data, initial=self.starting(step), prefix="step", **more)

    def starting(self, step: Step) -> dict[str, Any]:
        """What stands in the fields at first."""
        return {"name": step.get("name", step["id"])}

    def changes(self) -> dict[str, Any]:
        """What `editing.replace` is given."""
        return {"name": self.cleaned_data["name"]}


class NotifyForm(NamedForm):
    """Somebody hears of it; nobody has to do anything."""

    to = select(_("Who hears of it"), choosing.owners)

    def starting(self, step: Step) -> dict[str, Any]:
        """Whom it tells so far."""
        return {**super().starting(step), "to": step["to"]}

    def changes(self) -> dict[str, Any]:
        """Whom it tells."""
        return {**super().changes(), "to": self.cleaned_data["to"]}


class WaitForm(NamedForm):
    """It goes on by itself on this day."""

    until = select(_("Which day"), list(DATES.items()))
    at = forms.TimeField(
        label=_("At what time"),
        required=False,
        widget=forms.TimeInput(attrs=HOUR, format="%H:%M"),
        error_messages={"invalid": _("A time, please, such as 09:00.")},
    )

    def starting(self, step: Step) -> dict[str, Any]:
        """The day and the hour so far."""
        return {**super().starting(step), "until": step["until"], "at": step.get("at", "")}

    def changes(self) -> dict[str, Any]:
        """The day and the hour."""
        at = self.cleaned_data["at"]
        at_text = f"{at:%H:%M}" if at else None
        return {**super().changes(), "until": self.cleaned_data["until"], "at": at_text}


class PeopleForm(NamedForm):
    """Who does it, who instead of nobody, until when, and when it ends by itself."""

    owner = select(_("Who does it"), [])
    owner_who = people.who()
    mode = select(_("If there are several"), [])
    empty = select(_("If there is nobody"), [], required=False)
    empty_who = people.who()
    due = count(_("How many"), required=False)
    unit = select(_("Unit"), choosing.units)
    calendar = select(_("Calendar"), [])
    end = count(_("How many"), required=False)
    end_unit = select(_("Unit"), choosing.units)
    end_start = select(_("Counted from"), choosing.starts, required=False)

    def __init__(self, step: Step, data: Any = None, **more: Any) -> None:
        super().__init__(step, data, **more)
        offered: dict[str, Any] = {
            "owner": choosing.owners(current=step["owner"]),
            "empty": choosing.owners(
                blank=_("nobody else"), current=step.get("on_empty_owner", "")
            ),
            "mode": choosing.modes(step.get("mode", "any")),
            "calendar": choosing.calendars(step.get("due", {}).get("calendar", "cn")),
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def starting(self, step: Step) -> dict[str, Any]:
        """What the step says so far."""
        owner, empty = step["owner"], step.get("on_empty_owner", "")
        due, end = step.get("due", {}), closing(step) or {}
        return {
            **super().starting(step),
            "owner": PERSON if owner.startswith(PERSON) else owner,
            "owner_who": people.number_of(owner),
            "empty": PERSON if empty.startswith(PERSON) else empty,
            "empty_who": people.number_of(empty),
            "mode": step.get("mode", "any"),
            "due": due.get("n"),
            "unit": due.get("unit", "hours"),
            "calendar": due.get("calendar", "cn"),
            "end": end.get("after", {}).get("n"),
            "end_unit": end.get("after", {}).get("unit", "hours"),
            "end_start": end.get("from", ""),
        }

    @property
    def limit_fields(self) -> list[forms.BoundField]:
        """Until when, in one line."""
        return [self[name] for name in ("due", "unit", "calendar")]

    @property
    def end_fields(self) -> list[forms.BoundField]:
        """When it ends by itself, in one line."""
        return [self[name] for name in ("end", "end_unit", "end_start")]

    def clean(self) -> dict[str, Any]:
        """Somebody by name is found; a rule that may name nobody needs another beside it."""
        values = self.cleaned_data
        for name in ("owner", "empty"):
            if values.get(name):
                self._find(name)
        name, _colon, _argument = values.get("owner", "").partition(":")
        if name in MAY_BE_NOBODY and not values.get("empty") and "empty" not in self.errors:
            self.add_error("empty", _("There may be nobody. Please say who does it then."))
        return values

    def _find(self, name: str) -> None:
        values = self.cleaned_data
        try:
            values[name] = people.rule_of(values[name], values.get(f"{name}{people.WHO}", ""))
        except ValidationError as error:
            self.add_error(f"{name}{people.WHO}", error)

    def changes(self) -> dict[str, Any]:
        """All of it, but the rows."""
        values, step = self.cleaned_data, self.step
        due = values["due"]
        plain = values["mode"] == "any" and "mode" not in step
        return {
            **super().changes(),
            "owner": values["owner"],
            "on_empty_owner": values["empty"] or None,
            "mode": None if plain else values["mode"],
            "due": None if due is None else self._span(due, values["unit"]),
        }

    def ending(self) -> dict[str, Any] | None:
        """The rule that ends the step by time, if there is one."""
        values = self.cleaned_data
        if values["end"] is None:
            return None
        before = closing(self.step) or {"outcome": "by_time"}
        rule = {"after": self._span(values["end"], values["end_unit"])}
        start = {"from": values["end_start"]} if values["end_start"] else {}
        return {**rule, **start, "action": "close", "outcome": before["outcome"]}

    def _span(self, n: int, unit: str) -> dict[str, Any]:
        return with_calendar(n, unit, self.cleaned_data["calendar"])


def closing(step: Step) -> dict[str, Any] | None:
    """The rule by which time ends this step."""
    return next((one for one in step.get("escalate", ()) if one["action"] == "close"), None)
