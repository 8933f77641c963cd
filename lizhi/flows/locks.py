"""What of a process nobody can take out or move, because the law fixes it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lizhi.workflow.tree import Tree

NOTICE_FORM = "application"
NOTICE = _("The notice takes effect on arrival, and the days run from then")
CERTIFICATE = _("The certificate is issued on the day the contract ends, whatever else is open")
CLOSING = _("The file is sealed when everything is done, so this is always the last step")
AROUND = _("What the law fixes lies in it")
ARTICLES = {
    NOTICE: "劳动合同法第三十七条",
    CERTIFICATE: "劳动合同法第五十条",
}


def of(body: dict[str, Any]) -> dict[str, StrOrPromise]:
    """By step: why it stays as it is. The blocks around the certificate stay, too."""
    tree = Tree(body)
    found: dict[str, StrOrPromise] = {}
    for key, step in tree.steps.items():
        if step.get("form") == NOTICE_FORM:
            found[key] = NOTICE
        elif step["kind"] == "auto" and key == "closing":
            found[key] = CLOSING
        elif step["kind"] == "auto" and key == "certificate":
            found |= _with_certificate(tree, key)
    return found


def _with_certificate(tree: Tree, key: str) -> dict[str, StrOrPromise]:
    same_row = tree.rows[tree.row[key]]
    waits = {one: CERTIFICATE for one in same_row if tree.steps[one]["kind"] == "wait"}
    return {**dict.fromkeys(tree.around(key), AROUND), **waits, key: CERTIFICATE}


def article(why: StrOrPromise) -> str:
    """The law behind a lock, where there is one."""
    return next((text for reason, text in ARTICLES.items() if reason == why), "")
