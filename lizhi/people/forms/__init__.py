"""What people fill in: search, columns of a roster, companies and seals."""

from lizhi.people.forms.columns import ColumnsForm
from lizhi.people.forms.companies import EntityForm, StartForm
from lizhi.people.forms.rosters import RevealForm, UndoForm, UploadForm
from lizhi.people.forms.staff import ManagerForm

__all__ = [
    "ColumnsForm",
    "EntityForm",
    "ManagerForm",
    "RevealForm",
    "StartForm",
    "UndoForm",
    "UploadForm",
]
