"""What an ending that the company has begun means for the person: said before anything else."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.common import wording
from lizhi.offboarding import company_papers, serving, ways
from lizhi.settlement.law import grounds


@dataclass(frozen=True)
class Meaning:
    """The ground in its own words, what happens by itself, and what is due."""

    title: str
    article: str
    lines: list[str]
    may_confirm_receipt: bool = False


def of(case: Case) -> Meaning | None:
    """Nothing for a resignation: there the person knows."""
    if ways.is_own(case):
        return None
    row = ways.ground_of(case)
    return Meaning(
        title=row.title,
        article=row.article,
        lines=[_by_itself(case), _money(case), *_rights(case)],
        may_confirm_receipt=_may_confirm(case),
    )


def _may_confirm(case: Case) -> bool:
    return case.status == Case.Status.RUNNING and serving.open_run(case) is not None


def _by_itself(case: Case) -> str:
    """What silence does."""
    day = wording.day(case.contract_end)
    if ways.is_certain(case):
        return _("The contract ends on %(day)s; the certificate is issued then by itself.") % {
            "day": day
        }
    if case.way == Case.Way.MUTUAL:
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


def _money(case: Case) -> str:
    renewal = case.data.get("opening", {}).get("renewal", "")
    due = grounds.compensation_due(case.ground, renewal=renewal).value
    row = ways.ground_of(case)
    if due:
        return _("Compensation is due by law (%(article)s).") % {"article": row.due_by}
    return _("By this ground no compensation is due; you may see it otherwise.")


def _rights(case: Case) -> list[str]:
    said = _(
        "You may object, here or at the labour arbitration (12333). "
        "Wages and certificate wait for nothing."
    )
    if case.way == Case.Way.MUTUAL and not ways.is_certain(case):
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
