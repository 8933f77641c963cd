"""Figures of cities that a company keeps itself: found by one person, checked by another.

`records` keeps them and who did what; `keepers` says whose they are, `doubts` what cannot be one.
`books` lays what is confirmed over the files of the law; `coverage` is the table of all that is
there and of what is wanting, `using` which open settlements one figure would change.
"""
