"""Addresses for the test of what a phone keeps: a case, a desk, and the sign-in page."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from lizhi.common.urls import urlpatterns as house


def page(base: str, words: str, body: str = "") -> HttpResponse:
    """A page of the house with one sentence on it."""
    source = (
        f'{{% extends "{base}" %}}{{% block body %}}{body}{{% endblock %}}'
        f"{{% block main %}}<h1>{words}</h1>{{% endblock %}}"
    )
    return HttpResponse(engines["django"].from_string(source).render({}))


def case(request: HttpRequest, number: str) -> HttpResponse:
    """Progress, which a phone keeps."""
    return page("base_phone.html", f"{number} 办到签协议了")


def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """A paper, which it does not keep."""
    return page("base_phone.html", "送达回执")


def desk(request: HttpRequest) -> HttpResponse:
    """Other people's cases, which it does not keep."""
    return page("base_desk.html", "离职看板")


def signed_out(request: HttpRequest) -> HttpResponse:
    """A page for which nobody is signed in."""
    return page("base_phone.html", "请登录", body="data-nobody")


urlpatterns = [
    *house,
    path("case/<str:number>/", case),
    path("case/<str:number>/receipt/", receipt),
    path("desk/", desk),
    path("sign-in/", signed_out),
]
