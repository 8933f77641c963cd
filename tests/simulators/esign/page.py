"""The page of e签宝 where somebody signs: read, a code, yes or no."""

from typing import TYPE_CHECKING

from tests.simulators.esign.flows import Refusal
from tests.simulators.web import Answer, Asked

if TYPE_CHECKING:
    from tests.simulators.esign.app import Esign

OTP = "123456"
FORM = """<!doctype html><html lang="zh"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>body{{font:17px/1.6 sans-serif;margin:0 auto;padding:16px;max-width:32em}}
input,button{{display:block;box-sizing:border-box;width:100%;min-height:48px;margin:4px 0 16px}}
</style><title>模拟e签宝</title><h1>{title}</h1><p>{said}</p>
<form method="post"><label>验证码 <input name="otp" inputmode="numeric"></label>
<button name="do" value="sign">签署</button>
<label>拒签原因 <input name="reason"></label><button name="do" value="decline">拒签</button></form>
"""


def show(sim: "Esign", asked: Asked) -> Answer:
    """Open it, or hand it in."""
    _nothing, _page, key, link = asked.path.split("/")
    flow = sim.flows.get(key)
    if flow is None or link not in flow.links:
        return Answer.page("没有这份合同", 404)
    signer = next(one for one in flow.signers if one.account == flow.links[link])
    if asked.method == "GET":
        sim.event("OPERATOR_READ", flow, signer.mark)
        return Answer.page(FORM.format(title=flow.title, said=""))
    form = asked.form
    try:
        if form.get("do") == "decline":
            sim.decline(flow, signer, form.get("reason", ""))
        elif form.get("otp") != OTP:
            return Answer.page(FORM.format(title=flow.title, said="验证码不对"), 403)
        else:
            sim.sign(flow, signer)
    except Refusal:
        return Answer.page(FORM.format(title=flow.title, said="现在不能签"), 409)
    return Answer.to(f"{flow.redirect}?tsignCode=0&signFlowId={flow.id}")
