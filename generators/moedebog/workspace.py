"""Where things are: the folder of meetings, the template sets, the names of the outputs.

A workspace is any folder that holds ``meetings/``. It may carry template sets of its own
in ``templates/``; the standard ones come with moedebog.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.guesses import several

MEETINGS = "meetings"
OUTPUT = "output"
ISSUED = "udsendt"
ISSUED_CLOSED = "udsendt-lukket"
STATE = ".moedebog"
"""What moedebog keeps for itself: beside ``meetings/`` its records and the lock, in a folder
of outputs the files it has begun."""
RESERVED = (MEETINGS, "templates", "schemas", "generators", STATE, ISSUED, ISSUED_CLOSED)
"""Folders of a workspace that hold something else than outputs."""
MAIL_FOLDER = "mail"
"""Inside a meeting's output folder: the messages as they would be sent."""
MATERIAL_FOLDER = "materiale"
"""Where a document with all its attachments in one file lies, below the meeting's folder."""
EXTRACTS_FOLDER = "udskrifter"
"""Inside a meeting's output folder: extracts of its referat, with the list of them."""
JOURNAL = "journalliste"
"""What that list is called."""
JOURNAL_COLUMNS = ("Sagsnummer", "Dokument", "Titel", "Dato", "Lukket", "SHA-256", "Filnavn")
"""What it tells of each file."""
TRIALS = "skabelon"
"""Inside the folder of outputs: pages that show template sets."""
PUBLISHED = "offentliggjort"
"""Inside the folder of outputs: what was published, a folder for each document of a meeting."""
CALENDAR_FILE = "kalender.ics"
FORUM_FILE = "forum.yaml"
SETTINGS_FILE = "moedebog.yaml"
ISSUED_SUFFIX = ".udsendt.yaml"
"""The record beside a meeting file of what was sent out; not a meeting itself."""

_HERE = Path(__file__).resolve().parent
_LISTED = 10
"""How many names an error message lists at most."""


class MeetingFile(Struct, frozen=True, order=True):
    """A meeting file, named but not read."""

    path: Path
    forum: str
    """The forum's folder under ``meetings/``, with ``/``; empty for a file directly there."""
    stem: str
    """The file's name without its ending, e.g. ``2025-09-12``."""

    @property
    def name(self) -> str:
        """What names the meeting beyond doubt, e.g. ``byraad/2025-09-12``."""
        return f"{self.forum}/{self.stem}" if self.forum else self.stem


class Workspace(Struct, frozen=True):
    """A folder with meetings and what belongs to them."""

    root: Path
    output_name: str = OUTPUT
    """The folder of outputs, as the settings name it; relative to ``root``."""
    issued_name: str = ISSUED
    """The folder that keeps what was issued, as the settings name it; it may lie elsewhere."""
    closed_name: str = ISSUED_CLOSED
    """The same for what of it is closed; not in git."""

    @property
    def meetings(self) -> Path:
        """The folder of the meeting files."""
        return self.root / MEETINGS

    @property
    def output(self) -> Path:
        """The folder of the documents made."""
        return self.root / self.output_name

    @property
    def issued(self) -> Path:
        """What was issued and is public."""
        return self.root / self.issued_name

    @property
    def issued_closed(self) -> Path:
        """What was issued and holds something closed."""
        return self.root / self.closed_name

    @classmethod
    def find(cls, start: Path) -> Workspace:
        """The workspace around ``start``: the nearest folder upwards that holds meetings.

        Raises ``UsageProblem`` where there is none.
        """
        start = start.resolve()
        for folder in (start, *start.parents):
            if (folder / MEETINGS).is_dir():
                return cls(folder)
        raise UsageProblem(
            Phrase(
                f"Der er ingen mappe {MEETINGS}/ i {start} eller over den. Gå til mappen med "
                "møderne, eller begynd en ny med: moedebog init",
                f"There is no folder {MEETINGS}/ in {start} or above it. Go to the folder of "
                "the meetings, or begin a new one with: moedebog init",
            )
        )

    def meeting_files(self, forum: str = "") -> list[MeetingFile]:
        """All meeting files, sorted by name; ``forum``: those in or below its folder alone."""
        files = [self._meeting_file(path) for path in self._yaml_files(forum=forum)]
        return sorted(files, key=_by_name)

    def forum_folder(self, typed: str) -> str:
        """The folder of a forum, named as ``MeetingFile`` does, however it was typed.

        Raises ``UsageProblem`` where there is no such folder.
        """
        wanted = typed.strip().replace("\\", "/").removeprefix("./")
        wanted = wanted.removeprefix(f"{MEETINGS}/").strip("/")
        folders = {
            Path(folder).relative_to(self.meetings).as_posix() for folder, _, _ in self.folders()
        } - {"."}
        if wanted in folders:
            return wanted
        known = sorted({file.forum for file in self.meeting_files()} & folders)
        close = several(wanted, known)
        if close:
            meant = ", ".join(close)
            raise UsageProblem(
                Phrase(
                    f"Intet forum hedder {wanted!r}. Mente du {meant}?",
                    f"No forum is called {wanted!r}. Did you mean {meant}?",
                )
            )
        listed = ", ".join(known[:_LISTED]) + (" …" if len(known) > _LISTED else "")
        raise UsageProblem(
            Phrase(
                f"Intet forum hedder {wanted!r}. Der er: {listed or '-'}",
                f"No forum is called {wanted!r}. There are: {listed or '-'}",
            )
        )

    def meeting_file(self, name: str, forum: str = "") -> MeetingFile:
        """The meeting called ``name``: ``2025-09-12``, or ``byraad/2025-09-12``.

        The path of the file serves as well. ``forum``: one in or below its folder. Raises
        ``UsageProblem`` where no meeting has that name, or several have it.
        """
        wanted = name.strip().replace("\\", "/").removeprefix("./").removesuffix(".yaml")
        stem = wanted.rpartition("/")[2]
        alike = [self._meeting_file(path) for path in self._yaml_files(f"{stem}.yaml", forum)]
        for file in alike:
            if wanted == f"{MEETINGS}/{file.name}" or ("/" in wanted and wanted == file.name):
                return file
            if forum and file.name == f"{forum}/{wanted}":
                return file  # not that of a forum below it
        matching = sorted((file for file in alike if file.stem == wanted), key=_by_name)
        if len(matching) == 1:
            return matching[0]
        if matching:
            raise UsageProblem(
                Phrase(
                    f"Flere møder hedder {wanted}. Skriv hvilket: {_listing(matching)}",
                    f"Several meetings are called {wanted}. Write which: "
                    f"{_listing(matching).english}",
                )
            )
        raise UsageProblem(self._unknown(wanted, self.meeting_files(forum)))

    def meeting_of(self, name: str) -> MeetingFile | None:
        """The meeting with this whole name, e.g. ``byraad/2025-09-12``, where there is one."""
        path = self.meetings / f"{name}.yaml"
        return self._meeting_file(path) if is_file(path) else None

    def forum_file(self, meeting_path: Path) -> Path | None:
        """The ``forum.yaml`` that holds for a meeting file: the nearest one upwards."""
        for folder in meeting_path.parents:
            if not folder.is_relative_to(self.meetings):
                return None
            candidate = folder / FORUM_FILE
            if candidate.exists():
                return candidate
        return None

    def template_set(self, name: str) -> Path:
        """The folder of a template set: the workspace's own, else the bundled one.

        Raises ``UsageProblem`` where there is neither.
        """
        for folder in self.template_folders(name):
            return folder
        raise UsageProblem(
            Phrase(
                f"Skabelonen {name!r} findes ikke. Der er: {', '.join(self.template_sets())}",
                f"There is no template set {name!r}. There are: {', '.join(self.template_sets())}",
            )
        )

    def template_folders(self, name: str) -> list[Path]:
        """The folders of the template sets of this name: the workspace's own, then the bundled."""
        if not name or name != Path(name).name or name.startswith("."):
            return []
        folders = (self.root / "templates" / name, resources("templates") / name)
        return [folder for folder in dict.fromkeys(folders) if is_folder(folder)]

    def display(self, path: Path) -> str:
        """``path`` as messages print it: from the root, with ``/``."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def output_folder(self, file: MeetingFile) -> Path:
        """Where the documents of a meeting go."""
        return self.output.joinpath(*file.name.split("/"))

    def output_file(self, file: MeetingFile, kind: str, audience: str, suffix: str) -> Path:
        """A document's file, e.g. ``output/byraad/2025-09-12/referat.docx``.

        What is not for the public says so in its name: ``referat-intern.docx``.
        """
        stem = output_stem(kind, audience)
        return self.output_folder(file) / f"{stem}.{suffix.removeprefix('.')}"

    def folders(self, forum: str = "") -> Iterator[tuple[str, list[str], list[str]]]:
        """As ``os.walk``: every folder under ``meetings/`` that is not hidden, with its content.

        ``forum``: that forum's folder and those below it.
        """
        for folder, folders, names in os.walk(self.meetings / forum):
            folders[:] = [name for name in folders if not name.startswith(".")]
            yield folder, folders, names

    def forum_files(self) -> list[Path]:
        """Every ``forum.yaml`` under ``meetings/``, in order."""
        folders = (folder for folder, _, names in self.folders() if FORUM_FILE in names)
        return sorted(Path(folder, FORUM_FILE) for folder in folders)

    def _yaml_files(self, called: str | None = None, forum: str = "") -> Iterator[Path]:
        """The files that can be meetings; ``called``: those of that name alone."""
        for folder, folders, names in self.folders(forum):
            # A folder of such a name is a mistake, to be told where it would be read.
            for name in (*names, *folders):
                if called in (None, name) and name.endswith(".yaml") and not _no_meeting(name):
                    yield Path(folder, name)

    def _meeting_file(self, path: Path) -> MeetingFile:
        forum = path.parent.relative_to(self.meetings).as_posix()
        return MeetingFile(path, "" if forum == "." else forum, path.stem)

    def template_sets(self) -> list[str]:
        """The names of the template sets that there are."""
        folders = (self.root / "templates", resources("templates"))
        return sorted(
            {
                place.name
                for folder in folders
                if folder.is_dir()
                for place in folder.iterdir()
                if place.is_dir() and not place.name.startswith((".", "_"))
            }
        )

    def _unknown(self, wanted: str, files: list[MeetingFile]) -> Phrase:
        """Why there is no such meeting, and which one may be meant."""
        for path in self.meetings.rglob("*.yml"):
            if path.stem == wanted.rpartition("/")[2].removesuffix(".yml"):
                name = self.display(path)
                return Phrase(
                    f"{name} skal ende på .yaml. Omdøb filen.",
                    f"{name} must end in .yaml. Rename the file.",
                )
        if not files:
            folder = self.display(self.meetings)
            return Phrase(
                f"Der er ingen møder i {folder}/.", f"There are no meetings in {folder}/."
            )
        by_word = {file.stem: file for file in files} | {file.name: file for file in files}
        close = {by_word[word].name: by_word[word] for word in several(wanted, by_word)}
        if close:
            meant = _listing(list(close.values()))
            return Phrase(
                f"Intet møde hedder {wanted!r}. Mente du {meant}?",
                f"No meeting is called {wanted!r}. Did you mean {meant.english}?",
            )
        listed = _listing(files)
        return Phrase(
            f"Intet møde hedder {wanted!r}. Der er: {listed}",
            f"No meeting is called {wanted!r}. There are: {listed.english}",
        )


def output_stem(kind: str, audience: str) -> str:
    """What a document's file is called; one that is not for everybody says so at its end."""
    return kind if audience == "offentlig" else f"{kind}-{audience}"


def is_file(path: Path) -> bool:
    """Whether there is a file, as far as the system says: not where it refuses to look."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether there is a folder, as far as the system says."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def project_of(folder: Path) -> Path:
    """The real folder that the files of meetings in ``folder`` must lie in: ``meetings/``."""
    return next((p for p in (folder, *folder.parents) if p.name == MEETINGS), folder).resolve()


def resources(name: str) -> Path:
    """What comes with moedebog: the folder ``schemas`` or ``templates``, ``requirements.txt``, or
    of ``meetings`` the example.

    It lies inside the installed package, or, in a checkout, at the repository's top level.
    """
    installed = _HERE / "data" / name
    return installed if installed.exists() else _HERE.parents[1] / name


def _by_name(file: MeetingFile) -> tuple[str, str]:
    return file.forum, file.stem


def _no_meeting(name: str) -> bool:
    return name == FORUM_FILE or name.endswith(ISSUED_SUFFIX) or name.startswith(".")


def _listing(files: list[MeetingFile]) -> Phrase:
    names = [file.name if file.forum else f"{MEETINGS}/{file.stem}" for file in files[:_LISTED]]
    shown, more = ", ".join(names), len(files) - len(names)
    if not more:
        return Phrase.same(shown)
    return Phrase(f"{shown} og {more} til", f"{shown} and {more} more")
