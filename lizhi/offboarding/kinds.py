"""The kinds of events that this room writes, with the words of the timeline."""

from django.utils.translation import gettext_lazy as _

STEP_TAKEN_BACK = "step_taken_back"
"""Whoever had done it has it again: nobody had touched what followed."""
STEP_JUMPED = "step_jumped"
"""Somebody who may has led the case elsewhere. facts: `to` (step); words: why."""
CASE_SUSPENDED = "case_suspended"
"""facts: `until`, `day`; words: why. What the law asks for goes on."""
CASE_RESUMED = "case_resumed"
TASK_DELEGATED = "task_delegated"
"""Somebody does it on behalf of whoever has it. facts: `from`, `to` (user keys)."""
SIGNER_REMOVED = "signer_removed"
"""facts: `to` (user keys)."""
STEP_CLAIMED = "step_claimed"
"""One of several who could do it does it alone; the others' tasks rest."""
STEP_GIVEN_BACK = "step_given_back"
COPY_GIVEN = "copy_given"
"""Somebody reads along. facts: `to` (user keys)."""
COPY_READ = "copy_read"

KINDS = {
    STEP_TAKEN_BACK: _("A step was taken back, and is open again"),
    STEP_JUMPED: _("The case was led to another step"),
    CASE_SUSPENDED: _("The process was suspended"),
    CASE_RESUMED: _("The process goes on"),
    TASK_DELEGATED: _("Somebody does it on behalf of somebody else"),
    SIGNER_REMOVED: _("Somebody need not do it any more"),
    STEP_CLAIMED: _("One of several has taken it on"),
    STEP_GIVEN_BACK: _("It was given back to all who can do it"),
    COPY_GIVEN: _("A copy was given to read"),
    COPY_READ: _("A copy was read"),
    "notice_arrived": _("The notice arrived and took effect"),
    "ending_begun": _("The company began to end the employment"),
    "ending_declared": _("Said how the contract is to end"),
    "proposal_answered": _("Answered the proposal"),
    "proposal_taken_back": _("Took the proposal back"),
    "other_side_said": _("What the other side had said to it was written down"),
    "heirs_named": _("Whom to turn to was written down, for HR only"),
    "bars_answered": _("Answered what article 42 asks"),
    "bar_claimed": _("Says that a case of article 42 holds; HR owes an answer"),
    "bar_taken_back": _("Says that no case of article 42 holds"),
    "bar_found": _("A case of article 42 holds; the contract goes on"),
    "bar_not_found": _("Looked once more: no case of article 42 holds"),
    "bars_to_ask_again": _("The end is near; HR was asked about article 42 once more"),
    "end_did_not_come": _("The day came, and nothing ended; the contract goes on"),
    "paper_served": _("A paper of the company reached the person"),
    "service_proved": _("What proves the service was put in, for HR and the person"),
    "service_proof_lost": _("A file that was to prove the service could not be opened"),
    "return_decided": _("The time to answer was over; HR decided"),
    "ending_overtaken": _("Another ending has taken the place of this one"),
    "term_arrives": _("The term is over soon, and nothing has been decided; HR was told"),
    "objected": _("The employee does not agree; it is written down and stops nothing"),
    "ending_called_off": _("The company took it back; the employment goes on"),
    "proofs_shown": _("Proofs were added, for HR only"),
    "proof_joined": _("A proof that was on its way has arrived, for HR only"),
    "proofs_lost": _("A proof did not arrive whole; nothing of it is kept"),
    "proof_deleted": _("The time of a proof was up; it was deleted, its fingerprint stays"),
    "early_day_advised": _("The manager answered about the last day"),
    "dates_confirmed": _("HR confirmed the four dates"),
    "last_day_proposed": _("Another last day was proposed"),
    "last_day_taken_back": _("The proposal of another last day was taken back"),
    "last_day_agreed": _("The last day was agreed"),
    "last_day_by_law": _("The term was changed, and the last day was counted again"),
    "dates_by_law": _("The days of the law hold; nobody has fixed others"),
    "statutory_days_hold": _("No other day was signed by both; the days of the law hold"),
    "pay_end_proposed": _("Another end of pay was proposed"),
    "pay_end_taken_back": _("The proposal of another end of pay was taken back"),
    "pay_end_agreed": _("The end of pay was agreed"),
    "withdrawal_asked": _("The employee asked to stay"),
    "withdrawal_taken_back": _("The request to stay was taken back"),
    "withdrawal_agreed": _("The company agreed that the employee stays"),
    "withdrawal_refused": _("The company did not agree; all stays as it was"),
    "agreement_sent_again": _("A new agreement was sent to be signed"),
    "agreement_unsigned": _("The agreement stayed unsigned; the rest goes on"),
    "voiding_asked": _("The employee asked that the signed agreement be void"),
    "voiding_refused": _("HR did not want it void; the agreement holds"),
    "voiding_proposed": _("HR proposed that the signed agreement be void"),
    "voiding_sent": _("The voiding agreement went out to be signed"),
    "voiding_taken_back": _("HR took the proposal back; the agreement holds"),
    "agreement_stays": _("No paper has made the agreement void; it holds as it did"),
    "agreement_voided": _("Both have signed that the agreement is void; the resignation stands"),
    "certificate_issued": _("The separation certificate was issued"),
    "package_sealed": _("The file was sealed for good"),
    "package_added": _("A later paper was put into the sealed file"),
    "proof_viewed": _("A proof was opened"),
    "rated": _("The employee said how it went"),
    "scheme_stopped": _("An insurance or the fund was stopped, with what shows it"),
    "scheme_taken_back": _("An insurance or the fund was not stopped after all"),
    "scheme_receipt_kept": _("The receipt of an agency was put in"),
    "scheme_receipt_lost": _("The receipt of an agency could not be opened"),
    "scheme_list_taken": _("A list for the insurance agency was taken"),
    "statement_asked": _("The statement for unemployment insurance is being made"),
    "duty_done": _("A duty of the law was met"),
    "duty_undone": _("A duty of the law is not met after all"),
    "duties_moved": _("Days that the law counts have moved"),
    "duty_late": _("A duty of the law is late; HR was told"),
    "duty_raised": _("A duty of the law is still late; the head of HR was told"),
    "commented": _("A word was left"),
}
