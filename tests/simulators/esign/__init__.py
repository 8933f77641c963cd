"""e签宝 as its contract describes it (SaaS API V3): files, flows, pages, calls, faults."""

from tests.simulators.esign.app import Esign

__all__ = ["Esign"]
