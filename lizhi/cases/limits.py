"""How fast one address may ask. It is kept in memory for a minute and written nowhere."""

from allauth.account.adapter import get_adapter
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lizhi.common.refusals import Refused

MOST_A_MINUTE = 20


class TooFast(Refused):
    """Somebody tries codes one after the other."""

    code = "too_fast"


def slow_down(request: HttpRequest, what: str, most: int = MOST_A_MINUTE) -> None:
    """So many a minute from one address."""
    key = f"{what}:{get_adapter().get_client_ip(request)}"
    cache = caches["local"]
    cache.add(key, 0, timeout=60)
    if cache.incr(key) > most:
        raise TooFast(_("That was a little fast. Please try again in a minute."))


def came_from_the_page(request: HttpRequest) -> bool:
    """Not from another site; browsers too old to say are believed."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
