"""The command's own settings: the optional ``moedebog.yaml`` beside ``meetings/``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from posixpath import normpath

from msgspec import Struct

from moedebog import addresses
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity, has_errors
from moedebog.examples import Example
from moedebog.settings.checker import check
from moedebog.settings.options import Option, OptionGroup, OutsideRange, UnfitValue
from moedebog.settings.periods import ALWAYS, WANTED, Period, period
from moedebog.source import Tree, read
from moedebog.workspace import ISSUED, ISSUED_CLOSED, OUTPUT, RESERVED, SETTINGS_FILE, Workspace

IN_THE_OPEN = Rule(
    "M419",
    Severity.ERROR,
    Phrase(
        "{noegle} kan ikke være {mappe}: så ville det lukkede ligge sammen med det offentlige.",
        "{noegle} cannot be {mappe}: what is closed would lie with what is public.",
    ),
    Phrase(
        "Giv det lukkede en mappe for sig selv, uden for git.",
        "Give what is closed a folder of its own, outside git.",
    ),
    Example(
        wrong="udsendt: arkiv, udsendt_lukket: arkiv/lukket",
        right="udsendt: arkiv, udsendt_lukket: /fællesdrev/lukket",
    ),
    reason=Phrase(
        "Mappen med det udsendte bliver lagt i git og kan læses af andre end forummet.",
        "The folder of what was issued is put into git, and can be read by others than the forum.",
    ),
    source=Phrase.same("docs/udsendelse.md"),
)
KEPT_TOO_SHORT = Rule(
    "M4761",
    Severity.ERROR,
    Phrase(
        "Optegnelsen kan ikke kasseres efter {optegnelse}, før {noegle} efter {andet}: den siger, "
        "hvad der ligger der, og hvad der er sendt.",
        "The record cannot be disposed of after {optegnelse}, before {noegle} after {andet}: it "
        "tells what lies there, and what was sent.",
    ),
    Phrase(
        "Sæt optegnelse til mindst {andet}, eller skriv optegnelse: altid.",
        "Set optegnelse to at least {andet}, or write optegnelse: altid.",
    ),
    Example(
        wrong="opbevaring:\n  optegnelse: 1 år\n  beviser: 5 år",
        right="opbevaring:\n  optegnelse: 5 år\n  beviser: 5 år",
        file="Word",
    ),
    source=Phrase.same("docs/opbevaring.md"),
)

MOST_JOBS = 64
MOST_PER_MINUTE = 10_000
_ADDRESS = re.compile(r"[^@\s<>(),;:]+@[^@\s<>(),;:]+\.[^@\s<>(),;:.]+")
_OUTPUT_LINE = re.compile(r"^output:[ \t]*([^#\n]*?)[ \t]*(?:#.*)?$", re.MULTILINE)
_NAMED_ADDRESS = re.compile(rf"[^<>@\r\n]+ <{_ADDRESS.pattern}>")


class Mail(Struct, frozen=True):
    """How messages are sent out."""

    afsender: str = ""
    """``Sekretariatet <sekretariat@example.dk>``; empty: nothing can be mailed."""
    svar_til: str = ""
    """Where answers go; empty: to the forum's contact, else to the sender."""
    pr_minut: int = 0
    """The most messages a minute; 0: as many as the server takes."""
    protokol: str = "udsendelser"
    """The folder of the delivery record, from the workspace or absolute."""


class Opbevaring(Struct, frozen=True):
    """How long what was issued is kept; ``None``: until somebody decides otherwise."""

    optegnelse: Period | None = None
    """The record beside a meeting file."""
    lager: Period | None = None
    """The files in the folder ``udsendt``."""
    lager_lukket: Period | None = None
    """Those in the folder ``udsendt_lukket``."""
    beviser: Period | None = None
    """Who got what, and what the mail server answered."""

    @property
    def is_set(self) -> bool:
        """Whether anything is ever to go."""
        return self != Opbevaring()


class Settings(Struct, frozen=True):
    """The command's settings. A default holds where the file, or a line of it, is left out."""

    jobs: int = 0
    """How many meetings are made side by side; 0: as many as there are processors."""
    output: str = OUTPUT
    """The folder of the documents made, inside the workspace."""
    udsendt: str = ISSUED
    """The folder that keeps what was issued, from the workspace or absolute."""
    udsendt_lukket: str = ISSUED_CLOSED
    """The same for what of it is closed; not for git."""
    mail: Mail = Mail()
    opbevaring: Opbevaring = Opbevaring()


def load_settings(ws: Workspace) -> tuple[Settings | None, list[Diagnostic]]:
    """The settings of a workspace, and what is wrong with them."""
    path = ws.root / SETTINGS_FILE
    if not path.exists():
        return Settings(), []
    tree, diagnostics = read(path, ws.display(path), ws.root)
    if tree is None or has_errors(diagnostics):
        return None, diagnostics
    data, wrong = check(tree, _SETTINGS)
    if data is None:
        return None, [*diagnostics, *wrong]
    mail = Mail(**data["mail"])
    for key in ("afsender", "svar_til"):
        if address := getattr(mail, key).rpartition("<")[2].removesuffix(">"):
            fault = addresses.fault(address, tree.position(("mail", key)))
            wrong += [fault] if fault else []
    if _overlap(ws, data["udsendt"], data["udsendt_lukket"]):
        place = tree.position(("udsendt_lukket" if "udsendt_lukket" in tree.data else "udsendt",))
        values = {"noegle": "udsendt_lukket", "mappe": data["udsendt_lukket"]}
        wrong.append(IN_THE_OPEN.at(place, **values))
    kept = Opbevaring(**data["opbevaring"])
    wrong += _kept_too_short(kept, tree)
    if wrong:
        return None, [*diagnostics, *wrong]
    return Settings(**{**data, "mail": mail, "opbevaring": kept}), diagnostics


def _kept_too_short(kept: Opbevaring, tree: Tree) -> Iterator[Diagnostic]:
    """The record goes last: without it nobody knows what lies in the folders."""
    own = kept.optegnelse
    if own is None:
        return
    place = tree.position(("opbevaring", "optegnelse"))
    for key in ("lager", "lager_lukket", "beviser"):
        other: Period | None = getattr(kept, key)
        if other is None or other.longest > own.longest:
            told = ALWAYS if other is None else other.said
            yield KEPT_TOO_SHORT.at(place, optegnelse=own.said, noegle=key, andet=told)


def _overlap(ws: Workspace, public: str, closed: str) -> bool:
    """Whether one folder is, or lies in, the other."""
    one, other = (Path(normpath(ws.root / name)) for name in (public, closed))
    return one.is_relative_to(other) or other.is_relative_to(one)


def output_in(ws: Workspace) -> str:
    """The folder of documents that the settings name, also where something in them is wrong."""
    path = ws.root / SETTINGS_FILE
    try:
        tree, _ = read(path, ws.display(path), ws.root)
        if tree is not None:
            return _folder(tree.data["output"])
        text = path.read_text(encoding="utf-8", errors="replace")
        return _folder(_OUTPUT_LINE.findall(text)[-1].strip("\"'"))
    except (UnfitValue, OSError, KeyError, IndexError, TypeError):
        return OUTPUT


def is_output(name: str) -> bool:
    """Whether the settings may name this folder."""
    try:
        return _folder(name) == name
    except UnfitValue:
        return False


def _jobs(value: object) -> int:
    if value == "auto":
        return 0
    if isinstance(value, bool) or not isinstance(value, int):
        raise UnfitValue
    if not 1 <= value <= MOST_JOBS:
        raise OutsideRange
    return value


def _folder(value: object) -> str:
    """A folder inside the workspace that can hold nothing but outputs."""
    if not isinstance(value, str) or PureWindowsPath(value).drive:
        raise UnfitValue
    folder = PurePosixPath(value.replace("\\", "/"))
    if folder.is_absolute() or ".." in folder.parts or not folder.parts:
        raise UnfitValue
    if folder.parts[0] in RESERVED:
        raise UnfitValue
    return folder.as_posix()


def _per_minute(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise UnfitValue
    if not 0 <= value <= MOST_PER_MINUTE:
        raise OutsideRange
    return value


def _store(own: str = "") -> Callable[[object], str]:
    """A folder of its own: anywhere but among what is kept for something else, or made."""
    taken = {OUTPUT, *RESERVED} - {own}

    def read(value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise UnfitValue
        folder = PurePosixPath(normpath(value.strip().replace("\\", "/")))
        if not folder.is_absolute() and not PureWindowsPath(value).drive:
            upwards = all(part == ".." for part in folder.parts)
            if upwards or folder.parts[0] in taken:
                raise UnfitValue
        return value.strip()

    return read


def _address(value: object) -> str:
    if not isinstance(value, str):
        raise UnfitValue
    if value and not (_ADDRESS.fullmatch(value) or _NAMED_ADDRESS.fullmatch(value)):
        raise UnfitValue
    return value


_JOBS = Phrase(
    f"auto, eller et tal fra 1 til {MOST_JOBS}", f"auto, or a number from 1 to {MOST_JOBS}"
)
_FOLDER = Phrase(
    "navnet på en mappe ved siden af meetings/", "the name of a folder beside meetings/"
)
_SENDER = Phrase(
    "en e-mailadresse, f.eks. Sekretariatet <sekretariat@example.org>",
    "an e-mail address, e.g. Sekretariatet <sekretariat@example.org>",
)
_PER_MINUTE = Phrase(f"et tal fra 0 til {MOST_PER_MINUTE}", f"a number from 0 to {MOST_PER_MINUTE}")
_RECORD = Phrase(
    "navnet på en mappe, der kun er til udsendelsesprotokollen",
    "the name of a folder that is for the delivery record alone",
)
_STORE = Phrase(
    "navnet på en mappe, der kun er til det udsendte",
    "the name of a folder that is for what was issued alone",
)
_SETTINGS = OptionGroup(
    {
        "jobs": Option(_jobs, _JOBS, "auto"),
        "output": Option(_folder, _FOLDER, OUTPUT),
        "udsendt": Option(_store(ISSUED), _STORE, ISSUED),
        "udsendt_lukket": Option(_store(ISSUED_CLOSED), _STORE, ISSUED_CLOSED),
        "mail": OptionGroup(
            {
                "afsender": Option(_address, _SENDER, ""),
                "svar_til": Option(_address, _SENDER, ""),
                "pr_minut": Option(_per_minute, _PER_MINUTE, 0),
                "protokol": Option(_store(), _RECORD, "udsendelser"),
            }
        ),
        "opbevaring": OptionGroup(
            {key: Option(period, WANTED, ALWAYS) for key in Opbevaring.__struct_fields__}
        ),
    }
)
