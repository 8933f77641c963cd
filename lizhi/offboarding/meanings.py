"""What an ending that the company has begun means for the person: said before anything else."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.common import wording
from lizhi.common.permits import permit
from lizhi.offboarding import company_papers, departures, overtaking, serving, ways
from lizhi.settlement.law import grounds


@dataclass(frozen=True)
class Meaning:
    """The ground in its own words, what happens by itself, and what is due."""

    title: str
    article: str
    lines: list[str]
    may_confirm_receipt: bool = False
    may_object: bool = True
    """The company has begun it."""
    may_take_back: bool = False
    """An own proposal that HR has not agreed to."""


def of(case: Case) -> Meaning | None:
    """Nothing for a resignation: there the person knows."""
    if ways.is_own(case):
        return None
    row = ways.ground_of(case)
    return Meaning(
        title=row.title,
        article=row.article,
        lines=[_by_itself(case), *_first(case), _money(case), *_rights(case)],
        may_confirm_receipt=_may_confirm(case),
        may_object=not ways.of(case).by_employee,
        may_take_back=permit(departures.check_can_take_back, case, case.leaver).allowed,
    )


def _may_confirm(case: Case) -> bool:
    return case.status == Case.Status.RUNNING and serving.open_run(case) is not None


def _by_itself(case: Case) -> str:
    """What silence does."""
    day = wording.day(case.contract_end)
    if case.way == Case.Way.PROPOSAL and "replied_on" not in case.data:
        return _("You have proposed %(day)s. HR answers; until both have signed nothing ends.") % {
            "day": day
        }
    if ways.is_certain(case):
        return _("The contract ends on %(day)s; the certificate is issued then by itself.") % {
            "day": day
        }
    if ways.is_together(case):
        until = wording.day(company_papers.good_until(case))
        return _(
            "It ends on %(day)s only if you sign. Unsigned, the contract goes on; "
            "after %(until)s the proposal is off by itself."
        ) % {"day": day, "until": until}
    if case.way == Case.Way.UNREACHABLE and case.return_by:
        return _(
            "We cannot reach you and are worried. Please call, or leave a word here, by %(day)s. "
            "The contract has not changed."
        ) % {"day": wording.day(case.return_by)}
    return _("The notice has not been served yet. Until then the contract has not changed.")


def _first(case: Case) -> list[str]:
    """Why it is not the own resignation that ends the contract any more."""
    own = overtaking.resigned_before(case)
    if own is None:
        return []
    return [
        _(
            "You had resigned, and that would have ended it on %(old)s. The law ends it earlier, "
            "so it ends by law and not by your resignation."
        )
        % {"old": wording.day(own.contract_end)}
    ]


def _money(case: Case) -> str:
    renewal = case.data.get("opening", {}).get("renewal", "")
    due = grounds.compensation_due(case.ground, renewal=renewal).value
    row = ways.ground_of(case)
    if due:
        return _("Compensation is due by law (%(article)s).") % {"article": row.due_by}
    if case.way == Case.Way.PROPOSAL:
        return _("You have proposed it yourself: by law no compensation is due (46).")
    return _("By this ground no compensation is due; you may see it otherwise.")


def _rights(case: Case) -> list[str]:
    if case.way == Case.Way.FORCED:
        return [_("If the company sees it otherwise: 12333, or the labour arbitration.")]
    if case.way == Case.Way.PROPOSAL:
        return [_("To resign needs nobody: that you can do at any time instead.")]
    said = _(
        "You may object, here or at the labour arbitration (12333). "
        "Wages and certificate wait for nothing."
    )
    if ways.is_together(case) and not ways.is_certain(case):
        return [_("You may say no, without giving a reason. Nothing changes by that.")]
    if ways.ground_of(case).barred:
        return [
            _(
                "Pregnant, nursing, in medical treatment or hurt at work? Please tell HR at once: "
                "then it may not be ended this way."
            ),
            said,
        ]
    return [said]
