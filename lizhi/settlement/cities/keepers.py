"""Who keeps the figures of which city, and who looks at what another has entered."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.people import rules as people
from lizhi.people.models import Employment, LegalEntity, RoleGrant
from lizhi.settlement.law import parameters
from lizhi.settlement.models import CityFigure

MOST_NAMED = 3
ROLES = (RoleGrant.Role.ADMINISTRATOR, RoleGrant.Role.FINANCE)
State = CityFigure.State


@dataclass(frozen=True)
class Place:
    """A city in which people of ours work or are insured."""

    city: str
    people: int
    entities: frozenset[int]


def places() -> dict[str, Place]:
    """Every city that a settlement of ours may ask about, by its name."""
    people_in: Counter[str] = Counter()
    entities: dict[str, set[int]] = defaultdict(set)
    leaving = Case.objects.running().values("employment")
    staff = Employment.objects.filter(Q(left_on=None) | Q(pk__in=leaving)).order_by()
    rows = staff.values_list("entity", "work_city", "branch__city", "insurance_city")
    for entity, work, branch, insured, number in rows.annotate(number=Count("pk")):
        for city in {_called(work or branch), _called(insured)} - {""}:
            people_in[city] += number
            entities[city].add(entity)
    for key, seat in LegalEntity.objects.exclude(city="").values_list("pk", "city"):
        entities[_called(seat)].add(key)
    return {
        city: Place(city, people_in[city], frozenset(entities[city])) for city in sorted(entities)
    }


def _called(city: str) -> str:
    return parameters.place_of(city)[1] if city else ""


def places_of(user: User) -> dict[str, Place]:
    """Those of this person: an administrator has all, finance those of its legal entities."""
    roles = people.roles_of(user)
    every = places()
    if roles.is_administrator or roles.finance_entities is None:
        return every
    mine = roles.finance_entities
    return {city: place for city, place in every.items() if place.entities & mine}


def check_keeps_figures(user: User) -> None:
    """Administrators and finance."""
    roles = people.roles_of(user)
    if not roles.is_administrator and not roles.has(RoleGrant.Role.FINANCE):
        raise NotPermitted(_("Only administrators and finance keep the figures of cities."))


def check_keeps(city: str, user: User) -> None:
    """Of this city: where people of the own legal entities work."""
    check_keeps_figures(user)
    if not keeps(city, user):
        raise NotPermitted(
            _("Nobody of your companies works in %(city)s; its figures are not in your hands.")
            % {"city": city}
        )


def keeps(place: str, user: User) -> bool:
    """Whether this city, or a city of this province, is among those of this person."""
    return any(place in _names(city) for city in places_of(user))


def _names(city: str) -> tuple[str, str]:
    return city, parameters.province_of(city)


def check_can_confirm(figure: CityFigure, user: User) -> None:
    """A second person who keeps this city's figures; the refusal names who could."""
    check_keeps(figure.city, user)
    if figure.state == State.CONFIRMED:
        raise AlreadyDone(
            _("%(name)s has confirmed it already.")
            % {"name": figure.checked_by.name if figure.checked_by else "?"}
        )
    _check_waiting(figure)
    if figure.by_id == user.pk:
        raise NotPermitted(own_entry(figure))


def check_can_decline(figure: CityFigure, user: User) -> None:
    """The same person who could confirm it, or whoever entered it and takes it back."""
    check_keeps(figure.city, user)
    _check_waiting(figure)


def _check_waiting(figure: CityFigure) -> None:
    if figure.state != State.WAITING:
        raise Refused(_("This figure waits for nobody any more. Please look at its page again."))


def check_can_withdraw(figure: CityFigure, user: User) -> None:
    """Anybody who keeps this city's figures: without it, settlements ask again."""
    check_keeps(figure.city, user)
    if figure.state != State.CONFIRMED:
        raise Refused(_("Only a confirmed figure can be withdrawn."))


def own_entry(figure: CityFigure) -> str:
    """Why whoever entered it cannot confirm it, and who could."""
    others = who_could(figure)
    if not others:
        return _(
            "You entered it, so somebody else has to look at it. Nobody else keeps the figures "
            "of %(city)s yet: please ask the administrator to name finance there."
        ) % {"city": figure.city}
    return _("You entered it, so somebody else looks at it: %(names)s could.") % {
        "names": _(", ").join(others)
    }


def who_could(figure: CityFigure) -> list[str]:
    """Some names of people who may confirm it."""
    found = [one for city, one in places().items() if figure.city in _names(city)]
    entities = frozenset(key for place in found for key in place.entities)
    reach = Q(role=RoleGrant.Role.ADMINISTRATOR) | Q(
        Q(entity=None, branch=None) | Q(entity__in=entities), role=RoleGrant.Role.FINANCE
    )
    grants = RoleGrant.objects.in_force().filter(reach).exclude(user=figure.by)
    named = dict.fromkeys(grants.select_related("user").values_list("user__name", flat=True))
    return [name for name in named if name][:MOST_NAMED]


NOT_KNOWN = gettext_lazy("There is no such figure that a city has of its own.")


def check_not_there(
    figure: CityFigure, others: Iterable[CityFigure], shipped: Mapping[str, object] | None
) -> None:
    """The same figure twice helps nobody: another value waits first, an equal one is there."""
    for other in others:
        same = other.value == figure.value and other.brackets == figure.brackets
        if other.state == State.WAITING:
            raise Refused(_waiting(other, same=same))
        if other.state == State.CONFIRMED and same and other.source == figure.source:
            raise AlreadyDone(
                _("%(city)s has exactly this figure already, confirmed by %(name)s.")
                % {
                    "city": figure.city,
                    "name": other.checked_by.name if other.checked_by else "?",
                }
            )
    if shipped is not None and shipped.get("value") == figure.value is not None:
        raise AlreadyDone(
            _("The program has exactly this figure already: %(document)s.")
            % {"document": shipped.get("document", "")}
        )


def _waiting(other: CityFigure, *, same: bool) -> str:
    if same:
        return _("%(name)s has entered this already; a second person has to look at it.") % {
            "name": other.by.name
        }
    return _(
        "%(name)s has entered another value for the same day. It has to be confirmed or declined "
        "first."
    ) % {"name": other.by.name}
