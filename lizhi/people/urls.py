"""Addresses of this room."""

from django.urls import path

from lizhi.people import views

app_name = "people"
urlpatterns = [
    path("start/", views.first_run, name="first_run"),
    path("desk/staff/", views.staff, name="staff"),
    path("desk/staff/table/", views.staff_table, name="staff_table"),
    path("desk/staff/manager/", views.change_manager, name="change_manager"),
    path("desk/staff/<int:key>/", views.employment, name="employment"),
    path("desk/staff/<int:key>/reveal/", views.reveal, name="reveal"),
    path("desk/staff/<int:key>/<slug:field>/", views.masked, name="masked"),
    path("desk/import/", views.import_upload, name="import_upload"),
    path("desk/import/", views.import_upload, name="import"),
    path("desk/import/table/", views.empty_table, name="empty_table"),
    path("desk/import/<str:number>/columns/", views.import_columns, name="import_columns"),
    path("desk/import/<str:number>/dry/", views.import_dry, name="import_dry"),
    path("desk/import/<str:number>/marked/", views.marked_table, name="marked_table"),
    path("desk/import/<str:number>/report/", views.report_file, name="report_file"),
    path("desk/import/<str:number>/commit/", views.import_commit, name="import_commit"),
    path("desk/import/<str:number>/", views.import_done, name="import_done"),
    path("desk/import/<str:number>/undo/", views.import_undo, name="import_undo"),
    path("desk/entities/", views.entities, name="entities"),
    path("desk/entities/<int:key>/", views.entity, name="entity"),
    path("desk/entities/<int:key>/seal/", views.seal_picture, name="seal_picture"),
]
