"""The employment ends with the contract; the person and the login stay."""

from lizhi.cases.models import Case
from lizhi.people.models import Employment


def end_employment(case: Case) -> None:
    """From now on the person is a former employee, who keeps every paper."""
    Employment.objects.filter(pk=case.employment_id).update(left_on=case.contract_end)
