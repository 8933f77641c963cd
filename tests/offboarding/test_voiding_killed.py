"""The worker dies anywhere while an agreement is made void: the next one finishes, once in effect.

A killed process is played by an exception that nobody catches: what was not committed is gone.
"""

from typing import Any

import pytest

from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.jobs import doing
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, papers, voiding
from lizhi.offboarding.actions import last_day
from lizhi.signing import actions as signing
from lizhi.signing.actions import standing
from tests import make
from tests.offboarding import test_voiding as voidings
from tests.offboarding.conftest import company
from tests.signing import world
from tests.signing.test_killed import next_worker, work_and_die

__all__ = ["company"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ONCE = (
    *("voiding_proposed", "voiding_sent", "envelope_voided", "agreement_voided"),
    *("paper_voided", "signature_given"),
)
SENDING = [
    pytest.param(papers, "file_of", True, id="printed, the file is in the store"),
    pytest.param(papers, "add", True, id="the paper belongs to the case"),
    pytest.param(signing, "send", True, id="sent, not yet committed"),
    pytest.param(doing, "_done", False, id="done, not yet noted"),
]
SEALING = [
    pytest.param(signing, "seal_for", False, id="before the seal is asked for"),
    pytest.param(signing, "seal_for", True, id="the seal is asked for"),
    pytest.param(standing, "void", False, id="both have signed, before the old one is void"),
    pytest.param(cases, "void", True, id="the old paper is void"),
    pytest.param(last_day, "set_contract_end", True, id="the days have moved"),
    pytest.param(signing, "signature_made", True, id="committed, not yet said"),
    pytest.param(doing, "_done", False, id="done, not yet noted"),
]


def finished(case: Case) -> None:
    """Two papers, each in its place, each event once."""
    case.refresh_from_db()
    old, new = voidings.agreement(case), voidings.out(case)
    assert (old.state, new.state) == ("voided", "completed")
    assert (old.paper.state, old.paper.voided_by) == ("voided", new.paper)
    assert case.papers.filter(kind="voiding").count() == 1
    assert case.envelopes.filter(purpose="voiding").count() == 1
    assert case.contract_end == voidings.STATUTORY
    assert not voiding.out(case)
    told = {kind: case.events.filter(kind=kind).count() for kind in ONCE}
    assert told == {**dict.fromkeys(ONCE, 1), "signature_given": 2}
    texts = Message.objects.filter(template="agreement_voided.any.leaver")
    assert texts.count() == 1


@pytest.mark.parametrize(("where", "name", "after"), SENDING)
def test_the_paper_goes_out_once(
    monkeypatch: pytest.MonkeyPatch, company: Any, where: Any, name: str, after: bool
) -> None:
    case = voidings.sealed(company)
    by = company.li_li.user
    actions.propose_voiding(case, then="law", words="写早了", by=by, key=make.key())
    work_and_die(monkeypatch, where, name, after=after)
    assert voidings.agreement(case).state == "completed"

    next_worker()
    make.work()
    voidings.sign(case)
    finished(case)


@pytest.mark.parametrize(("where", "name", "after"), SEALING)
def test_the_agreement_is_void_once(
    monkeypatch: pytest.MonkeyPatch, company: Any, where: Any, name: str, after: bool
) -> None:
    case = voidings.sealed(company)
    new = voidings.propose(company, case)
    world.sign(new.actors.get(role="employee"))
    work_and_die(monkeypatch, where, name, after=after)

    next_worker()
    make.work()
    finished(case)
