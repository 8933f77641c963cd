"""The names of steps as people read them."""

from functools import cache

from lizhi.offboarding import definitions
from lizhi.workflow import tree


@cache
def _names() -> dict[str, str]:
    steps = definitions.shipped(definitions.REMOTE_RESIGNATION)["steps"]
    return {step["id"]: step["name"] for step in tree.walk(steps)}


def of(step: str) -> str:
    """主管知悉 for `acknowledgement`; the code itself when a later definition has another step."""
    return _names().get(step, step)
