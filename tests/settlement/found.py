"""Somebody has found a figure: what they type, who looks at it."""

import datetime as dt
from decimal import Decimal
from typing import Any

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.settlement.actions import figures
from lizhi.settlement.models import CityFigure
from tests import make

AVERAGE, MINIMUM = "averages.month", "wages.minimum"
IN_2025 = dt.date(2025, 1, 1)


def told(value: str = "13000", **changed: Any) -> dict[str, Any]:
    """A figure with its source."""
    return {
        "value": Decimal(value),
        "document": "深统〔2026〕9号",
        "title": "2025年深圳市职工平均工资公报",
        "link": "https://tjj.sz.gov.cn/2026/9",
        "published": dt.date(2026, 5, 20),
        "source": CityFigure.Source.OFFICIAL,
        **changed,
    }


def entered(by: User, name: str = AVERAGE, since: dt.date = IN_2025, **values: Any) -> CityFigure:
    """It waits for a second person."""
    city, sure = values.pop("city", "深圳"), values.pop("sure", False)
    said = told(**values)
    now = clock.now()
    return figures.enter(city=city, name=name, since=since, told=said, by=by, at=now, sure=sure)


def confirmed(by: User, second: User, *args: Any, **values: Any) -> CityFigure:
    """Two people have looked at it."""
    return figures.confirm(entered(by, *args, **values), by=second, at=clock.now())


def administrator() -> User:
    """Luo Yong looks after the house."""
    user = User.objects.with_phone("19999999999", name="罗勇")
    make.grant(user, "administrator")
    return user


def second_in_finance() -> User:
    """Gu Xiaoyun, of the same legal entity."""
    user = make.employee("顾晓芸", "13800000302", department="财务部").user
    make.grant(user, "finance")
    return user
