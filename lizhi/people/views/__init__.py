"""The pages of this room."""

from lizhi.people.views.chosen import change_manager
from lizhi.people.views.columns import import_columns
from lizhi.people.views.companies import entities, entity, first_run, seal_picture
from lizhi.people.views.files import empty_table, marked_table, report_file
from lizhi.people.views.person import employment, masked, reveal
from lizhi.people.views.rosters import (
    import_commit,
    import_done,
    import_dry,
    import_undo,
    import_upload,
)
from lizhi.people.views.staff import staff, staff_table

__all__ = [
    "change_manager",
    "employment",
    "empty_table",
    "entities",
    "entity",
    "first_run",
    "import_columns",
    "import_commit",
    "import_done",
    "import_dry",
    "import_undo",
    "import_upload",
    "marked_table",
    "masked",
    "report_file",
    "reveal",
    "seal_picture",
    "staff",
    "staff_table",
]
