"""What stands around the matter of a page of a web site, wherever that page was saved.

A reader marks what the page itself calls its frame (``FRAME``); the words of buttons and banners
are known, also where the page was saved by Word or copied. How much was left out is told once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from moedebog.blocks import Run
from moedebog.importer.genre import dates, labels
from moedebog.importer.genre.patterns import FILE_ENDING
from moedebog.importer.pieces import FRAME, Kind, Piece, Row

LEFT_OUT = "{} af websidens egne linjer (menu, knapper, sidefod …) er udeladt"
_BUTTON = re.compile(
    r"""
    (?:spring|gå|hop)\s(?:direkte\s)?(?:over\s)?til\s(?:side(?:n)?s\s)?(?:hoved)?(?:indhold|navigation|menu|bund)(?:et|en)?
    |(?:(?:åbn|luk|vis|skjul|fold|udvid)\s)?(?:hoved)?menu(?:en)?
    |(?:åbn|åben|luk|fold|vis|skjul|udvid)\s(?:alle|alt)(?:\s(?:ud|ind|punkter|sammen))?
    |fold\s(?:alle\s)?(?:ud|ind|sammen)
    |del\s(?:denne\s)?(?:siden?|på\s\w+|link)|tip\sen\sven|kopi[eé]r\slink(?:et)?
    |(?:ud)?skriv\s(?:siden\s)?ud|udskriv(?:\ssiden)?|print(?:\ssiden)?
    |læs\s(?:siden\s)?op|lyt(?:\stil\ssiden)?|oplæsning
    |(?:til|gå\stil)\s(?:side(?:n)?s\s)?top(?:pen)?(?:\saf\ssiden)?|tilbage(?:\stil\s.{1,40})?|op
    |søg(?:\spå\ssiden|\si\s.{1,40})?|log\s(?:ind|på|ud)|selvbetjening
    |(?:forrige|næste|foregående)(?:\s(?:side|punkt|møde))?
    |(?:accept[eé]r|afvis|tillad|godkend)\s(?:alle\s)?(?:valgte\s)?cookies
    |(?:kun\s)?nødvendige(?:\scookies)?|cookie(?:s|politik|indstillinger)?
    |se\s(?:vores\s)?["»”]?cookie-?politik["«”]?\.?
    |(?:hent|download|åbn|vis|se)\s(?:hele\s)?(?:dagsordenen|referatet|dagsorden|referat|siden)\s(?:som\s)?(?:pdf|en\spdf)
    |abonn[eé]r(?:\spå\s.{1,40})?|tilmeld\snyhedsbrev|rss
    |du\ser\sher\s?:.{0,200}
    |forside(?:\s?[>/»›|].{0,200})?
    |(?:was\s)?hjalp\s(?:siden|dette|informationen)\s(?:dig)?\??
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BANNER = re.compile(
    r"(?:vi|denne (?:side|hjemmeside)|hjemmesiden|sitet) (?:bruger|benytter|anvender) cookies\b",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"(?:tilgængelighedserklæring|privatlivspolitik|persondatapolitik|databeskyttelse"
    r"|sikker (?:mail|post)|webtilgængelighed|om (?:hjemmesiden|cookies)|whistleblower\w*"
    r"|cookies?(?: og privatliv)?|cvr(?:-?nr\.?|-nummer)?:?\s[\d ]{8,11}|ean:?\s[\d ]+"
    r"|©.{0,80}|copyright .{0,80}|følg os.{0,60})\Z",
    re.IGNORECASE,
)
_CERTAIN = 3
"""So many different words of buttons tell that a text was saved or copied from a web site."""
_LONGEST = 220
_FOOT_LINES = 40
"""So many short lines the foot of a page has at most."""
_HEAD_LINES = 60


def without_frame(pieces: list[Piece]) -> list[Piece]:
    """The pieces without the frame of a web page; a note at the first tells how much it was."""
    marked = [at for at, piece in enumerate(pieces) if piece.marker == FRAME]
    said = {piece.text.casefold() for piece in pieces if _is_button(piece)}
    gone = set(marked)
    if said and (marked or len(said) >= _CERTAIN):
        gone |= {at for at, piece in enumerate(pieces) if _is_button(piece)}
        gone |= set(_head(pieces)) | set(_foot(pieces))
    inside = 0
    kept: list[Piece] = []
    for at, piece in enumerate(pieces):
        if at in gone:
            continue
        if piece.table and any(one.marker == FRAME for one in piece.table.pieces()):
            inside += sum(1 for one in piece.table.pieces() if one.marker == FRAME)
            rows = tuple(map(_plain_row, piece.table.rows))
            piece = replace(piece, table=replace(piece.table, rows=rows))
        kept.append(piece)
    if (number := len(gone) + inside) and kept:
        kept[0] = replace(kept[0], notes=(*kept[0].notes, LEFT_OUT.format(number)))
    return kept


def _plain_row(row: Row) -> Row:
    return tuple(tuple(piece for piece in cell if piece.marker != FRAME) for cell in row)


def _is_button(piece: Piece) -> bool:
    if piece.kind in (Kind.TABLE, Kind.PICTURE, Kind.RULE) or piece.sure:
        return False
    text = piece.text
    return len(text) <= _LONGEST and bool(_BUTTON.fullmatch(text) or _BANNER.match(text))


def _head(pieces: Sequence[Piece]) -> list[int]:
    """The links before the matter: those of the menu, and the way to the page."""
    found: list[int] = []
    for at, piece in enumerate(pieces[:_HEAD_LINES]):
        text = piece.text
        if dates.find_date(text) or labels.has_label(text) or labels.DOCUMENT_WORD.match(text):
            break
        if _is_link(piece):
            found.append(at)
    return found


def _is_link(piece: Piece) -> bool:
    """Whether a line is one link to another page."""
    runs = [run for run in piece.inlines if isinstance(run, Run) and run.text.strip()]
    lead = all(run.link for run in runs) and not FILE_ENDING.search(piece.text)
    return bool(runs) and lead and not piece.text[:1].isdigit()


def _foot(pieces: Sequence[Piece]) -> range:
    """The lines from the first that only the foot of a page has, where all are short."""
    begin = max(len(pieces) - _FOOT_LINES, 0)
    at = next((n for n in range(begin, len(pieces)) if _FOOT.match(pieces[n].text)), len(pieces))
    short = all(len(piece.text) <= _LONGEST and not piece.rows for piece in pieces[at:])
    return range(at, len(pieces)) if short else range(0)
