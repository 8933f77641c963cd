"""For tests that compare what functions say in English; what pages say is Chinese all the same."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The language outside of requests; a request has its own."""
    with translation.override("en"):
        yield
