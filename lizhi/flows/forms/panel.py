"""The panel of one step: all that can be changed about it, read and checked together."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict

from lizhi.flows import editing, locks
from lizhi.flows.forms.branch import BranchForm
from lizhi.flows.forms.routes import RoutesForm
from lizhi.flows.forms.rows import EscalateRow, FieldRow, RemindRow
from lizhi.flows.forms.step import NamedForm, NotifyForm, PeopleForm, WaitForm, closing
from lizhi.workflow.tree import FOR_PEOPLE, Step

Body = dict[str, Any]
KINDS: dict[str, type[NamedForm]] = {"notify": NotifyForm, "wait": WaitForm}
MOST_ROWS = 40


class Panel:
    """Forms beside each other; `data` is what was sent, `drop` the row that is to go."""

    def __init__(self, body: Body, step: Step, data: QueryDict | None = None) -> None:
        self.step = step
        self.locked = locks.of(body).get(step["id"], "")
        self.for_people = step["kind"] in FOR_PEOPLE and not self.locked
        data = _without_dropped(data)
        self.form = self._main()(step, data)
        self.rows: dict[str, Any] = dict(self._rows(data)) if self.for_people else {}
        self.routes = RoutesForm(body, step, data) if self.for_people else None
        self.branches = [] if self.locked else list(_branches(body, step, data))

    def _main(self) -> type[NamedForm]:
        if self.locked:
            return NamedForm
        return PeopleForm if self.for_people else KINDS.get(self.step["kind"], NamedForm)

    def _rows(self, data: Any) -> Iterator[tuple[str, Any]]:
        escalate = [one for one in self.step.get("escalate", ()) if one["action"] != "close"]
        yield "remind", _set(RemindRow, "remind", map(_time, self.step.get("remind", ())), data)
        yield "escalate", _set(EscalateRow, "escalate", map(_time, escalate), data)
        yield "fields", _set(FieldRow, "fields", map(_field, self.step.get("fields", ())), data)

    @property
    def all(self) -> list[Any]:
        """Every form in it."""
        routes = [self.routes] if self.routes else []
        return [self.form, *self.rows.values(), *routes, *self.branches]

    def is_valid(self) -> bool:
        """Whether all of it can be saved. Every mistake is found at once."""
        valid = [one.is_valid() for one in self.all]
        return all(valid)

    def apply(self, body: Body, bodies: list[Body]) -> Body:
        """The body with all of it; `bodies` are those that names of fields were used in."""
        values = self.form.changes()
        if isinstance(self.form, PeopleForm):
            values |= self._rules(self.form, [body, *bodies])
        changed = editing.replace(body, self.step["id"], values)
        for branch in self.branches:
            changed = branch.apply(changed)
        return changed

    def _rules(self, form: PeopleForm, bodies: list[Body]) -> Body:
        calendar = form.cleaned_data["calendar"]
        ending = form.ending()
        first = closing(self.step)
        more = [
            one
            for one in self.step.get("escalate", ())
            if one["action"] == "close" and one is not first
        ]
        rules = [row.rule(calendar) for row in _kept(self.rows["escalate"])]
        return {
            "remind": [row.rule(calendar) for row in _kept(self.rows["remind"])],
            "escalate": [*rules, *([ending] if ending else []), *more],
            "fields": [row.rule(editing.field_key(bodies)) for row in _kept(self.rows["fields"])],
            **(self.routes.changes() if self.routes else {}),
        }


def _branches(body: Body, step: Step, data: Any) -> Iterator[BranchForm]:
    """Of a block all its branches; of a step in a branch that one, where it has a condition."""
    for number in range(len(step.get("branches", ()))):
        yield BranchForm(body, step, number, data)
    place = editing.find(body, step["id"])
    if place.block and "when" in place.block["branches"][place.branch]:
        yield BranchForm(body, place.block, place.branch, data)


def _set(row: type[forms.Form], prefix: str, initial: Any, data: Any) -> Any:
    made = forms.formset_factory(row, extra=1, can_delete=True, max_num=MOST_ROWS)
    return made(data, initial=list(initial), prefix=prefix)


def _kept(rows: Any) -> list[Any]:
    return [
        row
        for row in rows
        if row.has_changed() or row.initial
        if row.cleaned_data and not row.cleaned_data.get("DELETE")
    ]


def _time(rule: Step) -> Step:
    span = rule["after"]
    return {**rule, "n": span["n"], "unit": span["unit"], "start": rule.get("from", "")} | {
        "to": rule.get("to", "owner")
    }


def _field(field: Step) -> Step:
    choices = "，".join(field.get("choices", ()))
    return {**field, "label": field.get("label", field["key"]), "choices": choices}


def _without_dropped(data: QueryDict | None) -> QueryDict | None:
    """The button of a row says that the row is to go; without script it is the only way."""
    if data is None or "drop" not in data:
        return data
    changed = data.copy()
    changed[f"{data['drop']}-DELETE"] = "on"
    return changed
