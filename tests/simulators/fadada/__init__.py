"""法大大 as its contract describes it (FASC OpenAPI 5.1): files, tasks, pages, calls, faults."""

from tests.simulators.fadada.app import Fadada

__all__ = ["Fadada"]
