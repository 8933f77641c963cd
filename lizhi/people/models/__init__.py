"""Who works where: group, legal entity, branch, department; person and employment."""

from lizhi.people.models.absences import Absence, AbsenceQuerySet
from lizhi.people.models.by_hand import ByHand
from lizhi.people.models.company import Branch, Department, Group, LegalEntity
from lizhi.people.models.employments import (
    Employment,
    EmploymentQuerySet,
    MonthlyWage,
    bank_index,
)
from lizhi.people.models.imports import ImportBatch, ImportedChange, Reveal
from lizhi.people.models.persons import Person, id_index
from lizhi.people.models.roles import RoleGrant, Roles, roles_of, still_here

__all__ = [
    "Absence",
    "AbsenceQuerySet",
    "Branch",
    "ByHand",
    "Department",
    "Employment",
    "EmploymentQuerySet",
    "Group",
    "ImportBatch",
    "ImportedChange",
    "LegalEntity",
    "MonthlyWage",
    "Person",
    "Reveal",
    "RoleGrant",
    "Roles",
    "bank_index",
    "id_index",
    "roles_of",
    "still_here",
]
