"""The addresses of this room."""

from django.urls import path

from lizhi.cases.views import checking, looking, papers, sharing

app_name = "cases"
urlpatterns = [
    path("v/", checking.ask, name="ask"),
    path("v/<str:code>", checking.verify, name="verify"),
    path("V/<str:code>", checking.verify),
    path("v/<str:code>/seen", checking.seen, name="seen"),
    path("V/<str:code>/seen", checking.seen),
    path("v/<str:code>/name", checking.name, name="name"),
    path("check/", looking.check, name="check"),
    path("check/<uuid:key>/", looking.checked, name="checked"),
    path("s/<str:token>/", sharing.shared, name="shared"),
    path("s/<str:token>/seen", sharing.seen, name="shared_seen"),
    path("s/<str:token>/paper.pdf", sharing.pdf, name="shared_pdf"),
    path("papers/<str:number>/links/", sharing.share, name="share"),
    path("papers/<str:number>/links/<int:link>/", sharing.stop, name="stop_link"),
    path("papers/<str:number>/check/", sharing.switch, name="switch_check"),
    path("papers/<str:number>/", papers.read, name="paper"),
    path("papers/<str:number>/original/", papers.original, name="paper_original"),
    path("papers/<str:number>/original/<int:page>.webp", papers.page, name="paper_page"),
    path("papers/<str:number>/paper.pdf", papers.pdf, name="paper_pdf"),
]
