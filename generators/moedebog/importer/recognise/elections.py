"""Elections, as referater of ours print them: what for, who was elected, and round by round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import Piece
from moedebog.importer.recognise.votes import CLAUSES, COUNT, WORDS, Known, divided
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import expression, literal

_WHAT = re.compile(rf"{literal(DANISH.election)}:\s+(?P<til>\S.*)\Z")
_SECRET = f" ({DANISH.secret_ballot})"
_ELECTED = re.compile(expression(DANISH.elected, names=r"(?P<navne>\S.+)"))
_BASES = {text: basis.value for basis, text in DANISH.election_bases.items()}
_BASIS = rf"(?: \((?P<grundlag>{'|'.join(map(literal, _BASES))})\))?"
_ROUND = re.compile(
    rf"(?:{expression(DANISH.ballot_number, number='(?P<nr>[0-9]+)')}|{literal(DANISH.ballot)})"
    rf"{_BASIS}:?\s+(?P<stemmer>\S.*)\Z"
)
"""``2. runde (bundet valg) Anna Ny (A): 4 stemmer; Bo Ny (V): 3 stemmer``."""
_COLUMNS = {
    folded(DANISH.election_list): "navn",
    folded(DANISH.election_votes): "stemmer",
    folded(DANISH.election_seats): "pladser",
    folded(DANISH.elected_names): "valgte",
}


def is_election(piece: Piece) -> bool:
    """Whether it is a line or a table that moedebog tells an election with."""
    return _columns(piece) is not None or any(
        pattern.match(_line(piece)) for pattern in (_WHAT, _ELECTED, _ROUND)
    )


def begins_election(piece: Piece) -> bool:
    """Whether an election begins with this line, which says what for."""
    return _WHAT.match(_line(piece)) is not None


def election_in(pieces: Sequence[Piece], known: Known) -> dict[str, Any] | None:
    """One election; ``None`` where a line is not understood to the letter."""
    vote: dict[str, Any] = {}
    valg: dict[str, Any] = {}
    for piece in pieces:
        if not (
            _what(vote, valg, _line(piece))
            or _elected(vote, valg, _line(piece))
            or _round(valg, _line(piece), known)
            or _lists(valg, piece, known)
        ):
            return None
    return {**vote, "valg": valg} if valg else None


def _line(piece: Piece) -> str:
    """The text of a line; a number before it may have seemed to begin a list."""
    return f"{piece.marker} {piece.text}".strip()


def _what(vote: dict[str, Any], valg: dict[str, Any], text: str) -> bool:
    match = _WHAT.match(text)
    if match is None or valg:
        return False
    what, point, said = match["til"].partition(". ")
    if point and not _elected(vote, valg, said):
        what = match["til"]
    if what == DANISH.secret_ballot or what.endswith(_SECRET):
        vote["hemmelig"] = True
        what = what.removesuffix(_SECRET) if what.endswith(_SECRET) else ""
    if what:
        valg["til"] = what
    return True


def _elected(vote: dict[str, Any], valg: dict[str, Any], text: str) -> bool:
    main, *clauses = text.rstrip(".").split(DANISH.clause_separator)
    match = _ELECTED.fullmatch(main)
    if match is None or "valgt" in valg or any(clause not in WORDS for clause in clauses):
        return False
    valg["valgt"] = _names(match["navne"])
    vote |= dict(WORDS[clause] for clause in clauses)
    return True


def _round(valg: dict[str, Any], text: str, known: Known) -> bool:
    match = _ROUND.match(text)
    if match is None or (match["nr"] or "1") != str(len(valg.get("runder", ())) + 1):
        return False
    found: dict[str, Any] = {"grundlag": _BASES[match["grundlag"]]} if match["grundlag"] else {}
    candidates: list[dict[str, Any]] = []
    for part in match["stemmer"].split(DANISH.clause_separator):
        counted = next(((key, m) for key, one in CLAUSES if (m := one.fullmatch(part))), None)
        name, colon, cast = part.partition(": ")
        if counted:
            found[counted[0]] = int(counted[1][1])
        elif colon:
            candidates.append({"navn": name, "stemmer": _cast(cast, known)})
        else:
            return False
    if not candidates:
        return False
    valg.setdefault("runder", []).append({**found, "kandidater": candidates})
    return True


def _lists(valg: dict[str, Any], piece: Piece, known: Known) -> bool:
    keys = _columns(piece)
    if keys is None or piece.table is None or "lister" in valg:
        return False
    lists = []
    for texts in piece.table.texts[1:]:
        one: dict[str, Any] = {key: text for key, text in zip(keys, texts, strict=True) if text}
        if not one.get("navn") or not one.get("pladser", "0").isdigit():
            return False
        if "stemmer" in one:
            one["stemmer"] = _cast(one["stemmer"], known)
        if "pladser" in one:
            one["pladser"] = int(one["pladser"])
        if "valgte" in one:
            one["valgte"] = _names(one["valgte"])
        lists.append(one)
    valg["lister"] = lists
    return bool(lists)


def _columns(piece: Piece) -> list[str] | None:
    """The keys of a table of lists; ``None`` where it is something else."""
    head = list(map(folded, piece.table.head)) if piece.table else []
    whole = len(head) > 1 and head[0] == folded(DANISH.election_list)
    return [_COLUMNS[word] for word in head] if whole and set(head) <= _COLUMNS.keys() else None


def _names(text: str) -> list[str]:
    return divided(text)


def _cast(text: str, known: Known) -> Any:
    """How many votes, from whom where that is told as well."""
    match = re.fullmatch(rf"{COUNT}(?: \((?P<navne>.+)\))?", text)
    if match is None:
        return _names(text)
    number = int(match["antal"])
    names = _names(match["navne"]) if match["navne"] else []
    bare = [re.sub(r"\s*\([\w ]+\)\Z", "", name) for name in names]
    if not names:
        return number
    return (
        names
        if len(names) == number and all(map(known, bare))
        else {"antal": number, "navne": names}
    )
