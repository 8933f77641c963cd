"""For which way of ending, and for whom, a process is begun."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.flows import processes
from lizhi.people.models import Branch, roles_of

SELECT = {"class": "in"}


class NewForm(forms.Form):
    """It begins as what people leave by now: the group's own process, or the shipped one."""

    way = forms.ChoiceField(
        label=_("How the employment ends"),
        widget=forms.Select(attrs=SELECT),
        error_messages={"required": _("Please say for which way of ending it is.")},
    )
    branch = forms.ModelChoiceField(
        Branch.objects.none(),
        label=_("For whom"),
        widget=forms.Select(attrs=SELECT),
        error_messages={
            "required": _("Please choose one of your branches."),
            "invalid_choice": _("Please choose one of your branches."),
        },
    )

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        known = processes.sources()
        names = dict(Case.Way.choices)
        self.fields["way"].choices = [(way, names.get(way, way)) for way in names if way in known]  # type: ignore[attr-defined]
        roles = roles_of(user)
        branch = self.fields["branch"]
        rows = Branch.objects.order_by("name")
        mine = rows if roles.hr_branches is None else rows.filter(pk__in=roles.hr_branches)
        branch.queryset = mine  # type: ignore[attr-defined]
        branch.empty_label = _("Please choose")  # type: ignore[attr-defined]
        if roles.group_hr:
            branch.required = False
            branch.empty_label = _("the whole group")  # type: ignore[attr-defined]
