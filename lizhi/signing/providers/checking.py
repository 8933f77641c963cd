"""Whether a service works, looked at from here: settings, the line, the clock, the keys."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime

from django.utils.translation import gettext as _

from lizhi.common import clock
from lizhi.documents.validation import services
from lizhi.signing.providers import wire
from lizhi.signing.providers.failing import ServiceRefuses, ServiceSilent
from lizhi.signing.providers.neutral import Finding

MOST = dt.timedelta(minutes=2)
"""The stricter service takes five minutes; who is off by two will be off by five."""


def findings(needed: Mapping[str, object], url: str, ask: Callable[[], object]) -> list[Finding]:
    """In the order in which an administrator would mend them; the first that fails ends it."""
    found: list[Finding] = []
    for finding in _looked(needed, url, ask):
        found.append(finding)
        if not finding.good:
            break
    return [*found, _roots()]


def _looked(needed: Mapping[str, object], url: str, ask: Callable[[], object]) -> Iterator[Finding]:
    missing = [name for name, value in needed.items() if not value]
    if missing:
        words = _("Not set: %(names)s.") % {"names": ", ".join(missing)}
        yield Finding(good=False, words=words)
    else:
        yield Finding(good=True, words=_("All settings are there."))
    yield from _line(url)
    yield _keys(ask)


def _line(url: str) -> Iterator[Finding]:
    try:
        answer = wire.send("GET", url)
        told = answer.headers.get("Date", "")
    except ServiceSilent as error:
        words = _("%(url)s does not answer (%(why)s). May this machine reach it, by port 443?")
        yield Finding(good=False, words=words % {"url": url, "why": error})
        return
    yield Finding(good=True, words=_("%(url)s answers.") % {"url": url})
    if told:
        yield _clock(parsedate_to_datetime(told))


def _clock(theirs: dt.datetime) -> Finding:
    off = round((clock.now() - theirs).total_seconds())
    good = abs(off) <= MOST.total_seconds()
    words = _("The clock of this machine and theirs differ by %(seconds)d seconds.")
    return Finding(good=good, words=words % {"seconds": off})


def _keys(ask: Callable[[], object]) -> Finding:
    try:
        ask()
    except ServiceSilent as error:
        words = _("It answers, but not to us (%(why)s). Please try again in a few minutes.")
        return Finding(good=False, words=words % {"why": error})
    except ServiceRefuses as error:
        words = _("It refuses us (%(why)s). %(lacks)s")
        return Finding(good=False, words=words % {"why": error.code, "lacks": error.lacks})
    return Finding(good=True, words=_("It knows our keys."))


def _roots() -> Finding:
    count = len(services.trusted())
    if not count:
        words = _(
            "No root of a certificate authority lies in %(folder)s: no file could be checked."
        )
        return Finding(good=False, words=words % {"folder": services.folder()})
    words = _("Roots that its signatures may lead to: %(count)d.") % {"count": count}
    return Finding(good=True, words=words)
