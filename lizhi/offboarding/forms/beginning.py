"""What HR answers before the company begins to end an employment; each ground asks its own."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import openings, protection, ways
from lizhi.offboarding.forms.bars import BAR, answers_of, bar_fields
from lizhi.offboarding.forms.confirmation import DESK, day_field
from lizhi.offboarding.openings import NO_UNION, NOTICE, PAY, TOLD, Opening
from lizhi.people.models import Employment
from lizhi.settlement.law import grounds

Way = Case.Way
TERM = "44-1"


def _choice(label: Any, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


def _words(label: Any, most: int = 500, rows: int = 4) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "class": "ta"})
    return forms.CharField(label=label, required=False, max_length=most, widget=area)


def _day(label: Any, hint: Any = "") -> forms.DateField:
    field = day_field(label, hint)
    field.required = False
    return field


class BeginForm(forms.Form):
    """The fields of one way and ground; what the law wants is asked by `openings`."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(
        self, employment: Employment, way: str, ground: str, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.employment, self.way, self.ground = employment, way, ground
        self.row = grounds.ground(ground)
        if protection.asked_for(self.row):
            self.fields |= bar_fields()
        self.fields |= self._of_way()

    def _of_way(self) -> dict[str, forms.Field]:
        spec, fields = ways.WAYS[self.way], dict[str, forms.Field]()
        if spec.day_is_given:
            fields["day"] = _day(_DAYS.get(self.way, _("End of the contract")))
            fields["day"].initial = self.employment.term_end if self.ground == TERM else None
        if spec.in_words:
            fields["words"] = _words(_WORDS.get(self.way, _("Facts and reasons")), 2_000, 6)
        if self.row.union_first == "第四十三条":
            told = [
                (TOLD, _("The union was told the reasons")),
                (NO_UNION, _("There is no union here")),
            ]
            fields["union"] = _choice(_("Union (article 43)"), told)
            fields["union_on"] = _day(_("Told on"))
        end = self.employment.term_end
        if self.ground == TERM and end is not None and end < clock.today():
            fields |= _worked_on()
        return {**fields, **_MORE.get(self.way, dict)()}

    @property
    def bars(self) -> list[forms.BoundField]:
        """The cases of article 42, in the order of the law."""
        return [field for field in self if field.name.startswith(BAR)]

    @property
    def rest(self) -> list[forms.BoundField]:
        """Everything else that is seen."""
        return [f for f in self if not f.name.startswith(BAR) and f.name != "key"]

    def clean(self) -> dict[str, Any]:
        """Each thing that the law wants is said at its own field."""
        values: dict[str, Any] = super().clean() or {}
        opening = self._opening(values)
        found = {
            f"{BAR}{code}": problem
            for code, problem in protection.problems(self.row, opening.bars).items()
        }
        if not self.errors:
            found |= openings.problems(self.employment, opening, today=clock.today())
        for name, problem in found.items():
            self.add_error(name if name in self.fields else None, problem)
        return values

    def _opening(self, values: dict[str, Any]) -> Opening:
        known = {name: value for name, value in values.items() if value and name != "key"}
        bars = answers_of(known)
        rest = {name: value for name, value in known.items() if not name.startswith(BAR)}
        return Opening(way=self.way, ground=self.ground, bars=bars, **rest)

    @property
    def opening(self) -> Opening:
        """What a valid form says."""
        return self._opening(self.cleaned_data)


def _mutual() -> dict[str, forms.Field]:
    return {"answer_words": _words(_("What the other side has said to it, if anything"))}


def _notice() -> dict[str, forms.Field]:
    either = [
        (NOTICE, _("Thirty days of notice from the day of service")),
        (PAY, _("One month's wage instead, and the end on the day of service")),
    ]
    return {"instead": _choice(_("Notice (article 40)"), either)}


def _term_end() -> dict[str, forms.Field]:
    return {"renewal": _choice(_("Renewing it (article 46 item 5)"), list(_RENEWALS.items()))}


def _worked_on() -> dict[str, forms.Field]:
    answers = [("no", _("No")), ("yes", _("Yes"))]
    return {"worked_on": _choice(_("Has the person worked since the term was over?"), answers)}


def _people(label: Any, hint: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        min_value=1,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={**DESK, "inputmode": "numeric"}),
    )


def _layoff() -> dict[str, forms.Field]:
    return {
        "affected": _people(_("People affected"), _("By this reduction, this person among them")),
        "employed": _people(
            _("All employed at the company"),
            _("Of the company that signed the contract, not of the branch; before the reduction"),
        ),
        "explained_on": _day(_("Explained to the union or all staff on")),
        "reported_on": _day(_("Plan reported to the labour authority on")),
    }


def _retirement() -> dict[str, forms.Field]:
    field = forms.CharField(
        label=_("Where this day comes from"),
        help_text=_("For example the identity card and the decision of the pension office"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=DESK),
    )
    return {"source": field}


def _closure() -> dict[str, forms.Field]:
    field = _retirement()["source"]
    field.label = _("By what it closes")
    field.help_text = _("The ruling, order or decision, with its day and number")
    return {"source": field}


def _unreachable() -> dict[str, forms.Field]:
    return {"return_by": _day(_("Please answer by"), _("At least three days from today"))}


def _death() -> dict[str, forms.Field]:
    return {"heirs": _words(_("Whom to turn to in the family, and how"), rows=3)}


_RENEWALS = {
    "not_offered": _("The company did not offer to renew it"),
    "worse_refused": _("Offered on worse terms, and refused"),
    "same_refused": _("Offered on the same or better terms in writing, and refused"),
}
_DAYS: dict[str, Any] = {
    Way.DEATH: _("Day of death, or of the judgment"),
    Way.RETIREMENT: _("Day of retirement"),
    Way.CLOSURE: _("Day on which the contract ends by it"),
    Way.TERM_END: _("Last day of the term"),
}
_WORDS: dict[str, Any] = {
    Way.MUTUAL: _("The proposal, as both sides read it"),
    Way.UNREACHABLE: _("Since when, and how it was tried to reach the person"),
}
_MORE: dict[str, Callable[[], dict[str, forms.Field]]] = {
    Way.MUTUAL: _mutual,
    Way.NOTICE: _notice,
    Way.TERM_END: _term_end,
    Way.LAYOFF: _layoff,
    Way.RETIREMENT: _retirement,
    Way.UNREACHABLE: _unreachable,
    Way.DEATH: _death,
    Way.CLOSURE: _closure,
}
