"""The meeting file is made until it has no errors: what makes one is put down more plainly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from moedebog import cpr, rules, schema, source
from moedebog.compose import compose_all, plan
from moedebog.diagnostics import Diagnostic, Position, Severity, UsageProblem
from moedebog.importer import yaml_text
from moedebog.importer.budget import Budget
from moedebog.importer.build import Builder, Draft
from moedebog.importer.pieces import Kind, everything, text_piece
from moedebog.importer.recognise import known_names
from moedebog.importer.sections import DraftItem, Section
from moedebog.importer.titles import Title
from moedebog.meeting import Forum
from moedebog.normalise import normalise
from moedebog.phrases import DANISH
from moedebog.settings.style import load_style
from moedebog.typography import may_lack_glyphs
from moedebog.workspace import Workspace

VOTES = frozenset({"M520", "M522", "M523", "M524", "M525"})
"""Errors of votes that do not fit with who was there."""
_MOST_ROUNDS = 40
"""So often the file is tried anew at most."""
MOVES = frozenset({"M220", "M221"})
"""Errors of people who come though they are there, or leave though they are not."""
PERSONAL = frozenset({cpr.PERSONAL_NUMBER.code, cpr.PERHAPS.code})
"""Numbers that are closed; also one that may be another, since nobody has looked at it yet."""


def written(draft: Draft, forum: Forum, path: Path, schema_path: str, budget: Budget) -> str:
    """The text of the meeting file: one that has no errors.

    Raises ``UsageProblem`` where even the plainest has some.
    """
    order = yaml_text.order_of(schema.load("meeting"))
    heading = (
        f"# yaml-language-server: $schema={schema_path}\n"
        "# Importeret. Hvor der står »# import:«, er noget usikkert. Se efter, og slet linjen.\n"
    )
    for _ in range(min(2 * len(draft.items) + 5, _MOST_ROUNDS)):
        budget.tick()
        names = known_names(draft.cover, forum)
        tree: dict[str, Any] = Builder(draft, forum, path.parent, names.__contains__).meeting()
        text = yaml_text.dump(tree, order, heading)
        errors = errors_of(text, forum, path)
        if not errors:
            return text
        codes: dict[int, set[str]] = {}
        at = _items_at(text)
        for error in errors:
            codes.setdefault(at[min(error.position.line, len(at) - 1)], set()).add(error.code)
        if not codes.keys() - {-1} and not _plainer_cover(draft, codes[-1]):
            break
        draft.items = [
            _plainer(item, codes[number]) if number in codes else item
            for number, item in enumerate(draft.items)
        ]
    raise UsageProblem(f"Dokumentet kunne ikke omsættes til en mødefil: {errors[0].message}")


def errors_of(text: str, forum: Forum, path: Path) -> list[Diagnostic]:
    """The errors of a meeting file before it is written, and what may be a personal number."""
    tree, found = source.parse(text.encode(), path.name)
    if tree is not None:
        found += schema.check(tree, "meeting")
    if tree is not None and not _errors(found):
        meeting, more = normalise(tree, forum, path)
        found += more
        if meeting is not None:
            planned, more = plan(meeting)
            found += [*more, *rules.check(rules.Case(planned))]
    perhaps = [d for d in rules.wanted(found, forum.politik) if d.rule is cpr.PERHAPS]
    return _errors(found) + perhaps


def _errors(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    return [d for d in diagnostics if d.severity is Severity.ERROR]


def _items_at(text: str) -> list[int]:
    """Index of the item that stands in each line of the file, from line 1; -1 before the first."""
    found = [-1]
    begun = False
    for line in text.split("\n"):
        begun = begun or line == "punkter:"
        found.append(found[-1] + (begun and line.startswith("  - ")))
    return found


def drawable(text: str, ws: Workspace, forum: Forum, path: Path) -> str:
    """The meeting file with the code of each character that cannot be shown in its place."""
    if not may_lack_glyphs(text):
        return text
    from moedebog.render import pdf

    folder = ws.template_set(forum.skabelon)
    style, _ = load_style(folder / "pdf.yaml", "pdf.yaml")
    tree, _ = source.parse(text.encode(), path.name)
    meeting = normalise(tree, forum, path)[0] if tree is not None else None
    if style is None or meeting is None:
        return text
    lacking: set[str] = set()
    for document in compose_all(meeting)[0].values():
        for found in pdf.missing_characters(document, style):
            lacking |= set(str(found.values["tekst"]))
    for sign in sorted(lacking):
        text = text.replace(sign, f"(U+{ord(sign):04X})")
    codes = ", ".join(f"U+{ord(sign):04X}" for sign in sorted(lacking))
    note = f"{yaml_text.MARK}tegn, som PDF-filen ikke kan vise, står som deres kode: {codes}\n"
    return text.replace("\n\n", f"\n{note}\n", 1) if lacking else text


# --- the facts of the meeting -------------------------------------------------------------------


def _plainer_cover(draft: Draft, codes: set[str]) -> bool:
    """Takes what may be wrong out of the facts of the meeting; false where nothing is left."""
    cover = draft.cover
    secret = [piece for piece in cover.rest if _has_personal_number(piece.text)]
    if codes & PERSONAL and secret and draft.items:
        cover.rest = [piece for piece in cover.rest if piece not in secret]
        note = "stod på forsiden og rummer noget, der ligner et CPR-nummer; afsnittet er lukket"
        draft.items[-1].sections.append(Section(pieces=secret, closed=True, notes=[note]))
        return True
    lists = {"Afbud": cover.afbud, "Udeblevet": cover.udeblevet, "Gæster": cover.guests}
    told = {**lists, "Til stede": cover.there or []}
    if not (any(told.values()) or cover.moedeleder or cover.slut or cover.faktisk_slut):
        return False
    for label, people in told.items():
        if people:
            names = "; ".join(one.described() for one in people)
            cover.rest.append(text_piece(f"{label}: {names}"))
    if cover.moedeleder:
        cover.rest.append(text_piece(f"Mødeleder: {cover.moedeleder}"))
    cover.afbud, cover.udeblevet, cover.guests, cover.there = [], [], [], None
    cover.moedeleder, cover.slut, cover.faktisk_slut = "", None, None
    return True


# --- an item ------------------------------------------------------------------------------------


def _plainer(item: DraftItem, codes: set[str]) -> DraftItem:
    """The item with what made these errors put down as text."""
    family = [item, *item.children]
    changed = False
    if codes & VOTES and not item.votes_as_text:
        for one in family:
            one.votes_as_text = changed = True
        item.notes.append("stemmerne passer ikke med, hvem der var til stede, og står som tekst")
    if codes & MOVES and any(one.moves for one in family):
        for one in family:
            one.came, one.left, one.partial = [], [], []
            one.sections += [Section(pieces=one.moves)] if one.moves else []
            one.taken = [piece for piece in one.taken if piece not in one.moves]
            one.moves = []
        changed = True
        item.notes.append("hvem der kom og gik, passer ikke med, hvem der var til stede")
    if codes & PERSONAL and not item.secret:
        _close(item)
        changed = True
    return item if changed else plain(item)


def _close(item: DraftItem) -> None:
    """Closes what holds a personal number: a section of it, else the whole item."""
    found = False
    for one in (item, *item.children):
        for section in one.sections:
            if not section.closed and any(map(_has_personal_number, _texts(section))):
                found = section.closed = True
    if not found:
        item.secret = item.said_closed = True
    item.notes.append("rummer noget, der ligner et CPR-nummer, og er derfor lukket")


def _has_personal_number(text: str) -> bool:
    return any(cpr.found(text, Position("")))


def _texts(section: Section) -> Iterator[str]:
    yield section.heading
    for piece in everything(section.pieces):
        yield piece.text
    for child in section.children:
        yield from _texts(child)


def plain(item: DraftItem) -> DraftItem:
    """The item with all its text in plain paragraphs, for when its structure does not hold."""
    pieces = [piece for piece in item.taken if piece is not item.absent_text]
    if item.closed is not None:
        pieces.append(text_piece(f"{DANISH.item_is_closed}: {item.closed}".rstrip(": ") + "."))
    for section in item.all_sections():
        if section.heading:
            pieces.append(text_piece(section.heading))
        pieces += [
            p if p.kind is Kind.PICTURE else replace(text_piece(p.text), notes=p.notes)
            for p in everything(section.pieces)
            if p.text or p.notes or p.kind is Kind.PICTURE
        ]
    if item.absent_text is not None:
        pieces.append(item.absent_text)
    note = "punktet kunne ikke deles op; teksten står, som den kom"
    return DraftItem(
        item.start,
        Title(item.start.title or item.title.text),
        item.group,
        sections=[Section(pieces=pieces)] if pieces else [],
        said_closed=item.said_closed,
        secret=item.secret,
        notes=[*item.notes, note],
        children=[plain(child) for child in item.children],
    )
