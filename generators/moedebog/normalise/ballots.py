"""What is on record by name: votes, elections, statements, and who brings a matter on."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from moedebog.catalogue import Afgoerelse, Flertal, Valggrundlag
from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import (
    Afstemning,
    Indbringelse,
    Kandidat,
    Protokolbemaerkning,
    Stemmer,
    Valg,
    Valgliste,
    Valgrunde,
)
from moedebog.normalise.people import Names
from moedebog.normalise.reading import Reader, line, one_by_one
from moedebog.source import TreePath

ELECTION_WITH_SIDES = Rule(
    "M5209",
    Severity.ERROR,
    Phrase("{noegle} kan ikke stå sammen med valg.", "{noegle} cannot stand together with valg."),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="- titel: A\n  afstemning:\n    for: 2\n    valg: {til: Formand, valgt: [Bo Bæk]}",
        right="- titel: A\n  afstemning:\n    valg: {til: Formand, valgt: [Bo Bæk]}",
    ),
)

_AT_CANDIDATES = Phrase(
    "Skriv stemmerne ved kandidaterne i valgets runder, eller slet valg.",
    "Write the votes at the candidates in the election's runder, or delete valg.",
)
_ABSTAINED = Phrase(
    "Slet `undlod`: kun afgivne stemmer tæller i et valg. Var de blanke, så skriv dem som `blanke` "
    "i valgets runde.",
    "Delete `undlod`: only votes cast count in an election. If they were blank, write them as "
    "`blanke` in the election's round.",
)
_NOT_COUNTING = Phrase(
    "Flyt `{noegle}` ind i valgets runde, under kandidaterne.",
    "Move `{noegle}` into the election's round, below the candidates.",
)
_BASIS = Phrase(
    "Slet `flertal`, eller skriv `grundlag` ved valgets runder.",
    "Delete `flertal`, or write `grundlag` at the election's runder.",
)
_SIDES = ("for", "imod", "undlod", "blanke", "ugyldige")
_INSTEAD = {
    "for": _AT_CANDIDATES,
    "imod": _AT_CANDIDATES,
    "undlod": _ABSTAINED,
    "blanke": _NOT_COUNTING.put(noegle="blanke"),
    "ugyldige": _NOT_COUNTING.put(noegle="ugyldige"),
    "flertal": _BASIS,
}
"""What to do about a key that does not go with an election."""


def votes(
    reader: Reader, data: dict[str, Any], path: TreePath, names: Names
) -> tuple[Afstemning, ...]:
    """The votes under ``afstemning``: one, or a list of them."""
    value, here = data["afstemning"], (*path, "afstemning")
    if not isinstance(value, list):
        return (_vote(reader, value, here, names),)
    return tuple(_vote(reader, one, (*here, index), names) for index, one in enumerate(value))


def _vote(reader: Reader, data: dict[str, Any], path: TreePath, names: Names) -> Afstemning:
    sides = {key: _voices(reader, data, key, path, names) for key in _SIDES}
    if "valg" in data:
        for key, raad in _INSTEAD.items():
            if key in data:
                reader.report(ELECTION_WITH_SIDES, (*path, key), key=True, noegle=key, raad=raad)
    return Afstemning(
        forslag=reader.text(data, "forslag"),
        for_=sides["for"],
        imod=sides["imod"],
        undlod=sides["undlod"],
        blanke=sides["blanke"],
        ugyldige=sides["ugyldige"],
        valg=_election(reader, data["valg"], (*path, "valg"), names) if "valg" in data else None,
        afgjort_af=Afgoerelse.of(data["afgjort_af"]) if "afgjort_af" in data else None,
        flertal=Flertal.of(data["flertal"]) if "flertal" in data else None,
        hemmelig=reader.yes(data, "hemmelig"),
        position=reader.at(path),
    )


def _voices(
    reader: Reader, data: dict[str, Any], key: str, path: TreePath, names: Names
) -> Stemmer | None:
    """The votes of one side, with the names as they are known."""
    side = _side(reader, data, key, path)
    if side is None or not side.navne:
        return side
    value, here = data[key], (*path, key)
    if isinstance(value, dict):
        value, here = value["navne"], (*here, "navne")
    return replace(side, navne=_known(reader, value, side.navne, here, names))


def _known(
    reader: Reader, value: Any, typed: tuple[str, ...], path: TreePath, names: Names
) -> tuple[str, ...]:
    listed = isinstance(value, list)
    return tuple(
        names.voice(reader, (*path, index) if listed else path, name)
        for index, name in enumerate(typed)
    )


def _side(reader: Reader, data: dict[str, Any], key: str, path: TreePath) -> Stemmer | None:
    if key not in data:
        return None
    value, place = data[key], reader.at((*path, key))
    if isinstance(value, dict):
        return Stemmer(value.get("antal"), reader.texts(value, "navne"), place)
    if isinstance(value, list):
        return Stemmer(None, reader.texts(data, key), place)
    if isinstance(value, str):
        return Stemmer(None, (line(value),), place)
    return Stemmer(value, (), place)


# --- elections ------------------------------------------------------------------------


def _election(reader: Reader, data: dict[str, Any], path: TreePath, names: Names) -> Valg:
    return Valg(
        til=reader.text(data, "til"),
        runder=tuple(
            _round(reader, one, (*path, "runder", index), names)
            for index, one in enumerate(data.get("runder", ()))
        ),
        lister=tuple(
            _list(reader, one, (*path, "lister", index), names)
            for index, one in enumerate(data.get("lister", ()))
        ),
        valgt=_named(reader, data, "valgt", path, names),
        position=reader.at(path),
    )


def _named(
    reader: Reader, data: dict[str, Any], key: str, path: TreePath, names: Names
) -> tuple[str, ...]:
    if key not in data:
        return ()
    return _known(reader, data[key], reader.texts(data, key), (*path, key), names)


def _round(reader: Reader, data: dict[str, Any], path: TreePath, names: Names) -> Valgrunde:
    candidates = []
    for index, one in enumerate(data["kandidater"]):
        here: TreePath = (*path, "kandidater", index)
        voters = _voices(reader, one, "stemmer", here, names)
        assert voters is not None  # noqa: S101 - the schema has seen to it
        name = names.voice(reader, (*here, "navn"), one["navn"])
        candidates.append(Kandidat(name, voters, reader.at(here)))
    return Valgrunde(
        tuple(candidates),
        grundlag=Valggrundlag.of(data["grundlag"]) if "grundlag" in data else None,
        blanke=_voices(reader, data, "blanke", path, names),
        ugyldige=_voices(reader, data, "ugyldige", path, names),
        position=reader.at(path),
    )


def _list(reader: Reader, data: dict[str, Any], path: TreePath, names: Names) -> Valgliste:
    return Valgliste(
        names.voice(reader, (*path, "navn"), data["navn"]),
        stemmer=_voices(reader, data, "stemmer", path, names),
        pladser=data.get("pladser"),
        valgte=_named(reader, data, "valgte", path, names),
        position=reader.at(path),
    )


# --- statements, and matters brought on -----------------------------------------------


def statements(
    reader: Reader, data: dict[str, Any], path: TreePath, names: Names
) -> tuple[Protokolbemaerkning, ...]:
    """The statements under ``protokolbemaerkninger``."""
    found = []
    for index, one in enumerate(data["protokolbemaerkninger"]):
        here: TreePath = (*path, "protokolbemaerkninger", index)
        text = reader.markdown((*here, "tekst"), one["tekst"])
        name = names.voice(reader, (*here, "fra"), one["fra"])
        found.append(Protokolbemaerkning(name, text, reader.at(here)))
    return tuple(found)


def brought(reader: Reader, data: dict[str, Any], path: TreePath, names: Names) -> Indbringelse:
    """Who brings the matter before which body, under ``indbragt``."""
    value, here = data["indbragt"], (*path, "indbragt")
    return Indbringelse(
        af=tuple(names.voice(reader, place, name) for place, name in one_by_one(value, "af", here)),
        for_=reader.text(value, "for"),
        position=reader.at(here),
    )
