"""What HR reads on the page of one case: one sentence, four dates, people."""

from lizhi.offboarding.case_page.dates import Date, four
from lizhi.offboarding.case_page.files import FileLine, files
from lizhi.offboarding.case_page.headline import Headline, headline, running_for
from lizhi.offboarding.case_page.people import PAGES, Next, Part, mine, parts

__all__ = [
    "PAGES",
    "Date",
    "FileLine",
    "Headline",
    "Next",
    "Part",
    "files",
    "four",
    "headline",
    "mine",
    "parts",
    "running_for",
]
