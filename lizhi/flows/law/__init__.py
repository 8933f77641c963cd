"""What the law says of a process, in plain functions over the tree and the meaning of its steps.

Refused is one in which somebody's answer or silence could take from a person what the law gives.
"""

from lizhi.flows.checks.problem import Problem
from lizhi.flows.law import ways
from lizhi.flows.law.plan import Plan
from lizhi.workflow.tree import Step, Tree


def problems(body: Step, tree: Tree) -> list[Problem]:
    """Everything in which this process is not lawful for its way of ending; none without a way."""
    plan = Plan(body, tree)
    found = [problem for rule in ways.of(body.get("way", "")) for problem in rule.asks(plan)]
    return list(dict.fromkeys(found))
