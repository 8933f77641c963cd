"""Why a signing service did not do what it was asked, and what follows: later, never, or mending.

No reason holds a name, a number, an address or a key: reasons are kept and may be logged.
"""

from django_stubs_ext import StrOrPromise


class ServiceSilent(Exception):
    """No answer, or a trouble of its own: nobody knows whether it has acted. Ask again later."""

    permanent = False


class ServiceRefuses(Exception):
    """It will never do this as it was asked; the same again would be refused again."""

    permanent = True

    def __init__(self, code: str, lacks: StrOrPromise = "") -> None:
        super().__init__(code)
        self.code = code
        self.lacks = str(lacks)


class ServiceNotSetUp(ServiceRefuses):
    """Keys, clock, addresses, rights or the quota: an administrator has to mend something."""


class WrongState(ServiceRefuses):
    """What was asked does not go with how far it is there: it may be done already."""


class Doubtful(Exception):
    """What the service says and what we hold do not agree: nobody calls it signed until they do."""

    permanent = True

    def __init__(self, code: str, lacks: StrOrPromise) -> None:
        super().__init__(code)
        self.code = code
        self.lacks = str(lacks)
