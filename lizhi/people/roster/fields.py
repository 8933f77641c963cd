"""What a roster can say about somebody, and under which names columns say it (`headers.yaml`)."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Field:
    """One thing a roster says."""

    name: str
    label: StrOrPromise
    kind: str
    required: bool = False
    secret: bool = False
    """Masked wherever a report or a page shows a cell of it."""


FIELDS: tuple[Field, ...] = (
    Field("number", _("Staff number"), "code", required=True),
    Field("name", _("Name"), "name", required=True),
    Field("id_kind", _("Kind of identity document"), "text"),
    Field("id_number", _("Identity number"), "id_number", required=True, secret=True),
    Field("phone", _("Mobile"), "phone", required=True, secret=True),
    Field("sex", _("Sex"), "sex"),
    Field("born_on", _("Date of birth"), "past"),
    Field("entity", _("Legal entity"), "text"),
    Field("branch", _("Branch"), "text", required=True),
    Field("department", _("Department"), "text", required=True),
    Field("post", _("Job"), "text"),
    Field("manager", _("Manager's staff number"), "code"),
    Field("hired_on", _("Hired on"), "past", required=True),
    Field("career_start", _("Start of career"), "past"),
    Field("contract_kind", _("Kind of contract"), "contract"),
    Field("contract_start", _("Contract from"), "past"),
    Field("contract_end", _("Contract until"), "date"),
    Field("probation_end", _("Probation until"), "date"),
    Field("left_on", _("Left on"), "past"),
    Field("monthly_wage", _("Monthly wage"), "money", secret=True),
    Field("average_wage", _("Average wage of 12 months"), "money", secret=True),
    Field("work_city", _("City of work"), "text"),
    Field("insurance_city", _("City of insurance"), "text"),
    Field("insurance_base", _("Base of social insurance"), "money", secret=True),
    Field("fund_base", _("Base of the housing fund"), "money", secret=True),
    Field("fund_rate", _("Own rate of the housing fund"), "rate"),
    Field("leave_days", _("Days of annual leave"), "days"),
    Field("leave_taken", _("Leave taken this year"), "days"),
    Field("bank_name", _("Bank"), "text"),
    Field("bank_account", _("Bank account"), "account", secret=True),
    Field("email", _("Mail address"), "email"),
)
BY_NAME = {field.name: field for field in FIELDS}
NAMES: dict[str, list[str]] = {
    field: [*names["zh"], *names["en"]]
    for field, names in yaml.safe_load(
        Path(__file__).with_name("headers.yaml").read_text(encoding="utf-8")
    ).items()
}
"""Field → names of its column, the plain one first."""
REQUIRED = tuple(field for field in FIELDS if field.required)

_MONTH = re.compile(r"(20\d\d)[年./]?(1[0-2]|0?[1-9])月?(份)?")
_WAGE = re.compile(r"应发|工资|薪|wage|salary|pay")
_OVERTIME = re.compile(r"加班|overtime")


def field_of(plain_header: str) -> str:
    """`2025年11月应发工资` is `wage:2025-11`, `2025年11月加班费` is `overtime:2025-11`, else ""."""
    month = _MONTH.match(plain_header)
    if not month:
        return ""
    rest = plain_header[month.end() :]
    kind = "overtime" if _OVERTIME.search(rest) else "wage" if _WAGE.search(rest) else ""
    return f"{kind}:{month[1]}-{int(month[2]):02}" if kind else ""


def label_of(name: str) -> str:
    """A field as pages name it."""
    if name in BY_NAME:
        return str(BY_NAME[name].label)
    kind, _colon, month = name.partition(":")
    word = _("Wage %(month)s") if kind == "wage" else _("Overtime pay %(month)s")
    return str(word) % {"month": month}


def is_secret(name: str) -> bool:
    """Whether cells of this field are masked on screens and in reports."""
    return name not in BY_NAME or BY_NAME[name].secret
