"""A paper as text that flows on a phone: the same template and facts as the printed one.

No Typst here: a web worker reads it aloud, so to speak. Classes are those of `papers.css`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lizhi.documents.papers import filling, words
from lizhi.documents.papers.scope import Run
from lizhi.documents.papers.templates import Node

SHORT = 16
NOTHING = mark_safe("")


def _run(run: Run) -> SafeString:
    if isinstance(run, dict):
        return format_html('<time datetime="{}">{}</time>', run["time"], run["text"])
    return mark_safe("<br>".join(escape(line) for line in run.split("\n")))  # noqa: S308


def _runs(runs: Iterable[Run]) -> SafeString:
    return _joined(_run(run) for run in runs)


def _joined(parts: Iterable[str]) -> SafeString:
    return mark_safe("".join(conditional_escape(part) for part in parts))  # noqa: S308


def _small(runs: list[Run] | None) -> SafeString:
    return format_html("<small>{}</small>", _runs(runs)) if runs else NOTHING


def _heading(node: Node) -> SafeString:
    if node["level"] > 1:
        return format_html("<h3>{}</h3>", _runs(node["text"]))
    note = node.get("note")
    below = format_html('<p class="to">{}</p>', _runs(note)) if note else NOTHING
    return format_html('<h2 id="paper-title">{}</h2>{}', _runs(node["text"]), below)


def _para(node: Node) -> SafeString:
    side = mark_safe(' class="end"') if node.get("align") == "right" else NOTHING
    return format_html("<p{}>{}</p>", side, _runs(node["text"]))


def _clause(node: Node) -> SafeString:
    paras = _joined(format_html("<p>{}</p>", _runs(para)) for para in node["paras"])
    return format_html("<h3>{}　{}</h3>{}", node["number"], node["title"], paras)


def _kv(node: Node) -> SafeString:
    rows = (
        (_runs(row["label"]), _runs(row["text"]), _small(row.get("note"))) for row in node["rows"]
    )
    return format_html(
        '<dl class="kv">{}</dl>',
        format_html_join("", "<div><dt>{}</dt><dd>{}{}</dd></div>", rows),
    )


def _list(node: Node) -> SafeString:
    items = ((_runs(item.get("label", [])), _runs(item["text"])) for item in node["items"])
    return format_html("<ol>{}</ol>", format_html_join("", "<li><b>{}</b>{}</li>", items))


def _parts(columns: list[Node], part: str) -> list[int]:
    return [place for place, column in enumerate(columns) if column["part"] == part]


def _row(node: Node, cells: list[Node]) -> SafeString:
    """One row: what it is, everything else below it in small, and its value at the right."""
    columns = node["columns"]
    main, value = (cells[_parts(columns, part)[0]] for part in ("main", "value"))
    below = [main["note"], *main["notes"]]
    for column, cell in zip(columns, cells, strict=True):
        if column["part"] in {"note", "bare"}:
            head = [f"{column['head']}："] if column["part"] == "note" else []
            if cell["text"] and cell["text"] != [column.get("blank")]:
                below.append([*head, *cell["text"]])
            below += cell["notes"]
    return format_html(
        '<tr><th scope="row">{}{}</th><td>{}</td></tr>',
        _runs(main["text"]),
        _joined(_small(runs) for runs in below),
        _runs(value["text"]),
    )


def _table(node: Node) -> SafeString:
    columns = node["columns"]
    main, value = (_parts(columns, part)[0] for part in ("main", "value"))
    foot = NOTHING
    if node["foot"]:
        foot = format_html(
            '<tfoot><tr><th scope="row">{}</th><td>{}</td></tr></tfoot>',
            _runs(node["foot"][main]),
            _runs(node["foot"][value]),
        )
    return format_html(
        '<table><thead><tr><th scope="col">{}</th><th scope="col">{}</th></tr></thead>'
        "<tbody>{}</tbody>{}</table>",
        columns[main]["head"],
        columns[value]["head"],
        _joined(_row(node, cells) for cells in node["rows"]),
        foot,
    )


def _total(node: Node) -> SafeString:
    return format_html(
        '<p class="total"><b>{}</b><span>{} {}</span>{}</p>',
        _runs(node["label"]),
        _runs(node["text"]),
        node["unit"],
        _small(node["note"]),
    )


def _step(step: Node) -> SafeString:
    worked_out = [part for part in (step["formula"], step["value"]) if part]
    formula = " = ".join(_runs(part) for part in worked_out)
    doubt = ["暂用数：", *step["doubt"]] if step["doubt"] else []
    return format_html(
        "<li>{}<b>{}</b>{}{}{}</li>",
        _runs(step["name"]),
        mark_safe(formula),  # noqa: S308  both parts are escaped
        *(_small(step[key]) for key in ("reason", "article")),
        _small(doubt),
    )


def _steps(node: Node) -> SafeString:
    return _joined(
        format_html(
            '<h4><span>{}</span><span>{}</span></h4><ol class="steps">{}</ol>',
            _runs(item["title"]),
            _runs(item["amount"]),
            _joined(_step(step) for step in item["steps"]),
        )
        for item in node["items"]
    )


def _sigs(node: Node) -> SafeString:
    """Who signs; the signatures themselves are on the page images and in the PDF."""
    return _joined(
        format_html(
            '<p class="to">{}{}</p>',
            _runs([*slot["label"], "：" if slot["label"] else ""]),
            _runs([*slot.get("name", slot.get("text", []))]),
        )
        for slot in node["slots"]
    )


def _qr(node: Node) -> SafeString:
    return format_html('<p class="to">{}</p>', _runs(node["text"]))


DRAWERS: dict[str, Callable[[Node], SafeString]] = {
    "heading": _heading,
    "para": _para,
    "clause": _clause,
    "kv": _kv,
    "list": _list,
    "table": _table,
    "total": _total,
    "steps": _steps,
    "sigs": _sigs,
    "qr": _qr,
    "scan": _qr,
    "space": lambda node: NOTHING,
}


def to_html(template: str, facts: Mapping[str, Any]) -> SafeString:
    """The paper as `<article class="paper">`, everything escaped, days in `<time>`.

    Numbers of identity cards are in full on paper and masked here, as on every screen.

    Refuses as printing does: `MissingField` or `WrongField` names the fact. The fingerprint at
    the end is the one on each printed page.
    """
    filled = filling.fill(template, facts, on_screen=True)
    return format_html(
        '<article class="paper card blk" aria-labelledby="paper-title">{}'
        '<p class="to">{}<br>本文书指纹 <span class="mono">{}</span></p></article>',
        _joined(DRAWERS[node["type"]](node) for node in filled.nodes),
        filled.level,
        words.groups(filled.fingerprint[:SHORT]),
    )
