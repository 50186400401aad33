"""The pieces of a list of attachments -> the attachments, and what follows that is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from moedebog import typography
from moedebog.blocks import Run
from moedebog.importer.genre import patterns
from moedebog.importer.pieces import Kind, Piece, text_piece
from moedebog.markdown.addresses import leads_out
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import expression, literal

_LABEL = re.compile(rf"{patterns.ATTACHMENT}(?=\S)", re.IGNORECASE)


_SIZE = "|".join(
    expression(words, number=r"\d[\d.,]*")
    for words in (DANISH.bytes, DANISH.kilobytes, DANISH.megabytes)
)
_FACTS = re.compile(rf"\s*\((?P<type>[A-Z]{{2,5}})(?:, (?P<size>{_SIZE}))?\)\Z")
_MADE = re.compile(
    rf"\s*\((?:(?P<facts>[^()]*?){literal(DANISH.list_separator)})?"
    + expression(DANISH.attachment_made_by, maker="(?P<maker>.+)")
    + r"\)\Z"
)
"""Behind what is told of the file: who made it."""
_CLOSED = re.compile(rf"{literal(DANISH.closed_attachment)}(?:: (.+))?\Z")


_SHOWN = re.compile(
    expression(DANISH.attachment_closed_to_public, title="(?P<title>.+?)")
    + r"(?:: (?P<ground>.+))?\Z"
)
"""A closed one, to those who may read it."""


class Attachment(Struct):
    """One line of a list of attachments."""

    titel: str
    fil: str = ""
    closed: str | None = None
    """Why it is closed; empty where that is not said, ``None`` where it is open."""
    adresse: str = ""
    """Where it is on the web, where the line leads there and names no file."""
    udarbejdet_af: str = ""
    """Who made it, where the line says so."""


def attachments_in(pieces: Sequence[Piece], folder: Path) -> tuple[list[Attachment], list[Piece]]:
    """The attachments, and what follows them that is none."""
    found: list[Attachment] = []
    pieces = _with_type_behind(pieces)
    counted = [re.match(r"(\d{1,2}) (?=\S)", piece.text) for piece in pieces]
    counts = [match and match[1] for match in counted] == [str(n + 1) for n in range(len(pieces))]
    for index, piece in enumerate(pieces):
        text = piece.text[len(str(index + 1)) + 1 :] if counts else piece.text
        file = patterns.FILE_NAME.match(text)
        sentence = len(text) > 240 or (text.endswith((".", ":")) and len(text) > 90)
        if piece.kind in (Kind.TABLE, Kind.PICTURE, Kind.RULE) or (sentence and not file):
            return found, list(pieces[index:])
        attachment = _attachment(_LABEL.sub("", text, count=1), folder)
        if not attachment.fil and attachment.closed is None:
            _on_the_web(attachment, piece)
        found.append(attachment)
    return found, []


def _on_the_web(attachment: Attachment, piece: Piece) -> None:
    """Puts down where the only link of a line leads; whose page it is then goes without saying."""
    linked = {run.link for run in piece.inlines if isinstance(run, Run) and run.link}
    addresses = [link for link in linked if link.startswith(("http://", "https://"))]
    if len(linked) != 1 or not addresses or not leads_out(addresses[0]):
        return
    attachment.adresse = addresses[0]
    host = urlsplit(addresses[0]).hostname
    more = DANISH.in_brackets.format(text="", more=host)
    attachment.titel = attachment.titel.removesuffix(more) or attachment.titel


def _with_type_behind(pieces: Sequence[Piece]) -> list[Piece]:
    """The lines; a file's type that stands above its title comes behind it."""
    found: list[Piece] = []
    for piece in pieces:
        if found and patterns.FILE_TYPE.match(found[-1].text):
            found[-1] = text_piece(f"{piece.text} ({found[-1].text})")
        else:
            found.append(piece)
    return found


def _attachment(text: str, folder: Path) -> Attachment:
    if match := _SHOWN.match(text):
        return replace(_attachment(match["title"], folder), closed=match["ground"] or "")
    if match := _MADE.search(text):
        facts = match["facts"]
        title = text[: match.start()]
        own = _attachment(f"{title} ({facts})" if facts else title, folder)
        if own.fil or not _FACTS.search(own.titel):
            return replace(own, udarbejdet_af=match["maker"])
        return Attachment(text)
    if patterns.FILE_ENDING.search(text):
        stem = patterns.FILE_ENDING.sub("", text).strip()
        return Attachment(stem or text, _path(text) if stem else "")
    if match := _FACTS.search(text):
        title = text[: match.start()]
        file = _on_disk(title, match["type"], match["size"], folder)
        return Attachment(title, file) if file else Attachment(text)
    if match := _CLOSED.match(text):
        return Attachment(DANISH.closed_attachment, closed=match[1] or "")
    return Attachment(text)


def _path(name: str) -> str:
    unusable = (
        name.startswith(("/", "~", ".")) or name[1:2] == ":" or re.search(r"[\\/\n]|://", name)
    )
    return "" if unusable else f"bilag/{name}"


def _on_disk(title: str, type_: str, size: str | None, folder: Path) -> str:
    """The file in ``bilag/`` that a list of attachments means by title, type and size."""
    best, likeness = "", 0.0
    for path in sorted((folder / "bilag").glob(f"*.{type_.lower()}")):
        size_here = typography.plain_spaces(typography.file_size(path.stat().st_size, DANISH))
        if size is not None and size_here != size:
            continue
        ratio = SequenceMatcher(None, patterns.folded(title), patterns.folded(path.stem)).ratio()
        if ratio > likeness or not best:
            best, likeness = f"bilag/{path.name}", ratio
    return best


def same_attachment(typed: str, titel: str) -> bool:
    """Whether a title typed in the case names the file that is listed."""
    one, other = _bare(typed), _bare(titel)
    if not one or not other:
        return False
    if one in other or other in one:
        return True
    a, b = set(one.split()), set(other.split())
    shared = len(a & b) / max(1, min(len(a), len(b)))
    return shared >= 0.7 or SequenceMatcher(None, one, other).ratio() > 0.75


def _bare(text: str) -> str:
    text = re.sub(r"^(?:bilag|notat|punkt \d+)\b[.,:]?\s*", "", patterns.folded(text))
    words_ = re.findall(r"[^\W\d_]{3,}", text)
    return " ".join(
        word for word in words_ if word not in ("bilag", "punkt", "notat", "samt", "med")
    )
