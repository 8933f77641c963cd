"""The engine against independent models, crashes and races."""
