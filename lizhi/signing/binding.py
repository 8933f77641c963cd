"""What somebody has to prove to sign: that it is them, for exactly these papers as they are now."""

from lizhi.identity.binding import Binding
from lizhi.signing import evidence
from lizhi.signing.models import Actor

SEVERAL = "several_papers"
NAMES_THE_SET = "{count} 份文件 {digest}"
"""What a consent for several papers is about: exactly these, by the hash over their hashes."""


def binding_of(*actors: Actor) -> Binding:
    """Of one person's parts in one or several envelopes, by the newest revision of each paper."""
    user, purposes = evidence.signer_of(actors[0]), {one.envelope.purpose for one in actors}
    if any(actor.user_id != user.pk for actor in actors):
        raise ValueError("one person proves who one person is")
    purpose = purposes.pop() if len(purposes) == 1 else SEVERAL
    return Binding.of(user.pk, purpose, (one.envelope.paper.file.digest for one in actors))


def about_of(*actors: Actor) -> str:
    """What a consent for these papers is about: the number of the one, or the set by its hash."""
    if len(actors) == 1:
        return actors[0].envelope.biz_no
    return NAMES_THE_SET.format(count=len(actors), digest=binding_of(*actors).digest)
