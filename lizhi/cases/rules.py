"""Who may see which case, and how much of it."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases import questions
from lizhi.cases.models import Case, CaseQuerySet, Paper
from lizhi.cases.questions import RELATED
from lizhi.common.prepared import for_each, given
from lizhi.common.refusals import NotPermitted
from lizhi.people.models import Employment, Roles
from lizhi.people.rules import roles_of

NOTHING = Q(pk=None)
EVERYTHING = ~NOTHING
FOR_FINANCE = (Paper.Kind.SETTLEMENT,)
FOR_MANAGERS = (Paper.Kind.RECEIPT, Paper.Kind.LETTER, Paper.Kind.HANDOVER)
WITH_AN_IDENTITY = (Paper.Kind.LETTER,)
"""What a manager reads on the screen only, where identity numbers are masked."""
FOR_RECEIVERS = (Paper.Kind.HANDOVER,)


@dataclass(frozen=True)
class Reader:
    """Somebody who would like to see something; in a prepared question, the place of one."""

    user: User | given
    roles: Roles


def visible_to(user: User) -> CaseQuerySet:
    """The cases this person may open: own, of own reports, by task, by copy, by role and its reach.

    Administrators look after the machine and see no case by that. Whoever left sees the own ones.
    """
    return _cases_of(Reader(user, roles_of(user)))


def visible_case(user: User, number: str) -> Case | None:
    """The case of this number, if this person may open it."""
    return _CASE(roles_of(user)).first(user=user.pk, number=number)


def at_desk(user: User) -> CaseQuerySet:
    """The cases that this person's role reaches: HR by branch, finance by legal entity.

    A list of thousands asks this and not `visible_to`: one plain condition that an index answers.
    """
    return at_desk_by(roles_of(user))


def at_desk_by(roles: Roles) -> CaseQuerySet:
    """The cases that such roles reach."""
    if roles.hr_branches is None or roles.finance_entities is None:
        return Case.objects.all()
    hr, finance = _in("branch", roles.hr_branches), _in("entity", roles.finance_entities)
    return Case.objects.filter(hr | finance if hr and finance else hr or finance or NOTHING)


def count_running_at_desk(user: User, most: int) -> int:
    """How many of them run; counting stops at `most`."""
    return _RUNNING((roles_of(user), most)).count()


def papers_visible_to(user: User) -> QuerySet[Paper]:
    """The papers that this person may read: a manager sees no pay, finance sees nothing but pay."""
    return _papers_of(Reader(user, roles_of(user)))


def files_visible_to(user: User) -> QuerySet[Paper]:
    """The papers that this person may have as a file, on which an identity number stands whole."""
    return _files_of(Reader(user, roles_of(user)))


def readable_paper(user: User, number: str) -> Paper | None:
    """An issued paper by its number, if this person may read it."""
    return _PAPER(roles_of(user)).first(user=user.pk, number=number)


def readable_file(user: User, number: str) -> Paper | None:
    """An issued paper by its number, if this person may have it as a file."""
    return _FILE(roles_of(user)).first(user=user.pk, number=number)


def readable_papers(user: User, case: Case) -> list[Paper]:
    """The papers of one case that this person may read, drafts too, the oldest first."""
    return _PAPERS(roles_of(user)).all(user=user.pk, case=case.pk)


def check_can_see_proofs(case: Case, user: User) -> None:
    """Pictures from a hospital are for the leaver and for HR of the branch; for nobody above."""
    if user == case.leaver:
        return
    if not questions.HR_BY_NAME.all(user=user.pk, branch=case.branch_id):
        raise NotPermitted(_("Only HR of this branch and the person who leaves see these proofs."))


def _in(field: str, keys: frozenset[int]) -> Q:
    """One place by equality, several as a list, none as no condition at all."""
    if len(keys) == 1:
        return Q(**{field: next(iter(keys))})
    return Q(**{f"{field}__in": keys}) if keys else Q()


def _cases_of(reader: Reader) -> CaseQuerySet:
    by_role = _as_hr(reader) | _as_finance(reader)
    by_name = _own(reader) | _by_part(reader) | _by_copy(reader)
    return Case.objects.filter(by_role | by_name | _of_reports(reader))


def _papers_of(reader: Reader) -> QuerySet[Paper]:
    everything = _through_case(_own(reader) | _as_hr(reader))
    finance = _through_case(_as_finance(reader)) & Q(kind__in=FOR_FINANCE)
    manager = _through_case(_of_reports(reader)) & Q(kind__in=FOR_MANAGERS)
    receiver = _through_case(_by_part(reader)) & Q(kind__in=FOR_RECEIVERS)
    return Paper.objects.filter(everything | finance | manager | receiver)


def _files_of(reader: Reader) -> QuerySet[Paper]:
    unmasked = Q(kind__in=WITH_AN_IDENTITY)
    everything = _through_case(_own(reader) | _as_hr(reader))
    return _papers_of(reader).filter(~unmasked | everything)


def _own(reader: Reader) -> Q:
    return Q(employment__in=Employment.objects.filter(person__user=reader.user))


def _of_reports(reader: Reader) -> Q:
    user = reader.user
    line = Q(reports_to__person__user=user, reports_to__left_on=None)
    head = Q(department__head__person__user=user, department__head__left_on=None)
    return Q(employment__in=Employment.objects.filter(line | head & Q(reports_to=None)))


def _by_part(reader: Reader) -> Q:
    """By a task or a thing to receive: this is how a superior, a colleague or a keeper comes in."""
    tasks = Case.objects.filter(tasks__assignee=reader.user, tasks__state__in=("open", "done"))
    items = Case.objects.filter(handover_items__receiver=reader.user)
    return Q(pk__in=tasks.values("pk")) | Q(pk__in=items.values("pk"))


def _by_copy(reader: Reader) -> Q:
    """To read along; this opens the page and no paper."""
    return Q(pk__in=Case.objects.filter(copies__reader=reader.user).values("pk"))


def _as_hr(reader: Reader) -> Q:
    branches = reader.roles.hr_branches
    return EVERYTHING if branches is None else Q(branch__in=branches)


def _as_finance(reader: Reader) -> Q:
    entities = reader.roles.finance_entities
    return EVERYTHING if entities is None else Q(entity__in=entities)


def _through_case(condition: Q) -> Q:
    return Q(case__in=Case.objects.filter(condition).values("pk"))


def _anybody(roles: Roles) -> Reader:
    return Reader(given("user"), roles)


def _case_by_number(roles: Roles) -> QuerySet[Case]:
    mine = _cases_of(_anybody(roles)).filter(number=given("number"))
    return mine.select_related(*RELATED)


def _running_at_desk(key: tuple[Roles, int]) -> QuerySet[Case]:
    roles, most = key
    return at_desk_by(roles).on_boards()[:most]


def _paper_by_number(roles: Roles) -> QuerySet[Paper]:
    return _issued(_papers_of(_anybody(roles)))


def _file_by_number(roles: Roles) -> QuerySet[Paper]:
    return _issued(_files_of(_anybody(roles)))


def _issued(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    mine = papers.exclude(state=Paper.State.DRAFT).filter(number=given("number"))
    return mine.select_related("file__key", "case")


def _papers_of_case(roles: Roles) -> QuerySet[Paper]:
    mine = _papers_of(_anybody(roles)).filter(case=given("case"))
    return mine.select_related("file__key").order_by("pk")


_CASE = for_each(_case_by_number)
_RUNNING = for_each(_running_at_desk)
_PAPER = for_each(_paper_by_number)
_FILE = for_each(_file_by_number)
_PAPERS = for_each(_papers_of_case)
