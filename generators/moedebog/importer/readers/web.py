"""What stands around the matter of a page of a web site, wherever that page was saved.

A reader marks what the page itself calls its frame (``FRAME``); the words of buttons and banners
are known, also where the page was saved by Word or copied. How much was left out is told once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from msgspec.structs import replace

from moedebog.blocks import Run
from moedebog.importer.genre import dates, labels
from moedebog.importer.genre.patterns import FILE_ENDING
from moedebog.importer.pieces import FRAME, Kind, Piece, Row, everything

LEFT_OUT = "{} af websidens egne linjer (menu, knapper, sidefod …) er udeladt"
_BUTTON = re.compile(
    r"""
    (?:spring|gå|hop)\s(?:direkte\s)?(?:over\s)?til\s(?:side(?:n)?s\s)?(?:hoved)?(?:indhold|navigation|menu|bund)(?:et|en)?
    |(?:(?:åbn|luk|vis|skjul|fold|udvid)\s)?(?:hoved)?menu(?:en)?
    |(?:åbn|åben|luk|fold|vis|skjul|udvid)\s(?:alle|alt)(?:\s(?:ud|ind|punkter|sammen))?
    |fold\s(?:alle\s)?(?:ud|ind|sammen)
    |del\s(?:denne\s)?(?:siden?|på\s\w+|link)|tip\sen\sven|kopi[eé]r\slink(?:et)?
    |(?:ud)?skriv\s(?:siden\s)?ud|udskriv(?:\ssiden)?|print(?:\ssiden)?
    |læs\s(?:siden\s)?op|lyt\stil\ssiden
    |(?:til|gå\stil)\s(?:side(?:n)?s\s)?top(?:pen)?(?:\saf\ssiden)?|tilbage(?:\stil\s(?:forsiden|oversigten|listen|møder?))?
    |søg(?:\spå\ssiden|\si\s.{1,40})?|log\s(?:ind|på|ud)
    |(?:forrige|næste|foregående)\s(?:side|punkt)
    |(?:accept[eé]r|afvis|tillad|godkend)\s(?:alle\s)?(?:valgte\s)?cookies
    |(?:kun\snødvendige|nødvendige\scookies)|cookie(?:s|politik|indstillinger)?
    |se\s(?:vores\s)?["»”]?cookie-?politik["«”]?\.?
    |(?:hent|download|åbn|vis|se)\s(?:(?:hele\s)?\w{1,20}\s)?(?:som\s)?(?:en\s)?pdf(?:-fil)?
    |hent\shele\s(?:dagsordenen|referatet)
    |abonn[eé]r(?:\spå\s.{1,40})?|tilmeld\snyhedsbrev|rss
    |du\ser\sher\s?:.{0,200}
    |forside(?:\s?[>/»›|].{0,200})?
    |hjalp\s(?:siden|dette|informationen)\s(?:dig)?\??
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
_ADDRESS, _SHORT = 8, 60
"""So many lines, and characters of each, the address in it has."""
_HEAD_LINES = 60


def without_frame(pieces: list[Piece]) -> list[Piece]:
    """The pieces without the frame of a web page; a note at the first tells how much it was."""
    everywhere = list(everything(pieces))
    marked = any(piece.marker == FRAME for piece in everywhere)
    said = {piece.text.casefold() for piece in everywhere if _is_button(piece)}
    saved = bool(said) and (marked or len(said) >= _CERTAIN)

    def left_out(piece: Piece) -> bool:
        return piece.marker == FRAME or (saved and _is_button(piece))

    gone = {at for at, piece in enumerate(pieces) if left_out(piece)}
    if saved:
        gone |= {*_head(pieces), *_foot(pieces, gone)}
    number = len(gone)
    kept: list[Piece] = []
    for at, piece in enumerate(pieces):
        if at in gone:
            continue
        if piece.table and (inside := sum(map(left_out, piece.table.pieces()))):
            number += inside
            rows = tuple(_without(row, left_out) for row in piece.table.rows)
            piece = replace(piece, table=replace(piece.table, rows=rows))
        kept.append(piece)
    if number and kept:
        kept[0] = replace(kept[0], notes=(*kept[0].notes, LEFT_OUT.format(number)))
    return kept


def _without(row: Row, left_out: Callable[[Piece], bool]) -> Row:
    return tuple(tuple(piece for piece in cell if not left_out(piece)) for cell in row)


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


def _foot(pieces: Sequence[Piece], buttons: Collection[int]) -> range:
    """The lines from the first that only the foot of a page has, where all are short.

    Those between it and a button, *Til toppen* say, stand in the foot as well.
    """
    begin = max(len(pieces) - _FOOT_LINES, 0)
    at = next((n for n in range(begin, len(pieces)) if _FOOT.match(pieces[n].text)), len(pieces))
    if not all(len(piece.text) <= _LONGEST and not piece.rows for piece in pieces[at:]):
        return range(0)
    button = next((n for n in range(at - 1, max(at - _ADDRESS, 0), -1) if n in buttons), at)
    between = pieces[button + 1 : at]
    plain = all(one.kind is Kind.TEXT and len(one.text) <= _SHORT for one in between)
    return range(button if plain else at, len(pieces))
