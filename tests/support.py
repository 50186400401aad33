"""Meetings for tests, written as a secretary writes them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from moedebog import compose, normalise, schema, source
from moedebog.blocks import (
    Block,
    Blocks,
    BulletList,
    CodeBlock,
    Heading,
    LabelledList,
    NumberedList,
    Paragraph,
    Picture,
    Quote,
    Table,
    text_of,
)
from moedebog.diagnostics import Diagnostic, has_errors
from moedebog.document import Audience, Document, Kind
from moedebog.meeting import Forum, Meeting

ROOT = Path(__file__).parent.parent
MEETING_FILE = Path("/moeder/udvalg/2025-09-12.yaml")

DAGSORDEN, REFERAT = Kind.DAGSORDEN, Kind.REFERAT
OFFENTLIG, INTERN = Audience.OFFENTLIG, Audience.INTERN


def forum(text: str = "navn: Udvalget") -> Forum:
    """The forum that a forum.yaml describes; it must be without errors."""
    tree, diagnostics = source.parse(dedent(text).encode(), "forum.yaml")
    assert tree is not None, diagnostics
    diagnostics += schema.check(tree, "forum")
    assert not diagnostics
    result, diagnostics = normalise.normalise_forum(tree)
    assert result is not None, diagnostics
    assert not diagnostics
    return result


def read(
    text: str, forum_text: str = "navn: Udvalget", path: Path = MEETING_FILE
) -> tuple[Meeting | None, list[Diagnostic]]:
    """The meeting that a file describes, and what is wrong with it.

    ``dato`` and ``start`` are added where they are missing.
    """
    text = dedent(text).lstrip("\n")
    for key, value in (("start", '"10:00"'), ("dato", "2025-09-12")):
        if f"\n{key}:" not in f"\n{text}":
            text = f"{key}: {value}\n{text}"
    tree, diagnostics = source.parse(text.encode(), "moede.yaml")
    if tree is None:
        return None, diagnostics
    diagnostics += schema.check(tree, "meeting")
    if has_errors(diagnostics):
        return None, diagnostics
    result, more = normalise.normalise(tree, forum(forum_text), path)
    return result, diagnostics + more


def meeting(text: str, forum_text: str = "navn: Udvalget", path: Path = MEETING_FILE) -> Meeting:
    """The meeting that a file describes; it must be without errors."""
    result, diagnostics = read(text, forum_text, path)
    assert result is not None, list(map(str, diagnostics))
    assert not has_errors(diagnostics), list(map(str, diagnostics))
    return result


def document(
    text: str,
    kind: Kind = REFERAT,
    audience: Audience = OFFENTLIG,
    forum_text: str = "navn: Udvalget",
) -> Document:
    """The document that a file becomes; composing it must find nothing."""
    result, diagnostics = compose.compose(meeting(text, forum_text), kind, audience)
    assert not diagnostics, list(map(str, diagnostics))
    return result


def found(text: str, forum_text: str = "navn: Udvalget") -> list[Diagnostic]:
    """What composing the meeting finds."""
    return compose.compose_all(meeting(text, forum_text))[1]


def block_lines(block: Block) -> list[str]:
    """The texts of a block, a paragraph a line, labels before what they label."""
    match block:
        case Paragraph() | Heading():
            return [text_of(block.inlines)]
        case BulletList() | NumberedList():
            return [line for item in block.items for line in lines(item.blocks)]
        case LabelledList():
            return [line for i in block.items for line in (i.label, *lines(i.blocks))]
        case Table():
            caption = [block.caption] if block.caption else []
            rows = (block.header, *block.rows)
            return caption + [line for row in rows for cell in row for line in lines(cell.blocks)]
        case Quote():
            return lines(block.blocks)
        case CodeBlock():
            return [block.text]
        case Picture():
            return []
    return []


def lines(blocks: Blocks) -> list[str]:
    """The texts of some blocks, a paragraph a line."""
    return [line for block in blocks for line in block_lines(block)]


def document_lines(d: Document) -> list[str]:
    """Every text of a document in the order in which renderers draw it."""
    found = [d.overskrift, d.forum, d.dato_tekst, d.fortrolighed, d.status]
    found += [*block_lines(d.fakta), *lines(d.indledning), d.oversigt.overskrift]
    found += [column.overskrift for column in d.oversigt.kolonner]
    for line in d.oversigt.linjer:
        found += [getattr(line, column.noegle) for column in d.oversigt.kolonner]
    for punkt in d.punkter:
        found += [punkt.gruppe.overskrift if punkt.gruppe else "", punkt.overskrift]
        found.append(punkt.undertitel)
        for afsnit in punkt.afsnit:
            found += [afsnit.overskrift, *lines(afsnit.tekst)]
    for afsnit in d.slutafsnit:
        found += [afsnit.overskrift, *lines(afsnit.tekst)]
    return [text for text in found if text]
