"""The pages of the reference about asking the law, written from schema, grounds and figures."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from lizhi.settlement.law import grounds
from lizhi.settlement.law.calculator import coverage, vocabulary

HEAD = """# Asking the law

`lizhi law calculate TOPIC --json` reads the `inputs` of one case on standard input, as one JSON
object, and prints one object: the outputs of the topic at its top, beside them `steps` (title,
formula with its numbers, value, article, figures), `warnings` and `parameters`. What cannot be
answered is refused: `{"refused": key, "message": sentence}`; the key has dots for nested keys and
no numbers of a list. Exit code 0 for both, for a program reads which it is. Without `--json` the
same is printed to be read, and a refusal ends with exit code 1.
No database, no settings and no network are needed.

    echo '{"bonus": "36000"}' | lizhi law calculate year_end_bonus --json

Amounts and rates are texts (`"18000.50"`), whole numbers are numbers, dates are ISO. The machine's
version of this page is [law-cases.schema.json](law-cases.schema.json). What is refused, in this
order: input that is no JSON object (`inputs`) or a topic that does not exist (`topic`); a key that
is told twice or is not in the topic; what is malformed; what is needed and missing (of alternatives
the first); what contradicts another input; a figure of a place that is not known.

A figure that is told wins over ours; what was assumed for a key that was left out stands in
`warnings`, and so does every figure that we know at second hand only.

Two inputs contradict each other, and the second is refused, where they truly disagree:

"""
CONTRADICTIONS = (
    (
        "an average",
        "the months of which it is the mean, more than a fen away, more than twelve, or "
        "more than were worked",
        "the list of months",
    ),
    (
        "the local average of a month",
        "a twelfth of that of a year, more than one yuan away",
        "`local_average_wage_annual`",
    ),
    (
        "the last day",
        "a local average of that year or a later one",
        "`local_average_year`",
    ),
    (
        "figures of the seat agreed on",
        "no seat",
        "`registered_seat`",
    ),
    (
        "a first day",
        "a last day before it",
        "the last day",
    ),
    (
        "a career by its start",
        "months or a band by which the leave is another",
        "`earlier_career_months`, `cumulative_work_band`",
    ),
    (
        "what gives the band, or takes the leave away",
        "another number of days (0 may be told for any reason; the hire date alone says nothing)",
        "`annual_entitlement_days`",
    ),
    (
        "the days of a full year and those taken",
        "more unused days than are left",
        "`unused_days`",
    ),
    (
        "hire date, year and last day",
        "another number of days that passed",
        "`elapsed_days`",
    ),
    (
        "months of sick leave",
        "days of it, thirty to a month",
        "`sick_leave.days`",
    ),
    (
        "the year of the leave",
        "carried days of that year or a later one",
        "`carried_unused_days.year`",
    ),
    (
        "a first day",
        "a second wage before a month is full",
        "`second_wage_from`",
    ),
    (
        "first and last day",
        "a month or year of wage or leave outside of them",
        "`wage_month`, `leave_year`",
    ),
    (
        "the employed part of a month",
        "more paid days than it has days; more unpaid days than it has paid ones",
        "`paid_days`, `unpaid_absence_days`",
    ),
    (
        "a wage for contributions",
        "a declared base that comes to another one between floor and ceiling",
        "`declared_base`",
    ),
    (
        "a floor",
        "a ceiling below it",
        "`base_ceiling`",
    ),
    (
        "a release at the exit",
        "a cancellation afterwards",
        "`cancelled_after_months`",
    ),
    (
        "an ending that is not the company's (36, 37, 38, death)",
        "that it was unlawful",
        "`dismissal_unlawful`",
    ),
    (
        "the months of a year in order",
        "a month twice or out of order",
        "`months`",
    ),
)
"""Two inputs that may disagree, and which of them is refused then."""
FOOT = """
Rates of work injury insurance and of the housing fund are those of the employer, not of the place:
`rates` is refused where they were neither told nor filed by the company for its city.

Paid days that differ from the calendar, and a local average that differs from ours, are taken as
told and said in `warnings`. Bars of article 42 and a union that was not told change no sum: the
warnings say what an unlawful ending would cost, because it may be repaired, and because the
worker may ask for the job instead. Where nothing is due (a resignation, for example), no local
figure is asked for.

Months run from the first day, counted in, to the day before the same day of another month; where
that month has no such day, to its last. The second wage counts them from the hire date, a part
month by its working days. A month that was worked from its first day to its last is paid as a
whole; paid days that were told are multiplied as told. The band of the leave is that of the last
day.

`lizhi law explain CASE` prints the annex of a case's settlement; `lizhi law figures [PLACE]`
prints the last table of this page.
"""


def schema_page() -> str:
    """The schema as it is shipped."""
    return vocabulary.FILE.read_text(encoding="utf-8")


def law_page() -> str:
    """Topics with their inputs and outputs, grounds, figures by place."""
    disagree = _table(("told", "and", "refused"), CONTRADICTIONS)
    topics = [_topic(topic) for topic in vocabulary.topics()]
    parts = [HEAD + disagree, FOOT, _grounds(), *topics, _figures()]
    return "\n".join(parts)


def _grounds() -> str:
    codes: list[str] = vocabulary.schema()["$defs"]["ground"]["enum"]
    rows = [(code, grounds.ground(code.replace(" ", ""))) for code in codes]
    table = [(f"`{code}`", row.title, row.article, row.money, row.barred) for code, row in rows]
    return "## Grounds\n\n" + _table(("code", "中文", "article", "money", "barred by"), table)


def _topic(topic: str) -> str:
    told, answered = vocabulary.inputs(topic), vocabulary.outputs(topic)
    calculations = ", ".join(told.get("x-calculations", ()))
    return (
        f"## {topic}\n\n{told['title']}. {told['description']} ({calculations}).\n\n"
        f"Inputs:\n\n{_table(INPUT_HEAD, _inputs(told, ()))}\n"
        f"Outputs:\n\n{_table(OUTPUT_HEAD, _outputs(answered))}"
    )


INPUT_HEAD = ("key", "中文", "meaning", "kind", "where it is absent")
OUTPUT_HEAD = ("key", "中文", "meaning", "kind")


def _inputs(schema: Mapping[str, Any], within: tuple[str, ...]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for key, one in schema["properties"].items():
        needed = "refused" if key in schema.get("required", ()) else ""
        absent = str(one.get("x-default", needed)).replace("False", "false").replace("True", "true")
        name = f"`{'.'.join((*within, key))}`"
        found.append((name, one.get("title", ""), one.get("description", ""), _kind(one), absent))
        inner = one.get("items", one)
        if "properties" in inner:
            found += _inputs(inner, (*within, key))
    return found


def _outputs(schema: Mapping[str, Any]) -> list[tuple[str, ...]]:
    return [
        (f"`{key}`", one.get("title", ""), one.get("description", ""), _kind(one))
        for key, one in schema["properties"].items()
    ]


def _kind(one: Mapping[str, Any]) -> str:
    unit = f", {one['x-unit']}" if "x-unit" in one else ""
    if "enum" in one:
        return " / ".join(f"`{choice}`" for choice in one["enum"])
    if one.get("type") == "array":
        return f"list of {_kind(one['items'])}{unit}"
    if "anyOf" in one and "type" not in one:
        return f"number or `n.5`{unit}"
    kind = str(one["type"])
    return {"string": "text", "integer": "whole number"}.get(kind, kind) + unit


def _figures() -> str:
    parts = [
        "## Figures\n\n`official`: read in the instrument; `secondary`: one careful text quotes "
        "it, answers say so; `missing`: it applies and nobody has verified it, so what needs it "
        "is refused. The document of a missing one says where to look.\n"
    ]
    head = ("figure", "中文", "from", "value", "status", "document")
    for place, rows in groupby(coverage.rows(), key=lambda row: row.place):
        table = [
            (f"`{one.name}`", one.title, str(one.since or ""), one.value, one.status, one.document)
            for one in rows
        ]
        parts.append(f"### {place}\n\n{_table(head, table)}")
    return "\n".join(parts)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", "／") for cell in one) + " |\n" for one in lines
    )
