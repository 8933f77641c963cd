"""What people fill in: search, columns of a roster, companies and seals."""

from lizhi.people.forms.columns import ColumnsForm
from lizhi.people.forms.companies import EntityForm, StartForm
from lizhi.people.forms.rosters import RevealForm, UndoForm, UploadForm

__all__ = ["ColumnsForm", "EntityForm", "RevealForm", "StartForm", "UndoForm", "UploadForm"]
