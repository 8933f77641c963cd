"""What this room asks of the job worker."""

from django_tasks import task

from lizhi.notifications import actions as notifications
from lizhi.notifications.models import Message


@task()
def deliver(message_id: int) -> None:
    """Bring a text about signing in to its phone; a lost code is asked for again.

    The job knows the message by its key only: neither number nor code stand in the queue.
    """
    notifications.deliver(Message.objects.get(pk=message_id))
