"""Print papers: only the job worker comes here, for Typst is heavy."""

from lizhi.documents.printing.press import Printed, Slot, render

__all__ = ["Printed", "Slot", "render"]
