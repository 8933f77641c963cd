"""Who is HR, finance, keeper, counsel, group HR, administrator: from a table by staff number."""

import csv
import datetime as dt
import io
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common import texts
from lizhi.people.models import Branch, Employment, LegalEntity, RoleGrant
from lizhi.people.roster.columns import plain
from lizhi.people.roster.gate import Unreadable
from lizhi.people.roster.report import Finding, Report

Role = RoleGrant.Role
COLUMNS = {
    "number": ("number", "工号", "staffnumber", "员工编号"),
    "role": ("role", "角色"),
    "branch": ("branch", "分支", "分支机构"),
    "entity": ("entity", "法人主体", "公司", "legalentity"),
}
ROLES = {
    Role.HR: ("hr", "人事", "人力资源"),
    Role.FINANCE: ("finance", "财务"),
    Role.KEEPER: ("keeper", "资产保管", "资产与账号", "保管"),
    Role.LEGAL: ("legal", "法务", "法律顾问"),
    Role.GROUP_HR: ("grouphr", "集团hr", "集团人力资源", "集团人事"),
    Role.ADMINISTRATOR: ("administrator", "admin", "管理员", "系统管理员"),
}
SCOPED = {Role.HR: "branch", Role.KEEPER: "branch", Role.LEGAL: "branch", Role.FINANCE: "entity"}
_ROLE_OF = {word: role for role, words in ROLES.items() for word in words}


class Wrong(Exception):
    """A cell of the table does not fit."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


@dataclass(frozen=True)
class Grant:
    """One row."""

    user: User
    role: str
    branch: Branch | None
    entity: LegalEntity | None


@transaction.atomic
def grant_roles(data: bytes, *, sheet: str, at: dt.datetime, dry_run: bool = False) -> Report:
    """Grant what the table says, all or, with any mistake, nothing. Granting twice is once."""
    names, rows = _table(data)
    report = Report(rows=len(rows))
    grants = []
    for number, row in rows:
        try:
            grants.append(_grant({field: row.get(name, "") for field, name in names.items()}))
        except Wrong as wrong:
            column = names.get(wrong.column, wrong.column)
            report.errors.append(Finding(sheet, number, column, wrong.reason))
    if not report.errors and not dry_run:
        for grant in grants:
            RoleGrant.objects.get_or_create(
                user=grant.user,
                role=grant.role,
                branch=grant.branch,
                entity=grant.entity,
                defaults={"created_at": at},
            )
    return report


def _table(data: bytes) -> tuple[dict[str, str], list[tuple[int, dict[str, str]]]]:
    text = texts.decoded(data)
    if text is None:
        raise Unreadable(_("The table of roles is no text. Please save it as CSV in UTF-8."))
    reader = csv.DictReader(io.StringIO(text))
    try:
        names = {
            field: header
            for header in reader.fieldnames or ()
            for field, words in COLUMNS.items()
            if plain(header) in words
        }
        if not {"number", "role"} <= names.keys():
            raise Unreadable(_("The table of roles needs the columns number and role."))
        rows = [
            (reader.line_num, {key: (value or "").strip() for key, value in row.items() if key})
            for row in reader
        ]
    except csv.Error as fault:
        raise Unreadable(
            _("The table of roles is no text. Please save it as CSV in UTF-8.")
        ) from fault
    return names, [(number, row) for number, row in rows if any(row.values())]


def _grant(row: dict[str, str]) -> Grant:
    role = _ROLE_OF.get(plain(row["role"]))
    if role is None:
        raise Wrong("role", _("there is no such role"))
    employment = Employment.objects.active().filter(number=row["number"]).first()
    if employment is None:
        raise Wrong("number", _("there is no such staff number"))
    branch = entity = None
    if name := row.get("entity"):
        entity = LegalEntity.objects.filter(name=name).first()
        if entity is None:
            raise Wrong("entity", _("there is no such legal entity"))
    if name := row.get("branch"):
        branches = Branch.objects.filter(name=name)
        branch = (branches.filter(entity=entity) if entity else branches).first()
        if branch is None:
            raise Wrong("branch", _("there is no such branch"))
    scope = SCOPED.get(role)
    return Grant(
        employment.user,
        role,
        branch if scope == "branch" else None,
        entity if scope == "entity" else None,
    )
