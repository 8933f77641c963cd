"""What the outbox may hold, in the words of whoever looks after it.

The rooms above do these things; here stand only their names.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

STEP = "workflow.step"
WORDS: Mapping[str, StrOrPromise] = {
    STEP: _("Automatic step"),
    "notices.send": _("Text about a case"),
    "endings.remind": _("Text about contracts that end"),
    "papers.issue": _("Print a paper"),
    "agreements.confirm": _("Confirm an agreement of a round"),
    "agreements.renew": _("Print the agreement anew"),
    "agreements.seal": _("Seal a late agreement"),
    "voiding.print": _("Print a voiding agreement"),
    "voiding.seal": _("Seal a voiding agreement"),
    "archive.add": _("Put a later paper into a sealed file"),
    "archive.renew": _("Stamp a sealed file anew"),
    "archive.seal": _("Seal the file"),
    "signing.dispatch": _("Start a signing"),
    "signing.sign": _("Make a signature"),
    "signing.code": _("Code to sign with"),
    "signing.cover": _("Cover sheet of a paper to sign by hand"),
    "signing.expire": _("End a signing"),
    "signing.report": _("Put evidence together"),
    "signing.heard": _("Act on a call of a signing service"),
    "signing.look": _("Ask a signing service how far it is"),
    "signing.fetch": _("Fetch a signed paper"),
    "signing.finish": _("Tell a signing service that all have signed"),
    "signing.door": _("Fetch the page to sign on"),
    "signing.extend": _("Give more time at a signing service"),
    "signing.call_back": _("Call a paper back from a signing service"),
    "signing.service_report": _("Fetch a signing service's report"),
    "identity.face_start": _("Open the way to a face check"),
    "identity.face_look": _("Ask how a face check went"),
    "owners.find": _("Find who takes over"),
    "owners.revoked": _("Hand on what came by a role"),
    "owners.stand_in": _("Hand on to a substitute"),
    "duties.move": _("Hand on what a leaver did for others"),
    "absences.tell": _("Text about an absence"),
    "talks.remind": _("Text before a talk"),
    "settlement.chase": _("Remind the second person of a settlement"),
    "payroll.read": _("Read a file of payroll"),
    "payroll.write": _("Bring payroll in"),
    "workflow.resume": _("Let a suspended process go on"),
    "flows.migrate": _("Change cases to another version"),
    "calendars.recount": _("Count deadlines anew"),
    "daily.job": _("Daily job"),
}
LEAVE_THE_HOUSE = (
    *("notices.send", "endings.remind", "absences.tell", "talks.remind"),
    "signing.dispatch",
)
"""They wait during a pause. Codes do not: whoever asked for one stands in front of a page."""
DAILY: Mapping[str, StrOrPromise] = {
    "lizhi.offboarding.daily.delete_proofs": _("Delete proofs whose time is up"),
    "lizhi.offboarding.daily.forget_proposals": _("Drop last days that have passed"),
    "lizhi.offboarding.daily.ask_about_bars": _("Ask about article 42 before the end"),
    "lizhi.offboarding.daily.hold_statutory_days": _("Let days that nobody has sealed fall back"),
    "lizhi.offboarding.daily.follow_terms": _("Count the end again where a term was changed"),
    "lizhi.offboarding.daily.tell_of_terms": _("Say that a term ends while a case is open"),
    "lizhi.offboarding.daily.raise_duties": _("Raise duties of the law that are late"),
    "lizhi.people.daily.forget_rosters": _("Delete old rosters"),
    "lizhi.settlement.daily.forget_pay_files": _("Delete old files of payroll"),
    "lizhi.documents.daily.forget_old_uploads": _("Delete uploads that nobody kept"),
    "lizhi.documents.daily.sweep_store": _("Sweep the store"),
    "lizhi.signing.daily.stamp_heads": _("Stamp the stories of the day"),
    "lizhi.cases.daily.forget_checks": _("Delete answers to files that strangers sent"),
    "lizhi.signing.daily.forget_codes": _("Delete codes of signings"),
    "lizhi.signing.daily.forget_calls": _("Delete old calls of signing services"),
    "lizhi.signing.daily.chase_papers": _("Remind of papers signed by hand"),
    "lizhi.notifications.daily.forget_codes": _("Delete codes of texts"),
    "lizhi.offboarding.rehoming.find_owners": _("Find steps without anybody"),
    "lizhi.offboarding.substituting.move_all": _("Hand on to substitutes"),
    "lizhi.config.doctor.nightly.look": _("Look for broken rows"),
    "lizhi.workflow.links.forget_links": _("Delete old links"),
    "lizhi.jobs.daily.forget_jobs": _("Delete jobs that are long done"),
    "lizhi.accounts.daily.clear_sessions": _("Delete old sessions"),
    "lizhi.accounts.daily.forget_invitations": _("Delete old invitations"),
    "lizhi.accounts.daily.forget_counts": _("Delete old counts of attempts"),
}


def of(topic: str) -> StrOrPromise:
    """In words; the code itself for one that a later version has left."""
    return WORDS.get(topic, topic)


def of_day(job: str) -> StrOrPromise:
    """A daily job in words."""
    return DAILY.get(job, job.rpartition(".")[2])
