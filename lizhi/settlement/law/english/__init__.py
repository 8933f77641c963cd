"""What each step is called in English, and what it does, by its key: one file a family of rules.

Numbers stand in the formula, which both languages share; the Chinese sentence stands in the rule.
"""

from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent


@cache
def words() -> dict[str, tuple[str, str]]:
    """Title and text by the key of the step; a key that stands in two files is a mistake."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for key, said in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            if key in found:
                raise ValueError(f"{key} stands in two files")
            found[key] = (said["title"], said["text"])
    return found


def of(key: str) -> tuple[str, str]:
    """Title and text; both empty for a line that somebody has added by hand."""
    return words().get(key, ("", ""))
