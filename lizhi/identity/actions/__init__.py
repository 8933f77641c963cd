"""Everything that can be done with a proof of who somebody is."""

from lizhi.identity.actions.passkeys import (
    Added,
    Shown,
    add_passkey,
    ask_new_passkey,
    ask_passkey,
    check_passkey,
    remove_passkey,
    rename_passkey,
)
from lizhi.identity.actions.proofs import forget, prove, spend

__all__ = [
    "Added",
    "Shown",
    "add_passkey",
    "ask_new_passkey",
    "ask_passkey",
    "check_passkey",
    "forget",
    "prove",
    "remove_passkey",
    "rename_passkey",
    "spend",
]
