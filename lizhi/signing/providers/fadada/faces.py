"""人脸核验 of 法大大: `/user/verify/face-recognition` opens a try, `face-status-query` tells it."""

from lizhi.identity.faces import Opened, Result, Who
from lizhi.identity.faces.wire import checked_link
from lizhi.signing.providers import facing
from lizhi.signing.providers.fadada import client, unverified
from lizhi.signing.providers.titles import TITLES


class FadadaFaces:
    """One call to open the way, one for the result; by the keys with which papers are signed."""

    title = TITLES["fadada"]

    def start(self, who: Who) -> Opened:
        """A number of its own for this name and number, and the address that goes with it."""
        body = unverified.face_body(who.name, who.id_number, who.return_url)
        said = facing.asked(lambda: client.call("/user/verify/face-recognition", body))
        key = facing.reference(said.get("serialNo"))
        return Opened(key, checked_link(said.get("shortUrl") or said.get("url")))

    def result(self, reference: str, who: Who) -> Result:
        """The verdict; `getFile` is left out, so that no picture comes here."""
        body = {"serialNo": reference}
        said = facing.asked(lambda: client.call("/user/verify/face-status-query", body))
        return facing.outcome(
            who,
            unverified.face_outcome(said),
            unverified.face_reason(said),
            name=said.get("userName"),
            number=said.get("userIdentNo"),
        )
