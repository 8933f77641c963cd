"""The addresses of this room."""

from django.urls import path

from lizhi.jobs import views

app_name = "jobs"
urlpatterns = [
    path("desk/jobs/", views.jobs, name="page"),
    path("desk/jobs/again/", views.all_again, name="all_again"),
    path("desk/jobs/pause/", views.pause, name="pause"),
    path("desk/jobs/resume/", views.resume, name="resume"),
    path("desk/jobs/<int:key>/again/", views.again, name="again"),
    path("desk/jobs/<int:key>/give-up/", views.give_up, name="give_up"),
    path("desk/jobs/texts/<int:key>/again/", views.text_again, name="text_again"),
    path("desk/jobs/texts/<int:key>/give-up/", views.give_up_text, name="give_up_text"),
]
