"""Runs of characters and links as WordprocessingML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import quote, urlsplit

from msgspec.structs import replace

from moedebog.addresses import ascii_link
from moedebog.bidi import has_leftward, is_leftward, passages
from moedebog.blocks import Footnote, Inline, Inlines, LineBreak, Run, Script, bound_texts, text_of
from moedebog.render.docx.package import HYPERLINK
from moedebog.render.docx.parts import Parts
from moedebog.render.texts import NOTE_GUTTER
from moedebog.typography import bound

GAP = "gap"
"""Among the ids of styles: the ground behind words that not everybody reads, as a property."""
TAB, BREAK = "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>"
_T = '<w:t xml:space="preserve">'
_SPECIAL = re.compile("[\t\n\u00ad\u2011]")
_AS_ELEMENT = {
    "\t": "<w:tab/>",
    "\n": "<w:br/>",
    "\u00ad": "<w:softHyphen/>",
    "\u2011": "<w:noBreakHyphen/>",
}
"""Characters that Word wants as elements; as characters it draws them wrongly."""

_GUTTER = round(NOTE_GUTTER * 20)
"""The column of the numbers of notes, in twentieths of a point."""

_SCRIPTS = {
    Script.SUB: '<w:vertAlign w:val="subscript"/>',
    Script.SUPER: '<w:vertAlign w:val="superscript"/>',
}


def escape(text: str) -> str:
    """Text for an element or an attribute."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def characters(text: str) -> str:
    """Text as the inside of a ``w:t``, which it may close and open again. Dates, amounts and
    the like stay on one line.
    """
    return verbatim(bound(text))


def verbatim(text: str) -> str:
    """The same, with every blank as it is."""
    text = escape(text)
    if _SPECIAL.search(text):
        return _SPECIAL.sub(lambda m: f"</w:t>{_AS_ELEMENT[m[0]]}{_T}", text)
    return text


def plain(text: str) -> str:
    """Runs without a look of their own."""
    text = bound(text)
    if has_leftward(text):
        return "".join(_run(Run(part), {}, False, to_left) for part, to_left in _cut(text))
    return code(text)


def code(text: str) -> str:
    """A run in which no blank is changed: of program text, or of what is bound already."""
    return f"<w:r>{_T}{verbatim(text)}</w:t></w:r>" if text else ""


def styled(style: str, text: str, direct: str = "") -> str:
    """A run in a character style, with direct properties beside it."""
    if not text:
        return ""
    return (
        f'<w:r><w:rPr><w:rStyle w:val="{style}"/>{direct}</w:rPr>{_T}{characters(text)}</w:t></w:r>'
    )


def language(tag: str | None, *, leftward: bool = False) -> str:
    """The property of a run in another language than the document's; empty where it is in that.
    Word keeps those that run to the left apart.
    """
    return f'<w:lang w:{"bidi" if leftward else "val"}="{escape(tag)}"/>' if tag else ""


def to_bookmark(name: str, runs: str) -> str:
    """The runs as a link to a place in the document."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{runs}</w:hyperlink>'


def write(
    inlines: Inlines,
    ids: dict[str, str],
    parts: Parts,
    *,
    bold: bool = False,
    leftward: bool = False,
) -> str:
    """Runs and links; ``bold`` says that the surrounding style is bold already, ``leftward`` that
    the paragraph as a whole runs to the left.
    """
    texts = bound_texts(inlines)
    if any(isinstance(one, Run) and has_leftward(one.text) for one in inlines):
        return _directed(inlines, texts, ids, parts, bold, leftward)
    inlines = tuple(map(_with_text, inlines, texts))
    if len(inlines) == 1:
        only = inlines[0]
        if isinstance(only, Run) and not only.link:
            return _run(only, ids, bold)
    out = []
    for link, group in groupby(inlines, key=lambda i: i.link if isinstance(i, Run) else None):
        runs = "".join(_inline(one, ids, parts, bold) for one in group)
        out.append(_linked(link, runs, parts) if link else runs)
    return "".join(out)


def _with_text(one: Inline, text: str) -> Inline:
    return replace(one, text=text) if isinstance(one, Run) and one.text != text else one


def _inline(one: Inline, ids: dict[str, str], parts: Parts, bold: bool) -> str:
    match one:
        case Run():
            return _run(one, ids, bold)
        case LineBreak():
            return BREAK
        case Footnote():
            number = parts.note(lambda: _note(one, ids, parts))
            look = f'<w:rPr><w:rStyle w:val="{ids["mark"]}"/></w:rPr>'
            return f'<w:r>{look}<w:footnoteReference w:id="{number}"/></w:r>'


def _note(note: Footnote, ids: dict[str, str], parts: Parts) -> str:
    """The paragraphs of a note, its number in a column before them."""
    mark = f"<w:r><w:footnoteRef/></w:r>{TAB}"
    moved = f'w:left="{_GUTTER}"'
    first = f'<w:ind {moved} w:hanging="{_GUTTER}"/>'
    made = []
    for number, paragraph in enumerate(note.paragraphs):
        indent = f"<w:ind {moved}/>" if number else first
        leftward = is_leftward(text_of(paragraph.inlines))
        way = "<w:bidi/>" * leftward
        look = f'<w:pPr><w:pStyle w:val="{ids["note"]}"/>{way}{indent}</w:pPr>'
        text = write(paragraph.inlines, ids, parts, leftward=leftward)
        made.append(f"<w:p>{look}{'' if number else mark}{text}</w:p>")
    return "".join(made)


def _directed(
    inlines: Inlines,
    texts: Sequence[str],
    ids: dict[str, str],
    parts: Parts,
    bold: bool,
    leftward: bool,
) -> str:
    """The same where something is written from right to left."""
    out = []
    cuts = passages(texts, leftward=leftward)
    for one, cut in zip(inlines, cuts, strict=True):
        if not isinstance(one, Run):
            out.append(_inline(one, ids, parts, bold))
            continue
        runs = "".join(
            _run(replace(one, text=text), ids, bold, _is_to_left(level, leftward))
            for text, level in cut
        )
        out.append(_linked(one.link, runs, parts) if one.link else runs)
    return "".join(out)


def _cut(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text, each with whether it runs to the left."""
    (parts,) = passages([text])
    for part, level in parts:
        yield part, _is_to_left(level, False)


def _is_to_left(level: int, leftward: bool) -> bool:
    """Whether Word is to be told that a run is of a script that runs to the left: so are numbers
    among its words, unless the paragraph says it for all.
    """
    return level % 2 == 1 if leftward else level > 0


def _run(run: Run, ids: dict[str, str], bold: bool, leftward: bool = False) -> str:
    """A run whose text is bound already."""
    if run == Run(run.text) and not leftward:
        return code(run.text)
    if not run.text:
        return ""
    strong, emphasis = run.strong and not bold, run.emphasis
    style = ""
    if run.link:
        style = ids["link"]
    elif run.code:
        style = ids["code_run"]
    elif strong:
        style, strong = ids["strong"], False
    elif emphasis:
        style, emphasis = ids["emphasis"], False
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    ground = ids.get(GAP, "") if run.left_out else ""
    properties += _direct(run, ground, strong=strong, emphasis=emphasis, leftward=leftward)
    if not properties:
        return code(run.text)
    return f"<w:r><w:rPr>{properties}</w:rPr>{_T}{verbatim(run.text)}</w:t></w:r>"


def _direct(run: Run, ground: str, *, strong: bool, emphasis: bool, leftward: bool) -> str:
    """What no style says, in the order that Word asks for: ``ground`` is what lies behind it. Of
    what runs to the left it asks apart whether it is bold.
    """
    parts = ["<w:b/>" if strong else "", "<w:bCs/>" if leftward and run.strong else ""]
    parts += ["<w:i/>" if emphasis else "", "<w:iCs/>" if leftward and run.emphasis else ""]
    parts += ["<w:strike/>" if run.struck else "", ground]
    parts += [_SCRIPTS[run.script] if run.script else ""]
    parts += ["<w:rtl/>" if leftward else "", language(run.language, leftward=leftward)]
    return "".join(parts)


def _linked(link: str, runs: str, parts: Parts) -> str:
    if link.startswith("#"):
        return to_bookmark(parts.bookmark(link[1:]), runs)
    try:
        urlsplit(link)
    except ValueError:
        return runs  # with such an address Word calls the whole file damaged
    address = quote(ascii_link(link), safe="!#$%&'()*+,/:;=?@[]~")
    number = parts.relate(HYPERLINK, address, external=True)
    return f'<w:hyperlink r:id="{number}" w:history="1">{runs}</w:hyperlink>'
