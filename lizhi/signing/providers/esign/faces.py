"""刷脸核身 of e签宝: `/v2/identity/auth/api/individual/face` opens a try, its detail tells it."""

from lizhi.identity.faces import Opened, Result, Who
from lizhi.identity.faces.wire import checked_link, part
from lizhi.signing.providers import facing
from lizhi.signing.providers.esign import client, unverified
from lizhi.signing.providers.titles import TITLES

OPEN = "/v2/identity/auth/api/individual/face"


class EsignFaces:
    """One call to open the way, one for the result; by the keys with which papers are signed."""

    title = TITLES["esign"]

    def start(self, who: Who) -> Opened:
        """A flow for this name and number, and the address that goes with it."""
        body = unverified.face_body(who.order, who.name, who.id_number, who.return_url)
        said = facing.asked(lambda: client.post(OPEN, body))
        return Opened(facing.reference(said.get("flowId")), checked_link(said.get("authUrl")))

    def result(self, reference: str, who: Who) -> Result:
        """The verdict. Addresses of pictures and videos that come with it are not read."""
        path = f"/v2/identity/auth/api/common/{reference}/detail"
        said = facing.asked(lambda: client.get(path))
        person = part(said, "indivInfo")
        return facing.outcome(
            who,
            unverified.face_outcome(said),
            unverified.face_reason(said),
            name=person.get("name"),
            number=person.get("certNo"),
        )
