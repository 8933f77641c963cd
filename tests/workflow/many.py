"""How much is played, and from which seed: `make torture` asks for more than `make test`.

The same seed and counts play the same processes; moments at which somebody is killed are chance.
"""

import os

SEED = os.environ.get("LIZHI_SEED", "lizhi")


def many(what: str, usual: int) -> int:
    """So many: LIZHI_TORTURE multiplies what `make test` plays, LIZHI_<WHAT> names a number."""
    times = float(os.environ.get("LIZHI_TORTURE", "1"))
    return int(os.environ.get(f"LIZHI_{what.upper()}", usual * times))


def one_in(usual: int) -> int:
    """Somebody dies at one in so many places; `make torture` leaves none out."""
    return usual if float(os.environ.get("LIZHI_TORTURE", "1")) <= 1 else 1
