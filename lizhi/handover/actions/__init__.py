"""What can be done with a handover: arrange it, give, receive, close it."""

from lizhi.handover.actions.arranging import (
    add_item,
    begin,
    remove_item,
    set_receiver,
)
from lizhi.handover.actions.closing import finish_disputed, finish_nothing
from lizhi.handover.actions.duties import Duty, list_duties, note_moved
from lizhi.handover.actions.giving import add_photos, give, give_all, take_back
from lizhi.handover.actions.receiving import receive, receive_all, report_missing
from lizhi.handover.facts import facts_for_paper
from lizhi.handover.signals import handover_finished

__all__ = [
    "Duty",
    "add_item",
    "add_photos",
    "begin",
    "facts_for_paper",
    "finish_disputed",
    "finish_nothing",
    "give",
    "give_all",
    "handover_finished",
    "list_duties",
    "note_moved",
    "receive",
    "receive_all",
    "remove_item",
    "report_missing",
    "set_receiver",
    "take_back",
]
