"""Pages of a resignation. Each view reads the request, calls one action and shows the answer."""
