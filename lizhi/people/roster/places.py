"""Group, legal entities, branches and departments that a roster names; new ones are added."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import Count

from lizhi.people.models import Branch, Department, Employment, Group, LegalEntity
from lizhi.people.roster.entries import Entry

ENDINGS = ("股份有限公司", "有限责任公司", "有限公司")


def group_for(entries: Iterable[Entry], at: dt.datetime) -> Group:
    """The group of this installation; the first roster names it after its own first company."""
    group = Group.objects.order_by("pk").first()
    if group:
        return group
    names = [entry.entity for entry in entries if entry.entity]
    name = next((name for name in names if "集团" in name), names[0] if names else "集团")
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    return Group.objects.create(name=name, created_at=at)


class Places:
    """Where the people of a roster work; knows what it had to add."""

    def __init__(self, group: Group, at: dt.datetime) -> None:
        self.group = group
        self.at = at
        self.entities = {entity.name: entity for entity in LegalEntity.objects.all()}
        self.branches = {(branch.entity_id, branch.name): branch for branch in Branch.objects.all()}
        self.departments = {
            (department.branch_id, department.name): department
            for department in Department.objects.all()
        }
        self._known: dict[tuple[str, str, str], tuple[int, int, int]] = {}
        self.added: dict[str, list[int]] = {"entities": [], "branches": [], "departments": []}

    def of(self, entry: Entry) -> tuple[int, int, int]:
        """Keys of legal entity, branch and department of one row."""
        names = (entry.entity, entry.branch, entry.department)
        found = self._known.get(names)
        if found is None:
            found = self._known[names] = self._find(entry)
        return found

    def _find(self, entry: Entry) -> tuple[int, int, int]:
        entity = self.entities.get(entry.entity) or self._new_entity(entry)
        branch = self.branches.get((entity.pk, entry.branch)) or self._new_branch(entity, entry)
        key = (branch.pk, entry.department)
        department = self.departments.get(key) or self._new_department(branch, entry)
        return entity.pk, branch.pk, department.pk

    def _new_entity(self, entry: Entry) -> LegalEntity:
        entity = LegalEntity.objects.create(
            group=self.group, name=entry.entity, city=entry.work_city, created_at=self.at
        )
        self.entities[entity.name] = entity
        self.added["entities"].append(entity.pk)
        return entity

    def _new_branch(self, entity: LegalEntity, entry: Entry) -> Branch:
        branch = Branch.objects.create(
            entity=entity, name=entry.branch, city=entry.work_city, created_at=self.at
        )
        self.branches[entity.pk, branch.name] = branch
        self.added["branches"].append(branch.pk)
        return branch

    def _new_department(self, branch: Branch, entry: Entry) -> Department:
        department = Department.objects.create(
            branch=branch, name=entry.department, created_at=self.at
        )
        self.departments[branch.pk, department.name] = department
        self.added["departments"].append(department.pk)
        return department


def name_heads(departments: Iterable[int]) -> None:
    """The head of a department is whom most of its people report to; of equals the first."""
    wanted = set(departments)
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    lines = Employment.objects.active().filter(reports_to__left_on=None).exclude(reports_to=None)
    for department, boss, count in lines.values_list("department", "reports_to").annotate(
        count=Count("pk")
    ):
        if department in wanted and boss is not None:
            votes[department][boss] += count
    changed = []
    for department_row in Department.objects.filter(pk__in=wanted):
        ranked = sorted(votes[department_row.pk].items(), key=lambda vote: (-vote[1], vote[0]))
        head = ranked[0][0] if ranked else None
        if department_row.head_id != head:
            department_row.head_id = head
            changed.append(department_row)
    Department.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["id"], update_fields=["head"]
    )
