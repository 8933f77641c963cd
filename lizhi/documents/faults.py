"""Every fault that a check can name, as a sentence. Light: pages say them too."""

from django.utils.translation import gettext_lazy

_ = gettext_lazy

WORDS = {
    # the file
    "missing": _("There is nothing at this place."),
    "unreadable": _(
        "No whole PDF or package can be read here: it is none, is too large, or nobody may open it."
    ),
    "damaged": _("The file is damaged inside and cannot be read to its end."),
    "encrypted": _("The file is locked with a password; nobody can check it like this."),
    "too_much": _("There is too much in this file to check it to its end."),
    # a paper
    "unsigned": _("Nobody has signed this paper."),
    "altered": _("The paper was changed after this signature was made."),
    "forged": _("The signature itself does not hold."),
    "untrusted": _("The signature does not lead to the trust root."),
    "no_root": _("There is no trust root to check against."),
    "no_stamp": _("The signature has no time stamp."),
    "stamp_bad": _("The time stamp does not hold, or does not lead to the trust root."),
    "revoked": _("The certificate had been taken back before it was used."),
    "lists_bad": _("A list of certificates that were taken back is none of our authorities'."),
    "stamp_ended": _("The certificate of the time stamp has ended; the stamp was not renewed."),
    "late_change": _("Something other than a prepared signature was added after this signature."),
    "new_field": _("A signature stands in a field that was not prepared before the first one."),
    "appended": _("Bytes stand behind the last signature; nobody has signed them."),
    "padding": _("The room behind a signature holds something else than zeros."),
    "uncovered": _("The container of the last signature holds bytes that nobody has signed."),
    "odd_range": _("A signature leaves out other bytes than its own."),
    "older_revision": _("This is an earlier revision: a later signature is missing."),
    "not_in_ledger": _("The ledger does not know this file."),
    # a package
    "no_seal": _("The package has no seal."),
    "seal_bad": _("The seal does not hold for this manifest."),
    "no_seal_stamp": _("The package has no time stamp."),
    "seal_stamp_bad": _("The time stamp does not hold for this manifest and this trust root."),
    "addition_bad": _("This paper was added after the sealing, and its seal does not hold."),
    "renewal_bad": _("This renewal of the time stamp does not hold."),
    "file_changed": _("This file was changed."),
    "file_missing": _("This file is missing."),
    "file_added": _("This file does not belong to the package."),
    "manifest_bad": _("This manifest cannot be read."),
    "event_changed": _("An event of the log was changed, dropped or put in."),
    "log_bad": _("The log of events cannot be read."),
    "head_bad": _("The head of this day, or the proof that leads to it, does not hold."),
    "head_stamp_bad": _("The time stamp over the head of this day does not hold."),
    "head_differs": _("The log of events is not the one that was stamped on this day."),
    "ledger_bad": _("The ledger of papers cannot be read."),
    "paper_missing": _("A paper that the ledger names is not in the package."),
    "root_differs": _("The trust root in the package is not the one that was asked for."),
    "sm2_bad": _("The SM2 signature does not hold for this paper."),
    "unsafe_name": _("This name leads out of the package or to another file, or is no plain file."),
    "zip_odd": _("The ZIP holds bytes that belong to none of its files."),
}
