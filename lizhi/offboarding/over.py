"""Whether a contract is over: what has ended stays so, whatever the clock of the machine says."""

import datetime as dt

from lizhi.cases.models import Case
from lizhi.offboarding import questions
from lizhi.workflow.models import Run


def has_ended(case: Case) -> bool:
    """The certificate has been issued, and with it the employment is over."""
    last = questions.LAST_RUN.first(case=case.pk, step="certificate")
    return last is not None and last.state == Run.State.DONE


def is_over(case: Case, today: dt.date) -> bool:
    """Its last day has come, or has come once: a clock that goes back opens nothing again."""
    # Whoever still works here has had no certificate: pages of running contracts ask no further.
    return case.contract_end <= today or (case.employment.left_on is not None and has_ended(case))
