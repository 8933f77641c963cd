"""What production is built of must be there before it starts."""

from lizhi.config.checks import parts, places, services

__all__ = ["parts", "places", "services"]
