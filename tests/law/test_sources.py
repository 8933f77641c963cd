"""Nothing is worked out without an article, and no figure of the law stands in the code."""

import ast
from pathlib import Path

import pytest

from lizhi.settlement.law.parameters import FOLDER

LAW = FOLDER.parent
SOURCES = sorted(LAW.rglob("*.py"))
TESTS = "".join(
    path.read_text(encoding="utf-8") for path in Path(__file__).parents[1].rglob("*.py")
)
COUNTING = {0, 1, 2, 5, 6, 7, 8, 10, 11, 12, 18, 26, 31, 50, 55, 60, 100, 1_000_000}
"""Months of a year, days of a month, grades and ages as names, places behind the point."""
OURS = [
    *sorted((LAW / "compensation").glob("*.py")),
    *sorted((LAW / "fen").glob("*.py")),
    *(LAW / f"{name}.py" for name in (
        "bonus", "injury", "medical_period", "minimum", "non_compete", "place", "probation",
        "retirement", "training_bond", "unwritten",
    )),
]  # fmt: skip


def name(path: Path) -> str:
    """How a module is called in a failing test."""
    return path.relative_to(LAW).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_every_step_names_its_article(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Step":
            said = {word.arg: word.value for word in node.keywords}
            assert "article" in said, f"{path.name}:{node.lineno}"
            article = said["article"]
            assert not (isinstance(article, ast.Constant) and not article.value)


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_every_public_rule_is_asked_by_a_test(path: Path) -> None:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        if "Explained" in ast.unparse(node.returns or ast.Constant("")):
            assert node.name in TESTS, f"{path.name}: {node.name}"


@pytest.mark.parametrize("path", OURS, ids=name)
def test_a_number_of_the_law_stands_in_a_dated_file(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            known = isinstance(node.value, bool) or node.value in COUNTING or node.value > 1900
            assert known, f"{path.name}:{node.lineno} {node.value}"
