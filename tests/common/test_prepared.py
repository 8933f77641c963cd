"""A prepared question answers what its queryset would, and builds its SQL once."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Count, Exists, Model, OuterRef, QuerySet, Value
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Event
from lizhi.common import rows
from lizhi.common.prepared import Change, Columns, Prepared, Several, given, read_again
from lizhi.common.prepared.making import Maker
from lizhi.jobs.models import Outbox
from lizhi.people.models import Employment
from lizhi.workflow.models import Action, Timer
from tests import make
from tests.conftest import MONDAY

pytestmark = pytest.mark.django_db
Asked = Any
"""Rows as dicts."""
RELATED = ("person__user", "branch__entity", "reports_to__person__user")
BY_NUMBER = Prepared(
    lambda: Employment.objects.select_related(*RELATED).filter(number=given("number"))
)


@pytest.fixture
def zhang_min() -> Employment:
    boss = make.employee("王磊", "19900000001")
    return make.employee("张敏", "19900000002", reports_to=boss)


def test_related_rows_come_with_it(zhang_min: Employment) -> None:
    found = BY_NUMBER.get(number=zhang_min.number)
    with CaptureQueriesContext(connection) as asked:
        assert found.person.user.name == "张敏"
        assert found.person.user.phone == "19900000002"
        assert found.branch.entity == zhang_min.entity
        assert found.reports_to
        assert found.reports_to.person.user.name == "王磊"
        assert found.reports_to.reports_to is None
    assert len(asked) == 0


def test_every_column_is_as_django_reads_it(zhang_min: Employment) -> None:
    expected = Employment.objects.get(pk=zhang_min.pk)
    found = BY_NUMBER.get(number=zhang_min.number)
    assert _columns(found) == _columns(expected)


def _columns(employment: Employment) -> dict[str, object]:
    return {name: value for name, value in vars(employment).items() if not name.startswith("_")}


def test_a_missing_relation_is_none(zhang_min: Employment) -> None:
    assert zhang_min.reports_to
    assert BY_NUMBER.get(number=zhang_min.reports_to.number).reports_to is None


def test_nobody_is_none_or_does_not_exist() -> None:
    assert BY_NUMBER.first(number="X") is None
    assert BY_NUMBER.all(number="X") == []
    with pytest.raises(Employment.DoesNotExist):
        BY_NUMBER.get(number="X")


def test_values_go_in_where_they_belong_also_in_a_question_within(zhang_min: Employment) -> None:
    works = Employment.objects.filter(
        person__user=OuterRef("pk"), hired_on__lt=given("day", Employment.hired_on.field)
    )
    asked = Prepared(lambda: User.objects.filter(Exists(works), name=given("name")).order_by("pk"))
    hired = zhang_min.hired_on

    assert asked.all(name="张敏", day=hired) == []
    assert asked.all(name="张敏", day=hired + dt.timedelta(days=1)) == [zhang_min.user]


def test_the_sql_is_built_once(zhang_min: Employment) -> None:
    built = 0

    def build() -> "QuerySet[User]":
        nonlocal built
        built += 1
        return User.objects.filter(name=given("name"))

    asked = Prepared(build)
    for name in ("张敏", "王磊", "张敏"):
        assert asked.get(name=name).name == name
    assert built == 1


def test_what_was_counted_comes_with_the_row(zhang_min: Employment) -> None:
    counted = Prepared(
        lambda: User.objects.filter(pk=given("pk")).annotate(
            works=Count("person__employments"), word=Value("here")
        )
    )
    found = counted.get(pk=zhang_min.user.pk)
    known = vars(found)
    assert (known["works"], known["word"], known["name"]) == (1, "here", "张敏")


def test_several_questions_are_asked_at_once_and_each_has_its_own_rows(
    zhang_min: Employment,
) -> None:
    named: Asked = User.objects.filter(name=given("name")).values("pk", "phone", "joined_at")
    nobody: Asked = Employment.objects.filter(number="X").values("pk", "hired_on")
    everybody: Asked = Employment.objects.order_by("pk").values("number", "hired_on", "left_on")
    questions = [Columns(lambda: named), None, Columns(lambda: nobody), Columns(lambda: everybody)]
    together = Several(questions)
    together.all(name="张敏")
    with CaptureQueriesContext(connection) as asked:
        found = together.all(name="张敏")
    assert len(asked) == 1
    assert found == [one.all(name="张敏") if one else [] for one in questions]
    assert [len(rows) for rows in found] == [1, 0, 0, Employment.objects.count()]


STRANGE = ("50 % of O'Neil's", "100%%s", "%s", "a\\b", "''", "", "two\nlines")


@pytest.mark.parametrize("text", STRANGE)
def test_a_text_that_is_known_means_the_same_however_it_is_spelt(
    text: str, zhang_min: Employment
) -> None:
    works: Any = Employment.objects.filter(number=given("number"))
    named = Change(lambda: works, post=text)
    so_named = Prepared(lambda: works.filter(post=text))
    posts = Columns(lambda: works.filter(post=text).values("post"))
    own = {"number": zhang_min.number}

    assert (so_named.count(**own), posts.all(**own)) == (0, [])
    assert named.make(**own) == 1
    zhang_min.refresh_from_db()
    assert zhang_min.post == text
    assert so_named.get(**own) == zhang_min
    assert so_named.count(**own) == 1
    assert posts.all(**own) == [{"post": text}]
    assert Several([None, posts]).all(**own) == [[], [{"post": text}]]


def test_what_is_known_is_not_told_each_time(zhang_min: Employment) -> None:
    """SQLite would plan the question anew whenever a partial index depends on what it is told."""
    works: Any = Employment.objects.filter(number=given("number"), post="店员")
    told: list[object] = []

    def hear(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        told.append(list(params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        Prepared(lambda: works).all(number="N1")
        Prepared(lambda: works).count(number="N1")
        Columns(lambda: works.values("post")).all(number="N1")
        Change(lambda: works, post="店长").make(number="N1")
    assert told == [["N1"]] * 4


def test_a_change_is_made_with_what_is_told_and_says_of_how_many_rows(
    zhang_min: Employment,
) -> None:
    hired = Employment.hired_on.field
    moved = Change(
        lambda: Employment.objects.filter(number=given("number"), left_on=None),
        hired_on=given("day", hired),
        post="店长",
    )
    day = dt.date(2020, 5, 6)
    assert moved.make(number="X", day=day) == 0
    assert moved.make(number=zhang_min.number, day=day) == 1
    zhang_min.refresh_from_db()
    assert (zhang_min.hired_on, zhang_min.post) == (day, "店长")


def test_a_row_is_read_again_as_it_is_now(zhang_min: Employment) -> None:
    assert zhang_min.reports_to_id
    Employment.objects.filter(pk=zhang_min.pk).update(post="店长", reports_to=None, number="N9")
    read_again(zhang_min, "post", "reports_to")
    assert zhang_min.post == "店长"
    assert zhang_min.reports_to is None
    assert zhang_min.number != "N9"


def test_a_row_that_was_asked_for_behaves_as_one_that_django_has_made(
    zhang_min: Employment,
) -> None:
    asked = Prepared(lambda: Employment.objects.filter(pk=given("pk")).only("number", "reports_to"))
    found, expected = asked.get(pk=zhang_min.pk), Employment.objects.get(pk=zhang_min.pk)
    assert found.get_deferred_fields() >= {"post", "hired_on"}
    assert found.post == expected.post
    assert found.reports_to == expected.reports_to
    found.post = "店长"
    found.save()
    assert Employment.objects.filter(post="店长").get() == zhang_min


@pytest.mark.parametrize("model", apps.get_models(), ids=str)
def test_what_a_row_of_any_model_keeps_is_what_django_would_have_kept(model: type[Model]) -> None:
    names = [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001
    values = [f"value of {name}" for name in names]
    made, expected = (maker.from_db("default", names, values) for maker in (Maker(model), model))
    assert _kept(made) == _kept(expected)


NEW = [
    (Event, "case", {"seq": 3, "facts": {"n": [1]}, "actor": None, "words": b"x"}),
    (Outbox, "case", {"topic": "t", "dedupe": "k", "payload": {"run": 1}}),
    (Action, "case", {"key": "k", "actor": None, "request_hash": "h"}),
    (Timer, "case", {"kind": "remind", "n": 1, "rule": {}, "due_at": MONDAY}),
    (Case, "employment", {"number": "LZ-1"}),
    (Employment, "person", {"number": "N7", "reports_to": None}),
]


@pytest.mark.parametrize(("model", "relation", "values"), NEW, ids=lambda one: str(one)[:40])
def test_a_new_row_is_what_django_would_have_made(
    model: type[Model], relation: str, values: dict[str, Any]
) -> None:
    field: Any = model._meta.get_field(relation)  # noqa: SLF001
    related = field.related_model(pk=7)
    every = {**values, relation: related}
    made, expected = rows.new(model, **every), model(**every)
    assert _kept(made) == _kept(expected)
    assert getattr(made, relation) is related
    caches = [vars(vars(row)["_state"]).get("fields_cache") for row in (made, expected)]
    assert caches[0] == caches[1]
    with pytest.raises(TypeError):
        rows.new(model, **every, nothing=1)


def _kept(row: Model) -> dict[str, object]:
    state = row._state  # noqa: SLF001
    return {**vars(row), "_state": (state.adding, state.db)}


def test_a_model_that_does_something_of_its_own_when_it_is_made_keeps_django_s_way(
    zhang_min: Employment,
) -> None:
    heard: list[object] = []

    def hear(instance: Employment, **_more: object) -> None:
        heard.append(instance)

    post_init.connect(hear, sender=Employment)
    try:
        asked = Prepared(lambda: Employment.objects.filter(pk=given("pk")))
        assert [asked.get(pk=zhang_min.pk)] == heard
    finally:
        post_init.disconnect(hear, sender=Employment)
