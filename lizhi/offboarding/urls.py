"""The addresses of this room."""

from django.urls import path

from lizhi.offboarding.views import (
    applying,
    asking,
    card,
    desk,
    last_days,
    linked,
    phone,
    together,
)

app_name = "offboarding"
urlpatterns = [
    path("", phone.home, name="home"),
    path("help/", asking.whom_to_ask, name="whom_to_ask"),
    path("apply/", applying.apply, name="apply"),
    path("apply/pushed/", applying.pushed, name="pushed"),
    path("apply/consent/", applying.proof_consent, name="proof_consent"),
    path("case/<str:number>/", phone.case, name="case"),
    path("case/<str:number>/progress/", phone.refresh, name="progress"),
    path("case/<str:number>/receipt/", applying.receipt, name="receipt"),
    path("case/<str:number>/papers/", phone.papers, name="papers"),
    path("case/<str:number>/signature/", phone.sign, name="sign"),
    path("case/<str:number>/certificate/", phone.certificate, name="certificate"),
    path("case/<str:number>/withdrawal/", phone.withdrawal, name="withdrawal"),
    path("case/<str:number>/last-day/", last_days.mine, name="my_last_day"),
    path("case/<str:number>/rating/", phone.rate, name="rate"),
    path("case/<str:number>/comments/", together.comments, name="comments"),
    path("case/<str:number>/press/", together.press, name="my_press"),
    path("t/<str:token>/", linked.card, name="card"),
    path("t/<str:token>/press/", linked.press, name="card_press"),
    path("t/<str:token>/comment/", linked.comment, name="card_comment"),
    path("tasks/<int:task_id>/", card.task, name="task"),
    path("todo/", card.todo, name="todo"),
    path("desk/", desk.board, name="board"),
    path("desk/table/", desk.table, name="board_table"),
    path("desk/staff/endings/", desk.endings, name="endings"),
    path("desk/register/", desk.register, name="register"),
    path("desk/case/<str:number>/", desk.case, name="desk_case"),
    path("desk/case/<str:number>/confirmation/", desk.confirm, name="confirm"),
    path("desk/case/<str:number>/agreement/", desk.agreement, name="agreement"),
    path("desk/case/<str:number>/standing/", desk.standing, name="standing"),
    path("desk/case/<str:number>/press/", desk.press, name="press"),
    path("desk/case/<str:number>/comment/", desk.comment, name="comment"),
    path("desk/case/<str:number>/end-of-handover/", desk.end_handover, name="end_handover"),
    path("desk/case/<str:number>/handing-over/", desk.reassign, name="reassign"),
    path("desk/case/<str:number>/proofs/<int:proof_id>/", desk.proof, name="proof"),
    path("desk/case/<str:number>/last-day/", desk.last_day, name="last_day"),
    path("desk/case/<str:number>/withdrawal/", desk.answer_withdrawal, name="answer_withdrawal"),
]
