"""One question about one ending: named inputs in, named results out, or a refusal by name.

The vocabulary is `law-cases.schema.json`, which is shipped here and in docs/reference. Whoever asks
through the terminal, through a page or in a test is answered by `calculate`.
"""

from lizhi.settlement.law.calculator import vocabulary
from lizhi.settlement.law.calculator.answers import Answer
from lizhi.settlement.law.calculator.asking import TOPICS, answer, calculate
from lizhi.settlement.law.calculator.refusing import RefusedInput

__all__ = ["TOPICS", "Answer", "RefusedInput", "answer", "calculate", "vocabulary"]
