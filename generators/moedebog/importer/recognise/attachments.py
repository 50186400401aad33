"""The pieces of a list of attachments -> the attachments, and what follows that is none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog import typography
from moedebog.blocks import Run
from moedebog.catalogue import UdsendesMed
from moedebog.importer.genre import labels, patterns
from moedebog.importer.pieces import Kind, Piece, Table, text_piece, without_start
from moedebog.importer.recognise import attachment_labels
from moedebog.importer.recognise.attachment_labels import Label
from moedebog.importer.recognise.late import how_sent
from moedebog.markdown.addresses import leads_out
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import expression, literal

_SIZE = "|".join(
    expression(words, number=r"\d[\d.,]*")
    for words in (DANISH.bytes, DANISH.kilobytes, DANISH.megabytes)
)
_SAID_CLOSED = re.compile(
    r"(?P<title>\S.*?)\s*\((?:lukket|fortrolig(?:t)?|ikke[ -]offentlig(?:t)?)\)\Z", re.IGNORECASE
)
"""Behind a title."""
_IN_ONE = re.compile(
    r"(?P<nr>\d{1,2}) (?P<door>Åben|Lukket) (?P<title>\S.{0,240}?) (?P<id>\d{1,7}[/-]\d{2})"
    r"(?:\s+|\Z)"
)
"""The lines of a list ``1 Åben Kort 1234/12``, which may have run into one."""
_NEXT_LABEL = re.compile(r"[;,.]?\s+(?=Bilag \d{1,2}[A-Za-z]?(?:\.\d{1,2})*\s*[:–-]\s)")
"""Where the next attachment begins on the same line."""
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
_PART = re.compile(r"\D*\bbilag\b\D*:\Z", re.IGNORECASE)
"""A line over a part of a list: *Bilag, der kom senere:*."""
_CLOSED_ONES = re.compile(r"(?<!ikke )\b(?:lukkede|fortrolige|ikke[ -]offentlige)\b", re.IGNORECASE)
_LONGEST_HEADING = 90
_CALLED_CLOSED = re.compile(r"(?:lukket|fortroligt?)\s+(?=bilag\s+\S{1,5}\s*[:–-])", re.IGNORECASE)
"""Before the label of an attachment that is closed."""
_LIKE = 0.7
"""How like its title the name of a file is that is tied to it."""


class Attachment(Struct):
    """One line of a list of attachments."""

    titel: str
    label: str = ""
    """Its number as the document has it, e.g. ``2``, ``1A``, ``1 til notat``; may be empty."""
    fil: str = ""
    closed: str | None = None
    """Why it is closed; empty where that is not said, ``None`` where it is open."""
    adresse: str = ""
    """Where it is on the web, where the line leads there and names no file."""
    udarbejdet_af: str = ""
    """Who made it, where the line says so."""
    udsendes_med: UdsendesMed | None = None
    """That it comes later, or was handed out, where the line says so."""
    notes: list[str] = field(default_factory=list)
    """What is unsure about it."""


def attachments_in(pieces: Sequence[Piece], folder: Path) -> tuple[list[Attachment], list[Piece]]:
    """The attachments, and what follows them that is none."""
    found: list[Attachment] = []
    pieces = _with_type_behind(_apart(_without_head(_out_of_tables(pieces))))
    called = [_CALLED_CLOSED.match(piece.text) for piece in pieces]
    pieces = [without_start(p, m.end()) if m else p for p, m in zip(pieces, called, strict=True)]
    if len(pieces) == 1 and patterns.NO_ATTACHMENTS.match(pieces[0].text):
        return [], list(pieces)
    left = iter(attachment_labels.labels_of([p for p in pieces if not _is_heading(p)]))
    over, closed = "", False
    for index, piece in enumerate(pieces):
        if _is_heading(piece):
            over, closed = piece.text.rstrip(" :"), are_closed(piece.text)
            continue
        label = next(left)
        text = piece.text[label.length :]
        file = patterns.FILE_NAME.match(text)
        sentence = len(text) > 240 or (text.endswith((".", ":")) and len(text) > 90)
        head = _PAGE_HEAD.search(text) and not file
        if piece.kind in (Kind.TABLE, Kind.PICTURE, Kind.RULE) or (sentence and not file) or head:
            return found, list(pieces[index:])
        taken = {one.fil for one in found}
        attachment = _attachment(text, folder, label, taken)
        if label.in_name and attachment.fil:
            attachment.fil = _named(piece.text, attachment.fil, folder)
        if not attachment.fil and attachment.closed is None:
            _on_the_web(attachment, piece)
        if (closed or called[index]) and attachment.closed is None:
            attachment.closed = ""
        if over and not closed:
            attachment.notes.append(f"»{over[:60]}« stod over »{attachment.titel[:60]}«")
        over = ""
        found.append(attachment)
    return found, []


_PAGE_HEAD = re.compile(
    rf"\A{labels.DOCUMENT_WORD.pattern.removesuffix(chr(92) + 'Z')}\b.*\bside \d+\b"
    r"|.\s+side \d+(?: (?:af|/) \d+)\Z",
    re.IGNORECASE,
)
"""The running head of a page, with its number."""


def are_closed(heading: str) -> bool:
    """Whether a heading says that the attachments below it are closed."""
    return bool(_CLOSED_ONES.search(heading))


def _is_heading(piece: Piece) -> bool:
    """Whether a line stands over a part of the list: *Lukkede bilag:*."""
    if piece.kind not in (Kind.TEXT, Kind.HEADING) or len(piece.text) > _LONGEST_HEADING:
        return False
    return bool(_PART.match(piece.text))


def labels_in(pieces: Sequence[Piece]) -> list[str]:
    """What a list calls its attachments; empty texts for those that it gives no number."""
    return [label.text for label in attachment_labels.labels_of(_out_of_tables(pieces))]


def _named(typed: str, fil: str, folder: Path) -> str:
    """The path of a file whose name may begin with its label: ``Bilag 1 - Kort.pdf``."""
    whole = _path(typed)
    return fil if not whole or (folder / fil).is_file() > (folder / whole).is_file() else whole


def _out_of_tables(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with a line for each row of a table of attachments."""
    found: list[Piece] = []
    for piece in pieces:
        rows = list(_rows(piece.table)) if piece.table else []
        found += map(text_piece, rows) if rows else [piece]
    return found


def _without_head(pieces: Sequence[Piece]) -> list[Piece]:
    """The lines of a table that has come without its rules: *Nr. Titel Åben/lukket*."""
    words = set(re.findall(r"[^\W_]+", patterns.folded(pieces[0].text))) if pieces else set()
    if len(pieces) < 2 or not (words & _TITLE_COLUMNS and words & _HEAD_WORDS):
        return list(pieces)
    if words - _TITLE_COLUMNS - _HEAD_WORDS:
        return list(pieces)
    return [_with_door_behind(piece) for piece in pieces[1:]]


def _with_door_behind(piece: Piece) -> Piece:
    match = _DOOR_BEHIND.fullmatch(piece.text)
    if match is None:
        return piece
    closed = patterns.folded(match["door"]) in _CLOSED_CELLS
    return text_piece(_line(match["nr"], match["title"], closed=closed))


def _line(nr: str, titel: str, *, closed: bool) -> str:
    """An attachment as moedebog itself lists it; without its number where that is empty."""
    line = f"{DANISH.attachment.format(number=nr)}: {titel}" if nr else titel
    return DANISH.attachment_closed_to_public.format(title=line) if closed else line


_HEAD_WORDS = {"nr", "nummer", "bilagsnr", "bilagsnummer", "åben", "lukket", "åbent", "status"}
_DOOR_BEHIND = re.compile(
    r"(?P<nr>\d{1,2})\.? (?P<title>\S.*?)\s+"
    r"(?P<door>(?i:åbent?|lukket|offentligt?|fortroligt?|ikke[ -]offentligt?))"
)
"""The row of a table: number, title, and whether it is closed."""


def _apart(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with a line for each of a list *1 Åben Kort 1234/12* that ran into one."""
    found: list[Piece] = []
    for piece in pieces:
        if linked := _by_link(piece):
            found += linked
            continue
        matches = list(_IN_ONE.finditer(piece.text))
        if matches and sum(len(match[0]) for match in matches) == len(piece.text):
            found += map(text_piece, map(_with_door, matches))
        elif len(parts := _NEXT_LABEL.split(piece.text)) > 1 and parts[0].startswith("Bilag "):
            found += map(text_piece, parts)
        elif _EACH_TOLD.fullmatch(piece.text) or _FILES.fullmatch(piece.text):
            found += map(text_piece, _BEHIND_EACH.split(piece.text))
        else:
            found.append(piece)
    return found


def _by_link(piece: Piece) -> list[Piece]:
    """A line for each link, where a line holds several and nothing else."""
    parts: list[list[Run]] = []
    for run in piece.inlines:
        if not isinstance(run, Run) or not (run.link or _BETWEEN.fullmatch(run.text)):
            return []
        if run.link and parts and parts[-1][-1].link == run.link:
            parts[-1].append(run)
        elif run.link:
            parts.append([run])
    return [replace(piece, inlines=tuple(part)) for part in parts] if len(parts) > 1 else []


_TOLD = r"[^(),;]{2,120} \([^()]{2,40}\)"
_EACH_TOLD = re.compile(rf"{_TOLD}(?:(?:[,;]| og) {_TOLD})+\.?")
"""``Budget (udsendt), følgebrev (eftersendes)``: something in brackets behind each."""
_FILE = rf"[^(),;]{{1,120}}{patterns.FILE_ENDING.pattern.removesuffix(chr(92) + 'Z')}"
_FILES = re.compile(rf"(?i:{_FILE}(?:(?:[,;]| og) {_FILE})+)")
_BEHIND_EACH = re.compile(r"(?<=[)\w])(?:[,;]| og) (?=\S)")
_BETWEEN = re.compile(r"[\s,;|·•]*")


def _with_door(match: re.Match[str]) -> str:
    titel = DANISH.in_brackets.format(text=match["title"], more=match["id"])
    return _line(match["nr"], titel, closed=match["door"] == "Lukket")


def _rows(table: Table) -> Iterator[str]:
    """The rows of a table *Nr – Titel – Dok.nr* as lines; none of another table."""
    if (by_form := _by_form(table)) is not None:
        yield from by_form
        return
    head = [patterns.folded(text).strip(". ") for text in table.head]
    titles = [at for at, text in enumerate(head) if text in _TITLE_COLUMNS]
    numbers = [at for at, text in enumerate(head) if text in _NUMBER_COLUMNS and at not in titles]
    if len(titles) != 1 or len(numbers) > 1:
        return
    for row in table.texts[1:]:
        label = row[numbers[0]] if numbers else ""
        bare = attachment_labels.bare(label)
        closed = any(patterns.folded(text) in _CLOSED_CELLS for text in row)
        more = [
            f"{table.head[at]} {text}" if head[at] in _OWN_NUMBERS else text
            for at, text in enumerate(row)
            if at not in (*titles, *numbers) and text and patterns.folded(text) not in _DOORS
        ]
        titel = row[titles[0]]
        if more:
            titel = DANISH.in_brackets.format(text=titel, more=DANISH.list_separator.join(more))
        if titel.strip() or closed:
            yield _line(bare, titel if bare else f"{label} {titel}".strip(), closed=closed)


def _by_form(table: Table) -> list[str] | None:
    """The same of a table without a head: a number in each row, counted from 1, a title, and at
    most whether it is closed and a number of its own; ``None`` where it is another.
    """
    rows = [[text for text in row if text.strip()] for row in table.texts]
    found: list[str] = []
    for number, (first, *more) in enumerate(rows, 1) if all(rows) else ():
        doors = [patterns.folded(text) for text in more if patterns.folded(text) in _DOORS]
        told = [text for text in more if patterns.folded(text) not in _DOORS]
        own = [text for text in told if _OWN_NUMBER.fullmatch(text)]
        titles = [text for text in told if text not in own]
        if first.strip(".): ") != str(number) or len(titles) != 1 or len(own) > 1 or len(doors) > 1:
            return None
        titel = DANISH.in_brackets.format(text=titles[0], more=own[0]) if own else titles[0]
        found.append(_line(str(number), titel, closed=bool(_CLOSED_CELLS & set(doors))))
    return found or None


_OWN_NUMBER = re.compile(r"\d{1,7}[/-]\d{2,7}")
"""What a list has behind a title: the number of the document."""
_TITLE_COLUMNS = {"titel", "navn", "bilag", "bilagets titel", "dokument", "filnavn", "beskrivelse"}
_NUMBER_COLUMNS = {"nr", "nummer", "bilag nr", "bilagsnr", "bilagsnummer", "bilag"}
_CLOSED_CELLS = {"lukket", "fortrolig", "fortroligt", "ikke offentlig", "ikke offentligt"}
_DOORS = _CLOSED_CELLS | {"åben", "åbent", "offentlig", "offentligt"}
_OWN_NUMBERS = {"dok.nr", "dok nr", "dokumentnr", "dokumentnummer", "sagsnr", "journalnr"}


def _on_the_web(attachment: Attachment, piece: Piece) -> None:
    """Puts down where the only link of a line leads; whose page it is then goes without saying."""
    linked = {run.link for run in piece.inlines if isinstance(run, Run) and run.link}
    addresses = [link for link in linked if link.startswith(("http://", "https://"))]
    if len(addresses) > 1:
        attachment.notes.append(f"adresserne i »{attachment.titel[:60]}« er ikke kommet med")
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


def _attachment(text: str, folder: Path, label: Label, taken: Collection[str]) -> Attachment:
    made = _described(text, folder, label.text, taken)
    made.label = label.text
    return made


def _described(text: str, folder: Path, label: str, taken: Collection[str]) -> Attachment:
    if match := _SHOWN.match(text):
        own = _described(match["title"], folder, label, taken)
        return replace(own, closed=match["ground"] or "")
    if match := _SAID_CLOSED.match(text):
        return replace(_described(match["title"], folder, label, taken), closed="")
    title, sent = how_sent(text)
    if sent:
        return replace(_described(title, folder, label, taken), udsendes_med=sent)
    if match := _MADE.search(text):
        facts = match["facts"]
        title = text[: match.start()]
        own = _described(f"{title} ({facts})" if facts else title, folder, label, taken)
        if own.fil or not _FACTS.search(own.titel):
            return replace(own, udarbejdet_af=match["maker"])
        return Attachment(text)
    if patterns.FILE_ENDING.search(text):
        stem = patterns.FILE_ENDING.sub("", text).strip()
        return Attachment(stem or text, fil=_path(text) if stem else "")
    if match := _FACTS.search(text):
        title = text[: match.start()]
        file = _on_disk(title, label, (match["type"], match["size"]), folder, taken)
        return Attachment(title, fil=file) if file else Attachment(text)
    if match := _CLOSED.match(text):
        return Attachment(DANISH.closed_attachment, closed=match[1] or "")
    return Attachment(text)


def _path(name: str) -> str:
    unusable = (
        name.startswith(("/", "~", ".")) or name[1:2] == ":" or re.search(r"[\\/\n]|://", name)
    )
    return "" if unusable else f"bilag/{name}"


def _on_disk(
    title: str, label: str, facts: tuple[str, str | None], folder: Path, taken: Collection[str]
) -> str:
    """The file in ``bilag/`` that a list of attachments means by type and size, and by its title or
    its number; none that is ``taken``."""
    kind, size = facts
    best, likeness = "", 0.0
    for path in sorted((folder / "bilag").glob(f"*.{kind.lower()}")):
        size_here = typography.plain_spaces(typography.file_size(path.stat().st_size, DANISH))
        if (size is not None and size_here != size) or f"bilag/{path.name}" in taken:
            continue
        ratio = _likeness(title, path.stem)
        numbered = attachment_labels.in_name(path.stem)
        if (ratio >= _LIKE or (label and numbered == label)) and ratio >= likeness:
            best, likeness = f"bilag/{path.name}", ratio
    return best


_IN_FILE_NAMES = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def _likeness(title: str, stem: str) -> float:
    """How like a title the name of a file is; 1: the one holds the words of the other."""
    one, other = (
        re.sub(r"[\W_]+", " ", patterns.folded(text).translate(_IN_FILE_NAMES)).strip()
        for text in (title, stem)
    )
    if one and other and (f" {one} " in f" {other} " or f" {other} " in f" {one} "):
        return 1.0
    return SequenceMatcher(None, one, other).ratio()


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
