"""Addresses of this room."""

from django.urls import path

from lizhi.signing import views

app_name = "signing"
urlpatterns = [
    path("sign/", views.waiting, name="waiting"),
    path("sign/together/code/", views.set_code, name="set_code"),
    path("sign/together/identity/", views.set_identity, name="set_identity"),
    path("sign/together/passkey/options/", views.set_ask_passkey, name="set_passkey_options"),
    path("sign/together/passkey/", views.set_passkey, name="set_passkey"),
    path("sign/together/face/", views.set_face, name="set_face"),
    path("sign/together/with-witness/", views.set_with_witness, name="set_with_witness"),
    path("sign/together/hand/", views.set_hand, name="set_hand"),
    path("sign/together/done/<int:key>/", views.set_done, name="set_done"),
    path("sign/<str:biz_no>/seen/", views.seen, name="seen"),
    path("sign/<str:biz_no>/", views.read, name="read"),
    path("sign/<str:biz_no>/original/", views.original, name="original"),
    path("sign/<str:biz_no>/original/<int:number>.webp", views.page, name="page"),
    path("sign/<str:biz_no>/paper.pdf", views.download, name="download"),
    path("sign/<str:biz_no>/code/", views.ask_code, name="code"),
    path("sign/<str:biz_no>/identity/", views.identity, name="identity"),
    path("sign/<str:biz_no>/passkey/options/", views.ask_passkey, name="passkey_options"),
    path("sign/<str:biz_no>/passkey/", views.passkey, name="passkey"),
    path("sign/<str:biz_no>/face/", views.face, name="face"),
    path("sign/<str:biz_no>/hand/", views.hand, name="hand"),
    path("sign/<str:biz_no>/done/", views.done, name="done"),
    path("sign/<str:biz_no>/decline/", views.decline, name="decline"),
    path("sign/<str:biz_no>/dwell/", views.dwell, name="dwell"),
    path("sign/<str:biz_no>/evidence/", views.report, name="report"),
    path("sign/<str:biz_no>/evidence/report.<str:kind>", views.report_file, name="report_file"),
    path("sign/<str:biz_no>/outside/", views.outside, name="outside"),
    path("hooks/signing/<slug:provider>", views.called, name="called"),
    path("hooks/signing/<slug:provider>/", views.called),
    path("desk/calls/", views.inbox, name="inbox"),
    path("desk/calls/<int:key>/again/", views.inbox_again, name="inbox_again"),
    path("sign/<str:biz_no>/with-witness/", views.with_witness, name="with_witness"),
    path("desk/sign/<str:biz_no>/witness/", views.witness, name="witness"),
    path("desk/sign/<str:biz_no>/witness/name/", views.witnessed, name="witnessed"),
    path("sign/<str:biz_no>/on-paper/", views.paper, name="paper"),
    path("sign/<str:biz_no>/on-paper/cover.pdf", views.cover, name="cover"),
    path("sign/<str:biz_no>/on-paper/<int:scan_id>/", views.scan, name="scan"),
    path("desk/sign/<str:biz_no>/on-paper/<slug:role>/", views.original_desk, name="original_desk"),
    path(
        "desk/sign/<str:biz_no>/on-paper/<slug:role>/cover.pdf",
        views.original_cover,
        name="original_cover",
    ),
    path(
        "desk/sign/<str:biz_no>/on-paper/<slug:role>/<int:scan_id>/",
        views.original_scan,
        name="original_scan",
    ),
    path("sign/<str:biz_no>/again/", views.want, name="want"),
    path("trust/root.pem", views.root, name="root"),
    path("trust/<str:serial>.crl", views.revocations, name="revocations"),
]
