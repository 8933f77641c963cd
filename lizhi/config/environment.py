"""Read settings from the environment: typed, and secrets also from files (`NAME_FILE`)."""

import os
from pathlib import Path

TRUE = {"1", "true", "yes", "on"}


def text(name: str, default: str = "") -> str:
    """A plain word."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """Yes or no."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in TRUE


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str, default: str = "") -> str:
    """A secret: the value, or the content of the file that `NAME_FILE` names."""
    if file := os.environ.get(f"{name}_FILE"):
        return Path(file).read_text(encoding="utf-8").strip()
    return text(name, default)
