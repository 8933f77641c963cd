"""Who gives, who receives, who arranges. Every rule passes in silence or refuses with a reason."""

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Event
from lizhi.cases.questions import RELATED
from lizhi.common.prepared import Prepared, given
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.handover import kinds
from lizhi.handover.models import Item
from lizhi.people import rules as people
from lizhi.people.models import Employment, still_here
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Task

Kind = Item.Kind
State = Item.State
STEP = "handover"
MOST_OPTIONS = 20
TO_KEEPER = (Kind.ASSET, Kind.ACCOUNT)
WAITING = (State.OPEN, State.MISSING)
"""What the leaver has still to do something about."""

OF_CASE = Prepared(
    lambda: Item.objects.filter(case=given("case")).select_related("receiver").order_by("pk")
)
FOR_PAGES = Prepared(lambda: Item.objects.filter(case=given("case")).for_pages())
MISSING = Prepared(
    lambda: Event.objects.filter(case=given("case"), kind=kinds.ITEM_MISSING).order_by("seq")
)
"""What receivers have said that is missing, the oldest first."""
KIND_WORDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (Kind.ACCOUNT, ("账号", "帐号", "权限", "密码")),
    (Kind.ASSET, ("电脑", "手机", "钥匙", "门禁", "工牌", "工卡", "设备", "车", "卡")),
    (Kind.DOCUMENT, ("合同", "文件", "资料", "票", "档案", "图纸")),
)


def kind_of(title: str) -> Kind:
    """What a thing is, by the words in its name: a guess that whoever arranges can change."""
    for kind, words in KIND_WORDS:
        if any(word in title for word in words):
            return kind
    return Kind.WORK


def items_of(case: Case) -> QuerySet[Item]:
    """All things of this case with their receivers, what waits for the leaver first."""
    return Item.objects.filter(case=case).for_pages()


def open_count(case: Case) -> int:
    """How many things have not been received."""
    return sum(item.state != State.RECEIVED for item in OF_CASE.all(case=case.pk))


def arranged_by(user: User) -> QuerySet[Case]:
    """The cases whose handover is in these hands: the manager, HR, whoever the step has come to."""
    branches = people.roles_of(user).hr_branches
    hr = ~Q(pk=None) if branches is None else Q(branch__in=branches)
    line = Q(reports_to__person__user=user, reports_to__left_on=None)
    head = Q(department__head__person__user=user, department__head__left_on=None)
    head &= Q(reports_to=None) | Q(reports_to__left_on__isnull=False)
    reports = Q(employment__in=Employment.objects.filter(line | head))
    tasks = Task.objects.assigned_to(user).filter(run__step=STEP, state__in=("open", "done"))
    tasks = tasks.filter(still_here("assignee"))
    mine = Q(pk__in=tasks.values("case"))
    return Case.objects.filter(hr | reports | mine).exclude(employment__person__user=user)


def received_by(user: User | given) -> QuerySet[Case]:
    """The cases in which something is passed on to this person."""
    return Case.objects.filter(pk__in=Item.objects.filter(receiver=user).values("case"))


def received_case(user: User, number: str) -> Case | None:
    """The case of this number, if something in it is passed on to this person."""
    return _RECEIVED.first(user=user.pk, number=number)


_RECEIVED = Prepared(
    lambda: received_by(given("user")).filter(number=given("number")).select_related(*RELATED)
)


def check_open(case: Case) -> None:
    """The list is being worked on: neither not begun nor closed."""
    if workflow.open_run(case, STEP) is None:
        raise Refused(_("The handover is not open now. Please talk to whoever takes over."))


def check_can_arrange(case: Case, user: User) -> None:
    """The manager, HR of the branch, or whoever has the step."""
    if not arranged_by(user).filter(pk=case.pk).exists():
        raise NotPermitted(_("Only the manager and HR arrange this handover."))
    check_open(case)


def check_can_add(case: Case, user: User) -> None:
    """Whoever leaves, or whoever arranges."""
    if user != case.leaver:
        check_can_arrange(case, user)
    check_open(case)


def check_is_leaver(case: Case, user: User) -> None:
    """Only the leaver hands over."""
    if case.leaver != user:
        raise NotPermitted(_("Only the person who leaves can mark this."))
    check_open(case)


def check_is_receiver(item: Item, user: User) -> None:
    """Only the receiver receives."""
    if item.receiver != user:
        raise NotPermitted(
            _("This is passed on to %(name)s, who confirms it.") % {"name": item.receiver.name}
        )
    check_open(item.case)


def check_can_receive(item: Item, user: User) -> None:
    """What the leaver has handed over and nobody has confirmed yet."""
    check_is_receiver(item, user)
    if item.state == State.RECEIVED:
        raise AlreadyDone(_("You have received this already."))
    if item.state != State.GIVEN:
        raise Refused(_("This has not been handed over yet."))


def check_receiver(case: Case, receiver: User) -> None:
    """A colleague who stays."""
    if receiver == case.leaver:
        raise Refused(_("The work must pass to somebody else than the leaver."))
    if not people.is_employed(receiver):
        raise Refused(_("This person does not work here any more. Please choose another."))


def may_see(item: Item, user: User) -> bool:
    """Both sides and whoever arranges may look at the photos of a thing."""
    if user in {item.receiver, item.case.leaver}:
        return True
    return arranged_by(user).filter(pk=item.case_id).exists()


def colleagues(case: Case, words: str) -> list[Employment]:
    """Who may take something over, by name or number: 20 at most, own department first."""
    found = Employment.objects.active().exclude(pk=case.employment_id).with_names()
    if words:
        found = found.filter(Q(person__name__icontains=words) | Q(number__iexact=words))
    else:
        found = found.filter(branch=case.branch_id)
    own = ExpressionWrapper(Q(department=case.employment.department_id), BooleanField())
    return list(found.alias(own=own).order_by("-own", "person__name", "pk")[:MOST_OPTIONS])
