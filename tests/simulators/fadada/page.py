"""The page of 法大大 where somebody signs: sign in by number, read, a code, yes or no."""

from typing import TYPE_CHECKING

from tests.simulators.fadada.tasks import Refusal
from tests.simulators.web import Answer, Asked

if TYPE_CHECKING:
    from tests.simulators.fadada.app import Fadada

FORM = """<!doctype html><html lang="zh"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>body{{font:17px/1.6 sans-serif;margin:0 auto;padding:16px;max-width:32em}}
input,button{{display:block;box-sizing:border-box;width:100%;min-height:48px;margin:4px 0 16px}}
</style><title>模拟法大大</title><h1>{subject}</h1><p>{said}</p>
<form method="post"><label>手机号 <input name="account" value=""></label>
<label>验证码 <input name="otp" inputmode="numeric"></label>
<button name="do" value="sign">签署</button>
<label>拒签原因 <input name="reason"></label><button name="do" value="decline">拒签</button></form>
"""


def show(sim: "Fadada", asked: Asked) -> Answer:
    """Open it, or hand it in."""
    _nothing, _page, task_id, actor_id = asked.path.split("/")
    task = sim.tasks.get(task_id)
    if task is None:
        return Answer.page("没有这份合同", 404)
    actor = task.actor(actor_id)
    if asked.method == "GET":
        if not actor.joined:
            actor.joined = True
            sim.event("sign-task-joined", task, actorId=actor.id)
            sim.event("sign-task-read", task, actorId=actor.id)
        return Answer.page(FORM.format(subject=task.subject, said=""))
    form = asked.form
    if form.get("account") != actor.account:
        return Answer.page(FORM.format(subject=task.subject, said="手机号不对"), 403)
    try:
        if form.get("do") == "decline":
            sim.decline(task, actor.id, form.get("reason", ""))
        elif form.get("otp") != OTP:
            return Answer.page(FORM.format(subject=task.subject, said="验证码不对"), 403)
        else:
            sim.sign(task, actor.id)
    except Refusal:
        return Answer.page(FORM.format(subject=task.subject, said="现在不能签"), 409)
    return Answer.to(f"{actor.redirect}?signTaskId={task.id}&signTaskStatus={task.state}")


OTP = "123456"
