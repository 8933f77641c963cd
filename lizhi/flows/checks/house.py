"""Steps that the house itself looks for: they keep their ids, forms and answers."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lizhi.flows.checks.places import said
from lizhi.flows.checks.problem import Problem
from lizhi.flows.meanings import AUTOMATIC, FORM_ANSWERS, KEPT, MORE_IDS
from lizhi.workflow.tree import FOR_PEOPLE, Step, Tree


def problems(tree: Tree) -> Iterator[Problem]:
    """Of a process for a way of ending: pages and papers find their steps by these names."""
    for step in tree.steps.values():
        if step["kind"] == "auto" and step["id"] not in AUTOMATIC:
            yield said(step, _("there is no program for this automatic step."))
        if step["kind"] != "auto" and step["id"] in AUTOMATIC:
            yield said(step, _("the id %(id)s belongs to an automatic step.") % {"id": step["id"]})
        yield from _of_form(step)
        for field in step.get("fields", ()):
            if field["key"] in KEPT:
                words = _("the house keeps something of its own under the name %(id)s.")
                yield said(step, words % {"id": field["key"]})


def _of_form(step: Step) -> Iterator[Problem]:
    form = step.get("form") if step["kind"] in FOR_PEOPLE else None
    if step["id"] in FORM_ANSWERS and form != step["id"]:
        yield said(step, _("the id %(id)s belongs to a page of its own.") % {"id": step["id"]})
    if form not in FORM_ANSWERS:
        return
    if step["id"] not in {form, *MORE_IDS.get(form, ())}:
        yield said(step, _("a step with this page has the id %(id)s.") % {"id": form})
    if step.get("fields"):
        yield said(step, _("this step has a page of its own, which asks for no extra fields."))
    allowed = {*step.get("outcomes", FORM_ANSWERS[form]), *step.get("on", {})}
    if missing := set(FORM_ANSWERS[form]) - allowed:
        words = _("its page can answer what is not allowed here: %(answers)s.")
        yield said(step, words % {"answers": ", ".join(sorted(missing))})
