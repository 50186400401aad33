"""Which letters, pictures and paths of a page go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import Struct, field

from indhold.leaving_out.drawings import INVISIBLE, Letter, Page, Path, Picture
from indhold.leaving_out.geometry import Box, inside, meet, overlap, union
from indhold.leaving_out.matching import Needle
from indhold.leaving_out.readings import lies_on, readings
from indhold.leaving_out.told import Reason, Refused

_PART = 0.25
"""From which part of its height on a letter that reaches into a place goes."""
_UNKNOWN_RUN = 3
"""So many letters in a row that cannot be told may be a word."""
_STROKES = 16
"""A path of straight lines that has no more, and is not in the place alone, tells nothing."""
_TOUCH = 0.6
"""Points that a picture may reach into a place."""


class Run(Struct, dict=True):
    """Letters that stand side by side and go together."""

    entry: int
    letters: list[Letter]
    is_first: bool
    """Whether it is the first of what one match takes."""
    place: Box | None = None
    """The rectangle that it was taken for."""

    @cached_property
    def box(self) -> Box:
        """Where they stand."""
        return union(one.box for one in self.letters)


class Chosen(Struct):
    """What goes of a page."""

    runs: list[Run] = field(default_factory=list)
    pictures: list[tuple[Picture, list[Box]]] = field(default_factory=list)
    """Pictures with the places in them that are blanked."""
    paths: list[Path] = field(default_factory=list)
    hits: Counter[int] = field(default_factory=Counter)
    """How many matches each entry has."""
    places: list[tuple[int, Box]] = field(default_factory=list)
    """Rectangles that are left out, by entry."""

    @property
    def letters(self) -> list[Letter]:
        """All that go."""
        return [one for run in self.runs for one in run.letters]

    @property
    def boxes(self) -> list[Box]:
        """Where something goes."""
        return [run.box for run in self.runs] + [box for _, box in self.places]


def choose(
    page: Page, needles: dict[int, Needle], places: Sequence[tuple[int, Box]], number: int
) -> Chosen:
    """What goes of a page. Raises ``Refused`` where something cannot be taken alone."""
    chosen = Chosen(places=list(places))
    gone: set[int] = set()
    for entry, group in _matches(page.letters, needles, chosen.hits):
        _take(chosen, entry, group, gone)
    for entry, place in places:
        group = [one for one in page.letters if one.order not in gone and _reaches(one, place)]
        _take(chosen, entry, group, gone, place)
    _take_copies(page, chosen, gone)
    for entry, place in places:
        paths = list(_paths(page, place, entry, number))
        chosen.paths += paths
        boxes = [*(one.box for one in page.pictures), *(one.box for one in chosen.runs)]
        if paths or any(meet(one, place) for one in boxes):
            chosen.hits[entry] += 1
    _choose_pictures(page, chosen)
    return chosen


def refuse_unknown(page: Page, number: int) -> None:
    """Raise ``Refused`` where a page shows words whose letters cannot be told."""
    run = 0
    for one in page.letters:
        run = 0 if one.text else run + 1
        if run >= _UNKNOWN_RUN:
            raise Refused(Reason.NO_MAPPING, page=number)


def _matches(
    letters: Sequence[Letter], needles: dict[int, Needle], hits: Counter[int]
) -> Iterable[tuple[int, list[Letter]]]:
    if not needles or not letters:
        return
    seen: dict[int, set[int]] = {entry: set() for entry in needles}
    for reading in readings(letters):
        for entry, needle in needles.items():
            for start, end in needle.spans(reading.text.characters):
                places = [at for each in reading.text.sources[start:end] for at in each]
                if not places:
                    continue
                groups = reading.letters[min(places) : max(places) + 1]
                found = [one for group in groups for one in group]
                new = {one.order for one in found}
                if new <= seen[entry]:
                    continue
                if new.isdisjoint(seen[entry]):
                    hits[entry] += 1
                seen[entry] |= new
                yield entry, found


def _take(
    chosen: Chosen, entry: int, group: list[Letter], gone: set[int], place: Box | None = None
) -> None:
    is_first = True
    run: list[Letter] = []
    for one in sorted(group, key=lambda each: each.order):
        if one.order in gone:
            continue
        gone.add(one.order)
        if run and not _goes_on(run[-1], one):
            chosen.runs.append(Run(entry, run, is_first, place))
            run, is_first = [], False
        run.append(one)
    if run:
        chosen.runs.append(Run(entry, run, is_first, place))


def _goes_on(before: Letter, one: Letter) -> bool:
    """Whether two letters that go leave one gap."""
    size = max(before.size, one.size, 0.1)
    if before.show.drawing is not one.show.drawing:
        return False
    dx, dy = one.start[0] - before.end[0], one.start[1] - before.end[1]
    return abs(dx) < size and abs(dy) < size / 2


def _reaches(one: Letter, place: Box) -> bool:
    wide, high = overlap(one.box, place)
    own = one.box[2] - one.box[0], one.box[3] - one.box[1]
    return wide > _PART * own[0] and high > _PART * own[1]


def _take_copies(page: Page, chosen: Chosen, gone: set[int]) -> None:
    """What is drawn once more over a letter that goes, for bold or a shadow, is the same one."""
    grid: dict[tuple[int, int], list[tuple[Letter, int]]] = {}
    for run in chosen.runs:
        for one in run.letters:
            grid.setdefault(_cell(one), []).append((one, run.entry))
    if not grid:
        return
    for one in page.letters:
        if one.order in gone or not one.text.strip():
            continue
        x, y = _cell(one)
        near = (
            pair
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for pair in grid.get((x + dx, y + dy), ())
        )
        for other, entry in near:
            if one.text == other.text and lies_on(one, other):
                gone.add(one.order)
                chosen.runs.append(Run(entry, [one], is_first=False))
                break


def _cell(one: Letter) -> tuple[int, int]:
    return int(one.start[0] // 8), int(one.start[1] // 8)


def _paths(page: Page, place: Box, entry: int, number: int) -> Iterable[Path]:
    for path in page.paths:
        if not meet(path.box, place, -0.01):
            continue
        if inside(path.box, place):
            yield path
        elif (path.curves or path.segments > _STROKES) and meet(path.box, place, _TOUCH):
            raise Refused(Reason.DRAWING, entry, number)


def _choose_pictures(page: Page, chosen: Chosen) -> None:
    """Pictures in a place, and those that show what letters that nobody sees were read from."""
    for picture in page.pictures:
        blanked = [box for _, box in chosen.places if meet(picture.box, box, _TOUCH)]
        for run in chosen.runs:
            first = run.letters[0]
            unseen = first.show.state.mode == INVISIBLE or first.order < picture.order
            if unseen and meet(picture.box, run.box):
                blanked.append(_wider(run.box))
        if blanked:
            chosen.pictures.append((picture, blanked))


def _wider(box: Box) -> Box:
    """What was read from a picture lies only about where it was."""
    by = 0.15 * (box[3] - box[1])
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by
