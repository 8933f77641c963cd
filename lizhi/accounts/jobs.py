"""What this room asks of the job worker."""

from django_tasks import task

from lizhi.common.prepared import Prepared, given
from lizhi.notifications import actions as notifications
from lizhi.notifications.models import Message

MESSAGE = Prepared(lambda: Message.objects.filter(pk=given("pk")))


@task()
def deliver(message_id: int) -> None:
    """Bring a text about signing in to its phone; a lost code is asked for again.

    The job knows the message by its key only: neither number nor code stand in the queue.
    """
    notifications.deliver(MESSAGE.get(pk=message_id))
