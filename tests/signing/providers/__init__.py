"""Signing services outside the house: their contracts, played by simulators."""
