"""A new forum to begin with: its ``forum.yaml``, with what is known and what may be added."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from moedebog import schema, source
from moedebog.begin import same_names
from moedebog.begin.names import checked_folder
from moedebog.begin.places import (
    refuse_a_double,
    refuse_a_file,
    refuse_existing,
    schema_path,
    schemas,
    write_new,
)
from moedebog.begin.scalars import scalar
from moedebog.catalogue import Retsgrundlag
from moedebog.diagnostics import (
    Diagnostic,
    Phrase,
    Problems,
    Severity,
    has_errors,
    joined,
)
from moedebog.normalise import normalise_forum
from moedebog.normalise.times import clock_in
from moedebog.workspace import FORUM_FILE, Workspace

_REMARKS = 30
"""The column of what is said beside a line."""


class ForumDraft(Struct, frozen=True):
    """What somebody has told of a forum; what is empty nobody has."""

    navn: str
    sted: str = ""
    start: str = ""
    """As it was typed, e.g. ``16.30``."""
    slut: str = ""
    moedeleder: str = ""
    referent: str = ""
    medlemmer: tuple[str, ...] = ()
    retsgrundlag: Retsgrundlag = Retsgrundlag.ANDET


def new_forum(ws: Workspace, folder: str, draft: ForumDraft) -> tuple[list[Path], list[Diagnostic]]:
    """Make a forum in a folder below ``meetings/``: the files made, and what to look at in them.

    Nothing is overwritten. Raises ``UsageProblem`` where the folder will not do or has a forum, and
    ``Problems`` where what was told will not do.
    """
    path = free_folder(ws, folder) / FORUM_FILE
    place = path.parent
    text = forum_text(draft, schema_path(ws, place, "forum"))
    found = _proof(text, ws.display(path))
    if has_errors(found):
        raise Problems(found)
    files = schemas(ws)
    files[path] = text.encode()
    write_new(files)
    return list(files), [*found, *same_names.findings(ws, path)]


def free_folder(ws: Workspace, folder: str) -> Path:
    """The folder of a forum to be; raises ``UsageProblem`` where it will not do or has one."""
    refuse_a_file(ws, folder)
    folder = checked_folder(folder)
    refuse_existing(ws, ws.meetings / folder / FORUM_FILE)
    refuse_a_double(ws, folder)
    return ws.meetings / folder


def unfit(key: str, told: str) -> Phrase | None:
    """Why something may not stand in the file; ``key``: ``navn``, ``sted`` or ``medlem``."""
    parts = {
        "navn": ForumDraft(told),
        "sted": ForumDraft("-", sted=told),
        "medlem": ForumDraft("-", medlemmer=(told,)),
    }
    found = _proof(forum_text(parts[key], "-"), "")
    wrong = [one for one in found if one.severity is Severity.ERROR]
    return joined((_said(one) for one in wrong), " ") if wrong else None


def _said(found: Diagnostic) -> Phrase:
    return Phrase(" ".join(found.texts("da")).strip(), " ".join(found.texts("en")).strip())


def clock_text(typed: str) -> str:
    """A time of day as it stands in the file, ``16:30``; as it was typed where it is none."""
    found = clock_in(" ".join(typed.split()))
    return f"{found[0]:02}:{found[1]:02}" if found else typed


def forum_text(draft: ForumDraft, schema_file: str) -> str:
    """The text of a ``forum.yaml``; ``schema_file``: the way to the schema."""
    return "\n".join(_lines(draft, schema_file)) + "\n"


def _lines(draft: ForumDraft, schema_file: str) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={schema_file}"
    yield "# Det, som forummets møder har til fælles. Alt efter # er en bemærkning til dig."
    yield ""
    yield _beside(f"navn: {scalar(draft.navn)}", "står øverst på dokumenterne")
    yield _beside("# navn_i_saetning: udvalget", "som det skrives midt i en sætning")
    yield ""
    yield "# Som det plejer at være; mødefilen kan sige noget andet."
    yield from _line("start", _quoted_clock(draft.start), '"16:30"')
    yield from _line("slut", _quoted_clock(draft.slut), '"18:00"')
    yield from _line("sted", scalar(draft.sted), "Mødelokale 1")
    somebody = scalar(next(iter(draft.medlemmer), "Navn Navnesen"))
    yield from _line("moedeleder", scalar(draft.moedeleder), somebody)
    yield from _line("referent", scalar(draft.referent), "Navn Navnesen")
    yield ""
    yield "# Hvor medlemmer og borgere kan spørge."
    yield "# kontakt:"
    yield "#   navn: Sekretariatet"
    yield "#   email: sekretariatet@example.org"
    yield ""
    yield from _members(draft.medlemmer)
    yield ""
    yield "# Hvem dokumenterne sendes til med moedebog mail (make mail), gruppe for gruppe."
    yield "# modtagere:"
    yield "#   - gruppe: medlemmer"
    yield _beside("#     maalgruppe: intern", "også det lukkede; uden linjen: offentlig")
    yield _beside("#     sikring:", "den sikre vej for det lukkede; se manualen")
    yield "#       besked: Det lukkede ligger i mødeportalen."
    yield "#     personer:"
    yield "#       - navn: Navn Navnesen"
    yield "#         email: navn@example.org"
    yield ""
    yield from _policy(draft.retsgrundlag)


def _line(key: str, value: str, example: str) -> Iterator[str]:
    """A key with its value; commented with an example where nobody has told any."""
    yield f"# {key}: {example}" if value == scalar("") else f"{key}: {value}"


def _quoted_clock(typed: str) -> str:
    return scalar(typed) if not typed.strip() else f'"{clock_text(typed)}"'


def _members(names: tuple[str, ...]) -> Iterator[str]:
    yield "# Et medlem er et navn, eller et navn med flere oplysninger."
    if names:
        yield "medlemmer:"
        yield from (f"  - {scalar(name)}" for name in names)
        yield "  # - navn: Anden Andersen"
        yield "  #   titel: Direktør"
    else:
        yield "# medlemmer:"
        yield "#   - Navn Navnesen"
        yield "#   - navn: Anden Andersen"
        yield "#     titel: Direktør"


def _policy(kind: Retsgrundlag) -> Iterator[str]:
    """The legal kind, and as comments what it sets and nothing else."""
    yield "# Hvordan forummets dokumenter ser ud, og hvilke regler der gælder for det."
    if kind is Retsgrundlag.ANDET:
        others = ", ".join(one for one in Retsgrundlag if one is not kind)
        yield "# politik:"
        yield _beside("#   retsgrundlag: udvalg", f"eller et af {others}")
        return
    yield "politik:"
    yield _beside(f"  retsgrundlag: {kind}", kind.explanation)
    if kind.preset.policy:
        yield "  # Det sætter retsgrundlaget; fjern kun # for at skrive noget andet."
    for key, value in kind.preset.policy.items():
        yield f"  # {key}: {'ja' if value is True else value}"


def _beside(line: str, remark: str) -> str:
    return f"{line:<{_REMARKS - 1}} # {remark}"


def _proof(text: str, name: str) -> list[Diagnostic]:
    """What is wrong with the file as it would be written."""
    tree, found = source.parse(text.encode(), name)
    if tree is None:
        return found
    found += schema.check(tree, "forum")
    if has_errors(found):
        return found
    return [*found, *normalise_forum(tree)[1]]
