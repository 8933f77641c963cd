"""Cases that bureaus, arbitrators and others have published, recomputed from their inputs."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.law.calculate import calculate, same

CASES = json.loads(Path(__file__).with_name("cases.json").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_published_case_comes_out_as_the_law_says(case: dict[str, Any]) -> None:
    answer = calculate(case["topic"], case["inputs"])

    for key, expected in case["expected"].items():
        assert same(key, answer[key], expected), f"{key}: {answer[key]} instead of {expected}"


def test_every_official_case_of_both_topics_is_there() -> None:
    official = {case["id"] for case in CASES if case["source_class"] == "official"}

    assert official == {"AL-01", "AL-03", "AL-07", "AL-09", "WP-05"}


def test_a_wrong_publication_is_not_copied() -> None:
    wrong = next(case for case in CASES if not case["consistent"])
    published = wrong["published"]["leave_pay_including_normal_wage"]

    answer = calculate(wrong["topic"], wrong["inputs"])

    assert not same("money", answer["leave_pay_including_normal_wage"], published)
