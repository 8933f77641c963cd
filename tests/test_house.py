"""The house keeps its own promises."""

import ast
import io
import re
import tokenize
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import translation

from lizhi.config import reference
from lizhi.flows.checks import problems
from lizhi.flows.checks.facts import FACTS
from lizhi.flows.meanings import AUTOMATIC, FORM_ANSWERS
from lizhi.offboarding import definitions, notice_texts, step_forms, way_texts, ways
from lizhi.offboarding.steps import AUTOMATIC_STEPS
from lizhi.workflow import tree
from lizhi.workflow.engine.facts import CASE_FACTS
from lizhi.workflow.forms_registry import FORMS
from lizhi.workflow.owners import OWNERS

ROOT = settings.ROOT
MOST_OF_THE_ENGINE, MOST_OF_A_MODULE = 1800, 300
FLOW = definitions.shipped(definitions.REMOTE_RESIGNATION)
STEPS = {step["id"]: step for step in tree.walk(FLOW["steps"])}
SHIPPED = {key: definitions.shipped(key) for key in definitions.SHIPPED}
OF_ALL = [step for body in SHIPPED.values() for step in tree.walk(body["steps"])]
FOR_PEOPLE = [step for step in STEPS.values() if "owner" in step]
SOURCES = [file for file in (ROOT / "lizhi").rglob("*.py") if "migrations" not in file.parts]


def _recorded() -> set[str]:
    """Kinds named where events are written."""
    pattern = re.compile(r'(?:cases\.)?record\(\s*[\w.]+,\s*"(\w+)"', re.DOTALL)
    return {kind for file in SOURCES for kind in pattern.findall(file.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_the_shipped_process_is_sound(key: str) -> None:
    assert problems(SHIPPED[key]) == []
    assert SHIPPED[key]["key"] == key
    assert SHIPPED[key]["way"] in ways.WAYS


def test_the_checks_know_every_page_program_and_fact() -> None:
    assert set(AUTOMATIC) == set(AUTOMATIC_STEPS)
    assert set(FORM_ANSWERS) == set(step_forms.FORMS)
    assert set(FACTS) == set(CASE_FACTS)


def test_every_automatic_step_has_a_meaning() -> None:
    assert {step["id"] for step in OF_ALL if step["kind"] == "auto"} == set(AUTOMATIC_STEPS)


def test_every_owner_has_a_rule_and_every_form_a_page() -> None:
    for_people = [step for step in OF_ALL if "owner" in step]
    assert {step["owner"] for step in for_people} <= set(OWNERS)
    assert {step["form"] for step in for_people} <= set(FORMS)


@pytest.mark.parametrize("step", FOR_PEOPLE[1:], ids=lambda step: step["id"])
def test_silence_ends_every_step_and_the_payment_long_after_the_contract(step: tree.Step) -> None:
    """Pay is owed whatever time it is: that step grows louder first, for a month after the end."""
    close = next(rule for rule in step.get("escalate", []) if rule["action"] == "close")
    if step["id"] == "settlement":
        assert (close["from"], close["after"]["n"]) == ("contract_end", 30)
        assert len([rule for rule in step["remind"] if "from" in rule]) >= 3


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_every_step_of_a_person_ends_by_time_and_nothing_waits_beside_the_certificate(
    key: str,
) -> None:
    """Of every way: silence ends each step, and the last day alone brings the certificate."""
    steps = {step["id"]: step for step in tree.walk(SHIPPED[key]["steps"])}
    asked = [step for step in steps.values() if "owner" in step and step["id"] != "application"]
    for step in asked:
        assert [rule for rule in step["escalate"] if rule["action"] == "close"]
    branches = [[one["id"] for one in branch["steps"]] for branch in steps["main"]["branches"]]
    assert ["contract_end", "certificate"] in branches
    money = next(branch for branch in branches if "settlement" in branch)
    assert "handover" not in money or key == definitions.REMOTE_RESIGNATION


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_people_see_the_steps_of_their_own_way(key: str) -> None:
    steps = {step["id"] for step in tree.walk(SHIPPED[key]["steps"]) if "owner" in step}
    assert set(ways.WAYS[SHIPPED[key]["way"]].nodes) == steps - {"answer"}


def test_a_resignation_cannot_be_refused() -> None:
    assert "on" not in STEPS["acknowledgement"]
    assert "outcomes" not in STEPS["acknowledgement"]


def test_the_certificate_waits_for_the_last_day_alone() -> None:
    branches = STEPS["main"]["branches"]
    with_certificate = [[step["id"] for step in branch["steps"]] for branch in branches]
    assert ["contract_end", "certificate"] in with_certificate


def test_every_event_has_words() -> None:
    known = {kind for room in reference.ROOMS_WITH_KINDS for kind in reference.kinds_of(room)}
    assert _recorded() <= known


def test_notices_name_events_that_exist() -> None:
    known = {kind for room in reference.ROOMS_WITH_KINDS for kind in reference.kinds_of(room)}
    assert {kind for kind, _ in notice_texts.NOTICES} <= known
    of_ways = (way_texts.OTHERS, *way_texts.OWN.values())
    assert {kind for texts in of_ways for kind, _ in texts} <= known


@pytest.mark.parametrize("page", sorted(reference.PAGES))
def test_the_reference_is_not_stale(page: str) -> None:
    with translation.override("zh-hans"):
        assert (reference.FOLDER / page).read_text(encoding="utf-8") == reference.PAGES[page]()


def test_every_variable_that_we_read_stands_in_the_reference_with_a_default_to_type() -> None:
    page = reference.settings_page()
    pattern = re.compile(r'environ(?:\.get\(|\[)"(LIZHI_\w+)"')
    read = {name for file in SOURCES for name in pattern.findall(file.read_text(encoding="utf-8"))}
    assert "LIZHI_CLOCK_FILE" in read
    assert [name for name in read if f"`{name}`" not in page] == []
    assert "(" not in page.partition("|---|")[2]  # no call of our source
    assert "`LIZHI_DATA_DIR/store`" in page


def test_every_table_is_named_in_the_glossary() -> None:
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    cells = [line.split("|")[2] for line in lines if line.startswith("| ")]
    known = {
        re.sub(r"[^a-z]", "", word.lower()) for cell in cells for word in re.split("[,;]", cell)
    }
    ours = [model for model in apps.get_models() if model.__module__.startswith("lizhi.")]
    assert [model.__name__ for model in ours if model.__name__.lower() not in known] == []


def test_no_page_changes_anything_by_get() -> None:
    """Every view says which methods it takes."""
    pages = [file for file in SOURCES if "views" in file.parts or file.name == "views.py"]
    bare = [
        f"{file.name}:{node.name}"
        for file in pages
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and _is_view(node) and not _is_guarded(node)
    ]
    assert bare == []


def _is_view(node: ast.FunctionDef) -> bool:
    first = node.args.args[0].arg if node.args.args else ""
    answer = ast.unparse(node.returns) if node.returns else ""
    return (
        first == "request" and not node.name.startswith("_") and answer.startswith("HttpResponse")
    )


def _is_guarded(node: ast.FunctionDef) -> bool:
    names = " ".join(ast.unparse(decorator) for decorator in node.decorator_list)
    return any(word in names for word in ("require_", "_for_programs")) or not node.decorator_list


def test_files_and_functions_stay_short() -> None:
    lengths = sorted(file.read_text(encoding="utf-8").count("\n") for file in SOURCES)
    assert lengths[len(lengths) // 2] <= 70
    assert lengths[len(lengths) * 9 // 10] <= 200
    assert lengths[-1] <= 300
    functions = sorted(_functions())
    assert functions[len(functions) * 9 // 10] <= 20
    assert functions[-1] <= 60


def _functions() -> list[int]:
    return [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(file.relative_to(ROOT))
        for file in SOURCES
        if file.read_text(encoding="utf-8").strip() and not _docstring(file)
    ]
    assert silent == []


def _docstring(file: Path) -> str | None:
    return ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))


def test_nothing_tracked_reads_the_workplace() -> None:
    words = ("../" + "shared", "/" + "work/")
    found: list[Any] = [
        file for file in SOURCES if any(word in file.read_text(encoding="utf-8") for word in words)
    ]
    assert found == []


def _lines_of_code(file: Path) -> int:
    """Without blank lines, comments and docstrings: what has to be right, not what explains it."""
    source = file.read_text(encoding="utf-8")
    words: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            words |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    silent = {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    }
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    code = {
        line for t in tokens if t.type not in silent for line in range(t.start[0], t.end[0] + 1)
    }
    return len(code - words)


def test_the_engine_stays_small_enough_to_be_read() -> None:
    files = [
        file
        for file in (ROOT / "lizhi" / "workflow").rglob("*.py")
        if "migrations" not in file.parts
    ]
    assert sum(_lines_of_code(file) for file in files) <= MOST_OF_THE_ENGINE
    assert max(file.read_text(encoding="utf-8").count("\n") for file in files) <= MOST_OF_A_MODULE
