"""Running cases that go by an older version: a look at what a change would do, and the change."""

import uuid
from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.refusals import NoSuchPage
from lizhi.flows.actions import migrating as actions
from lizhi.flows.forms.migrating import ChoicesForm, MigrationForm
from lizhi.flows.migrating import running as reading
from lizhi.flows.models import MigratedCase, Migration
from lizhi.flows.processes import Process
from lizhi.flows.views import frame
from lizhi.flows.views.access import to_read
from lizhi.people.models import roles_of
from lizhi.workflow.models import Version

SHOWN = actions.AT_ONCE


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def running(request: UserRequest, key: str) -> HttpResponse:
    """What would become of each case; then those that are ticked go by the version in use."""
    process = to_read(request, key)
    if process.version is None:
        raise NoSuchPage(_("Nobody leaves by this process yet."))
    if request.method != "POST":
        return _page(request, process, process.version, ChoicesForm(request.GET))
    form = MigrationForm(request.POST)
    apart = {name: request.POST.getlist(name) for name in ("give_up", "skip")}
    cases = reading.behind(process.version, request.user)
    if not form.data.get("every"):
        ticked = (*request.POST.getlist("case"), *apart["give_up"])
        cases = cases.filter(number__in=ticked[: 2 * SHOWN])
    every = cases.iterator(chunk_size=2000)
    chosen = [(case, form.choices_for(case.number, **apart)) for case in every]
    known = Migration.objects.filter(key=form.data.get("key", "")).first()
    if not form.is_valid() or not (chosen or known):
        return _page(request, process, process.version, form, wrong=True)
    values = {"by": request.user, "at": clock.now(), "key": form.cleaned_data["key"]}
    migration = actions.migrate(process.version, chosen, **values)
    if len(chosen) <= SHOWN:
        actions.carry_on(migration.pk, at=clock.now())
    return redirect("flows:migration", key, migration.pk)


def _page(
    request: UserRequest,
    process: Process,
    version: Version,
    form: ChoicesForm,
    *,
    wrong: bool = False,
) -> HttpResponse:
    now, cases = clock.now(), reading.behind(version, request.user)
    by, shown = request.user, cases[:SHOWN]
    looks = [reading.look(case, version, form.choices, by, at=now) for case in shown]
    total = len(looks) if len(looks) < SHOWN else cases.count()
    can = [one for one in looks if not one.reason]
    values = {
        "form": form,
        "looks": looks,
        "total": total,
        "can": len(can),
        "cannot": len(looks) - len(can),
        "more": total > len(looks),
        "wrong": wrong,
        "key": uuid.uuid4().hex,
        "given_up": request.POST.getlist("give_up"),
        "skipped": request.POST.getlist("skip"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return frame.page(request, "flows/running.html", process, "running", values, status=status)


@login_required
@require_safe
def migration(request: UserRequest, key: str, number: int) -> HttpResponse:
    """What has become of those that were chosen; the page asks again while some wait."""
    process = to_read(request, key)
    made = get_object_or_404(Migration, pk=number, version__definition__key=key)
    rows = made.cases.all()
    branches = roles_of(request.user).hr_branches
    if branches is not None:
        rows = rows.filter(case__branch__in=branches)
        if not rows.exists():
            raise NoSuchPage(_("There is nothing at this address."))
    counted = dict(rows.values_list("state").annotate(n=Count("pk")).order_by())
    refused = rows.filter(state=MigratedCase.State.REFUSED).order_by("pk")
    values = {
        "made": made,
        "done": counted.get("done", 0),
        "refused": counted.get("refused", 0),
        "waiting": counted.get("waiting", 0),
        "total": sum(counted.values()),
        "stays": refused.select_related("case__employment__person")[:SHOWN],
    }
    return frame.page(request, "flows/migration.html", process, "running", values)
