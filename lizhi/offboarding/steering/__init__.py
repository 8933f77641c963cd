"""What people do to a case beside its steps: pause it, lead it elsewhere, bring others in.

Each is one change of a case on the rows of the engine, with its event; the case is locked. Who may
do it is asked by the actions of this room.
"""

from lizhi.offboarding.steering.claiming import claim, give_back
from lizhi.offboarding.steering.copying import give_copy, read_copy
from lizhi.offboarding.steering.delegating import delegate
from lizhi.offboarding.steering.jumping import jump, places
from lizhi.offboarding.steering.pausing import resume, suspend
from lizhi.offboarding.steering.signers import add_signer, remove_signer
from lizhi.offboarding.steering.taking_back import take_back

__all__ = [
    "add_signer",
    "claim",
    "delegate",
    "give_back",
    "give_copy",
    "jump",
    "places",
    "read_copy",
    "remove_signer",
    "resume",
    "suspend",
    "take_back",
]
