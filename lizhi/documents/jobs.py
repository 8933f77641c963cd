"""What the job worker does for this room; it is found by name, so that pages stay light."""

from typing import cast

from django.utils.module_loading import import_string
from django_tasks import task

HANDLERS = "lizhi.documents.handlers"


@task()
def check_upload(key: str) -> None:
    """Look at a file that has arrived whole. A second run changes nothing."""
    import_string(f"{HANDLERS}.check_upload")(key)


@task()
def forget_old_uploads() -> int:
    """Let go of what was sent and never used; how many they were."""
    return cast(int, import_string(f"{HANDLERS}.forget_old_uploads")())


@task()
def sweep_store() -> int:
    """Remove what lies in the store and belongs to nobody; how many objects they were."""
    return cast(int, import_string("lizhi.documents.actions.sweep_store")())
