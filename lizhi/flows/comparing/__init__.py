"""What differs between two bodies, in words: nothing is left out, and nothing is made up."""

from lizhi.flows.comparing.bodies import differences
from lizhi.flows.comparing.rows import Difference

__all__ = ["Difference", "differences"]
