"""A desk names the law in few words."""

import pytest

from lizhi.common import articles


@pytest.mark.parametrize(
    ("written_out", "short"),
    [
        ("《劳动合同法》第五十条", "劳动合同法 50 条"),
        ("劳动合同法第三十七条", "劳动合同法 37 条"),
        ("《民法典》第一百四十一条", "民法典 141 条"),
        ("《工资支付暂行规定》第九条", "工资支付暂行规定 9 条"),
        (
            "《企业职工带薪年休假实施办法》第十条、第十一条",
            "企业职工带薪年休假实施办法 10 条、11 条",
        ),
        ("《劳动合同法》第四十四条第（一）项", "劳动合同法 44 条第（一）项"),
        ("国家税务总局公告2018年第61号第六条", "国家税务总局公告2018年第61号 6 条"),
        ("劳社部发〔2008〕3号", "劳社部发〔2008〕3号"),
        ("劳动合同法 36、37 条", "劳动合同法 36、37 条"),
        ("", ""),
    ],
)
def test_an_article_is_named_by_law_and_number(written_out: str, short: str) -> None:
    assert articles.short(written_out) == short
