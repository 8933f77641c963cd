"""Reports that were made before a case is sealed lie in its package."""

from lizhi.cases.models import Case
from lizhi.documents import actions as documents
from lizhi.signing.models import EvidenceReport

FOLDER = "evidence/"


def files_of(case: Case) -> dict[str, bytes]:
    """The newest of each envelope made for whoever left, by its place below `data/`.

    One made for HR holds records of others; the package is the leaver's, too.
    """
    made = EvidenceReport.objects.filter(
        envelope__case=case, reader=case.leaver, state=EvidenceReport.State.READY
    )
    newest = {report.envelope_id: report for report in made.order_by("pk")}
    return {
        f"{FOLDER}{file.name}": documents.read(file)
        for report in newest.values()
        for file in (report.pdf, report.data)
        if file is not None
    }
