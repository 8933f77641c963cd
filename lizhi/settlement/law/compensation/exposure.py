"""What makes an ending unlawful before anything else is asked (劳动合同法 42, 43, 45; 解释二 8)."""

from collections.abc import Collection
from typing import Literal

from lizhi.settlement.law import grounds
from lizhi.settlement.law.explained import Explained, Note, Step

Protection = Literal[
    "occupational_hazard",
    "work_injury_or_disease",
    "medical_period",
    "pregnancy_maternity_nursing",
    "fifteen_plus_five",
    "union_officer_term",
    "unexpired_service_period",
    "other",
]
PROTECTIONS: dict[str, str] = {
    "occupational_hazard": "接触职业病危害，没有做离岗检查，或者疑似职业病还在诊断、观察",
    "work_injury_or_disease": "职业病或者工伤，丧失或者部分丧失劳动能力",
    "medical_period": "患病或者非因工负伤，在医疗期内",
    "pregnancy_maternity_nursing": "孕期、产期、哺乳期",
    "fifteen_plus_five": "连续工作满十五年，离退休不到五年",
    "union_officer_term": "工会干部任期没满",
    "unexpired_service_period": "服务期没满",
    "other": "法律、行政法规规定的其他情形",
}
BY_INTERPRETATION = frozenset({"union_officer_term", "unexpired_service_period"})
"""They make a term run on (解释二 8); article 42 itself does not name them."""
UNION = "第四十三条"
"""Of 39 and 40; a mass layoff (41) has an explanation of its own."""


def exposed(
    code: str, *, protections: Collection[str] = (), union_told: bool = True
) -> Explained[bool]:
    """Whether damages threaten although the ground may hold: a bar, or a union that was not told.

    A bar of article 42 forbids 40 and 41 and makes a fixed term run on (45). A union that exists
    and was not told first makes a dismissal under 39 or 40 unlawful unless it is repaired before
    suit. The notes say which, for whoever decides; the law decides nothing by itself here.
    """
    row = grounds.ground(code)
    found = [*_bars(row, protections), *_union(row, union_told)]
    step = Step(
        key="damages_exposure",
        title="有没有违法解除的风险",
        formula="、".join(note.title for note in found) or "没有发现",
        value="有" if found else "没有",
        article="《劳动合同法》第四十二条、第四十三条、第四十五条",
        inputs={
            "事由": row.title,
            "第四十二条情形": "、".join(PROTECTIONS[name] for name in protections),
            "事先通知工会": "是" if union_told else "没有",
        },
        reason="".join(note.text for note in found),
    )
    return Explained(bool(found), (step,), tuple(found))


def _bars(row: grounds.Ground, protections: Collection[str]) -> list[Note]:
    holds = [PROTECTIONS[name] for name in protections if _bars_it(row, name)]
    if not holds:
        return []
    which = "、".join(holds)
    if row.barred == "45":
        text = f"{which}：合同要续延到情形消失才终止。现在终止的，可能要付两倍赔偿金或者恢复工作。"
        return [Note("runs_on", "合同期满也不能终止", text, "《劳动合同法》第四十五条")]
    text = f"{which}：不能用这个理由解除。解除的，可能要付两倍赔偿金或者恢复工作。"
    return [Note("barred", "第四十二条不许解除", text, "《劳动合同法》第四十二条")]


def _bars_it(row: grounds.Ground, name: str) -> bool:
    if row.barred == "45":
        return True
    return bool(row.barred) and name not in BY_INTERPRETATION


def _union(row: grounds.Ground, union_told: bool) -> list[Note]:
    if union_told or row.union_first != UNION:
        return []
    text = "解除以前没有把理由通知工会，算违法解除；起诉以前补正的除外。建了工会的公司请现在补上。"
    return [Note("union_not_told", "没有事先通知工会", text, f"《劳动合同法》{UNION}")]
