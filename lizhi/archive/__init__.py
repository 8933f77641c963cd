"""The sealed package of a closed case: made once, checked at any time."""
