"""Sealed packages: the own one for whoever left, and those of the branch for HR."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.archive import actions, rules
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.documents.views.serving import serve

ON_A_PAGE = 20


@login_required
@require_safe
def package(request: UserRequest, number: str) -> HttpResponseBase:
    """The package as one ZIP, at any later time; a download goes on after a cut."""
    accounts.check_fresh_code(request, clock.now())
    visible = rules.packages_visible_to(request.user).select_related("file__key")
    found = visible.filter(case__number=number).first()
    if found is None:
        own = Case.objects.of(request.user)
        found = actions.open_package(get_object_or_404(own, number=number))
    return serve(request, found.file)


@login_required
@require_safe
def search(request: UserRequest) -> HttpResponse:
    """Packages by number or name, newest first."""
    accounts.check_fresh_code(request, clock.now())
    words = request.GET.get("q", "")
    packages = rules.found(rules.packages_visible_to(request.user), words)
    shown = packages.select_related("case__employment__person", "case__branch", "file")
    pages = Paginator(shown.order_by("-sealed_at", "-pk"), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    return render(request, "archive/search.html", {"page": page, "words": words})


@login_required
@require_safe
def one(request: UserRequest, number: str) -> HttpResponse:
    """One package with its four properties, and what is in it."""
    accounts.check_fresh_code(request, clock.now())
    visible = rules.packages_visible_to(request.user)
    shown = visible.select_related("case__employment__person", "case__branch", "file")
    package = get_object_or_404(shown, case__number=number)
    context = {
        "package": package,
        "case": package.case,
        "report": rules.report(package.checks),
        "papers": package.case.papers.select_related("file", "addition").order_by("pk"),
        "proofs": package.case.proofs.count(),
    }
    return render(request, "archive/one.html", context)
