"""Two people of HR publish at once, edit what is being published, change cases meanwhile."""

from functools import partial
from typing import Any

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.flows import actions as flows
from lizhi.flows.actions import migrating
from lizhi.flows.migrating import ahead
from lizhi.flows.migrating.planning import Choices
from lizhi.flows.models import Draft, Migration
from lizhi.people.models import Employment, RoleGrant
from lizhi.workflow import actions, definitions
from lizhi.workflow.models import Definition, Run, Version
from tests.workflow import make
from tests.workflow.make import task
from tests.workflow.racing_acts import Act, answer, one_of, race, tasks

Body = dict[str, Any]


def hr(name: str) -> User:
    """Somebody of group HR."""
    user = make.user(name)
    RoleGrant.objects.get_or_create(user=user, role=RoleGrant.Role.GROUP_HR)
    return user


def _body(key: str, *steps: str, kind: str = "task") -> Body:
    """Wang has all of them; the last one is of this kind."""
    made: list[Body] = [task(step, name=step) for step in steps]
    made[-1] = {**made[-1], "kind": kind}
    return {"key": key, "name": key, "steps": made}


def _begun(key: str, body: Body, by: User, based_on: Version | None) -> Draft:
    values = {"name": key, "way": key, "body": body, "based_on": based_on}
    draft, _made = Draft.objects.get_or_create(
        key=key, defaults={**values, "saved_by": by, "saved_at": clock.now()}
    )
    return draft


def _first(key: str) -> tuple[Version, Draft]:
    """One version is in use, and the next one lies on the desk."""
    body = _body(key, "a", "b")
    first = definitions.publish(key, key, body, by=None, at=clock.now())
    return first, _begun(key, _body(key, "a", "x", "b"), hr("chen"), first)


def _publish(draft: Draft, by: str) -> Act:
    rev, user = draft.rev, hr(by)
    return lambda: flows.publish(draft, rev=rev, by=user, at=clock.now())


def _edit(draft: Draft, by: str) -> Act:
    rev, user = draft.rev, hr(by)
    to = partial(_renamed, name="another")
    return lambda: flows.change(draft, to, rev=rev, by=user, at=clock.now())


def _renamed(body: Body, name: str) -> Body:
    return {**body, "name": name}


def _numbers(key: str) -> list[int]:
    found = Version.objects.filter(definition__key=key).order_by("number")
    return list(found.values_list("number", flat=True))


def _in_use(key: str) -> Version:
    found = definitions.active(key)
    assert found
    return found


def two_people_publish_one_draft(n: int) -> list[str]:
    """One version comes of it; the other hears that it has been published."""
    key = f"one_draft_{n}"
    _version, draft = _first(key)
    found = race(*[_publish(draft, name) for name in ("chen", "li")])
    return [*found, str(_numbers(key)), str(_in_use(key).number)]


def two_bodies_are_published_under_one_name(n: int) -> list[str]:
    """Each gets its number, and one of them is in use."""
    key = f"two_bodies_{n}"
    bodies = [_body(key, "a", "b"), _body(key, "a", "c")]
    found = race(*[partial(_publish_body, key, body) for body in bodies])
    return [*found, str(_numbers(key)), str(_in_use(key).number)]


def two_bodies_mean_something_else_by_one_name(n: int) -> list[str]:
    """What has been published keeps its kind: whoever comes second is refused."""
    key = f"two_kinds_{n}"
    definitions.publish(key, key, _body(key, "a", "b"), by=None, at=clock.now())
    bodies = [_body(key, "a", "b", "x"), _body(key, "a", "b", "x", kind="approval")]
    found = race(*[partial(_publish_body, key, body) for body in bodies])
    return [*found, str(_numbers(key))]


def _publish_body(key: str, body: Body) -> None:
    definitions.publish(key, key, body, by=None, at=clock.now())


def one_publishes_what_another_edits(n: int) -> list[str]:
    """Published as it was seen, or not at all: nobody publishes words that he has not read."""
    key = f"edited_{n}"
    _version, draft = _first(key)
    found = race(_publish(draft, "chen"), _edit(draft, "li"))
    names = [version.body["name"] for version in Version.objects.filter(definition__key=key)]
    left = Draft.objects.filter(key=key).values_list("name", flat=True)
    ended = " ".join([*found, str(_numbers(key)), *sorted(set(names)), *left])
    return one_of(ended, f"ok refused [1, 2] {key}", f"ok stale [1] {key} another")


def one_publishes_while_another_begins(n: int) -> list[str]:
    """The next draft begins as what is in use then, not as what was in use a moment before."""
    key = f"begun_{n}"
    _version, draft = _first(key)
    Definition.objects.filter(key=key).update(way=key)  # of a way without a law to keep
    found = race(_publish(draft, "chen"), partial(_begin, key, hr("li")))
    left = Draft.objects.filter(key=key).first()
    based = left.based_on == _in_use(key) if left else True
    return [*found, str(_numbers(key)), "in use" if based else "outdated"]


def _begin(key: str, by: User) -> None:
    flows.begin_next(way=key, branch=None, by=by, at=clock.now())


def _case(version: Version, employment: Employment | None = None) -> Case:
    with transaction.atomic():
        case = make.case(employment=employment)
        actions.once(f"start:{case.pk}", case=case, kind="start", by=None, at=clock.now())
        actions.start(case, version, by=None, at=clock.now())
    return case


def _by(case: Case) -> int:
    return int(Run.objects.open().filter(case=case).values_list("version__number", flat=True)[0])


def _change_to(version: Version, case: Case, by: str, key: str) -> Act:
    """HR has chosen to change the case to this version."""
    made = migrating.migrate(version, [(case, Choices())], by=hr(by), at=clock.now(), key=key)
    return lambda: migrating.carry_on(made.pk, at=clock.now())


def _publish_and_change(draft: Draft, case: Case, by: str, key: str) -> Act:
    """HR publishes the next version for new cases and for this one, as the page has shown it."""
    user, now = hr(by), clock.now()
    seen = ahead.of(flows.to_come(draft), user, at=now)
    ticked = frozenset({case.number})
    asked = ahead.Asked(key=key, seen=tuple(seen.seen), total=seen.total, ticked=ticked)

    def act() -> None:
        made = flows.publish_and_change(draft, asked, rev=draft.rev, by=user, at=clock.now())
        migrating.carry_on(made.pk, at=clock.now())

    return act


def a_change_of_version_against_a_newer_one(n: int) -> list[str]:
    """Whichever comes first, the case goes by the newest that was chosen for it."""
    key = f"newer_{n}"
    first, draft = _first(key)
    case = _case(first)
    second = definitions.publish(key, key, _body(key, "a", "y", "b"), by=None, at=clock.now())
    older = _change_to(second, case, "li", f"older {n}")
    newer = _publish_and_change(draft, case, "chen", f"newer {n}")
    found = race(older, newer)
    if "has_changed" in found:  # the page said something else, and is read again
        newer = _publish_and_change(draft, case, "chen", f"again {n}")
        newer()
        older()
    return [str(_by(case)), str(_numbers(key))]


def two_people_publish_one_draft_for_a_case(n: int) -> list[str]:
    """One version, one change of the case; the other one's choice begins nothing."""
    key = f"for_a_case_{n}"
    first, draft = _first(key)
    case = _case(first)
    acts = [_publish_and_change(draft, case, name, f"{name} {n}") for name in ("chen", "li")]
    found = race(*acts)
    made = Migration.objects.filter(version__definition__key=key).count()
    changes = case.events.filter(kind="migrated").count()
    return [*found, str(_numbers(key)), str(_by(case)), f"{made} choice", f"{changes} change"]


def one_answers_while_it_is_published_for_his_case(n: int) -> list[str]:
    """The case goes on as the page said, or HR is asked again; his answer counts."""
    key = f"answered_{n}"
    first, draft = _first(key)
    case = _case(first)
    (mine,) = tasks(case)
    found = race(answer(mine, f"p {n}"), _publish_and_change(draft, case, "chen", f"a {n}"))
    ended = " ".join([*found, *sorted(make.standing(case)), str(_by(case))])
    return one_of(ended, "ok ok b 2", "ok ok x 2", "has_changed ok b 1")


def a_case_begins_while_it_is_published(n: int) -> list[str]:
    """It goes by the one or by the other, and has begun once."""
    key = f"begins_{n}"
    _version, draft = _first(key)
    begin = partial(_begin_case, key, make.employment("wang"))
    found = race(_publish(draft, "chen"), begin)
    ended = " ".join([*found, str(_numbers(key))])
    return one_of(ended, "ok ok [1, 2]")


def _begin_case(key: str, employment: Employment) -> None:
    _case(_in_use(key), employment)
