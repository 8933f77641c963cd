"""How long to wait after each failed try of something that has to leave the house."""

import datetime as dt

DELAYS = [
    dt.timedelta(**span)
    for span in (
        {"seconds": 10},
        {"minutes": 1},
        {"minutes": 5},
        {"minutes": 30},
        {"hours": 2},
        {"hours": 6},
        {"hours": 12},
    )
]
"""After each failed try; after the last one somebody has to look."""
