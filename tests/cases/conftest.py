"""Cases of these tests stand on the small processes of the engine's tests."""

from tests.workflow.conftest import owner_rules

__all__ = ["owner_rules"]
