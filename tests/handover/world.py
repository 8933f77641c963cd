"""Zhang Min hands over to He Jing and the keeper Zhou Hang; Wang Lei arranges."""

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.handover import actions
from lizhi.handover.models import Item
from lizhi.people.models import Employment
from lizhi.workflow import actions as workflow
from lizhi.workflow import definitions, forms_registry
from lizhi.workflow.owners import OWNERS
from tests import make
from tests.settlement.world import LAST_DAY, Browser, client_of, key

__all__ = ["Browser", "Team", "begun", "case_of", "client_of", "item", "key", "make", "team"]

PROCESS = {
    "key": "short_handover",
    "name": "交接",
    "steps": [
        {
            "id": "handover",
            "kind": "task",
            "name": "工作交接",
            "owner": "test_manager",
            "form": "test_handover",
            "due": {"n": 48, "unit": "hours"},
        },
        {
            "id": "contract_end",
            "kind": "wait",
            "name": "合同到期日",
            "until": "contract_end",
            "at": "00:05",
        },
    ],
}
TITLES = ("客户资料", "笔记本电脑", "系统账号")


class Team:
    """Everybody who plays, by what they are to each other."""

    def __init__(self, *, sex: str = "女") -> None:
        self.manager = make.employee("王磊", "13800000401")
        self.leaver = make.employee("张敏", "13800002046", reports_to=self.manager)
        self.leaver.person.sex = sex
        self.leaver.person.save()
        self.colleague = make.employee("何静", "13800000402", reports_to=self.manager)
        self.keeper = make.employee("周航", "13800000403", department="行政部")
        make.grant(self.keeper.user, "keeper")
        self.hr = make.employee("李丽", "13800000404", department="人力资源部")
        make.grant(self.hr.user, "hr")
        self.stranger = make.employee("吴霞", "13800000405", department="研发部")


def team(**values: str) -> Team:
    """A fresh team."""
    return Team(**values)


def case_of(leaver: Employment, *, place: str = "") -> Case:
    """The notice has arrived; the handover is open, its list still empty."""
    OWNERS["test_manager"] = lambda case: User.objects.get(name="王磊")
    forms_registry.register("test_handover")
    now = clock.now()
    case = cases.open_case(
        employment=leaver,
        arrived_at=now,
        notice_end=LAST_DAY,
        wished_day=LAST_DAY,
        contract_end=LAST_DAY,
        place=place,
    )
    known = definitions.active("short_handover")
    version = known or definitions.publish("short_handover", "交接", PROCESS, None, now)
    workflow.start(case, version, by=leaver.user, at=now)
    return case


def begun(people: Team, *titles: str, place: str = "") -> Case:
    """The list is made: work to He Jing, things and accounts to Zhou Hang."""
    case = case_of(people.leaver, place=place)
    receiver = people.colleague.user
    actions.begin(case, receiver=receiver, titles=titles or TITLES, at=clock.now())
    return case


def item(case: Case, title: str) -> Item:
    """One thing of the list, fresh."""
    return Item.objects.select_related("receiver").get(case=case, title=title)
