"""The addresses of this room."""

from django.urls import path

from lizhi.cases.views import checking, papers

app_name = "cases"
urlpatterns = [
    path("v/", checking.ask, name="ask"),
    path("v/<str:code>", checking.verify, name="verify"),
    path("V/<str:code>", checking.verify),
    path("v/<str:code>/seen", checking.seen, name="seen"),
    path("V/<str:code>/seen", checking.seen),
    path("papers/<str:number>/", papers.read, name="paper"),
    path("papers/<str:number>/original/", papers.original, name="paper_original"),
    path("papers/<str:number>/original/<int:page>.webp", papers.page, name="paper_page"),
    path("papers/<str:number>/paper.pdf", papers.pdf, name="paper_pdf"),
]
