"""The law of settling up: plain Python on Decimal, told nothing of Django."""
