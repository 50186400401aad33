"""The delivery record: who was offered what, when, and what the server answered.

It is an SQLite file in a folder of its own. Every change is on the disk before the next
step is taken, so that a power cut leaves at most the message that was under way in doubt.
It holds addresses: the folder keeps itself out of git.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from moedebog import unseen
from moedebog.addresses import mailbox
from moedebog.diagnostics import EnvironmentProblem, Phrase
from moedebog.issued import Hold
from moedebog.reasons import reason

FILE = "udsendelser.sqlite"
FORMAT = 5
"""2: what each message carries. 3: a message may take back an invitation (``REMOVAL``). 4: of
a version it may be put down that who got it was disposed of. 5: by which way a message went in
which something is closed."""
REMOVAL = 0
"""The part of a message that is no share of a version, but takes its reader's invitation back."""
DRAFT = "udkast"
"""What the record calls a document that was shown to somebody and not issued."""

_SCHEMA = """
CREATE TABLE udsendelse (
    id TEXT PRIMARY KEY,
    moede TEXT NOT NULL,
    dokument TEXT NOT NULL,
    version INTEGER NOT NULL,
    tid TEXT NOT NULL,
    graense INTEGER NOT NULL,
    udgave TEXT NOT NULL
);
CREATE TABLE besked (
    nr INTEGER PRIMARY KEY,
    udsendelse TEXT NOT NULL REFERENCES udsendelse (id),
    adresse TEXT NOT NULL,
    navn TEXT NOT NULL,
    gruppe TEXT NOT NULL,
    del INTEGER NOT NULL,
    gang INTEGER NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    svar_paa TEXT NOT NULL,
    indhold TEXT NOT NULL,
    materiale TEXT NOT NULL,
    tilstand TEXT NOT NULL,
    dato TEXT NOT NULL,
    tid TEXT NOT NULL,
    svar TEXT NOT NULL,
    vej TEXT NOT NULL DEFAULT '',
    UNIQUE (udsendelse, adresse, del, gang)
);
CREATE TABLE forsoeg (
    besked INTEGER NOT NULL REFERENCES besked (nr),
    tid TEXT NOT NULL,
    tilstand TEXT NOT NULL,
    svar TEXT NOT NULL
);
"""
_FROM_FORMAT_1 = "ALTER TABLE besked ADD COLUMN materiale TEXT NOT NULL DEFAULT '[]'"
_BEFORE_FORMAT_5 = "ALTER TABLE besked ADD COLUMN vej TEXT NOT NULL DEFAULT ''"
_OURS = (
    "laas",
    unseen.NAME,
    unseen.BEGUN,
    f"{FILE}-journal",
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
)
"""What may lie in the folder before there is a record: our own, and what systems put there."""


class State(StrEnum):
    """How far a message is. The words stand in the file."""

    WAITING = "venter"
    OFFERED = "tilbudt"
    """It was being sent; found so afterwards, its fate is unknown."""
    ACCEPTED = "accepteret"
    """The server has said 250, which is not delivery."""
    UNKNOWN = "ukendt"
    FAILED = "ikke accepteret"
    """For now; it is tried again."""
    REJECTED = "afvist"
    """For good."""
    DROPPED = "bortfaldet"
    """Not to be sent any more: something else was sent in its place, or is not needed."""

    @property
    def said(self) -> Phrase:
        """How it is told; nobody who reads it tells the two doubtful ones apart."""
        return _SAID.get(self, _DOUBT)


_DOUBT = Phrase("uvist", "not known")
_SAID = {
    State.WAITING: Phrase("venter", "waiting"),
    State.ACCEPTED: Phrase("accepteret", "accepted"),
    State.FAILED: Phrase("ikke accepteret", "not accepted"),
    State.REJECTED: Phrase("afvist", "rejected"),
    State.DROPPED: Phrase("bortfaldet", "dropped"),
}
SETTLED = (State.ACCEPTED, State.REJECTED, State.DROPPED)
DOUBTFUL = (State.OFFERED, State.UNKNOWN)


class RecordedVersion(Struct, frozen=True):
    """One version of a document, as the record knows it."""

    id: str
    meeting: str
    document: str
    version: int
    time: datetime
    limit: int
    """The size, in bytes, by which the material was split; 0: not at all."""
    issue: dict[str, object]
    """The entry of the file beside the meeting, should it be lost."""

    @property
    def taken(self) -> date | None:
        """The day on which its messages were disposed of: nobody knows any more who got it."""
        holds = self.issue.get("kasseret")
        day = holds.get(Hold.BEVISER) if isinstance(holds, dict) else None
        return date.fromisoformat(day) if isinstance(day, str) else None


class RecordedMessage(Struct, frozen=True):
    """One message to one recipient."""

    number: int
    mailing: str
    address: str
    name: str
    group: str
    part: int
    """Which of the messages that the material is spread over; ``REMOVAL``: none of them."""
    turn: int
    """0, and one more for each time it was sent anew on request."""
    message_id: str
    refers_to: str
    """The message that this one repeats; mostly empty."""
    content: str
    """Checksum of what the recipient reads, in all parts together."""
    material: frozenset[str]
    """What this message carries; empty where that was not put down (format 1)."""
    state: State
    date: datetime | None
    """When it was first offered; the message's date."""
    time: datetime | None
    """When its state was last changed."""
    answer: str
    way: str = ""
    """By which way what is closed in it went, and how the line was encrypted: ``smime; TLSv1.3
    TLS_AES_256_GCM_SHA384``; empty where nothing is closed."""


def by_address(entries: Iterable[RecordedMessage]) -> dict[str, list[RecordedMessage]]:
    """The messages of each mailbox, by what makes its address one."""
    messages: dict[str, list[RecordedMessage]] = {}
    for entry in entries:
        messages.setdefault(mailbox(entry.address), []).append(entry)
    return messages


def latest_turn(entries: Iterable[RecordedMessage]) -> list[RecordedMessage]:
    """Those of somebody's messages that count: the last turn of those not dropped."""
    left = [entry for entry in entries if entry.state is not State.DROPPED]
    last = max((entry.turn for entry in left), default=0)
    return [entry for entry in left if entry.turn == last]


def who_has_it(entries: Iterable[RecordedMessage]) -> Iterator[str]:
    """The addresses whose every message was accepted."""
    for address, own in by_address(entries).items():
        if (left := latest_turn(own)) and all(e.state is State.ACCEPTED for e in left):
            yield address


def carried(entries: Iterable[RecordedMessage]) -> Iterator[tuple[str, frozenset[str]]]:
    """The addresses whose every message was accepted, each with all that these carried.

    None of whom an older record does not say what they got.
    """
    for address, own in by_address(entries).items():
        left = latest_turn(own)
        if left and all(e.state is State.ACCEPTED and e.material for e in left):
            yield address, frozenset().union(*(entry.material for entry in left))


class Record:
    """The delivery record in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / FILE
        self._db: sqlite3.Connection | None = None

    def exists(self) -> bool:
        """Whether anything was ever recorded here."""
        return self.path.is_file()

    @contextlib.contextmanager
    def opened(self, *, make: bool = True) -> Iterator[Record]:
        """Hold the record open. Where it is missing it is made, or else an empty one shown."""
        with _telling(self.path):
            if make:
                self._prepare()
            place = self.path if make or self.exists() else ":memory:"
            self._db = sqlite3.connect(place, isolation_level=None, timeout=30)
            self._db.row_factory = sqlite3.Row
            # No WAL: it does not work on a shared drive. EXTRA also syncs the folder, so
            # that the journal's end is not undone by a power cut.
            self._db.execute("PRAGMA journal_mode = PERSIST")
            self._db.execute("PRAGMA synchronous = EXTRA")
            self._db.execute("PRAGMA foreign_keys = ON")
            self._migrate()
        try:
            yield self
        except sqlite3.Error as error:
            raise _trouble(self.path, _own_words(error)) from error
        finally:
            self._db.close()
            self._db = None

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Let one sending at a time through; raises ``EnvironmentProblem`` for the second."""
        from filelock import FileLock, Timeout

        with _telling(self.path):
            self._prepare()
        lock = FileLock(self.folder / "laas")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise EnvironmentProblem(
                Phrase(
                    "En anden udsendelse er i gang. Intet er sendt herfra; prøv igen, når den er "
                    "slut.",
                    "Another sending is going on. Nothing was sent from here; try again when "
                    "it has ended.",
                )
            ) from None
        try:
            yield
        finally:
            lock.release()

    def _prepare(self) -> None:
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True, mode=0o700)
        elif not self.exists() and any(p.name not in _OURS for p in self.folder.iterdir()):
            raise EnvironmentProblem(
                Phrase(
                    f"Mappen til udsendelsesprotokollen er i brug til andet: {self.folder}. Giv "
                    "protokollen en mappe for sig selv (mail: protokol i moedebog.yaml).",
                    "The folder of the delivery record is in use for something else: "
                    f"{self.folder}. Give the record a folder of its own (mail: protokol in "
                    "moedebog.yaml).",
                )
            )
        unseen.keep_out_of_git(self.folder)

    def _migrate(self) -> None:
        version = self.db.execute("PRAGMA user_version").fetchone()[0]
        ways = f"{_BEFORE_FORMAT_5};"
        changes = {0: _SCHEMA, 1: f"{_FROM_FORMAT_1}; {ways}", 2: ways, 3: ways, 4: ways}
        change = changes.get(version)
        if change is not None:
            self.db.executescript(f"BEGIN; {change} PRAGMA user_version = {FORMAT}; COMMIT;")
        elif version != FORMAT:
            raise EnvironmentProblem(
                Phrase(
                    f"{self.path} er skrevet af en anden version af moedebog. Brug den samme "
                    "version.",
                    f"{self.path} was written by another version of moedebog. Use the same "
                    "version.",
                )
            )

    @property
    def db(self) -> sqlite3.Connection:
        """The open database."""
        if self._db is None:
            raise RuntimeError("the record is not open")
        return self._db

    @contextlib.contextmanager
    def _change(self) -> Iterator[None]:
        """A change that is on the disk, whole, when this ends."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    # --- versions -------------------------------------------------------------------------

    def versions(self, meeting: str, issues: Iterable[str] = ()) -> list[RecordedVersion]:
        """What was mailed of a meeting, oldest first.

        ``issues`` are the ids of those that are known to be its own, should the record have
        them under another name: the meeting's file, or the forum's folder, was called that.
        """
        rows = self.db.execute(
            "SELECT * FROM udsendelse WHERE moede = ? OR id IN (SELECT value FROM json_each(?))"
            " ORDER BY dokument, version",
            (meeting, json.dumps(list(issues))),
        )
        return [
            RecordedVersion(
                row["id"],
                row["moede"],
                row["dokument"],
                row["version"],
                datetime.fromisoformat(row["tid"]),
                row["graense"],
                json.loads(row["udgave"]),
            )
            for row in rows
        ]

    def begin(self, mailing: RecordedVersion, entries: Iterable[RecordedMessage]) -> None:
        """Put down a new version and all who are to have it."""
        with self._change():
            self.db.execute(
                "INSERT INTO udsendelse VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    mailing.id,
                    mailing.meeting,
                    mailing.document,
                    mailing.version,
                    mailing.time.isoformat(),
                    mailing.limit,
                    json.dumps(mailing.issue, ensure_ascii=False),
                ),
            )
            self._insert(entries)

    def meetings(self) -> list[str]:
        """What the meetings are called that anything was mailed of."""
        rows = self.db.execute("SELECT DISTINCT moede FROM udsendelse ORDER BY moede")
        return [row["moede"] for row in rows]

    def take(self, mailings: Iterable[RecordedVersion]) -> None:
        """Dispose of who got these versions; each stays as its ``issue`` has it now."""
        with self._emptied():
            own = list(mailings)
            for one in own:
                self._delete_messages(one.id)
            self._retell(own)

    def retell(self, mailings: Iterable[RecordedVersion]) -> None:
        """Have each of these versions stand as its ``issue`` has it now; who got it stays."""
        with self._emptied():
            self._retell(mailings)

    def _retell(self, mailings: Iterable[RecordedVersion]) -> None:
        for one in mailings:
            entry = json.dumps(one.issue, ensure_ascii=False)
            self.db.execute("UPDATE udsendelse SET udgave = ? WHERE id = ?", (entry, one.id))

    def forget(self, mailings: Iterable[RecordedVersion]) -> None:
        """Dispose of all that is known of these versions."""
        with self._emptied():
            for one in mailings:
                self._delete_messages(one.id)
                self.db.execute("DELETE FROM udsendelse WHERE id = ?", (one.id,))

    def _delete_messages(self, mailing: str) -> None:
        self.db.execute(
            "DELETE FROM forsoeg WHERE besked IN (SELECT nr FROM besked WHERE udsendelse = ?)",
            (mailing,),
        )
        self.db.execute("DELETE FROM besked WHERE udsendelse = ?", (mailing,))

    @contextlib.contextmanager
    def _emptied(self) -> Iterator[None]:
        """A change after which nothing of what was deleted stands in the files any more."""
        self.db.execute("PRAGMA secure_delete = ON")
        self.db.execute("PRAGMA journal_mode = DELETE")  # one that persists holds the old pages
        with self._change():
            yield

    # --- messages -------------------------------------------------------------------------

    def add(
        self, entries: Iterable[RecordedMessage], dropped: Iterable[RecordedMessage] = ()
    ) -> None:
        """Put down further messages of a version, and which are not to be sent any more."""
        with self._change():
            self.db.executemany(
                "UPDATE besked SET tilstand = ? WHERE nr = ?",
                [(State.DROPPED, entry.number) for entry in dropped],
            )
            self._insert(entries)

    def _insert(self, entries: Iterable[RecordedMessage]) -> None:
        self.db.executemany(
            "INSERT INTO besked (udsendelse, adresse, navn, gruppe, del, gang, message_id,"
            " svar_paa, indhold, materiale, tilstand, dato, tid, svar)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '')",
            [
                (
                    *(e.mailing, e.address, e.name, e.group, e.part, e.turn, e.message_id),
                    *(e.refers_to, e.content, json.dumps(sorted(e.material)), e.state),
                )
                for e in entries
            ],
        )

    def entries(self, mailing: str) -> list[RecordedMessage]:
        """The messages of a version that carry it, in the order in which they were put down."""
        rows = self.db.execute(
            "SELECT * FROM besked WHERE udsendelse = ? AND del <> ? ORDER BY nr",
            (mailing, REMOVAL),
        )
        return [_message(row) for row in rows]

    def removals(self, mailings: Iterable[str]) -> list[RecordedMessage]:
        """The messages put down with these versions that take an invitation back, oldest first."""
        rows = self.db.execute(
            "SELECT * FROM besked WHERE udsendelse IN (SELECT value FROM json_each(?)) AND del = ?"
            " ORDER BY nr",
            (json.dumps(list(mailings)), REMOVAL),
        )
        return [_message(row) for row in rows]

    def offer(self, entry: RecordedMessage, now: datetime) -> datetime:
        """Put down that a message is about to be sent; returns its date."""
        date = entry.date or now
        with self._change():
            self.db.execute(
                "UPDATE besked SET tilstand = ?, dato = ?, tid = ? WHERE nr = ?",
                (State.OFFERED, date.isoformat(), now.isoformat(), entry.number),
            )
        return date

    def settle(
        self, entry: RecordedMessage, state: State, now: datetime, answer: str, way: str = ""
    ) -> None:
        """Put down what became of a message; ``way``: by which one what is closed in it went."""
        with self._change():
            self.db.execute(
                "UPDATE besked SET tilstand = ?, tid = ?, svar = ?, vej = ? WHERE nr = ?",
                (state, now.isoformat(), answer, way, entry.number),
            )
            self.db.execute(
                "INSERT INTO forsoeg VALUES (?, ?, ?, ?)",
                (entry.number, now.isoformat(), state, answer),
            )


def when(moment: datetime) -> Phrase:
    """A moment as it is told."""
    return Phrase(f"{moment:%d.%m.%Y kl. %H.%M}", f"{moment:%d.%m.%Y at %H.%M}")


def _message(row: sqlite3.Row) -> RecordedMessage:
    return RecordedMessage(
        row["nr"],
        row["udsendelse"],
        row["adresse"],
        row["navn"],
        row["gruppe"],
        row["del"],
        row["gang"],
        row["message_id"],
        row["svar_paa"],
        row["indhold"],
        frozenset(json.loads(row["materiale"])),
        State(row["tilstand"]),
        _moment(row["dato"]),
        _moment(row["tid"]),
        row["svar"],
        row["vej"],
    )


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _trouble(path: Path, why: Phrase) -> EnvironmentProblem:
    return EnvironmentProblem(
        Phrase(
            f"Udsendelsesprotokollen kan ikke bruges: {path} ({why}).",
            f"The delivery record cannot be used: {path} ({why.english}).",
        )
    )


def _own_words(error: sqlite3.Error) -> Phrase:
    return Phrase.same(str(error))


@contextlib.contextmanager
def _telling(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise _trouble(path, _own_words(error)) from error
    except OSError as error:
        raise _trouble(path, reason(error)) from error
