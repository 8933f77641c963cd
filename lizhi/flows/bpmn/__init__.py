"""A process as a BPMN 2.0 picture: for experts, for partners, and with marks for one case.

It is laid out here and not by a library: blocks lie in blocks, so a place for everything can be
worked out from the inside to the outside. It says what the process does and is not meant to be run
elsewhere: a way back out of a block gives up what stands beside it, which no token of BPMN does.
"""

from lizhi.flows.bpmn.laying import lay_out
from lizhi.flows.bpmn.shapes import Picture
from lizhi.flows.bpmn.writing import xml

__all__ = ["Picture", "lay_out", "xml"]
