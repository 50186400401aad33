"""Votes and statements for the minutes, under their own heading or within a decision."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from moedebog.catalogue import Afgoerelse, Slags
from moedebog.importer.genre import labels, patterns
from moedebog.importer.pieces import Kind, Piece, without_end, without_start
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import any_of, expression, literal

_COUNTED = (DANISH.one_vote, DANISH.several_votes)
_VOTES = rf"(?:{any_of(*(p.partition('}')[2].strip() for p in _COUNTED))})"
COUNT = rf"(?P<antal>\d+)\s+{_VOTES}"
"""``5 stemmer``."""
_MAIN = tuple(
    re.compile(expression(phrase, **filled), re.IGNORECASE)
    for phrase, filled in (
        (
            DANISH.vote_carried,
            {"votes": rf"(?P<for>\d+)\s+{_VOTES}", "against": r"(?P<imod>\d+)"},
        ),
        (DANISH.vote_carried_alone, {"votes": rf"(?P<for>\d+)\s+{_VOTES}"}),
        (
            DANISH.vote_rejected,
            {"votes": rf"(?P<imod>\d+)\s+{_VOTES}", "in_favour": r"(?P<for>\d+)"},
        ),
        *(
            (phrase, {"votes": rf"(?P<for>\d+)\s+{_VOTES}", "against": r"(?P<imod>\d+)"})
            for phrase in (DANISH.vote_not_enough, DANISH.vote_tied, DANISH.vote_counted)
        ),
    )
)
"""How the sentence of a result of ours begins."""
CLAUSES = tuple(
    (key, re.compile(expression(phrase, number=r"(\d+)")))
    for key, phrase in (
        ("undlod", DANISH.clause_abstained),
        ("blanke", DANISH.clause_blank),
        ("ugyldige", DANISH.clause_one_invalid),
        ("ugyldige", DANISH.clause_invalid),
    )
)
"""How many votes counted on no side, with the key that they stand under."""
WORDS: dict[str, tuple[str, str]] = {
    **{text: ("afgjort_af", word.value) for word, text in DANISH.tie_decided.items()},
    DANISH.tie_decided_by_leader: ("afgjort_af", Afgoerelse.FORMAND.value),
    **{text: ("flertal", word.value) for word, text in DANISH.majority_needed.items()},
    DANISH.secret_ballot: ("hemmelig", "ja"),
}
"""The clauses that hold no number, with what they say."""
Known = Callable[[str], bool]
"""Whether a name is one that the meeting file may use."""


def votes_in(pieces: Sequence[Piece], known: Known) -> list[dict[str, Any]] | None:
    """The votes; ``None`` where a line is not understood to the letter."""
    cast: list[dict[str, Any]] = []
    for piece in pieces:
        if match := re.match(rf"{literal(DANISH.proposal)}: (.+)\Z", piece.text):
            cast.append({"forslag": match[1]})
            continue
        if result := _result(piece.text):
            if not cast or set(cast[-1]) - {"forslag"}:
                cast.append({})
            cast[-1] |= result
            continue
        line = _sides(piece.text, known)
        if line is None:
            return None
        for side, value in line:
            if cast and isinstance(told := cast[-1].get(side), int) and not isinstance(value, int):
                cast[-1][side] = _with_number(told, value, known)
                continue
            if not cast or side in cast[-1]:
                cast.append({})
            cast[-1][side] = value
    complete = all(set(one) - {"forslag"} for one in cast)
    return cast if cast and complete else None


def _result(text: str) -> dict[str, Any] | None:
    """The numbers of a sentence that says what a vote came to, as documents of ours have it."""
    main, *clauses = text.rstrip(".").split(DANISH.clause_separator)
    begun = next((match for one in _MAIN if (match := one.fullmatch(main))), None)
    if begun is None:
        return None
    found: dict[str, Any] = {side: int(number) for side, number in begun.groupdict().items()}
    for clause in clauses:
        counted = next(
            ((key, match) for key, one in CLAUSES if (match := one.fullmatch(clause))), None
        )
        if counted:
            found[counted[0]] = int(counted[1][1])
        elif clause in WORDS:
            key, word = WORDS[clause]
            found[key] = word
        else:
            return None
    return found


def _with_number(number: int, who: Any, known: Known) -> Any:
    """The names of a side whose number is told already; persons are counted anew."""
    names = who["navne"] if isinstance(who, dict) else who
    if len(names) == number and all(map(known, names)):
        return names
    return {"antal": number, "navne": names}


def _sides(text: str, known: Known) -> list[tuple[str, Any]] | None:
    """The sides of a vote on one line: ``For stemte 12 (A, V). Imod stemte 5 (Ø).``"""
    sides = []
    for part in patterns.SIDES_APART.split(text):
        for side, pattern in patterns.SIDES:
            match = pattern.match(part.strip())
            value = _who(match["hvem"].strip(), known) if match else None
            if value is not None:
                sides.append((side, value))
                break
        else:
            return None
    return sides


def _who(text: str, known: Known) -> Any:
    """The number of votes, the names, or both; ``None`` where it is something else."""
    if re.fullmatch(r"ingen|nul", text, re.IGNORECASE):
        return 0
    if match := _MANY.fullmatch(text):
        return _many(int(match["antal"]), match["hvem"], known)
    first = re.fullmatch(rf"(\d+)(?:\s+{_VOTES})?(?:\s*:\s*(.+)|\s*\((.+)\))?", text)
    last = re.fullmatch(rf"(.+?)\s*\((\d+)(?:\s+{_VOTES})?\)", text)
    number = int(first[1] if first else last[2] if last else 0)
    named = (first[2] or first[3] or "") if first else last[1] if last else text
    names = [name for name in divided(named) if name]
    if not names:
        return number if first else None
    if not all(_votes_here(name, known) for name in names):
        return None
    if parties := _by_party(divided(named if first else text), known):
        return {**parties, "antal": number} if first else parties
    if not first and (not last or all(map(known, names))):
        # Persons are counted anew.
        return names if not last or number == len(names) else None
    return {"antal": number, "navne": names}


_MANY = re.compile(r"\((?P<antal>\d+)\):?\s+(?P<hvem>\S.*)")
"""Behind a label that tells how many they are, as our own documents have it."""


def _many(number: int, text: str, known: Known) -> Any:
    """The names of many, by party where they are told so; ``None`` where it is something else."""
    names: list[str] = []
    label, whole = "", False
    for part in text.split("; "):
        name = part
        if match := labels.BY_PARTY.fullmatch(part):
            label, name = match["label"], match["names"]
        if name == labels.WHOLE and match:
            whole = True
            names.append(label)
        elif known(name) or known(f"{name} ({label})") or _votes_here(name, known):
            names.append(name if known(name) or not label else f"{name} ({label})")
        else:
            return _few(number, text, known)
    if whole:
        return {"antal": number, "navne": names}
    return names if len(names) == number else _few(number, text, known)


def _few(number: int, text: str, known: Known) -> Any:
    """Those who stand in a sentence behind their number, where there are so many."""
    told = _who(text, known)
    if isinstance(told, dict):
        return told if told["antal"] == number else None
    if not isinstance(told, list):
        return None
    if len(told) == number and all(known(re.sub(r" \([^()]+\)\Z", "", one)) for one in told):
        return told
    return {"antal": number, "navne": told}


_BETWEEN = re.compile(r"[,;]\s+|\s+(?:og|samt)\s+")
"""What divides names."""


def divided(text: str) -> list[str]:
    """The names in a row; what stands in parentheses behind one, such as a party, is whole."""
    parts, begin, at, depth = [], 0, 0, 0
    for match in _BETWEEN.finditer(text):
        here = match.start()
        depth += text.count("(", at, here) - text.count(")", at, here)
        at = here
        if depth <= 0:
            parts.append(text[begin:here].strip())
            begin, depth = match.end(), 0
    return [*parts, text[begin:].strip()]


def _by_party(parts: Sequence[str], known: Known) -> Any:
    """»A (5), V (4) og Bo Ny (C)«: how many of each party, and persons by name."""
    number, names = 0, []
    for part in parts:
        counted = re.fullmatch(r"(.+?)\s*\((\d+)\)", part)
        bare = re.sub(r"\s*\([^()]+\)\Z", "", part)
        if counted is None and not known(part) and not known(bare):
            return None
        number += int(counted[2]) if counted else 1
        names.append(part)
    if len(names) < 2 or not any(re.search(r"\(\d+\)\Z", name) for name in names):
        return None
    return {"antal": number, "navne": names}


def _votes_here(name: str, known: Known) -> bool:
    """Whether it is the name of a party or a person, with or without what stands behind it."""
    bare = re.sub(r"\s*\([^()]+\)\Z", "", name)
    return bool(patterns.PARTY.fullmatch(bare)) or known(bare)


# --- statements ---------------------------------------------------------------------------------


def statements_in(pieces: Sequence[Piece], whom: str, known: Known) -> list[dict[str, Any]] | None:
    """Who wanted what in the minutes, as the pieces of each; ``None`` where it is not certain."""
    if whom:
        return [{"fra": whom, "tekst": list(pieces)}] if pieces else None
    statements: list[dict[str, Any]] = []
    for piece in pieces:
        statement = _statement(piece, known)
        if statement is not None:
            statements.append(statement)
        elif statements:
            statements[-1]["tekst"].append(piece)
        else:
            return None
    return statements if statements and all(one["tekst"] for one in statements) else None


def _statement(piece: Piece, known: Known) -> dict[str, Any] | None:
    """The statement that a paragraph begins."""
    if piece.kind not in (Kind.TEXT, Kind.HEADING):
        return None
    match = next((m for p in patterns.STATEMENT if (m := p.match(piece.text))), None)
    if match is None:
        match = re.match(r"(?P<fra>[A-ZÆØÅ][^:.]{1,58}):(?:\s+(?P<tekst>\S.*))?\Z", piece.text)
        if match is None or not _may_state(match["fra"], known):
            return None
    here = [without_start(piece, match.start("tekst"))] if match["tekst"] else []
    return {"fra": match["fra"], "tekst": here}


def _may_state(who: str, known: Known) -> bool:
    names = re.split(r",\s+|\s+og\s+", re.sub(r"\s*\([^)]*\)", "", who))
    person = re.compile(r"(?:[A-ZÆØÅ][\w'.-]+ )+[A-ZÆØÅ][\w'.-]+")
    return all(patterns.PARTY.fullmatch(n) or known(n) or person.fullmatch(n) for n in names)


# --- within a decision --------------------------------------------------------------------------


TEXT = Slags.TEKST
"""What a stretch of a decision is that is neither a vote nor a statement."""


def apart(pieces: Sequence[Piece], known: Known) -> Iterator[tuple[Slags, list[Piece]]]:
    """A decision as stretches of text, of votes and of statements, in their order.

    A vote has two sides at least; a single line such as *Imod stemte V* is text.
    """
    text: list[Piece] = []
    index = 0
    lines = [part for piece in pieces for part in _after_votes(piece, known)]
    while index < len(lines):
        end = index
        sides = 0
        while end < len(lines) and (line := _sides_of(lines[end], known)):
            sides += len(line)
            end += 1
        unread = bool(text) and text[-1].kind is Kind.TEXT and _is_side(text[-1].text)
        if sides > 1 and not unread:
            slags = Slags.AFSTEMNING
        elif _leads_to_statement(lines[index]):
            slags, end = Slags.PROTOKOLBEMAERKNINGER, index
            while end < len(lines) and _leads_to_statement(lines[end]):
                end += 2 if lines[end].text.endswith(":") else 1
        else:
            end = end if sides > 1 else index + 1
            text += lines[index:end]
            index = end
            continue
        if text:
            yield TEXT, text
            text = []
        yield slags, lines[index:end]
        index = end
    if text:
        yield TEXT, text


def _is_side(text: str) -> bool:
    """Whether a line may be one side of a vote, whatever is told of it."""
    return any(pattern.match(text) for _, pattern in patterns.SIDES) and bool(_NUMBER.search(text))


_NUMBER = re.compile(r"\d")


def _leads_to_statement(piece: Piece) -> bool:
    return any(pattern.match(piece.text) for pattern in patterns.STATEMENT)


def _sides_of(piece: Piece, known: Known) -> list[tuple[str, Any]] | None:
    return _sides(piece.text, known) if piece.kind is Kind.TEXT else None


def _after_votes(piece: Piece, known: Known) -> list[Piece]:
    """The piece, or a line of votes and the text after it on the same line."""
    if piece.kind is not Kind.TEXT or not any(p.match(piece.text) for _, p in patterns.SIDES):
        return [piece]
    for stop in reversed([m.end() for m in re.finditer(r"[\w)]\.\s+(?=[A-ZÆØÅ])", piece.text)]):
        sides = _sides(piece.text[:stop].strip(), known)
        if sides and len(sides) > 1:
            return [without_end(piece, stop), without_start(piece, stop)]
    return [piece]
