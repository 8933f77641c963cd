"""The list of staff, and the same as a spreadsheet."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.people import standing
from lizhi.people.models import Branch, Employment, EmploymentQuerySet, ImportBatch
from lizhi.people.roster.workbook import TYPE, Bold, workbook
from lizhi.people.views.access import staff_of
from lizhi.people.views.lines import boss_of, line
from lizhi.people.views.search import Search, keys_of

PAGE = 50
MOST_EXPORTED = 20_000


@login_required
@require_safe
def staff(request: UserRequest) -> HttpResponse:
    """Whom one looks after: found by name, number, department, phone."""
    everybody = staff_of(request)
    search = Search.of(request)
    today = clock.today()
    found = search.narrow(everybody)
    counts = standing.counts(found, today)
    rows = found.filter(standing.chips(today)[search.chip][1]).with_names().order_by("number")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    people = list(page)
    part = request.headers.get("HX-Request") == "true"
    if search.is_private and len(people) == 1 and not part:  # out of the address with the number
        return redirect("people:employment", people[0].pk)
    said = standing.standings(people, today)
    branches = Branch.objects.filter(pk__in=everybody.order_by().values("branch"))
    values = {
        "search": search,
        "chips": _chips(search, counts),
        "page": page,
        "later": search.address(page=str(page.number + 1)) if page.has_next() else "",
        "earlier": search.address(page=str(page.number - 1)) if page.has_previous() else "",
        "lines": [line(one, said[one.pk]) for one in people],
        "exported": _exported(search, people),
        "branches": branches.order_by("name"),
        "updated": ImportBatch.objects.committed().order_by("-committed_at").first(),
        "count": counts["all"],
        "is_empty": not counts["all"] and not search.is_narrow and not everybody.exists(),
    }
    page_of = "people/_list.html" if part else "people/staff.html"
    answer = render(request, page_of, {**values, "part": part})
    if search.is_growing_private:
        answer.headers["HX-Push-Url"] = "false"
    return answer


def _exported(search: Search, people: list[Employment]) -> str:
    """What the spreadsheet is asked for: the search, or by name whom a whole number has found."""
    if not search.is_private:
        return search.address()
    return urlencode({"who": [one.pk for one in people] or [0]}, doseq=True)


def _chips(search: Search, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "words": words,
            "count": counts[name],
            "current": name == search.chip,
        }
        for name, (words, _question) in standing.chips(clock.today()).items()
    ]


@login_required
@require_safe
def staff_table(request: UserRequest) -> HttpResponse:
    """The same list, or who was ticked in it, as a spreadsheet; phones masked as on the page."""
    search, everybody = Search.of(request), staff_of(request)
    if ticked := keys_of(request.GET):
        found = everybody.filter(pk__in=ticked)
    else:
        found = search.narrow(everybody).filter(standing.chips(clock.today())[search.chip][1])
    rows = found.with_names().order_by("number")
    answer = HttpResponse(workbook([("员工", _table(rows))]), content_type=TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="staff-{clock.today()}.xlsx"'
    return answer


def _table(rows: EmploymentQuerySet) -> Iterator[list[Any]]:
    names = ("工号", "姓名", "手机", "公司", "分支", "部门", "岗位", "主管", "入职日期", "合同到期")
    yield [Bold(name) for name in (*names, "离职日期")]
    for one in rows[:MOST_EXPORTED]:
        yield [
            one.number,
            one.name,
            one.user.masked_phone,
            one.entity.name,
            one.branch.name,
            one.department.name,
            one.post,
            boss_of(one),
            one.hired_on,
            one.contract_end,
            one.left_on,
        ]
