"""Once the contract has ended, nothing for which the last wages wait is done a second time.

Until then a step may be sent back as often as its process allows: there is time. Afterwards each
round would put off what is due at once (工资支付暂行规定 9).
"""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from lizhi.common.refusals import Refused
from lizhi.offboarding import over, ways
from lizhi.workflow.engine import parts
from lizhi.workflow.models import Run

SETTLEMENT = "settlement"


def check(run: Run, to: str, *, today: dt.date) -> None:
    """Refused is a way back from `run` to a step from which the case would come to finance anew."""
    if is_too_late(run, to, today=today):
        raise Refused(
            _("The contract has ended and the wages are due: nothing before them is done again.")
        )


def is_too_late(run: Run, to: str, *, today: dt.date) -> bool:
    """Whether that would put off wages that are due."""
    case, tree = run.case, parts.tree_of(run)
    if not over.is_over(case, today) or not ways.is_certain(case):
        return False
    if to not in tree.steps or SETTLEMENT not in tree.rows[tree.row[to]]:
        return False
    order = list(tree.steps)
    if order.index(to) > order.index(SETTLEMENT):
        return False
    return not case.runs.filter(step=SETTLEMENT, state=Run.State.DONE).exists()
