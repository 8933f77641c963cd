"""Zhang Min is far away; around her are a manager, HR, finance, a keeper and a colleague."""

from dataclasses import dataclass

import pytest

from lizhi.people.models import Employment
from tests import make


@dataclass(frozen=True)
class Company:
    """The people that a resignation touches."""

    zhang_min: Employment
    wang_lei: Employment
    sun_yue: Employment
    li_li: Employment
    chen_jie: Employment
    he_jing: Employment


@pytest.fixture
def company(db: None) -> Company:
    """张敏 reports to 王磊, who reports to 孙悦; 李丽 is HR, 陈洁 finance, 何静 a colleague."""
    sun_yue = make.employee("孙悦", "13900000003")
    wang_lei = make.employee("王磊", "13900000002", reports_to=sun_yue)
    li_li = make.employee("李丽", "13900000004", department="人力资源部")
    chen_jie = make.employee("陈洁", "13900000005", department="财务部")
    zhao_ning = make.employee("赵宁", "13900000006", department="人力资源部")
    zhou_hang = make.employee("周航", "13900000007", department="行政部")
    make.grant(li_li.user, "hr")
    make.grant(chen_jie.user, "finance")
    make.grant(zhao_ning.user, "group_hr")
    make.grant(zhou_hang.user, "keeper")
    return Company(
        zhang_min=make.employee("张敏", "13800002046", reports_to=wang_lei),
        wang_lei=wang_lei,
        sun_yue=sun_yue,
        li_li=li_li,
        chen_jie=chen_jie,
        he_jing=make.employee("何静", "13900000008", reports_to=wang_lei),
    )
