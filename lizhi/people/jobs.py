"""Large rosters are tried and written by the worker; leaving the page does not stop it."""

from django_tasks import task

from lizhi.people.models import ImportBatch
from lizhi.people.roster import batches


@task()
def try_roster(batch: int) -> None:
    """Find every bad cell of a batch."""
    batches.try_out(ImportBatch.objects.get(pk=batch))


@task()
def commit_roster(batch: int) -> None:
    """Write a batch."""
    batches.commit(ImportBatch.objects.get(pk=batch))
