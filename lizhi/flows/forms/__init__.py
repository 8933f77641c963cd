"""What is typed and chosen on the pages of this room."""

from lizhi.flows.forms.new import NewForm

__all__ = ["NewForm"]
