"""From a meeting file on disk to the model: the reading stages in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from moedebog import schema, source
from moedebog.blocks import Block, BulletList, LabelledList, NumberedList, Picture, Quote, Table
from moedebog.catalogue import DagsordenStatus
from moedebog.commas import broken
from moedebog.diagnostics import (
    Diagnostic,
    Phrase,
    Position,
    Problems,
    Rule,
    Severity,
    has_errors,
    in_order,
)
from moedebog.document import Kind
from moedebog.examples import Example
from moedebog.guesses import several
from moedebog.issued import candidates, first_of, hidden_files, latest_sources, of_meeting
from moedebog.markdown import BY_LINES
from moedebog.meeting import Bilag, Fil, Forum, Meeting, Punkt, Utilgaengelig
from moedebog.normalise import normalise, normalise_forum
from moedebog.source import Tree, TreePath
from moedebog.source.rules import AT_MARGIN, FOLDED, INDENTATION, NO_BLOCK, NO_DASH
from moedebog.typography import may_lack_glyphs
from moedebog.workspace import FORUM_FILE, MeetingFile, Workspace

NO_OTHER_FORUM = Rule(
    "M2100",
    Severity.ERROR,
    Phrase(
        "Intet forum har mappen {forum}, så mødet kan ikke holdes sammen med det.",
        "No forum has the folder {forum}, so the meeting cannot be held together with it.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(wrong="sammen_med: nabo\npunkter: []", right="punkter: []"),
    rests_on=("sammen_med",),
)
NAMED_LIKE = Phrase(
    "Skriv navnet på den mappe i meetings/, som det andet forums forum.yaml ligger i.",
    "Write the name of the folder in meetings/ that holds the other forum's forum.yaml.",
)
NAMED_SO = Phrase("Mente du {navne}?", "Did you mean {navne}?")
FORUM_TWICE = Rule(
    "M2101",
    Severity.ERROR,
    Phrase(
        "{forum} holder allerede mødet og kan ikke også stå under sammen_med.",
        "{forum} holds the meeting already and cannot stand under sammen_med as well.",
    ),
    Phrase(
        "Slet {forum} under sammen_med, eller skriv det andet forums mappe.",
        "Delete {forum} under sammen_med, or write the other forum's folder.",
    ),
    Example(wrong="sammen_med: udvalg\npunkter: []", right="punkter: []"),
    rests_on=("sammen_med",),
)
ISSUED_OTHERWISE = Rule(
    "M2109",
    Severity.WARNING,
    Phrase(
        "Dagsordenen er udsendt {dato}, men mødefilen siger {noegle}: {vaerdi}. Det, der er "
        "udsendt, gælder.",
        "The dagsorden was issued {dato}, but the meeting file says {noegle}: {vaerdi}. What was "
        "issued holds.",
    ),
    Phrase(
        "Skriv {noegle}: {rigtig}, eller slet linjen.",
        "Write {noegle}: {rigtig}, or delete the line.",
    ),
    Example(
        wrong="dagsorden_status: udkast, efter at dagsordenen er sendt ud",
        right="dagsorden_status: udsendt",
        file="Word",
    ),
    reason=Phrase(
        "Fristen regnes fra den første udsendelse, og den, der læser mødefilen, tror ellers på en "
        "anden dag end den, dagsordenen blev sendt.",
        "The deadline counts from the first issue, and whoever reads the meeting file believes in "
        "another day than the one the dagsorden was sent out.",
    ),
    about=("dagsorden_status", "dagsorden_udsendt"),
)
NO_FORUM = Rule(
    "M127",
    Severity.ERROR,
    Phrase(
        "Mødet hører ikke til et forum: der er ingen forum.yaml ved mødefilen.",
        "The meeting belongs to no forum: there is no forum.yaml at the meeting file.",
    ),
    Phrase(
        "Lav filen {fil} med mindst én linje, f.eks. navn: Økonomiudvalget",
        "Make the file {fil} with at least one line, e.g. navn: Teknisk Udvalg",
    ),
    Example(
        wrong="En mødefil uden forum.yaml i mappen.", right="forum.yaml med linjen navn: Udvalget"
    ),
    about=(),
)


_BEYOND = frozenset({"nr", "sagstype", "tid", "varighed", "ankom", "forlod", "underpunkter"})
"""Keys of an item that bear on the others: on their numbers and times, and on who is there."""


_MOVING = (INDENTATION, AT_MARGIN, NO_BLOCK, NO_DASH)
"""What is told of lines that are then read in another column."""


class Unsure(Struct, frozen=True, dict=True):
    """Where the files have errors, so that what rests on it may be only a consequence.

    An error inside an item bears on that item, with those that it holds or belongs to, and on
    what is told of the meeting as a whole. It bears on the other items where the item's key
    does (``_BEYOND``). An error outside the items bears on everything.
    """

    errors: frozenset[TreePath] = frozenset()
    everything: bool = False
    """The text itself had mistakes, which may have swallowed anything."""
    tree: Tree | None = None
    """The meeting file, to look up in which item a finding stands."""

    def settled(self, problems: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The findings that are no mere consequence of an error."""
        return [p for p in problems if not (p.rule.rests_on and self._reaches(p))]

    def _reaches(self, problem: Diagnostic) -> bool:
        if self.everything or not self.errors:
            return self.everything
        here: TreePath = ()
        if self.tree is not None and self.tree.name == problem.position.file:
            here = _item(self.tree.path_at(problem.position))
        own, held, beyond = self._keys
        around = (own.get(here[:end], beyond) for end in range(0, len(here) + 1, 2))
        reaching = beyond.union(held.get(here, beyond), *around)
        return not reaching.isdisjoint(problem.rule.rests_on)

    @cached_property
    def _keys(self) -> tuple[dict[TreePath, set[str]], dict[TreePath, set[str]], set[str]]:
        """The keys that errors are under: by item, with those that it holds, and ``_BEYOND``."""
        own: dict[TreePath, set[str]] = {}
        held: dict[TreePath, set[str]] = {}
        beyond: set[str] = set()
        for path in self.errors:
            item = _item(path[:-1])
            keys = [step for step in path[len(item) :] if isinstance(step, str)]
            own.setdefault(item, set()).update(keys)
            for end in range(0, len(item) + 1, 2):
                held.setdefault(item[:end], set()).update(keys)
            beyond.update(key for key in keys[:1] if key in _BEYOND)
        return own, held, beyond


def _follows(tree: Tree, position: Position, moved: set[TreePath]) -> bool:
    """Whether what is wrong here may come of a line of the item that was put in another column."""
    item = _item(tree.path_at(position)) if moved else ()
    return any(item[: len(one)] == one if one else not item for one in moved)


def _item(path: TreePath) -> TreePath:
    """The innermost item on the way to a place; empty where there is none."""
    end = 0
    while path[end : end + 1] in (("punkter",), ("underpunkter",)) and len(path) > end + 1:
        end += 2
    return path[:end]


class LoadedForum(Struct, frozen=True):
    """What was read. There may be a forum although there are errors."""

    forum: Forum | None
    diagnostics: tuple[Diagnostic, ...]
    unsure: Unsure = Unsure()
    """What a meeting of the forum can then not rely on."""
    rare: bool = False
    """Whether there is a character that a font may lack."""


class Loaded(Struct, frozen=True):
    """What was read. A meeting with errors may be there too: ask ``has_errors`` first."""

    meeting: Meeting | None
    diagnostics: list[Diagnostic]
    inputs: tuple[Path, ...]
    """Every file that was read or looked for."""
    unsure: Unsure = Unsure()
    """What later stages must not draw conclusions from."""
    rare: bool = False
    """Whether there is a character, also in the forum's file, that a font may lack."""


def load(ws: Workspace, file: MeetingFile, *, looks: bool = True) -> Loaded:
    """Reads a meeting and its forum, and collects everything that is wrong with them.

    What a stage finds wrong is taken out, so that the next one can look at the rest. What a
    later stage finds is left out where it may be only a consequence of that. ``looks``: whether
    its attachments are looked into where the forum tells which of them not everybody can read.
    Whoever makes no documents of it does without.
    """
    forum_file = ws.forum_file(file.path)
    shared = load_forum(ws, file.path, forum_file)
    forum, diagnostics = shared.forum, [*shared.diagnostics]
    unsure, rare = shared.unsure, shared.rare
    tree, problems = source.read(file.path, ws.display(file.path), ws.meetings)
    unsure = replace(unsure, everything=has_errors(problems))
    diagnostics += problems
    meeting = None
    if tree is not None:
        run_on = {tree.path_at(p.position) for p in problems if p.rule is FOLDED}
        torn = {p.position.line for p in problems if p.severity is Severity.ERROR}
        moved = {_item(tree.path_at(p.position)) for p in problems if p.rule in _MOVING}
        problems, pruned, errors = schema.check_and_prune(tree, "meeting")
        diagnostics += [
            p
            for p in problems
            if p.position.line not in torn and not _follows(tree, p.position, moved)
        ]
        diagnostics += _besides(broken(tree), problems)
        unsure = replace(unsure, errors=unsure.errors | errors, tree=tree)
        if pruned is not None and forum is not None:
            others, problems = _others(ws, forum, tree, pruned.data)
            diagnostics += problems
            joint = tuple(other.forum for other in others if other.forum is not None)
            rare = rare or any(other.rare for other in others)
            meeting, problems = normalise(pruned, forum, file.path, joint)
            certain = [p for p in problems if not _follows(tree, p.position, moved)]
            diagnostics += [
                p
                for p in unsure.settled(certain)
                if not (run_on and p.code in BY_LINES and tree.path_at(p.position) in run_on)
            ]
            unsure = replace(unsure, errors=unsure.errors | _places(tree, problems))
    inputs = [file.path, *_forum_candidates(ws, file.path, forum_file)]
    if meeting is not None:
        inputs += candidates(file, meeting.id)
        try:
            recorded = of_meeting(ws, file, meeting.id)
            meeting = replace(meeting, udgaver=recorded.udgaver, begivenheder=recorded.begivenheder)
            inputs += (*latest_sources(ws, meeting.udgaver), *hidden_files(ws, meeting.udgaver))
            meeting, contradicted = _as_recorded(meeting, tree)
            diagnostics += contradicted
        except Problems as unreadable:
            diagnostics += unreadable.diagnostics
    if tree is not None and isinstance(tree.data, dict):
        inputs += (ws.meetings / one / FORUM_FILE for one in joint_folders(tree.data))
    if tree is not None:
        rare = rare or may_lack_glyphs(tree.text)
        if meeting is not None and any(one.udelad for one in attachments_of(meeting)):
            from moedebog.redacted.copies import without_closed  # what reads PDFs takes time

            meeting, problems = without_closed(ws, meeting)
            diagnostics += problems
        if meeting is not None and _may_name_files(tree.text):
            inputs += files_of(meeting)
            if looks and meeting.forum.politik.bilagenes_tilgaengelighed:
                found = tuple(_not_for_all(ws, meeting))
                meeting = replace(meeting, utilgaengelige=found)
                rare = rare or any(may_lack_glyphs(one.lavet_af) for one in found)
    return Loaded(meeting, in_order(diagnostics), tuple(dict.fromkeys(inputs)), unsure, rare)


def _as_recorded(meeting: Meeting, tree: Tree | None) -> tuple[Meeting, list[Diagnostic]]:
    """The meeting with what the record says of its dagsorden, and what was typed otherwise."""
    first = first_of(meeting.udgaver, Kind.DAGSORDEN)
    if first is None:
        return meeting, []
    sent = {"dagsorden_status": DagsordenStatus.UDSENDT, "dagsorden_udsendt": first.tid.date()}
    typed = tree.data if tree is not None and isinstance(tree.data, dict) else {}
    contradicted = [
        ISSUED_OTHERWISE.at(
            tree.position((key,)),
            dato=f"{first.tid:%Y-%m-%d}",
            noegle=key,
            vaerdi=getattr(meeting, key),
            rigtig=value,
        )
        for key, value in sent.items()
        if tree is not None and key in typed and getattr(meeting, key) not in (None, value)
    ]
    return replace(meeting, **sent), contradicted


def _others(
    ws: Workspace, own: Forum, tree: Tree, data: dict[str, Any]
) -> tuple[list[LoadedForum], list[Diagnostic]]:
    """The other bodies of a joint meeting, and what is wrong with their names or files."""
    found: list[LoadedForum] = []
    problems: list[Diagnostic] = []
    seen = {own.position.file}
    for index, folder in enumerate(joint_folders(data)):
        several_named = isinstance(data["sammen_med"], list)
        place = tree.position(("sammen_med", index) if several_named else ("sammen_med",))
        path = joint_forum(ws, folder)
        if path is None:
            close = several(folder, sorted({one.forum for one in ws.meeting_files()}))
            advice = NAMED_SO.put(navne=", ".join(close)) if close else NAMED_LIKE
            problems.append(NO_OTHER_FORUM.at(place, forum=folder, raad=advice))
            continue
        name = ws.display(path)
        if name in seen:
            problems.append(FORUM_TWICE.at(place, forum=folder))
            continue
        seen.add(name)
        other = read_forum(path, name, ws.meetings)
        problems += other.diagnostics
        if other.forum is not None:  # whom it mails is its own business
            other = replace(other, forum=replace(other.forum, modtagere=()))
        found.append(other)
    return found, problems


def joint_folders(data: dict[str, Any]) -> list[str]:
    """The folders of the bodies that a meeting file names under ``sammen_med``."""
    value = data.get("sammen_med", [])
    return [str(one).strip() for one in (value if isinstance(value, list) else [value])]


def joint_forum(ws: Workspace, folder: str) -> Path | None:
    """The ``forum.yaml`` in a folder below ``meetings/``; ``None`` where there is none."""
    path = ws.meetings / folder.replace("\\", "/").strip("/") / FORUM_FILE
    inside = ".." not in path.parts and path.is_relative_to(ws.meetings)
    return path if inside and path.is_file() else None


def _may_name_files(text: str) -> bool:
    """Whether an attachment or a picture may stand in a meeting file."""
    return "fil" in text or "![" in text


def _besides(found: Iterable[Diagnostic], told: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What is found where nothing else is told."""
    places = {problem.position for problem in told}
    return [problem for problem in found if problem.position not in places]


def _places(tree: Tree, problems: Iterable[Diagnostic]) -> frozenset[TreePath]:
    """The paths that errors stand at."""
    return frozenset(tree.path_at(p.position) for p in problems if p.severity is Severity.ERROR)


def load_forum(ws: Workspace, meeting_path: Path, path: Path | None) -> LoadedForum:
    """The forum of a meeting file, in the file at ``path``; without one, what to write."""
    if path is None:
        wanted = ws.display(meeting_path.parent / FORUM_FILE)
        fault = NO_FORUM.at(Position(ws.display(meeting_path), 1, 1), fil=wanted)
        return LoadedForum(None, (fault,))
    return read_forum(path, ws.display(path), ws.meetings)


def read_forum(path: Path, name: str, within: Path) -> LoadedForum:
    """The forum in a file."""
    data, problems = source.contents(path, name, within)
    return LoadedForum(None, tuple(problems)) if data is None else _forum(data, name)


@lru_cache(maxsize=8)
def _forum(data: bytes, name: str) -> LoadedForum:
    """Read once for all its meetings that are read one after the other."""
    tree, diagnostics = source.parse(data, name)
    if tree is None:
        return LoadedForum(None, tuple(diagnostics))
    problems, pruned, errors = schema.check_and_prune(tree, "forum")
    # A mistake in the text may have swallowed members.
    errors |= {("medlemmer",)} if has_errors(diagnostics) else frozenset()
    diagnostics += [*problems, *_besides(broken(tree), problems)]
    if pruned is None:
        return LoadedForum(None, tuple(diagnostics), Unsure(errors))
    forum, problems = normalise_forum(pruned)
    diagnostics += Unsure(errors).settled(problems)
    unsure = Unsure(errors | _places(tree, problems))
    return LoadedForum(forum, tuple(diagnostics), unsure, may_lack_glyphs(tree.text))


def _forum_candidates(ws: Workspace, meeting_path: Path, used: Path | None) -> Iterator[Path]:
    """Where the forum was looked for: a file put there later would change the outcome."""
    for folder in meeting_path.parents:
        candidate = folder / FORUM_FILE
        yield candidate
        if candidate == used or folder == ws.meetings:
            return


def files_of(meeting: Meeting) -> Iterator[Path]:
    """Every attachment and picture of a meeting, whether it is there or not."""
    yield from _pictures(meeting.indledning)
    for answer in meeting.indsigelser:
        yield from _pictures(answer.tekst)
    for rettelse in meeting.rettelser:
        yield from _pictures(rettelse.tekst)
    yield from (fil.sti for fil in _attached(meeting))
    for punkt in _all_items(meeting.punkter):
        if punkt.lukket is not None:
            yield from _pictures(punkt.lukket.offentlig_beslutning)
        for afsnit in punkt.alle_afsnit():
            for blocks in afsnit.tekster():
                yield from _pictures(blocks)


def _attached(meeting: Meeting) -> Iterator[Fil]:
    """The files of its attachments, whether they are there or not."""
    yield from (bilag.fil for bilag in attachments_of(meeting) if bilag.fil)


def _copies(meeting: Meeting) -> Iterator[Fil]:
    """The copies of them that something is left out of."""
    yield from (bilag.kopi for bilag in attachments_of(meeting) if bilag.kopi)


def attachments_of(meeting: Meeting) -> Iterator[Bilag]:
    """Every attachment of a meeting, its own first."""
    yield from meeting.bilag
    for punkt in _all_items(meeting.punkter):
        for afsnit in punkt.alle_afsnit():
            yield from afsnit.bilag


def _not_for_all(ws: Workspace, meeting: Meeting) -> Iterator[Utilgaengelig]:
    """Its attachments that somebody who cannot see may not be able to read, by path.

    Nothing is told of one that could not be looked into. What comes of it follows from the files'
    contents alone, so that the same files give the same document.
    """
    from moedebog.looked import Looks, is_settled  # most forums do without, and it takes time

    paths = {fil.sti for fil in (*_attached(meeting), *_copies(meeting)) if fil.stoerrelse}
    found = Looks(ws.root).of(sorted(paths))
    for path, look in sorted(found.items()):
        access = look.accessible
        if access is None or access.is_good or not is_settled(look):
            continue
        yield Utilgaengelig(
            path,
            uden_maerker=access.tagged is False,
            uden_sprog=not access.language,
            uden_titel=not access.title,
            billeder_uden_tekst=access.without_text,
            skannede_sider=access.scanned,
            lavet_af=look.maker,
        )


def _all_items(items: Iterable[Punkt]) -> Iterator[Punkt]:
    for punkt in items:
        yield punkt
        yield from _all_items(punkt.underpunkter)


def _pictures(blocks: Iterable[Block]) -> Iterator[Path]:
    for block in blocks:
        match block:
            case Picture(path=path):
                yield path
            case Quote(blocks=inner):
                yield from _pictures(inner)
            case BulletList(items=items) | NumberedList(items=items):
                for item in items:
                    yield from _pictures(item.blocks)
            case LabelledList(items=entries):
                for entry in entries:
                    yield from _pictures(entry.blocks)
            case Table(header=header, rows=rows):
                for row in (header, *rows):
                    for cell in row:
                        yield from _pictures(cell.blocks)
            case _:
                pass
