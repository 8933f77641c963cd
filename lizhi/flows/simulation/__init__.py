"""Play a process through with somebody, to see what would happen: nothing of it is kept.

The case is a real one, moved by the real actions, receivers and timers of the house, in a
transaction that is always rolled back, under a clock of its own. Only the part of the worker that
prints, signs or sends is answered in its place. While it runs, which takes less than a second, it
holds the locks that a real case would: on SQLite all other writers wait for it, on PostgreSQL
whoever opens a case at that very moment.
"""

from lizhi.flows.simulation.playing import play
from lizhi.flows.simulation.result import Result
from lizhi.flows.simulation.scenario import Behaviour, Scenario

__all__ = ["Behaviour", "Result", "Scenario", "play"]
