"""The kinds of events that this room writes, with the words of the timeline."""

from django.utils.translation import gettext_lazy as _

JOB_FAILED = "job_failed"
"""The machine gave up on something that somebody has to look at. facts: `topic`."""
JOB_GIVEN_UP = "job_given_up"
"""Somebody said that it is not tried any more, and why. facts: `topic`."""
JOB_TRIED_AGAIN = "job_tried_again"
"""HR has put right what was missing and had it begun anew. facts: `topics`."""

KINDS = {
    JOB_FAILED: _("The machine could not do a step; somebody looks after it"),
    JOB_TRIED_AGAIN: _("What was missing is there; the machine tries it again"),
    JOB_GIVEN_UP: _("A step of the machine was given up, for the reason that stands here"),
}
