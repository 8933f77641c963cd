"""The law of settling up: plain Python on Decimal, told nothing of Django.

Every calculation returns `Explained(value, steps)`; every figure comes from the dated files in
`figures/` with its source. What is not known is refused (`NoFigure`), never guessed.
"""
