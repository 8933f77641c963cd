"""The leaver decides who may look: links that end, and a code that can be switched off."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import links
from lizhi.cases.actions.story import record
from lizhi.cases.models import Paper, ShareLink
from lizhi.common.refusals import NotPermitted, Refused


@transaction.atomic
def share(paper: Paper, *, name: str, days: int, by: User, at: dt.datetime) -> ShareLink:
    """Whoever gets this link reads the paper without signing in, for so many days."""
    _check_own(paper, by)
    if days not in links.TERMS:
        raise Refused(_("A link lives for 7, 30 or 90 days. Please choose one."))
    if paper.state != Paper.State.VALID:
        raise Refused(_("This paper is not valid any more; there is a newer one to share."))
    if len(links.open_links(paper, at)) >= links.MOST_OPEN:
        raise Refused(_("There are ten links already. Please stop one first."))
    nonce = links.new_nonce()
    link = ShareLink.objects.create(
        paper=paper,
        nonce=nonce,
        token_hash=links.hash_of(links.token_of(nonce)),
        name=links.seal_name(paper, nonce, name.strip()[: links.LONGEST_NAME]),
        expires_at=at + dt.timedelta(days=days),
    )
    record(paper.case, "link_given", by=by, at=at, paper=paper.number, days=days)
    return link


@transaction.atomic
def stop_link(link: ShareLink, *, by: User, at: dt.datetime) -> None:
    """From this moment the link says that its owner has stopped it. Twice is once."""
    _check_own(link.paper, by)
    if ShareLink.objects.filter(pk=link.pk, stopped_at=None).update(stopped_at=at):
        record(link.paper.case, "link_stopped", by=by, at=at, paper=link.paper.number)


@transaction.atomic
def note_opened(link: ShareLink) -> None:
    """Somebody has looked through this link: counted, and nothing else is known."""
    ShareLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1)


@transaction.atomic
def switch_check(paper: Paper, *, on: bool, by: User, at: dt.datetime) -> None:
    """Whether anybody who has the code may look the certificate up. The paper stays valid."""
    _check_own(paper, by)
    if (paper.check_off_at is None) is on:
        return
    paper.check_off_at = None if on else at
    paper.save(update_fields=["check_off_at"])
    kind = "check_switched_on" if on else "check_switched_off"
    record(paper.case, kind, by=by, at=at, paper=paper.number)


def _check_own(paper: Paper, by: User) -> None:
    if paper.case.leaver != by:
        raise NotPermitted(_("Only the person whom this paper is about decides that."))
    if not paper.code_index:
        raise Refused(_("Only a certificate can be checked and shared by others."))
