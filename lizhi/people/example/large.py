"""A roster of any size in the manner of the example, for measuring: invented people."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from lizhi.people import identity
from lizhi.people.roster.workbook import Bold, workbook

HEADER = (
    *("工号", "姓名", "证件类型", "证件号码", "手机号", "性别", "出生日期"),
    *("法人主体", "分支机构", "部门", "岗位", "直属上级工号", "入职日期", "参加工作时间"),
    *("合同类型", "合同开始日期", "合同到期日期", "试用期截止", "月工资(元)"),
    *("近12个月平均应发工资", "工作地", "社保缴纳地", "社保基数", "公积金基数", "公积金个人比例"),
    *("法定年假天数", "今年已休年假", "开户银行", "银行卡号", "邮箱"),
)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "子涵欣怡浩然宇轩梓萱思远佳琪俊杰雨桐建国秀英志强丽娟"
TEAM = 40
TEAMS_A_BRANCH = 12
WAGES = (4200, 5200, 6500, 8700, 12000, 18000, 28600, 38000)


def roster(rows: int) -> bytes:
    """The file, with a title above the header as the real one has."""
    return workbook([("花名册", _rows(rows))])


def _rows(rows: int) -> Iterator[tuple[Any, ...]]:
    yield (Bold(f"荔园科技集团 员工花名册（{rows} 人）"),)
    yield tuple(Bold(name) for name in HEADER)
    for number in range(rows):
        yield _person(number)


def _person(number: int) -> tuple[Any, ...]:
    born = dt.date(1967, 1, 1) + dt.timedelta(days=number * 7 % 12_700)
    hired = min(born + dt.timedelta(days=7_400 + number * 11 % 900), dt.date(2026, 5, 29))
    team, place = divmod(number, TEAM)
    branch = team // TEAMS_A_BRANCH
    seventeen = f"1199{number // 1000 % 100:02}{born:%Y%m%d}{number % 1000:03}"
    wage = WAGES[number % len(WAGES)]
    boss = (team * TEAM if place else (0 if number else None)) if number else None
    return (
        f"L{number:06}",
        SURNAMES[number % len(SURNAMES)] + GIVEN[number % 24] + GIVEN[number * 5 % 23],
        identity.ID_CARD,
        seventeen + identity.card_check_digit(seventeen),
        f"199{number:08}",
        "男" if number % 2 else "女",
        born if number % 3 else born.isoformat(),
        f"荔园科技（{branch // 8 + 1}）有限公司",
        f"第{branch + 1}分支",
        f"第{team + 1}组",
        "专员",
        None if boss is None else f"L{boss:06}",
        hired,
        hired,
        "固定期限",
        hired,
        dt.date(2027, 12, 31),
        None,
        wage,
        wage + number % 1000 + 0.5,
        "苏州",
        "苏州",
        wage,
        wage,
        0.07,
        10,
        number % 6,
        "招商银行",
        f"62140010{number:011}",
        f"l{number:06}@liyuan.example",
    )
