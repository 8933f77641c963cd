"""Which things of the company the leaver still has, as far as the list says."""

from lizhi.cases.models import Case
from lizhi.common.prepared import Prepared, given
from lizhi.handover.models import Item

THINGS = Prepared(
    lambda: (
        Item.objects.filter(case=given("case"), kind=Item.Kind.ASSET)
        .exclude(state=Item.State.RECEIVED)
        .only("title")
        .order_by("pk")
    )
)


def things(case: Case) -> list[str]:
    """By their names on the list, also those that are on their way."""
    return [item.title for item in THINGS.all(case=case.pk)]
