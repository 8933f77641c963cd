"""Legal entities with their seals, and the first page of a new house."""

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.people import actions, city_figures, forms, rules, seals
from lizhi.people.models import Employment, Group, LegalEntity
from lizhi.people.views.access import as_company, check_known

INVALID = HTTPStatus.UNPROCESSABLE_ENTITY


@login_required
@require_safe
def entities(request: UserRequest) -> HttpResponse:
    """The first company, or the one that was chosen in the list on its page."""
    as_company(request)
    chosen = request.GET.get("entity", "")
    rows = LegalEntity.objects.order_by("pk")
    found = rows.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 19 else None
    first = found or rows.first()
    return redirect("people:entity", first.pk) if first else redirect("people:first_run")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entity(request: UserRequest, key: int) -> HttpResponse:
    """Name, credit code, city, address and seal of one company."""
    as_company(request)
    company = get_object_or_404(LegalEntity, pk=key)
    form = forms.EntityForm(
        request.POST or None, request.FILES or None, instance=LegalEntity.objects.get(pk=key)
    )
    if request.method == "POST" and form.is_valid():
        actions.save_entity(
            company,
            values=form.values(),
            seal=form.cleaned_data["seal"],
            drop_seal=form.cleaned_data["drop_seal"],
            by=request.user,
        )
        return redirect("people:entity", company.pk)
    figures = city_figures.of(company.city, clock.today())
    values = {
        "company": company,
        "figures": figures,
        "missing": sum(one.status == "missing" for one in figures),
        "form": form,
        "keeps": rules.roles_of(request.user).is_administrator,
        "companies": LegalEntity.objects.order_by("pk"),
        "staff": Employment.objects.active().filter(entity=company).count(),
    }
    status = INVALID if form.is_bound else HTTPStatus.OK
    return render(request, "people/entity.html", values, status=status)


@login_required
@require_safe
def seal_picture(request: UserRequest, key: int) -> HttpResponse:
    """The company's own seal, for the page of its settings."""
    as_company(request)
    picture = seals.read(get_object_or_404(LegalEntity, pk=key))
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/png")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def first_run(request: UserRequest) -> HttpResponse:
    """The invited administrator names group, company, seal and city, and sees the senders."""
    rules.check_can_start(request.user)
    check_known(request)
    posted = request.method == "POST"
    group = Group.objects.order_by("pk").first()
    same = LegalEntity.objects.filter(name=request.POST.get("name", "").strip()).first()
    form = forms.StartForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        instance=same,
        initial={"group": group.name if group else "", "own_name": request.user.name},
    )
    if posted and form.is_valid():
        company = actions.start(
            group=form.cleaned_data["group"],
            name=form.cleaned_data["own_name"],
            values=form.values(),
            seal=form.cleaned_data["seal"],
            by=request.user,
            at=clock.now(),
        )
        return redirect("people:entity", company.pk)
    values = {"form": form, "sms": settings.SMS_SENDER, "mail": settings.MAIL_SENDER}
    return render(request, "people/first_run.html", values, status=INVALID if posted else 200)
