"""Somebody answers for files that they have looked through: written into the meeting file.

What is written holds for the very bytes of the files (``meeting.Gennemset``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from indhold.findings import Look
from moedebog import source
from moedebog.compose import Plan, plan
from moedebog.compose.typed import plain
from moedebog.diagnostics import (
    Diagnostic,
    Phrase,
    Problems,
    Rule,
    Severity,
    UsageProblem,
    has_errors,
)
from moedebog.examples import Example
from moedebog.load import load
from moedebog.looked import Looks, named
from moedebog.rules.looked_into import Attached, attached_of, findings
from moedebog.source import Tree, TreePath
from moedebog.upgrade.edits import Edit, Insert, Replace, Uneditable, edited
from moedebog.upgrade.rewriting import rewrite
from moedebog.workspace import MeetingFile, Workspace

BY_HAND = Rule(
    "M6081",
    Severity.ERROR,
    Phrase(
        "`gennemset` kan ikke skrives her uden at røre andet.",
        "`gennemset` cannot be written here without touching something else.",
    ),
    Phrase("Skriv det selv under bilaget: {tekst}", "Write it yourself under the bilag: {tekst}"),
    Example(
        wrong="Et bilag, hvis titel går over flere linjer i mødefilen.",
        right="Et bilag med `fil` på en linje for sig.",
        file="Word",
    ),
    always=True,
)
_NO_SUCH_ITEM = Phrase(
    "Intet punkt med offentlige bilag hedder {typed!r}. Der er: {known}.",
    "No item with public attachments is called {typed!r}. There are: {known}.",
)
_SEVERAL = Phrase(
    "Flere punkter hedder {typed!r}. Skriv hele navnet: {known}. Hedder de det samme, så giv dem "
    "hver sin titel.",
    "Several items are called {typed!r}. Write the whole name: {known}. If they are called the "
    "same, give each its own title.",
)
_NO_SUCH = Phrase(
    "Intet offentligt bilag har nummeret {typed!r} dér. Der er: {known}.",
    "No public attachment has the number {typed!r} there. There are: {known}.",
)
_NOTHING = Phrase(
    "Der er intet at skrive under på: moedebog har læst filerne og fandt intet.",
    "There is nothing to answer for: moedebog has read the files and found nothing.",
)
_UNREADABLE = Phrase("Filen kan ikke læses: {fil}", "The file cannot be read: {fil}")
_KEY = "gennemset"
_ITEMS = ("punkter", "underpunkter")


class LookedThrough(Struct, frozen=True):
    """An attachment that goes to the public, with what is in its file."""

    attached: Attached
    look: Look

    @property
    def waits(self) -> bool:
        """Whether it is kept back until somebody answers for it."""
        return self.attached.is_held(self.look)

    def told(self, meeting: str) -> list[Diagnostic]:
        """What is found in it."""
        return list(findings(self.attached, self.look, meeting))


class Vouching(Struct, frozen=True):
    """Who answers for files, and why."""

    navn: str
    grund: str
    dato: date


def seen(ws: Workspace, file: MeetingFile) -> list[LookedThrough]:
    """The public attachments of a meeting, looked into. Raises ``Problems``."""
    loaded = load(ws, file, looks=False)
    if loaded.meeting is None or has_errors(loaded.diagnostics):
        raise Problems(loaded.diagnostics)
    planned, found = plan(loaded.meeting)
    if has_errors(found):
        raise Problems(found)
    return list(_seen(ws, planned))


def _seen(ws: Workspace, planned: Plan) -> Iterator[LookedThrough]:
    public = [one for one in attached_of(planned) if one.public]
    looks = Looks(ws.root).of(one.fil.sti for one in public)
    for one in public:
        yield LookedThrough(one, looks[one.fil.sti])


def chosen(
    among: Sequence[LookedThrough], punkt: str, bilag: str, meeting: str
) -> list[LookedThrough]:
    """The attachments that are meant: one, or those of an item of which anything is told.

    ``punkt`` is empty for those of the meeting as a whole. Raises ``UsageProblem``.
    """
    of_item = _of_item(among, punkt)
    if bilag:
        wanted = [one for one in of_item if one.attached.nr == bilag]
        if not wanted:
            known = dict.fromkeys(one.attached.nr for one in of_item)
            raise UsageProblem(_NO_SUCH.put(typed=bilag, known=", ".join(known)))
    else:
        wanted = [one for one in of_item if one.waits or one.told(meeting)]
        if not wanted:
            raise UsageProblem(_NOTHING)
    for one in wanted:
        if not one.look.sha256:
            raise UsageProblem(_UNREADABLE.put(fil=named(one.attached.fil.navn)))
    return wanted


def _of_item(among: Sequence[LookedThrough], punkt: str) -> list[LookedThrough]:
    """The attachments of the one item that is meant. Raises ``UsageProblem``."""
    wanted = plain(punkt)
    of_item = [one for one in among if one.attached.item.casefold() == wanted]
    if not of_item and wanted:
        of_item = [one for one in among if one.attached.item_nr.casefold() == wanted]
    names = dict.fromkeys(one.attached.item for one in of_item or among if one.attached.item)
    if not of_item:
        raise UsageProblem(_NO_SUCH_ITEM.put(typed=punkt, known=", ".join(names) or "-"))
    if len({one.attached.holder for one in of_item}) > 1:
        raise UsageProblem(_SEVERAL.put(typed=punkt, known=", ".join(names)))
    return of_item


def put_down(
    ws: Workspace, file: MeetingFile, those: Sequence[LookedThrough], answer: Vouching
) -> None:
    """Put it down in the meeting file; nothing is written where not all can be.

    Raises ``Problems`` or ``EnvironmentProblem``.
    """
    data = file.path.read_bytes()
    tree, problems = source.parse(data, ws.display(file.path))
    if tree is None:
        raise Problems(problems)
    edits = list(_edits(tree, those, answer))
    try:
        made = edited(tree, data.decode(), edits)
    except Uneditable:  # nothing is written, so that each is to be written by hand
        raise Problems([_by_hand(one, answer) for one in those]) from None
    rewrite(file.path, ws.display(file.path), data, made.encode())


def _edits(tree: Tree, those: Sequence[LookedThrough], answer: Vouching) -> Iterator[Edit]:
    """Once for an item where there are several of its files, else at each attachment."""
    paths = [_path(tree, one.attached) for one in those]
    item = _item(paths[0])
    written = [_KEY in tree.at(path) for path in (*paths, item)]
    sums = [one.look.sha256 for one in those]
    if len(those) > 1 and not any(written) and "titel" in tree.at(item):
        yield Insert((*item, "titel"), _KEY, _value(answer, sums))
        return
    for path, checksum in zip(paths, sums, strict=True):
        yield from _edit(tree, path, _value(answer, checksum))


def _edit(tree: Tree, path: TreePath, value: Mapping[str, str | Sequence[str]]) -> Iterator[Edit]:
    written = tree.at(path).get(_KEY)
    if written is None:
        yield Insert((*path, "fil"), _KEY, value)
        return
    for key, text in value.items():
        if written.get(key) != text and isinstance(text, str):
            yield Replace((*path, _KEY, key), text)


def _item(path: TreePath) -> TreePath:
    """The item that an attachment belongs to; the meeting as a whole where that is none."""
    last = max((at for at, step in enumerate(path) if step in _ITEMS), default=-2)
    return path[: last + 2]


def _path(tree: Tree, attached: Attached) -> TreePath:
    """Where an attachment stands in the tree."""
    path = tree.path_at(attached.bilag.position)
    while not isinstance(path[-1], int):
        path = path[:-1]
    return path


def _value(answer: Vouching, sha256: str | Sequence[str]) -> dict[str, str | Sequence[str]]:
    return {
        "navn": answer.navn,
        "dato": answer.dato.isoformat(),
        "grund": answer.grund,
        "sha256": sha256,
    }


def _by_hand(one: LookedThrough, answer: Vouching) -> Diagnostic:
    value = json.dumps(_value(answer, one.look.sha256), ensure_ascii=False)  # which is YAML as well
    return BY_HAND.at(one.attached.fil.position, tekst=f"{_KEY}: {value}")
