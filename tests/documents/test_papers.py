"""What the papers say, and what they refuse to be told."""

import json
import re
import typing
from decimal import Decimal
from typing import Any, NotRequired, get_origin, get_type_hints

import pytest

from lizhi.documents.papers import (
    evidence_facts,
    facts,
    filling,
    listed_facts,
    scope,
    templates,
    voiding_facts,
    words,
)
from lizhi.documents.papers.checking import DERIVED, MissingField, WrongField
from tests.documents import papers

CATALOGUES: dict[str, type] = {
    "cover": evidence_facts.CoverFacts,
    "receipt": facts.ReceiptFacts,
    "letter": facts.LetterFacts,
    "registration": facts.RegistrationFacts,
    "agreement": facts.AgreementFacts,
    "mutual": facts.MutualFacts,
    "voiding": voiding_facts.VoidingFacts,
    "ending": facts.EndingFacts,
    "recall": facts.RecallFacts,
    "departure": facts.DepartureFacts,
    "handover": listed_facts.HandoverFacts,
    "settlement": listed_facts.SettlementFacts,
    "certificate": facts.CertificateFacts,
    "unemployment": facts.UnemploymentFacts,
    "evidence": evidence_facts.EvidenceFacts,
}
ROWS: dict[str, type] = {
    "items": listed_facts.ItemFacts,
    "dues": listed_facts.LineFacts,
    "apart": listed_facts.LineFacts,
    "notes": listed_facts.NoteFacts,
    "deductions": listed_facts.LineFacts,
    "steps": listed_facts.StepFacts,
    "signers": evidence_facts.SignerFacts,
    "revisions": evidence_facts.RevisionFacts,
    "events": evidence_facts.EventFacts,
    "heads": evidence_facts.HeadFacts,
}


def said(template: str, **changes: Any) -> str:
    """Everything that a filled paper says, in one string."""
    filled = filling.fill(template, papers.facts(template, **changes))
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            if "time" in value:
                found.append(value["text"])
            else:
                for key, inner in value.items():
                    if key not in {"type", "role", "align", "part"}:
                        walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(filled.nodes)
    return "".join(found)


def _needed(kind: type) -> dict[str, bool]:
    hints = get_type_hints(kind, include_extras=True)
    return {name: get_origin(hint) is not NotRequired for name, hint in hints.items()}


@pytest.mark.parametrize("name", templates.NAMES)
def test_the_catalogue_asks_for_what_the_types_promise(name: str) -> None:
    def compare(fields: dict[str, templates.Field], kind: type) -> None:
        given = {field.name: field for field in fields.values() if field.type not in DERIVED}
        assert {field.name: field.needed for field in given.values()} == _needed(kind)
        for field in given.values():
            if field.type == "rows":
                compare(field.rows, ROWS[field.name])

    compare(templates.load(name).fields, CATALOGUES[name])


@pytest.mark.parametrize("name", templates.NAMES)
def test_the_codes_of_a_choice_are_those_of_its_type(name: str) -> None:
    hints = get_type_hints(CATALOGUES[name])
    for field in templates.load(name).fields.values():
        if field.type == "choice":
            assert set(typing.get_args(hints[field.name])) == set(field.words)


@pytest.mark.parametrize("name", templates.NAMES)
def test_a_template_names_no_field_that_does_not_exist(name: str) -> None:
    template = templates.load(name)
    known = {"#"}

    def learn(fields: dict[str, templates.Field]) -> None:
        for field in fields.values():
            known.add(field.name)
            learn(field.rows)

    learn(template.fields)
    body = json.dumps(template.body, ensure_ascii=False)
    assert {name for name, _ in scope.CHIP.findall(body)} <= known
    assert not re.search(r"\{[^}\"#a-z][^}]*\}", "".join(re.findall(r'"text": "(.*?)"', body)))


@pytest.mark.parametrize("name", templates.NAMES)
def test_the_signature_places_are_the_roles_that_sign(name: str) -> None:
    body = templates.load(name).body
    slots = [slot["role"] for node in body if node["type"] == "sigs" for slot in node["slots"]]
    assert sorted(slots) == sorted(facts.ROLES[name])


@pytest.mark.parametrize("name", templates.NAMES)
def test_every_fact_that_must_be_there_is_missed_by_its_name(name: str) -> None:
    for field in templates.load(name).fields.values():
        if field.needed and field.type not in DERIVED:
            with pytest.raises(MissingField) as missed:
                filling.fill(name, papers.facts(name, **{field.name: None}))
            assert missed.value.field == field.name
            assert field.label in str(missed.value.reason)


def test_a_missing_fact_inside_a_row_is_named_with_its_row() -> None:
    item = {"kind": "asset", "title": "门禁卡", "state": "open"}
    with pytest.raises(MissingField) as missed:
        filling.fill("handover", papers.facts("handover", items=[item]))
    assert missed.value.field == "items.receiver"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("letter", {"wished_day": "27.11.2026"}),
        ("letter", {"wished_day": 20261127}),
        ("letter", {"arrived_at": "2026-11-23T20:14:07"}),  # whose clock?
        ("letter", {"reason": "boss"}),
        ("letter", {"in_probation": "no"}),
        ("letter", {"content_hash": "3f9a"}),
        ("letter", {"employee": "王𠮷"}),
        ("letter", {"employee": "王\0敏"}),
        ("letter", {"employee": 7}),
        ("letter", {"salary": "8000"}),
        ("letter", {"number": {"a": "b"}}),
        ("settlement", {"dues": [{"title": "工资", "amount": 8000.0, "steps": []}]}),
        ("settlement", {"dues": [{"title": "工资", "amount": "NaN", "steps": []}]}),
        ("settlement", {"dues": "8000"}),
        ("settlement", {"dues": ["8000"]}),
        ("settlement", {"net": "1.00"}),
        ("certificate", {"service_years": -1}),
        ("certificate", {"reason": "resigned"}),
    ],
)
def test_a_fact_of_the_wrong_kind_is_refused_by_name(name: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(WrongField) as refused:
        filling.fill(name, papers.facts(name, **wrong))
    assert refused.value.field.split(".")[0] == next(iter(wrong))


def test_the_agreement_rests_on_the_notice_and_is_no_mutual_termination() -> None:
    text = said("agreement")
    assert "第三十七条提前三十日书面通知而解除，由乙方提出" in text
    assert "不是《劳动合同法》第三十六条的协商解除" in text
    assert "支付不以工作交接完成、本协议签署或者其他手续为条件" in text
    assert "不含乙方对劳动报酬" in text
    assert "不是持牌电子认证服务机构的证书" in text


def test_an_early_day_is_a_proposal_that_the_companys_seal_accepts() -> None:
    text = said("agreement", wished_day="2026-11-27", notice_end="2026-12-23")
    assert "乙方提议劳动合同提前于 2026年11月27日 解除。甲方在本协议上签章，即为同意" in text
    assert "甲方没有签章的，劳动合同于 2026年12月23日 解除" in text


@pytest.mark.parametrize("day", ["2026-12-23", "2027-01-15"])
def test_a_day_not_before_the_end_of_notice_needs_nobodys_consent(day: str) -> None:
    assert "提议" not in said("agreement", wished_day=day)
    assert "请贵单位同意" not in said("letter", wished_day=day)
    assert "想提前" not in said("receipt", wished_day=day)


def test_nothing_is_said_of_a_non_compete_unless_one_was_agreed() -> None:
    assert "本协议不设竞业限制" in said("agreement")
    agreed = said("agreement", non_compete="竞业限制十二个月，每月补偿 3,000 元。")
    assert "双方此前的约定：竞业限制十二个月" in agreed
    assert "不设竞业限制" not in agreed


def test_a_labour_contract_without_an_end_is_told_as_such() -> None:
    assert "无固定期限，自 2024年3月1日 起" in said(
        "agreement", contract_kind="open", term_end=None
    )
    assert "无固定期限，自 2024年3月1日 起" in said(
        "certificate", contract_kind="open", term_end=None
    )


def test_in_probation_three_days_are_enough() -> None:
    text = said("receipt", in_probation=True, notice_end="2026-11-26")
    assert "自送达次日起满三日" in text
    assert "适用三日的期限" in text


def test_the_receipt_says_when_it_took_effect_and_what_a_withdrawal_needs() -> None:
    text = said("receipt")
    assert "2026年11月23日 20:14:07" in text
    for article in ("第三十七条", "第一百三十七条", "第一百四十一条", "第二百零一条"):
        assert article in text
    assert "撤回须经单位同意" in text


def test_what_hr_registers_speaks_as_the_company_and_signs_for_nobody() -> None:
    text = said("registration")
    assert "以纸质信件送达" in text
    assert "SF1390246810" in text
    assert "2026年11月23日 09:30" in text
    assert "李丽" in text
    assert "没有通知人的签名" in text
    for word in ("本人现", "特此通知", "通知人：", "本人希望"):
        assert word not in text


def test_a_receipt_of_what_hr_registered_claims_no_sender_and_no_device() -> None:
    text = said("receipt", strength="on_behalf", timed="stated", channel="纸质信件，由人事登记")
    assert "没有核验通知人的身份" in text
    assert "通知由人事登记，内容以原件为准" in text
    for word in ("提交的", "提交设备", "浏览器", "138"):
        assert word not in text


def test_the_agreement_says_by_what_way_a_registered_notice_came() -> None:
    assert "乙方以《解除劳动合同通知书》通知甲方" in said("agreement")
    text = said("agreement", notice_way="mail")
    assert "乙方以电子邮件通知甲方解除劳动合同" in text
    assert "《解除劳动合同通知书》" not in text


@pytest.mark.parametrize("reason", ["unsaid", None])
def test_whoever_gives_no_reason_has_none_on_the_letter(reason: str | None) -> None:
    assert "原因" not in said("letter", reason=reason, words=None)


def test_the_certificate_holds_the_four_items_and_nothing_else() -> None:
    [table] = [n for n in templates.load("certificate").body if n["type"] == "kv"]
    assert list(dict.fromkeys(row["label"] for row in table["rows"])) == [
        "劳动合同期限",
        "解除劳动合同的日期",
        "终止劳动合同的日期",
        "工作岗位",
        "在本单位的工作年限",
    ]
    for word in ("原因", "竞业", "表现", "工资", "结清", "部门", "交接"):
        assert word not in said("certificate")


@pytest.mark.parametrize("name", [name for name in templates.NAMES if "post" in papers.facts(name)])
def test_no_paper_waits_for_a_post_that_nobody_has_told(name: str) -> None:
    assert papers.facts(name)["post"] not in said(name, post="")


def test_why_it_ended_stands_on_a_paper_of_its_own_and_nowhere_on_the_certificate() -> None:
    statement = said("unemployment")
    assert "《劳动合同法》第四十条第（三）项" in statement
    assert "客观情况发生重大变化" in statement
    assert "本说明不是离职证明" in statement
    assert "第四十条" not in said("certificate")


def test_a_certificate_without_a_post_points_to_what_the_contract_names() -> None:
    assert "工作岗位以劳动合同约定的工作内容为准" in said("certificate", post="")
    assert "劳动合同约定" not in said("certificate")


def test_a_contract_whose_term_is_over_has_ended_and_was_not_dissolved() -> None:
    over = said("certificate", is_expiry=True)
    assert "劳动合同已经终止" in over
    assert "解除" not in over
    dissolved = said("certificate")
    assert "劳动合同已经解除" in dissolved
    assert "终止劳动合同的日期" not in dissolved


@pytest.mark.parametrize("wished", ["2026-11-27", "2026-12-23", "2027-01-31"])
def test_a_term_that_is_over_first_is_said_and_no_other_end_is_promised(wished: str) -> None:
    early = wished < "2026-12-10"
    settled = {} if early else {"agreed_day": "2026-12-10", "is_expiry": True}
    for name in ("receipt", "letter", "registration", "agreement"):
        more = settled if name == "agreement" else {}
        text = said(name, wished_day=wished, expires_on="2026-12-10", **more)
        assert "2026年12月10日 期满" in text
        for promise in ("解除，不需要重新通知", "本人不再另行通知", "劳动合同于法定届满日解除"):
            assert promise not in text
        assert not re.search("没有(同意|签章)的，劳动合同于 2026年12月23日", text)


@pytest.mark.parametrize(
    ("years", "months", "text"),
    [(5, 8, "5年8个月"), (5, 0, "5年"), (0, 8, "8个月"), (0, 0, "不满1个月")],
)
def test_years_of_service_are_told_in_years_and_months(years: int, months: int, text: str) -> None:
    filled = said("certificate", service_years=years, service_months=months)
    assert f"在本单位的工作年限{text}" in filled


def test_the_settlement_adds_up_and_says_it_in_capitals() -> None:
    text = said("settlement")
    assert "11,020.00" in text
    assert "1,348.50" in text
    assert "9,671.50" in text
    assert "人民币玖仟陆佰柒拾壹元伍角整" in text
    assert "不停止按期支付" in text
    assert "8,700 ÷ 21.75 × 200% × 3" in text


def test_a_line_that_lacks_an_input_is_open_and_counts_for_nothing() -> None:
    line = {"title": "未休年休假工资", "missing": "前 12 个月的工资", "steps": []}
    text = said("settlement", dues=[line], deductions=[])
    assert "待补：前 12 个月的工资" in text
    assert "待定" in text
    assert "人民币零元整" in text


def test_no_photos_are_not_counted() -> None:
    [item] = [i for i in papers.facts("handover")["items"] if "photos" in i]
    assert "照片 6 张" in said("handover", items=[item])
    assert "照片" not in said("handover", items=[{**item, "photos": 0}])


def test_insurance_and_fund_are_told_apart() -> None:
    text = said("agreement", fund_until=None)
    assert "缴纳社会保险至 2026年11月。" in text
    assert "缴存住房公积金至劳动合同解除的当月" in text
    assert "公积金缴至" not in said("settlement", fund_until=None)


@pytest.mark.parametrize("items", [[], None])
def test_a_handover_without_things_needs_an_empty_list(items: list[Any] | None) -> None:
    if items is None:
        with pytest.raises(MissingField):
            said("handover", items=items)
    else:
        assert "没有需要交接的事项" in said("handover", items=items, outcome="nothing")


def test_a_flower_from_a_phone_does_not_hold_up_a_notice() -> None:
    text = said("letter", words="谢谢大家🌹\u202e，\r\n后会有期\0")
    assert "谢谢大家〔U+1F339〕，\n后会有期〔U+0000〕" in text


def test_equal_facts_have_equal_fingerprints_and_one_changed_character_another() -> None:
    one = filling.fill("letter", papers.facts("letter"))
    same = filling.fill(
        "letter", {**papers.facts("letter"), "words": "母亲住院，要在郑州陪护一段时间。"}
    )
    other = filling.fill("letter", papers.facts("letter", employee="张敏敏"))
    assert one.fingerprint == same.fingerprint
    assert one.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    ("amount", "capitals"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("10.05", "壹拾元零伍分"),
        ("1001", "壹仟零壹元整"),
        ("10001", "壹万零壹元整"),
        ("100100", "壹拾万零壹佰元整"),
        ("1010101.01", "壹佰零壹万零壹佰零壹元零壹分"),
        ("100000000", "壹亿元整"),
        ("23242.96", "贰万叁仟贰佰肆拾贰元玖角陆分"),
        ("-12.30", "负壹拾贰元叁角整"),
    ],
)
def test_sums_in_capitals(amount: str, capitals: str) -> None:
    assert words.capital(Decimal(amount)) == capitals


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四")]
)
def test_numbers_of_articles(number: int, numeral: str) -> None:
    assert words.numeral(number) == numeral


@pytest.mark.parametrize(
    "name",
    [
        "agreement",
        "mutual",
        "voiding",
        "settlement",
        "certificate",
        "unemployment",
        "ending",
        "recall",
    ],
)
def test_a_paper_says_what_its_seal_is_worth_and_never_both(name: str) -> None:
    own = filling.fill(name, papers.facts(name))
    licensed = filling.fill(name, papers.facts(name, seal_level="l2"))
    assert "内部签章（L1" in own.level
    assert "L2" not in own.level
    assert "持牌电子认证机构的证书（L2）" in licensed.level
    assert "由甲方的系统签发，不是" not in said(name, seal_level="l2")
    assert own.fingerprint != licensed.fingerprint
