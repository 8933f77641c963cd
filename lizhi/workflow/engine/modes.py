"""How the people of a step answer together: any of them, all, one after the other, or by vote.

`any`: the first answer is the answer. `all`: everybody answers, all at once. `sequential`: each
answers in turn, in the order in which the owner rule names them; one has it at a time, and the
others hear of it when their turn comes. In these two an answer that the definition routes (`on`)
counts at once: nobody is asked about what has been refused already.

`vote`: an answer that `on` routes is against, any other is for. The step is left when `votes`
answers are for (default: more than half of those who are asked; never more than there are people),
or when so many are against that this cannot be reached any more. Its outcome is the last answer of
the side that has won: one that is for goes on, one that is against goes where `on` leads.
"""

from collections.abc import Iterable

from lizhi.workflow.models import Run, Task
from lizhi.workflow.tree import Step


def of(step: Step) -> str:
    """The mode of this step."""
    mode: str = step.get("mode", "any")
    return mode


def is_in_turn(step: Step) -> bool:
    """Whether its people answer one after the other."""
    return of(step) == "sequential"


def decision(run: Run, step: Step, given: str) -> str | None:
    """The outcome of the step, now that this answer is given too; None: others must answer."""
    mode = of(step)
    if mode == "any" or (mode != "vote" and given in step.get("on", {})):
        return given
    if mode == "vote":
        return verdict(step, run.tasks.exclude(state=Task.State.CANCELLED), given)
    return None if run.tasks.unanswered().exists() else given


def verdict(step: Step, asked: Iterable[Task], given: str = "") -> str | None:
    """How a vote of these people ends; None while it is open."""
    voters, on = list(asked), step.get("on", {})
    answers = [task.outcome for task in voters if task.state == Task.State.DONE]
    against = [outcome for outcome in answers if outcome in on]
    agreed = [outcome for outcome in answers if outcome not in on]
    needed = min(step.get("votes", len(voters) // 2 + 1), len(voters))
    if len(voters) - len(against) < needed:
        return given if given in against else against[-1]
    if len(agreed) >= needed:
        return given if given in agreed else agreed[-1]
    return None
