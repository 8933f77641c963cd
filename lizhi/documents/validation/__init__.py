"""Whether a paper is what was signed, whole and unchanged. PyHanko: never in a web worker."""

from lizhi.documents.validation.pdfs import check_pdf
from lizhi.documents.validation.verdict import Problem, Signer, Verdict

__all__ = ["Problem", "Signer", "Verdict", "check_pdf"]
