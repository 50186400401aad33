"""What earlier versions wrote otherwise into the record of what was issued."""

from __future__ import annotations

from collections.abc import Iterator

from moedebog.compose import plan
from moedebog.compose.dispatch import attached
from moedebog.diagnostics import Phrase, Problems, Rule, Severity
from moedebog.document import Audience, Kind
from moedebog.examples import Example
from moedebog.issue.names import attachment_name
from moedebog.issued import dump, meeting_id, open_name, united
from moedebog.load import load
from moedebog.meeting import Meeting
from moedebog.upgrade import changes
from moedebog.upgrade.changes import Change, YamlFile
from moedebog.upgrade.edits import Edit, Replace
from moedebog.workspace import ISSUED_SUFFIX

UNKNOWN_MEETING = Rule(
    "M468",
    Severity.WARNING,
    Phrase(
        "Filen nævner bilag ved navn, men mødet kan ikke læses her, så ingen ved, hvilke der er "
        "lukkede.",
        "The file names attachments, but the meeting cannot be read here, so nobody knows which "
        "are closed.",
    ),
    Phrase(
        "Ret mødefilen, og kør kommandoen igen; eller slet selv navnene på de lukkede bilag.",
        "Correct the meeting file and run the command again; or remove the names of closed ones.",
    ),
    Example(
        wrong="2025-09-12.udsendt.yaml nævner »Punkt 3, bilag 1 - Skøde.pdf«, "
        "og mødefilen har en fejl",
        right="En mødefil uden fejl",
        file="Word",
    ),
    reason=Phrase(
        "Et bilags navn kan i sig selv røbe, hvad en lukket sag handler om.",
        "The name of an attachment can by itself give away what a closed case is about.",
    ),
    source=Phrase.same("docs/opgradering.md"),
    always=True,
)


def _closed_names(place: YamlFile) -> Iterator[Edit]:
    """Earlier versions wrote the names of closed attachments as well.

    As when something is sent, what is not known to be open keeps only the part that says where it
    belongs. Records with a source never had more.
    """
    data = place.tree.data
    entries = data.get("udsendt") if isinstance(data, dict) else None
    known: set[str] | None = None
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(entry, dict) or "kilde" in entry:
            continue
        for number, file in enumerate(entry.get("filer") or ()):
            name = str(file["navn"])
            if open_name(name, ()) == name:
                continue
            if known is None:
                known = _open_names(place)
            path = ("udsendt", index, "filer", number, "navn")
            if (bare := open_name(name, known)) != name:
                yield Replace(path, bare)


def _open_names(place: YamlFile) -> set[str]:
    meeting = _meeting(place)
    if meeting is None:
        raise Problems([UNKNOWN_MEETING.at(place.tree.position(("udsendt",), key=True))])
    names: set[str] = set()
    planned, _ = plan(meeting)
    for kind in Kind:
        for bilag in attached(planned, kind, Audience.OFFENTLIG):
            names |= {attachment_name(bilag, nth) for nth in range(1, 10)}
    return names


def _meeting(place: YamlFile) -> Meeting | None:
    """The meeting that a record belongs to, by its id."""
    ws, own = place.ws, str(place.tree.data.get("moede", ""))
    for file in ws.meeting_files():
        if file.path.parent == place.path.parent and meeting_id(ws, file.path) == own:
            return load(ws, file, looks=False).meeting
    return None


def _put_together(data: bytes, name: str) -> tuple[bytes, list[Phrase]] | None:
    """What two branches each issued, in one record with a number for each version."""
    whole = united(data, name)
    if whole is None:
        return None
    told = [
        _NUMBERED.put(
            dokument=one.dokument, version=one.version, tid=f"{one.tid:%d.%m.%Y %H.%M}", ny=number
        )
        for one, number in whole.renumbered
    ]
    meeting = whole.meeting or name.rpartition("/")[2].removesuffix(ISSUED_SUFFIX)
    return dump(meeting, whole.issues, whole.begivenheder), [_BOTH, *told]


_BOTH = Phrase(
    "alt, hvad de to grene har udsendt, står i filen",
    "all that the two branches issued stands in the file",
)
_NUMBERED = Phrase(
    "version {version} af {dokument}, udsendt {tid}, bliver version {ny}",
    "version {version} of the {dokument}, issued {tid}, becomes version {ny}",
)

CHANGES: tuple[Change, ...] = (
    Change("O4", "0.1.0", changes.FileKind.RECORD, _BOTH, anew=_put_together),
    Change(
        "O1",
        "0.1.0",
        changes.FileKind.RECORD,
        Phrase(
            "et lukket bilag nævnes kun med sit nummer",
            "a closed bilag is named by its number alone",
        ),
        _closed_names,
    ),
)
"""Oldest first."""
