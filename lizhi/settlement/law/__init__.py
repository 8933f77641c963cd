"""The law of settling up: plain Python on Decimal, told nothing of Django.

Every calculation returns `Explained(value, steps)`; every figure comes from the dated files in
`figures/` with its source, or from what a company has laid over them (`parameters.Book`). What is
not known is refused (`NoFigure`), never guessed. `fen` gives the same sums of very many people at
once, without steps; `calculator` answers one question by the words of its schema.
"""
