"""The whole way, and the one sentence over it."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.accounts.models import User
from lizhi.cases.models import Event
from lizhi.offboarding.comments import Said
from lizhi.offboarding.progress.node import OPEN, Node
from lizhi.offboarding.staying import Stay
from lizhi.offboarding.steering.told import Pause
from lizhi.offboarding.stuck import Overdue

MINE = {
    "signature": gettext_lazy("%(name)s, only your signature is missing today"),
    "proposal": gettext_lazy("%(name)s, the company proposes to end it together"),
    "answer": gettext_lazy("%(name)s, your settlement is here"),
}


@dataclass(frozen=True)
class Progress:
    """The whole way, what is done of it, and the reader's own next thing."""

    nodes: list[Node]
    done: int
    used: dt.timedelta
    certificate_on: dt.date
    certificate_issued: bool
    mine: Node | None
    late: Node | None

    name: str
    hr: User | None
    """Whom the leaver can call."""
    """Whom to ask."""
    said: list[Said] = field(default_factory=list)
    """The newest words that people of the case have left for each other."""
    pause: Pause | None = None
    """Until when nobody is reminded, who wants it so, and why."""
    stay: Stay | None = None
    """The leaver's request to stay, and what the company has said to it."""
    changed: Event | None = None
    """The case goes by a newer version of its process since then; its times did not move."""
    overdue: Overdue | None = None
    """The certificate is late; who of the company has been told, and when."""
    certain: bool = True
    """The employment ends on `certificate_on`; else nothing has ended, and silence ends nothing."""

    @property
    def total(self) -> int:
        """All nodes and the certificate."""
        return len(self.nodes) + 1

    @property
    def is_unsigned(self) -> bool:
        """The time to sign the agreement is over; whoever still wants to can ask for it."""
        return any(node.step == "signature" and node.outcome == "expired" for node in self.nodes)

    @property
    def is_confirmed(self) -> bool:
        """HR has fixed the dates: what the employee has signed is sealed, or about to be."""
        return any(node.step == "confirmation" and node.state == "done" for node in self.nodes)

    @property
    def handover_is_mine(self) -> bool:
        """The list is open, and something on it waits for the leaver."""
        return any(
            node.step == "handover" and node.state in OPEN and not node.given for node in self.nodes
        )

    @property
    def headline(self) -> str:
        """One sentence: what is to be done now, and by whom."""
        now = next((node for node in self.nodes if node.state == "now"), None)
        waits_for = now.who if now else ""
        values = {"name": self.name, "who": self.late.who if self.late else waits_for}
        if self.mine:
            step = self.mine.step if self.certain else "proposal"
            return MINE.get(step, _("%(name)s, one thing waits for you")) % values
        if not self.certain:
            return _("%(name)s, your contract goes on; nothing has ended") % values
        if self.overdue:
            return _("%(name)s, your certificate is late") % values
        if self.handover_is_mine:
            return _("%(name)s, the handover list is open") % values
        if self.late:
            return _("Nothing for you to do; we press %(who)s") % values
        if not values["who"]:
            return _("%(name)s, all is on its way") % values
        if now and now.given:
            return _("Nothing for you to do now; %(who)s receives it") % values
        return _("Nothing for you to do now; it waits for %(who)s") % values
