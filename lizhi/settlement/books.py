"""Which figures a case is computed with: the files, and what the company has added to them."""

from lizhi.cases.models import Case
from lizhi.settlement.law.parameters import Book


def book_of(case: Case) -> Book:
    """The book in which every rule looks for this case; use it around all computing."""
    return Book()
