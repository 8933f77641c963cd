"""Numbers of parcels, as carriers print them."""

import re
import unicodedata

from django.utils.translation import gettext as _

from lizhi.common.refusals import Refused

WAYBILL = re.compile(r"[0-9A-Za-z]{8,20}")


def plain(text: str) -> str:
    """Spaces and full-width forms are put right, letters are large."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def check(waybill: str) -> None:
    """8 to 20 letters and digits; nothing is looked up at any carrier."""
    if not WAYBILL.fullmatch(waybill):
        raise Refused(_("A tracking number has 8 to 20 letters and digits; please check it."))
