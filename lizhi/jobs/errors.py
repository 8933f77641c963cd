"""The kind of an error, and what to do about it, for whoever looks after the machine."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

OTHER_SIDE = _("The other side did not answer. Look at its settings, then try again")
NO_PLACE = _("The disk or the memory was full. Make room, then try again")
SERVICE_REFUSES = _(
    "The signing service refuses. Look at its settings with `lizhi sign check`, then try again"
)
ADVICE: dict[str, StrOrPromise] = {
    "SendFailed": OTHER_SIDE,
    "ConnectionError": OTHER_SIDE,
    "ConnectError": OTHER_SIDE,
    "ConnectTimeout": OTHER_SIDE,
    "ReadTimeout": OTHER_SIDE,
    "TimeoutError": OTHER_SIDE,
    "OSError": NO_PLACE,
    "MemoryError": NO_PLACE,
    "OperationalError": _("The database was away for a moment. Try again"),
    "NobodyNamed": _("Nobody holds the role that is asked for. Name somebody, then try again"),
    "Refused": _("The rules do not allow it as things stand. Look at the case first"),
    "NotPermitted": _("The rules do not allow it as things stand. Look at the case first"),
    "ServiceSilent": _(
        "The signing service did not answer. It is asked again by itself; try again when it is back"
    ),
    "NotReady": _("The signing service has not made it ready in a day. Ask them, then try again"),
    "ServiceNotSetUp": SERVICE_REFUSES,
    "ServiceRefuses": SERVICE_REFUSES,
    "WrongState": SERVICE_REFUSES,
    "Doubtful": _(
        "What the signing service says does not hold. Look at the paper there, or take another"
        " service"
    ),
    "FaceSilent": _(
        "The face service did not answer. People sign in another way; try again when it is back"
    ),
    "FaceRefuses": _(
        "The face service refuses. Look at its settings with `lizhi faces`; people sign in another"
        " way"
    ),
    "worker lost": _("Workers died at it. Look at their memory, then try again"),
}
OTHERWISE = _("Nobody expected this. The log names it by its number")


def kind(error: str) -> str:
    """The last word of its name: `ConnectionError`."""
    return error.rpartition(".")[2]


def advice(error: str) -> StrOrPromise:
    """What to do about it."""
    return ADVICE.get(kind(error), OTHERWISE) if error else ""
