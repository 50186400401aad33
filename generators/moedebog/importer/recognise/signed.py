"""Where people signed: what stands below the last item and decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec.structs import replace

from moedebog.importer.genre import dates, patterns
from moedebog.importer.pieces import BOLD, GUESSED, SIGNED, Kind, Piece, text_of_cell, text_piece
from moedebog.importer.recognise import people
from moedebog.importer.recognise.numbered import label_of

_LONGEST = 90
_FEWEST_ROLES = 2
_NAMES = 4
"""Words of two names."""
_LONGEST_RUN = 5
"""Signs of a line drawn with them, at least."""
_DRAWN = re.compile(rf"(?:[-–—=*] ?){{{_LONGEST_RUN},}}|(?:[.…] ?){{10,}}")
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_SMALL = re.compile(r"og|samt|den|d|for|i|til|v|mødets|mötets|møtets|af|de|von|van", re.IGNORECASE)


def without_blanks(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without the lines to write on; what stands at one is marked."""
    kept: list[Piece] = []
    below = False
    for piece in pieces:
        if piece.kind is Kind.TEXT and _DRAWN.fullmatch(piece.text) and not piece.sure:
            if piece.text[0] in ".…":
                below = True
            else:
                kept.append(Piece(Kind.RULE, page=piece.page, line=piece.line))
            continue
        if _is_stray(piece, kept[-1] if kept else None):
            continue
        here = "___" in piece.text
        if here:
            text = patterns.BLANKS.sub("  ", piece.text).strip()
            piece = replace(piece, inlines=text_piece(text).inlines)
        if not piece.text and here:
            below = True
            continue
        line = piece.kind is Kind.TEXT or (piece.kind is Kind.HEADING and piece.level == GUESSED)
        if line and not piece.marker and (here or below):
            piece = replace(piece, marker=SIGNED)
        below = False
        kept.append(piece)
    if below and kept and kept[-1].kind is Kind.TEXT:
        kept[-1] = replace(kept[-1], marker=SIGNED)
    return kept


def _is_stray(piece: Piece, above: Piece | None) -> bool:
    """Whether a line holds a sign alone and says nothing; a dash below a title says that much."""
    plain = piece.kind is Kind.TEXT and not (piece.sure or piece.notes)
    titled = above is None or above.kind is Kind.HEADING or label_of(above)
    return plain and piece.text in (_SIGNS if titled else _SIGNS | _DASHES) and len(piece.text) == 1


_SIGNS, _DASHES = frozenset(".,•·*:;"), frozenset("-–")


def signed_from(pieces: Sequence[Piece], elects: bool) -> int | None:
    """Where what was signed begins, among the pieces at the end; ``None`` where nothing was.

    ``elects``: whether the offices that are named may be those that people were elected to.
    """
    found = [at for at in (_sheet(pieces), _block(pieces, elects)) if at is not None]
    found += [at for at, one in enumerate(pieces) if _says_signed(one)][:1]
    return min(found, default=None)


def _says_signed(piece: Piece) -> bool:
    return piece.kind is Kind.TEXT and bool(patterns.SIGNING.match(piece.text))


def _sheet(pieces: Sequence[Piece]) -> int | None:
    """Where the sheet of a service begins, with a stamp for each who signed."""
    stamps = (at for at, piece in enumerate(pieces) if any(map(_stamped, _lines(piece))))
    first = next(stamps, None)
    if first is None:
        return None
    above = takewhile(_names_somebody, reversed(pieces[:first]))
    return first - sum(1 for _ in above)


def _stamped(text: str) -> bool:
    return bool(patterns.STAMP.search(text))


def _block(pieces: Sequence[Piece], elects: bool) -> int | None:
    """Where the lines begin, down to the end, that hold only names, offices, places and days."""
    size = sum(1 for _ in takewhile(_names_somebody, reversed(pieces)))
    block = pieces[len(pieces) - size :]
    heads = [at for at, piece in enumerate(block) if piece.marker == SIGNED or _office(piece)]
    drawn = any(piece.marker == SIGNED for piece in block)
    if not drawn and (elects or len(heads) < _FEWEST_ROLES):
        return None
    begin = heads[0] - (heads[0] > 0 and names_above(block[heads[0] - 1 :]))
    return len(pieces) - size + begin


def names_above(pieces: Sequence[Piece]) -> bool:
    """Whether these are names down to the end, each with an office alone on the line below it."""
    texts = [piece.text for piece in pieces]
    offices = all(patterns.ROLE.fullmatch(text) for text in texts[1::2])
    names = all(people.NAMES.match(text) and not _office_first(text) for text in texts[::2])
    return bool(texts) and len(texts) % 2 == 0 and offices and names


def _names_somebody(piece: Piece) -> bool:
    """Whether it may be a line of what is signed."""
    if piece.kind is Kind.HEADING and GUESSED < piece.level < BOLD:
        return False
    if piece.kind not in (Kind.TEXT, Kind.HEADING, Kind.TABLE):
        return False
    lines = list(_lines(piece))
    drawn = piece.marker == SIGNED and len(piece.text) <= _LONGEST
    return drawn or (bool(lines) and all(map(_is_signature, lines)))


def _office(piece: Piece) -> bool:
    """Whether its first line begins with an office: ``Formand: Bo Prøve``."""
    return _office_first(next(_lines(piece), ""))


def _office_first(line: str) -> bool:
    words = [word.rstrip(".").casefold() for word in _WORD.findall(line)]
    begun = next((word for word in words if not _SMALL.fullmatch(word)), "")
    return bool(patterns.ROLE.fullmatch(begun))


def _is_signature(text: str) -> bool:
    """Whether a line holds only names, offices, a place and a day."""
    if len(text) > _LONGEST or text.endswith((".", "!", "?")):
        return False
    if dates.find_date(text) and len(text.split()) < 6:
        return True
    words = _WORD.findall(re.sub(r"\([^)]*\)", "", text))
    bare = [word for word in words if not _SMALL.fullmatch(word)]
    offices = [word for word in bare if patterns.ROLE.fullmatch(word.rstrip("."))]
    lower = [word for word in bare if word[0].islower() and word not in offices]
    # One word more may tell what somebody is: ``Bo Prøve/ vicevært Ane Prøve``.
    named = not lower or (len(lower) == 1 and "/" in text and len(bare) > _NAMES)
    return named and bool(offices or len(bare) > 1)


def _lines(piece: Piece) -> Iterator[str]:
    """What it says, cell by cell where it is a table."""
    if piece.kind is not Kind.TABLE:
        yield piece.text
        return
    for row in piece.rows:
        yield from (text for cell in row if (text := text_of_cell(cell)))
