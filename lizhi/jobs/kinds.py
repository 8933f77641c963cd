"""The kinds of events that this room writes, with the words of the timeline."""

from django.utils.translation import gettext_lazy as _

JOB_FAILED = "job_failed"
"""The machine gave up on something that somebody has to look at. facts: `topic`."""

KINDS = {
    JOB_FAILED: _("The machine could not do a step; somebody looks after it"),
}
