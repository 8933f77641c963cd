"""The document that programs are given, read by a stranger, and programs that ask what it says."""

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast
from urllib.parse import parse_qsl

import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis.config import (
    GenerationConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.generation.hypothesis.builder import (
    HypothesisTestConfig,
    HypothesisTestMode,
    create_test,
)

from lizhi.accounts import actions as accounts
from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.config.api_errors import ROOT
from lizhi.people.models import Employment
from tests import inside, make
from tests.access.test_programs import CALLS, SCOPES, path_of
from tests.inside import World
from tests.workflow.many import SEED, many

Case = schemathesis.Case[Any]
BY_NAME = {call.name: call for call in CALLS}
ASKING = ("leaver", "receiver", "manager", "finance", "HR", "colleague", "administrator")
OTHERWISE = {
    "acknowledge": "manager",
    "press": "HR",
    "resign": "colleague",
    "pay_rows": "finance",
    "answer_figure": "administrator",
}
"""Who asks what nobody of the table may ask in this case, or may ask no more."""
PLAIN = {"Accept-Encoding": "identity"}


@contextmanager
def one_connection() -> Iterator[None]:
    """After each answer the product lets go of its connection, and with it of our transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def read() -> dict[str, Any]:
    """What the document that the product gives to anybody says, by name of the call."""
    generation = GenerationConfig(
        max_examples=many("contracts", 5),
        database="none",
        allow_x00=False,  # refused in every text, which a schema cannot say
    )
    project = ProjectConfig(generation=generation)
    seed = zlib.crc32(SEED.encode())
    config = SchemathesisConfig(seed=seed, projects=ProjectsConfig(default=project))
    document = schemathesis.openapi.from_wsgi(f"{ROOT}openapi.json", WSGIHandler(), config=config)
    operations: list[Any] = [cast("Any", one).ok() for one in document.get_all_operations()]
    return {name_of(one): one for one in operations}


def name_of(operation: Any) -> str:
    """As the table of tests/access calls it: the view's."""
    return str(operation.definition.raw["operationId"]).rpartition("_api_")[2]


def everything(operation: Any, ask: Callable[[Case], None]) -> None:
    """All that is thought of for this call: the edges of each value, and some by chance."""
    config = operation.schema.config
    create_test(
        operation=operation,
        test_func=ask,
        config=HypothesisTestConfig(
            project=config,
            modes=[HypothesisTestMode.COVERAGE, HypothesisTestMode.FUZZING],
            settings=config.get_hypothesis_settings(operation=operation, phase="fuzzing"),
            seed=config.seed,
        ),
    )()


def case_of(operation: Any, address: str, body: Any = None, query: Any = None) -> Case:
    """One call to an address that is there."""
    parts = zip(operation.path.split("/"), address.split("/"), strict=True)
    takes = "requestBody" in operation.definition.raw
    sent = {"body": body, "media_type": "application/json"} if takes else {}
    return operation.Case(  # type: ignore[no-any-return]
        method=operation.method.upper(),
        path_parameters={part[1:-1]: value for part, value in parts if part[:1] == "{"},
        query=dict(query or {}),
        **sent,
    )


class Programs:
    """Programs of the people around one case."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.tokens = {role: token(world.people[role], *SCOPES) for role in ASKING}
        task = make.open_task(world.fresh, "acknowledgement")
        self._elsewhere = {
            "acknowledge": f"{ROOT}offboarding/tasks/{task.pk}/acknowledgement",
            "press": f"{ROOT}offboarding/cases/{world.fresh.number}/press",
        }
        self._fitting = {
            "staff_number": Employment.objects.get(person__user=world.people["colleague"]).number,
            "handover_to": world.case.employment.number,
            "version": 1,
            "who": Employment.objects.get(person__user=world.people["colleague"]).number,
        }

    def of(self, name: str) -> dict[str, str]:
        """The token of whoever may ask this."""
        audience = {OTHERWISE[name]} if name in OTHERWISE else BY_NAME[name].audience
        return self.tokens[next(role for role in ASKING if role in audience)]

    def at_home(self, operation: Any, body: Any = None, query: Any = None) -> Case:
        """The call for 张敏's case; what is sent names people who are there."""
        name = name_of(operation)
        address = self._elsewhere.get(name) or path_of(self.world, BY_NAME[name])
        address, _, asked = address.partition("?")
        query = dict(parse_qsl(asked)) if query is None else query
        if isinstance(body, dict):
            body = {key: self._fitting.get(key, value) for key, value in body.items()}
            if isinstance(body.get("rows"), list):
                body["rows"] = [self._of_somebody(row) for row in body["rows"]]
        return case_of(operation, address, body, query)

    def _of_somebody(self, row: Any) -> Any:
        number = self.world.case.employment.number
        return {**row, "number": number} if isinstance(row, dict) else row


def token(user: User | None, *scopes: str) -> dict[str, str]:
    """What a program sends that acts for this person."""
    assert user
    made = accounts.make_token(user, name="考勤", scopes=scopes, at=clock.now())
    return PLAIN | {"Authorization": f"Bearer {made}"}


def ask(case: Case, headers: dict[str, str], **more: Any) -> Any:
    """Ask, and look whether the answer is as promised."""
    return case.call_and_validate(headers=headers, **more)


def ask_in_vain(case: Case, headers: dict[str, str]) -> Any:
    """The same, and nothing has happened."""
    with inside.undone():
        return ask(case, headers)
