"""The words of a ``Document`` for other programs that make tagged PDF: WeasyPrint and typst."""

from __future__ import annotations

import json
from html import escape

from moedebog.blocks import (
    Block,
    Blocks,
    BulletList,
    Cell,
    CodeBlock,
    Heading,
    Inlines,
    LabelledList,
    NumberedList,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    ThematicBreak,
)
from moedebog.document import Document

CSS = """
@page { size: A4; margin: 27mm 25mm 25mm; @bottom-right { content: "Side " counter(page) " af "
  counter(pages); font-size: 8.8pt } }
body { font: 11pt/1.4 Lato; color: #1a1a1a } h1, h2, h3 { color: #1f3a5f }
table { border-collapse: collapse; width: 100%; font-size: 9.9pt }
th { background: #eef1f4; text-align: left } th, td { border-bottom: 0.5pt solid #c3c8ce;
  padding: 3.6pt 5pt; vertical-align: top } a { color: #0b4f8a }
"""


# --- HTML -----------------------------------------------------------------------------------


def html(d: Document) -> str:
    """The document as HTML for print."""
    rows = "".join(
        f"<tr><td>{escape(line.nr)}<td><a href='#{line.anker}'>{escape(line.titel)}</a>"
        f"<td>{escape(line.tid)}<td>{escape(line.sagstype)}</tr>"
        for line in d.oversigt.linjer
    )
    parts = [
        f"<p>{escape(d.overskrift)}<p>{escape(d.forum)}<p>{escape(d.dato_tekst)}",
        _html(d.fakta),
        *map(_html, d.indledning),
        f"<h1>{escape(d.oversigt.overskrift)}</h1>",
        "<table><thead><tr><th>Punkt<th>Titel<th>Tid<th>Type</tr></thead>",
        f"<tbody>{rows}</tbody></table>",
    ]
    for item in d.punkter:
        if item.gruppe:
            parts.append(f"<h1 id='{item.gruppe.anker}'>{escape(item.gruppe.overskrift)}</h1>")
        level = item.niveau
        parts.append(f"<h{level} id='{item.anker}'>{escape(item.overskrift)}</h{level}>")
        parts.append(f"<p>{escape(item.undertitel)}")
        sections = item.afsnit
        parts += [_html_section(s.overskrift, s.niveau, s.tekst) for s in sections]
    parts += [_html_section(s.overskrift, s.niveau, s.tekst) for s in d.slutafsnit]
    head = f"<meta charset=utf-8><title>{escape(d.titel)}</title><style>{CSS}</style>"
    return f"<html lang=da><head>{head}</head><body>{''.join(parts)}</body></html>"


def _html_section(heading: str | None, level: int, blocks: Blocks) -> str:
    first = f"<h{level}>{escape(heading)}</h{level}>" if heading else ""
    return first + "".join(map(_html, blocks))


def _html(block: Block) -> str:
    match block:
        case Paragraph():
            return f"<p>{_html_inlines(block.inlines)}</p>"
        case Heading():
            return f"<h{block.level}>{_html_inlines(block.inlines)}</h{block.level}>"
        case BulletList():
            return f"<ul>{''.join(_html_item(i.blocks) for i in block.items)}</ul>"
        case NumberedList():
            items = "".join(_html_item(i.blocks) for i in block.items)
            return f"<ol start={block.start}>{items}</ol>"
        case LabelledList():
            pairs = (f"<dt>{escape(i.label)}<dd>{_html_all(i.blocks)}" for i in block.items)
            return f"<dl>{''.join(pairs)}</dl>"
        case Table():
            head = "".join(f"<th>{_html_all(c.blocks)}" for c in block.header)
            rows = ("".join(f"<td>{_html_all(c.blocks)}" for c in row) for row in block.rows)
            body = "".join(f"<tr>{row}</tr>" for row in rows)
            return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        case Quote():
            return f"<blockquote>{_html_all(block.blocks)}</blockquote>"
        case CodeBlock():
            return f"<pre>{escape(block.text)}</pre>"
        case Picture() | ThematicBreak():
            return ""


def _html_all(blocks: Blocks) -> str:
    return "".join(map(_html, blocks))


def _html_item(blocks: Blocks) -> str:
    return f"<li>{_html_all(blocks)}</li>"


def _html_inlines(inlines: Inlines) -> str:
    return "".join(_html_run(i) if isinstance(i, Run) else "<br>" for i in inlines)


def _html_run(run: Run) -> str:
    text = escape(run.text)
    text = f"<b>{text}</b>" if run.strong else text
    text = f"<i>{text}</i>" if run.emphasis else text
    return f"<a href='{escape(run.link)}'>{text}</a>" if run.link else text


# --- typst ----------------------------------------------------------------------------------

PREAMBLE = """#set document(title: {title}, author: {author}, date: datetime(year: {d.year},
  month: {d.month}, day: {d.day}))
#set page(paper: "a4", margin: (top: 27mm, x: 25mm, bottom: 25mm), footer: context align(right,
  text(8.8pt)[Side #counter(page).display() af #counter(page).final().first()]))
#set text(font: "Lato", size: 11pt, lang: "da", fill: rgb("#1a1a1a"))
#set par(leading: 0.65em)
#show heading: set text(fill: rgb("#1f3a5f"))
#show link: set text(fill: rgb("#0b4f8a"))
#set table(stroke: (bottom: 0.5pt + rgb("#c3c8ce")), inset: (x: 5pt, y: 3.6pt))
"""


def typst(d: Document) -> str:
    """The document as typst's markup. Texts stand in strings, so that none is markup."""
    quoted = json.dumps(d.titel, ensure_ascii=False), json.dumps(d.forum, ensure_ascii=False)
    parts = [PREAMBLE.format(title=quoted[0], author=quoted[1], d=d.dato)]
    parts += [f"#par[{_text(words)}]" for words in (d.overskrift, d.forum, d.dato_tekst)]
    parts += [_typst(d.fakta), *map(_typst, d.indledning)]
    parts.append(f"#heading(level: 1)[{_text(d.oversigt.overskrift)}]")
    head = ",".join(f"[{words}]" for words in ("Punkt", "Titel", "Tid", "Type"))
    rows = ",".join(
        f"[{_text(line.nr)}],link(<{line.anker}>)[{_text(line.titel)}],[{_text(line.tid)}],"
        f"[{_text(line.sagstype)}]"
        for line in d.oversigt.linjer
    )
    parts.append(f"#table(columns: (auto, 1fr, auto, auto), table.header({head}),{rows})")
    for item in d.punkter:
        if item.gruppe:
            parts.append(_typst_heading(item.gruppe.overskrift, item.gruppe.niveau))
            parts[-1] += f" <{item.gruppe.anker}>"
        parts.append(f"{_typst_heading(item.overskrift, item.niveau)} <{item.anker}>")
        parts.append(f"#par[{_text(item.undertitel)}]")
        for s in item.afsnit:
            parts += [_typst_heading(s.overskrift, s.niveau)] if s.overskrift else []
            parts += map(_typst, s.tekst)
    for s in d.slutafsnit:
        parts += [_typst_heading(s.overskrift, s.niveau)] if s.overskrift else []
        parts += map(_typst, s.tekst)
    return "\n".join(parts)


def _text(words: str) -> str:
    return f"#{json.dumps(words, ensure_ascii=False)}" if words else ""


def _typst_heading(words: str, level: int) -> str:
    return f"#heading(level: {level})[{_text(words)}]"


def _typst(block: Block) -> str:
    match block:
        case Paragraph():
            return f"#par[{_typst_inlines(block.inlines)}]"
        case Heading():
            return f"#heading(level: {block.level})[{_typst_inlines(block.inlines)}]"
        case BulletList():
            return f"#list({','.join(_content(i.blocks) for i in block.items)})"
        case NumberedList():
            items = ",".join(_content(i.blocks) for i in block.items)
            return f"#enum(start: {block.start},{items})"
        case LabelledList():
            terms = (f"terms.item([{_text(i.label)}],{_content(i.blocks)})" for i in block.items)
            return f"#terms({','.join(terms)})"
        case Table():
            head = ",".join(map(_cell, block.header))
            cells = ",".join(_cell(cell) for row in block.rows for cell in row)
            count = len(block.header)
            return f"#table(columns: {count}, table.header({head}),{cells})"
        case Quote():
            return f"#quote(block: true){_content(block.blocks)}"
        case CodeBlock():
            return f"#raw(block: true, {json.dumps(block.text, ensure_ascii=False)})"
        case Picture() | ThematicBreak():
            return ""


def _cell(cell: Cell) -> str:
    return _content(cell.blocks)


def _content(blocks: Blocks) -> str:
    return f"[{' '.join(map(_typst, blocks))}]"


def _typst_inlines(inlines: Inlines) -> str:
    return "".join(_typst_run(i) if isinstance(i, Run) else "#linebreak()" for i in inlines)


def _typst_run(run: Run) -> str:
    text = _text(run.text)
    text = f"#strong[{text}]" if run.strong else text
    text = f"#emph[{text}]" if run.emphasis else text
    if run.link and not run.link.startswith("#"):
        return f"#link({json.dumps(run.link, ensure_ascii=False)})[{text}]"
    return text
