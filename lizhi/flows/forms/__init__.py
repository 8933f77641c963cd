"""What is typed and chosen on the pages of this room."""

from lizhi.flows.forms.new import NewForm
from lizhi.flows.forms.panel import Panel
from lizhi.flows.forms.whole import WholeForm

__all__ = ["NewForm", "Panel", "WholeForm"]
