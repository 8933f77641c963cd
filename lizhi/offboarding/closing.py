"""The file of a closed case is sealed for good. Only the worker comes here."""

from django.db import transaction

from lizhi.archive import packing
from lizhi.cases import actions as cases
from lizhi.common import clock
from lizhi.documents.validation import services
from lizhi.jobs.models import Outbox
from lizhi.offboarding import (
    adding,
    handed_in,
    papers,
    scheme_receipts,
    service_proofs,
    step_files,
    ways,
)
from lizhi.signing import finishing, rules, sealing, sm2, trust
from lizhi.signing.reports import by_hand, filed
from lizhi.workflow import actions as workflow


def seal_archive(row: Outbox) -> None:
    """Make the papers last, build, seal and keep the package, and say so; a second run goes on."""
    case = papers.with_everything(row.payload["case"])
    now = clock.now()
    finishing.finish_papers(case, now)
    package = packing.build(
        case,
        now,
        sealer=sealing.detached,
        root=trust.root_pem(),
        outside=packing.Outside(rules.services_of(case), services.trusted()),
        more={
            **handed_in.file_of(case),
            **service_proofs.files_of(case),
            **step_files.files_of(case),
            **scheme_receipts.files_of(case),
            **filed.files_of(case),
            **by_hand.files_of(case),
            **sm2.files_of(case, now),
        },
        needed=ways.of(case).needed,
    )
    with transaction.atomic():
        case = workflow.lock(case)
        if workflow.once(f"outbox:{row.pk}", case=case, kind="seal_archive", by=None, at=now):
            cases.record(case, "package_sealed", by=None, at=now, manifest=package.manifest_digest)
            adding.queue(case, f"case:{case.pk}:add", at=now)
