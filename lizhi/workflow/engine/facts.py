"""What conditions of a definition may ask about a case, besides what its forms have collected."""

from collections.abc import Callable
from typing import Any

from lizhi.cases.models import Case
from lizhi.people.models import Employment

CASE_FACTS: dict[str, Callable[[Case], Any]] = {
    "case.reason": lambda case: case.reason,
    "case.in_probation": lambda case: case.in_probation,
    "case.place": lambda case: case.place,
    "employee.branch": lambda case: case.branch.name,
    "employee.entity": lambda case: case.entity.name,
    "employee.department": lambda case: case.employment.department.name,
    "employee.post": lambda case: case.employment.post,
    "employee.leads": lambda case: (
        Employment.objects.active().filter(reports_to=case.employment).count()
    ),
}


class Facts(dict[str, Any]):
    """The case's data; its other facts are looked up when somebody asks."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.data)
        self._case = case

    def get(self, key: str, default: Any = None) -> Any:
        """A fact of the case, else what the forms collected under this name."""
        if key in CASE_FACTS:
            return CASE_FACTS[key](self._case)
        return super().get(key, default)
