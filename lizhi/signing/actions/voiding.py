"""Both sides have signed that an earlier paper holds no more. Nothing else voids one."""

import datetime as dt

from lizhi.cases import actions as cases
from lizhi.common import rows
from lizhi.common.prepared import read_again
from lizhi.signing import kinds
from lizhi.signing.models import Envelope


def void(old: Envelope, new: Envelope, *, at: dt.datetime) -> None:
    """`new` is complete, so the paper in `old` is void from now on; call with the case locked.

    Its file, its signatures and its evidence stay as they are: it is genuine, and holds no more.
    Told again, or where another paper has taken its place meanwhile, it changes nothing.
    """
    read_again(old, "state")
    if old.state != Envelope.State.COMPLETED:
        return
    old.state = Envelope.State.VOIDED
    rows.update(old, "state")
    old.case = old.paper.case = new.case
    cases.void(old.paper, new.paper, at)
    cases.record(
        new.case,
        kinds.ENVELOPE_VOIDED,
        by=None,
        at=at,
        envelope=old.biz_no,
        by_envelope=new.biz_no,
        paper=old.paper.number,
        sha256=old.paper.file.digest,
        by_paper=new.paper.number,
        by_sha256=new.paper.file.digest,
    )
