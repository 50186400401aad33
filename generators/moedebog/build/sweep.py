"""Public files that may no longer stand are removed, before anything that can fail.

What may stand in a folder of outputs is what a record proves to be made from the meetings'
files as they are now. Every folder that was ever used is gone through. What no record knows
is opened once, and says itself whether moedebog made it: a public document that did, and
whose age nobody can prove, is removed. Files of others are never touched.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, field

from moedebog.build.manifest import (
    BuiltMeeting,
    Digests,
    Looked,
    Made,
    Manifest,
    contents,
)
from moedebog.build.ours import endings, is_document, is_made, is_ours, is_public
from moedebog.build.store import RecordFolder, Store
from moedebog.checksums import digest_if_there
from moedebog.diagnostics import Diagnostic, EnvironmentProblem, Phrase, Position, Rule, Severity
from moedebog.examples import Example
from moedebog.settings.command import is_output
from moedebog.workspace import (
    EXTRACTS_FOLDER,
    MAIL_FOLDER,
    MATERIAL_FOLDER,
    MEETINGS,
    OUTPUT,
    PUBLISHED,
    STATE,
    TRIALS,
    Workspace,
)

FOREIGN = Rule(
    "M402",
    Severity.WARNING,
    Phrase(
        "Filen hedder som et af moedebogs dokumenter, men moedebog har ikke lavet den. Den bliver "
        "liggende.",
        "The file is called like a document of moedebog's, which did not make it. It stays.",
    ),
    Phrase(
        "Flyt den ud af mappen, eller giv den et andet navn.",
        "Move it out of the folder, or give it another name.",
    ),
    Example(
        wrong="output/byraad/2025-09-12/referat.docx er gemt af Word.",
        right="Den ligger uden for mappen output/.",
    ),
    about=(),
    always=True,
)
COPY = Rule(
    "M403",
    Severity.WARNING,
    Phrase(
        "Filen er et dokument, som moedebog har lavet, under et andet navn. Den bliver liggende, "
        "også når det, den viser, siden er lukket.",
        "The file is a document that moedebog made, under another name. It stays, also when what "
        "it shows has been closed since.",
    ),
    Phrase("Flyt den ud af mappen, eller slet den.", "Move it out of the folder, or delete it."),
    Example(
        wrong="output/byraad/2025-09-12/referat - Kopi.pdf",
        right="output/byraad/2025-09-12/referat.pdf",
    ),
    reason=Phrase(
        "Programmet fjerner et dokument, når noget i det bliver lukket. En kopi under et andet "
        "navn kender det ikke og lader den ligge.",
        "The program removes a document when something in it is closed. A copy under another name "
        "it does not know, and leaves it.",
    ),
    about=(),
    always=True,
)
LEFT = Rule(
    "M404",
    Severity.WARNING,
    Phrase(
        "Mappen er ikke længere den, moedebog.yaml nævner under `output`, men rummer stadig "
        "{antal:fil|filer} fra moedebog. Det, der er her, fjernes, når mødet ændres, men laves "
        "ikke igen.",
        "moedebog.yaml no longer names this folder under `output`, but it still holds "
        "{antal:file|files} of moedebog's. What is here goes when its meeting changes, but is not "
        "made again.",
    ),
    Phrase(
        "Slet dem, eller kør moedebog clean (make clean).",
        "Delete them, or run moedebog clean (make clean).",
    ),
    Example(
        wrong="output: udgivet, mens output/ stadig rummer dokumenter", right="output/ er tom."
    ),
    about=(),
    always=True,
)
LEADS_OUT = Rule(
    "M405",
    Severity.WARNING,
    Phrase(
        "Mappen har rummet moedebogs dokumenter, men er nu et link ud af projektet. Hvad der "
        "ligger dér, bliver ikke fjernet.",
        "The folder has held moedebog's documents, but is now a link out of the project. What "
        "lies there is not removed.",
    ),
    Phrase(
        "Se efter, om noget skal slettes dér, og slet linket.",
        "See whether anything must be deleted there, and delete the link.",
    ),
    Example(wrong="output/ er et link til et netværksdrev.", right="En mappe."),
    reason=Phrase(
        "Programmet sletter aldrig gennem et link, så det kan heller ikke fjerne et offentligt "
        "dokument, der ikke længere må stå der.",
        "The program never deletes through a link, so neither can it remove a public document "
        "that may no longer stand there.",
    ),
    about=(),
    always=True,
)


class Root(Struct):
    """A folder of outputs, and what is known of it."""

    name: str
    """From the workspace, with ``/``."""
    path: Path
    store: Store
    manifest: Manifest
    saved: bytes
    """The record as it stands on disk; empty where it must be written."""
    twins: list[Path] = field(default_factory=list)
    """Records of the same folder under other names."""
    closed: bool = False
    """Whether a link leads out of the workspace here, so that nothing is touched."""


class Sweep:
    """The folders of outputs of a workspace, and the removal of what must not stand there."""

    def __init__(self, ws: Workspace, state: RecordFolder, started: int) -> None:
        self.ws = ws
        self.state = state
        self.roots: list[Root] = []
        self.removed: list[Path] = []
        self.diagnostics: list[Diagnostic] = []
        self.trouble: list[Phrase] = []
        self.intact: set[str] = set()
        """Public files that are proven to be as they were made."""
        self._known: set[str] = set()
        self._touched: set[str] = set()
        """Folders in which something was removed."""
        for name in dict.fromkeys([ws.output_name, OUTPUT, *state.outputs(), *_marked(ws)]):
            self._open(name)
        files = [root.manifest.files for root in reversed(self.roots)]
        self.digests = Digests(ws.root, {k: v for some in files for k, v in some.items()}, started)

    @property
    def current(self) -> Root:
        """The folder that the settings name."""
        return self.roots[0]

    def _there(self, root: Root) -> Iterator[tuple[str, os.stat_result]]:
        """The files in a folder that moedebog could have made of meetings."""
        others = (TRIALS, PUBLISHED)  # what else lies here is looked after by who makes it
        forums = frozenset(name for name in others if (self.ws.meetings / name).exists())
        return _files(root.path, frozenset(others) - forums)

    def _open(self, name: str) -> None:
        path, record = self.ws.root / name, self.state.record(name)
        recorded = os.path.lexists(record)
        used = is_output(name) and (recorded or os.path.isdir(path))  # noqa: PTH112
        if not used and name != self.ws.output_name:
            return
        store = Store(path, self.ws.root)
        closed = store.leads_out()
        data = _content(record if recorded or closed else store.former)
        manifest = Manifest.parse(data)
        for other in self.roots:
            if not closed and _same(other.path, path):
                twin = other.manifest
                twin.files = {**manifest.files, **twin.files}
                twin.meetings = {**manifest.meetings, **twin.meetings}
                twin.feeds = {**manifest.feeds, **twin.feeds}
                other.twins.append(record)
                return
        saved = data if recorded else b""
        self.roots.append(Root(name, path, store, manifest, saved, closed=closed))

    # --- before anything else ---------------------------------------------------------------

    def sweep(self, *, settled: bool = True) -> None:
        """Remove the public files that may no longer stand, in all folders.

        Whatever goes wrong is told by ``trouble``, and stops nothing. ``settled``: the
        settings are without faults, so that the folder they name is the one in use.
        """
        self._known = {_at(root, name) for root in self.roots for name in _recorded(root)}
        for root in self.roots:
            if root.closed:
                self._tell_closed(root)
                continue
            there = dict(self._there(root))
            self._sweep_recorded(root, there)
            self._sweep_others(root, there)
            if settled:
                self._tell_left(root)

    def _sweep_recorded(self, root: Root, there: dict[str, os.stat_result]) -> None:
        """Remove what was made from something else than there is now."""
        for entry in root.manifest.meetings.values():
            current = contents(self.digests, entry.inputs) == entry.contents
            for name, made in list(entry.outputs.items()):
                goes = is_public(name) and not (
                    current and self._may_stand(root, entry, name, made, there.get(name))
                )
                if goes or _is_of_a_broken_set(name, made):
                    self._forget_output(root, entry, name)
        for name, meetings in list(root.manifest.feeds.items()):
            forum = self.ws.meetings.joinpath(*name.split("/")[:-1])
            current = forum.is_dir() and all((self.ws.root / one).exists() for one in meetings)
            if not current and self.remove(root, name):
                del root.manifest.feeds[name]

    def _forget_output(self, root: Root, entry: BuiltMeeting, name: str) -> None:
        if self.remove(root, name):
            del entry.outputs[name]

    def _may_stand(
        self, root: Root, entry: BuiltMeeting, name: str, made: Made, status: os.stat_result | None
    ) -> bool:
        """Whether a file of a meeting that has not changed is the one made from it.

        An older one may have been put back. One that somebody has edited is left to the next
        build of its meeting.
        """
        if status is None:
            return True  # not there
        if status.st_size == made.size:
            same = status.st_mtime_ns == made.mtime_ns
            if not same and digest_if_there(root.path / name) == made.digest:
                same = True
                entry.outputs[name] = Made(
                    made.fingerprint, made.size, status.st_mtime_ns, made.digest
                )
            if same:
                self.intact.add(_at(root, name))
                return True
        return not self._look(root, name, status)[0]

    def _sweep_others(self, root: Root, there: dict[str, os.stat_result]) -> None:
        """Remove public files of ours that no record knows; tell of what belongs to nothing."""
        looked, root.manifest.looked = root.manifest.looked, {}
        for name, status in there.items():
            if _at(root, name) in self._known:
                if name in looked and not self._is_gone(root, name):
                    root.manifest.looked[name] = looked[name]
                continue
            before = looked.get(name)
            if before:
                root.manifest.looked[name] = before
            ours, new = self._look(root, name, status)
            if ours and is_made(name) and is_public(name):
                if self.remove(root, name):
                    root.manifest.looked.pop(name, None)
            elif new or os.path.dirname(_at(root, name)) in self._touched:  # noqa: PTH120
                self._tell(root, name, ours)

    def _look(self, root: Root, name: str, status: os.stat_result) -> tuple[bool, bool]:
        """Whether a file says that it is ours, and whether it had to be opened to know."""
        before = root.manifest.looked.get(name)
        if before and (before.size, before.mtime_ns) == (status.st_size, status.st_mtime_ns):
            return before.ours, False
        ours = is_ours(root.path / name)
        root.manifest.looked[name] = Looked(status.st_size, status.st_mtime_ns, ours)
        return ours, True

    def _is_gone(self, root: Root, name: str) -> bool:
        return not os.path.lexists(_at(root, name))

    # --- telling ------------------------------------------------------------------------------

    def _tell(self, root: Root, name: str, ours: bool) -> None:
        place = Position(self.ws.display(root.path / name))
        if ours and not is_made(name):
            self.diagnostics.append(COPY.at(place))
        elif not ours and is_document(name):
            self.diagnostics.append(FOREIGN.at(place))

    def _tell_closed(self, root: Root) -> None:
        if root is self.current:
            self.trouble.append(self.leads_out())
        elif any(_recorded(root)):
            self.diagnostics.append(LEADS_OUT.at(Position(root.name)))

    def leads_out(self) -> Phrase:
        """What to say where the folder in use lies behind a link."""
        return Phrase(
            f"Mappen {self.current.name} er et link ud af projektet eller til en mappe, der er "
            "til andet end dokumenter. Intet bliver lavet eller fjernet dér. Nævn en anden mappe "
            "under output i moedebog.yaml.",
            f"The folder {self.current.name} is a link out of the project, or to a folder that is "
            "there for something else than documents. Nothing is made or removed there. Name "
            "another folder under output in moedebog.yaml.",
        )

    def _tell_left(self, root: Root) -> None:
        """Tell once of a folder that is no longer in use."""
        if root is self.current:
            root.manifest.left = False
            return
        ours = sum(looked.ours for looked in root.manifest.looked.values())
        number = ours + sum(not self._is_gone(root, name) for name in _recorded(root))
        if number and not root.manifest.left:
            self.diagnostics.append(LEFT.at(Position(root.name), antal=number))
            root.manifest.left = True

    # --- removing -----------------------------------------------------------------------------

    def remove(self, root: Root, name: str) -> bool:
        """Remove a file, where it is there; whether it is gone."""
        path = root.path / name
        if self._is_gone(root, name):
            return True
        try:
            root.store.remove(path)
        except EnvironmentProblem as problem:
            self.trouble.append(problem.said)
            return False
        self.removed.append(path)
        self._touched.add(str(path.parent))
        return True

    def remove_orphans(self, names: set[str]) -> None:
        """Remove what was made for meetings other than these, also what is not public."""
        for root in self.roots:
            if root.closed:
                continue
            for meeting in sorted(set(root.manifest.meetings) - names):
                entry = root.manifest.meetings[meeting]
                for name in list(entry.outputs):
                    self._forget_output(root, entry, name)
                if not entry.outputs:
                    del root.manifest.meetings[meeting]
            for name, looked in list(root.manifest.looked.items()):
                folder = name.rpartition("/")[0]
                for below in (MAIL_FOLDER, EXTRACTS_FOLDER, MATERIAL_FOLDER):
                    folder = folder.removesuffix(f"/{below}")
                orphan = looked.ours and is_made(name) and folder not in names
                if orphan and self.remove(root, name):
                    del root.manifest.looked[name]

    def clean(self, narrowed: Sequence[str] = (), *, public: bool = False) -> None:
        """Remove all that was made, and tell of what is left; ``narrowed``: in these folders.

        ``public``: only what everybody may have.
        """
        inside = tuple(f"{folder}/" for folder in narrowed) or ("",)
        for root in self.roots:
            if root.closed:
                self._tell_closed(root)
                continue
            self._clean_recorded(root, inside, public=public)
            for name, _ in self._there(root):
                if not name.startswith(inside):
                    continue
                ours = is_ours(root.path / name)
                goes = is_made(name) and (is_public(name) or not public)
                if not (ours and goes and self.remove(root, name)):
                    self._tell(root, name, ours)

    def _clean_recorded(self, root: Root, inside: tuple[str, ...], *, public: bool) -> None:
        """Remove what the records know in some folders, and forget it."""
        for meeting, entry in list(root.manifest.meetings.items()):
            for name in [name for name in entry.outputs if name.startswith(inside)]:
                if is_public(name) or not public:
                    self._forget_output(root, entry, name)
            if not entry.outputs:
                del root.manifest.meetings[meeting]
        for name in [name for name in root.manifest.feeds if name.startswith(inside)]:
            if self.remove(root, name):
                del root.manifest.feeds[name]

    # --- the records --------------------------------------------------------------------------

    def save(self, *, prune: bool = False) -> None:
        """Write the records that have changed. ``prune``: forget files not seen."""
        seen = self.digests.seen
        for root in self.roots:
            if root.closed:
                continue
            manifest = root.manifest
            if root is self.current:
                manifest.files = dict(seen) if prune else {**manifest.files, **seen}
            data = manifest.dump()
            if data != root.saved and (root.saved or root is self.current or manifest.is_worth()):
                self.state.write(self.state.record(root.name), data)
                root.saved = data
            root.store.retire()
            for twin in root.twins:
                twin.unlink(missing_ok=True)


def _marked(ws: Workspace) -> Iterator[str]:
    """Folders of the workspace that carry the mark of outputs, should no record know them."""
    try:
        with os.scandir(ws.root) as entries:
            names = sorted(one.name for one in entries if one.is_dir() and one.name[0] != ".")
    except OSError:
        return
    for name in names:
        folder = ws.root / name
        if (folder / STATE).is_dir() and not (folder / MEETINGS).is_dir():
            yield name


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _is_of_a_broken_set(name: str, made: Made) -> bool:
    """Whether a run was killed while it put this in its place beside others."""
    return not made.digest and f"/{MATERIAL_FOLDER}/" in name


def _at(root: Root, name: str) -> str:
    return os.path.join(root.path, name)  # noqa: PTH118 - thousands of them


def _recorded(root: Root) -> Iterator[str]:
    for entry in root.manifest.meetings.values():
        yield from entry.outputs
    yield from root.manifest.feeds


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _files(top: Path, besides: Collection[str] = ()) -> Iterator[tuple[str, os.stat_result]]:
    """The files of a folder that moedebog could have made, by path in it; no link is followed.

    ``besides``: folders in it that are left out.
    """
    waiting, ends = [(str(top), "")], endings()
    while waiting:
        folder, below = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                here = list(entries)
        except OSError:  # gone meanwhile, or closed to us
            continue
        for one in here:
            if one.name.startswith(".") or (not below and one.name in besides):
                continue
            if one.is_dir(follow_symlinks=False):
                waiting.append((one.path, f"{below}{one.name}/"))
            elif os.path.splitext(one.name)[1].lower() in ends:  # noqa: PTH122
                with contextlib.suppress(OSError):  # a link to nowhere
                    status = one.stat()
                    if stat.S_ISREG(status.st_mode):
                        yield f"{below}{one.name}", status
