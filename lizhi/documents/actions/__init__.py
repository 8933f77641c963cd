"""What can be done with files: keep, read, delete; and let them arrive in parts."""

from lizhi.documents.actions.files import (
    delete,
    drop_key,
    forget,
    keep,
    keep_next,
    open_range,
    read,
    sweep_store,
)
from lizhi.documents.actions.uploads import (
    OffsetMoved,
    accept_upload,
    add_part,
    begin_upload,
    forget_old_uploads,
    forget_upload,
    receive,
    refuse_upload,
    use_upload,
)

__all__ = [
    "OffsetMoved",
    "accept_upload",
    "add_part",
    "begin_upload",
    "delete",
    "drop_key",
    "forget",
    "forget_old_uploads",
    "forget_upload",
    "keep",
    "keep_next",
    "open_range",
    "read",
    "receive",
    "refuse_upload",
    "sweep_store",
    "use_upload",
]
