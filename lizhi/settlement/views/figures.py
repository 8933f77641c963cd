"""The figures of cities: which are there, somebody adds one, somebody else confirms it."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.accounts.rules import check_fresh_code
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.settlement.actions import figures as actions
from lizhi.settlement.cities import books, coverage, coverage_csv, doubts, keepers, using
from lizhi.settlement.forms.city_figures import FoundForm, WhichForm, WhyForm
from lizhi.settlement.law import catalogue
from lizhi.settlement.law.catalogue import Wanted
from lizhi.settlement.models import CityFigure

INVALID = HTTPStatus.UNPROCESSABLE_ENTITY
MOST_WAITING = 20


@login_required
@require_safe
def figures(request: UserRequest) -> HttpResponse:
    """Every city with what is missing there; one of them with all its figures."""
    _as_keeper(request)
    cities = coverage.table(request.user, clock.today())
    asked = request.GET.get("city", "")
    chosen = next((one for one in cities if one.place.city == asked), None)
    chosen = chosen or (cities[0] if cities else None)
    values = {
        "cities": cities,
        "chosen": chosen,
        "waiting": _waiting(cities),
        "missing": sum(one.missing for one in cities),
        "old": sum(one.old for one in cities),
    }
    return render(request, "settlement/city_figures.html", values)


@login_required
@require_POST
def figures_file(request: UserRequest) -> HttpResponse:
    """The whole table for a spreadsheet; that it was taken away is noted."""
    _as_keeper(request)
    now = clock.now()
    text = coverage_csv.of(coverage.table(request.user, clock.today()))
    actions.note_export(by=request.user, at=now)
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="city-figures.csv"'
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_figure(request: UserRequest) -> HttpResponse:
    """Which figure of which city first, then the figure with its source."""
    _as_keeper(request)
    known = keepers.places_of(request.user)
    city, wanted = request.GET.get("city", ""), catalogue.of(request.GET.get("name", ""))
    if city not in known or wanted is None:
        return _which(request, list(known))
    if request.method != "POST":
        year = clock.today().year - 1
        form = FoundForm(wanted=wanted, initial={"year": request.GET.get("year", "")[:4] or year})
        return _adding(request, city, wanted, form)
    form = FoundForm(request.POST, wanted=wanted)
    if not form.is_valid():
        return _adding(request, city, wanted, form, INVALID)
    return _entered(request, city, wanted, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def figure(request: UserRequest, key: int) -> HttpResponse:
    """One that somebody has entered: the source, what stood before, what it changes, the answer."""
    _as_keeper(request)
    found = get_object_or_404(CityFigure.objects.select_related("by", "checked_by"), pk=key)
    if not keepers.keeps(found.city, request.user):
        raise Http404
    if request.method != "POST":
        return _one(request, found)
    then, now = request.POST.get("then"), clock.now()
    if then == "confirm":
        actions.confirm(found, by=request.user, at=now)
        return _back(found.city)
    form = WhyForm(request.POST)
    if not form.is_valid() or then not in {"decline", "withdraw"}:
        return _one(request, found, form=form, status=INVALID)
    act = actions.decline if then == "decline" else actions.withdraw
    act(found, reason=form.cleaned_data["reason"], by=request.user, at=now)
    return _back(found.city)


def _as_keeper(request: UserRequest) -> None:
    keepers.check_keeps_figures(request.user)
    check_fresh_code(request, clock.now())


def _waiting(cities: list[coverage.City]) -> list[coverage.Row]:
    """Each once, also where several cities share a province."""
    rows = [row for city in cities for row in city.rows if row.waiting is not None]
    found = {row.waiting.pk: row for row in rows if row.waiting is not None}
    return list(found.values())[:MOST_WAITING]


def _which(request: UserRequest, cities: list[str]) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("city", "name")}
    form = WhichForm(asked if any(asked.values()) else None, cities=cities, initial=asked)
    status = INVALID if form.is_bound and request.method == "POST" else HTTPStatus.OK
    return render(request, "settlement/which_figure.html", {"form": form}, status=status)


def _entered(request: UserRequest, city: str, wanted: Wanted, form: FoundForm) -> HttpResponse:
    try:
        actions.enter(
            city=city,
            name=wanted.name,
            since=form.first_day(),
            told=form.told(),
            by=request.user,
            at=clock.now(),
            sure=form.cleaned_data["sure"],
        )
    except (doubts.Wrong, doubts.Doubtful) as refusal:
        form.mark(refusal)
        return _adding(request, city, wanted, form, INVALID)
    except NotPermitted:
        raise
    except (AlreadyDone, Refused) as refusal:
        form.add_error(None, str(refusal.reason))
        return _adding(request, city, wanted, form, HTTPStatus.CONFLICT)
    return _back(city)


def _adding(
    request: UserRequest,
    city: str,
    wanted: Wanted,
    form: FoundForm,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    values = {"city": city, "wanted": wanted, "form": form}
    return render(request, "settlement/add_figure.html", values, status=status)


def _one(
    request: UserRequest,
    found: CityFigure,
    *,
    form: WhyForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    wanted = catalogue.of(found.name)
    if wanted is None:  # a later version of the program asks for it no more
        raise Http404
    alive = found.state in {CityFigure.State.WAITING, CityFigure.State.CONFIRMED}
    effects = using.open_using(found) if alive else []
    values: dict[str, Any] = {
        "figure": found,
        "wanted": wanted,
        "told": coverage.told(books.as_figure(found, wanted), wanted),
        "former": _former(found, wanted),
        "effects": effects,
        "most": using.MOST,
        "deeds": found.deeds.select_related("by"),
        "form": form or WhyForm(),
        "may_confirm": permit(keepers.check_can_confirm, found, request.user),
        "may_decline": permit(keepers.check_can_decline, found, request.user),
        "may_withdraw": permit(keepers.check_can_withdraw, found, request.user),
    }
    return render(request, "settlement/figure.html", values, status=status)


def _former(found: CityFigure, wanted: Wanted) -> dict[str, Any] | None:
    book = books.without_this(books.whole_book(), found)
    known = doubts.former(book, found, wanted)
    if known is None:
        return None
    percent = None
    if found.value is not None and known.figure.value and wanted.kind != "choice":
        percent = (found.value / known.figure.value - 1) * 100
    return {
        "told": coverage.told(known.figure, wanted),
        "figure": known.figure,
        "shipped": known.shipped,
        "percent": None if percent is None else f"{percent:+.1f}%".replace("-", "−"),
    }


def _back(city: str) -> HttpResponse:
    return redirect(f"{reverse('settlement:figures')}?{urlencode({'city': city})}")
