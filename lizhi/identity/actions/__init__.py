"""Everything that can be done with a proof of who somebody is."""

from lizhi.identity.actions.proofs import forget, prove, spend

__all__ = ["forget", "prove", "spend"]
