"""Where a case stands, for the employee and for HR: nodes with state, handler and time.

Reading only, and few queries: the page that people open most often, on the weakest network.
"""

from lizhi.offboarding.progress.node import OPEN, Node, Press
from lizhi.offboarding.progress.reading import of
from lizhi.offboarding.progress.who import OF_HR
from lizhi.offboarding.progress.whole import Progress

__all__ = ["OF_HR", "OPEN", "Node", "Press", "Progress", "of"]
