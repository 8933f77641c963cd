"""The world of the role table, for whoever sends nonsense into it."""

from tests.access.conftest import kept_world, world

__all__ = ["kept_world", "world"]
