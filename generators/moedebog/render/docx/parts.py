"""What the text of one document needs in other parts of the file, collected as it is written.

Numbered lists, addresses of links, pictures, and the names and numbers that may be given
only once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256

from msgspec import Struct, field

from moedebog.blocks import Picture
from moedebog.diagnostics import Position, Problems
from moedebog.pictures import NoPicture, fit, measure
from moedebog.render.docx.package import IMAGE, RELATED, WORD_SPACE, Relationship
from moedebog.render.docx.styles import ListStyle, role_name
from moedebog.settings.appearance import Tekstrolle

_EMU_PER_INCH = 914_400
PICTURE_TYPES = {kind: f"image/{kind}" for kind in ("png", "jpeg")}
_LONGEST_BOOKMARK = 40


class PlacedPicture(Struct, frozen=True):
    """A picture that is in the file."""

    relation: str
    width: int
    """In EMU (914,400 to the inch), as it stands in the text."""
    height: int


class Parts(Struct):
    """The collection for one document."""

    first_number: int
    """The first free number of a list."""
    first_id: int
    """The first number that no bookmark or drawing of the template has."""
    lists: list[str] = field(default_factory=list)
    """The ``w:num`` elements of the numbered lists, in order."""
    _moved: dict[tuple[str, int, str], int] = field(default_factory=dict)
    """Lists whose bullets have blanks before them: definition, depth, blanks."""
    headings: dict[str, str] = field(default_factory=dict)
    """The styles of the headings of each role and level that there are, by their ids."""
    relations: dict[tuple[str, str], Relationship] = field(default_factory=dict)
    first_note: int = 1
    """The first free number of a footnote."""
    notes: list[str] = field(default_factory=list)
    """The ``w:footnote`` elements, in order."""
    note_relations: dict[tuple[str, str], Relationship] = field(default_factory=dict)
    """Where links in them lead."""
    _in_note: bool = False
    sizes: dict[tuple[str, int], str] = field(default_factory=dict)
    """A style and a size in half points -> the id of the style that is the same in that size."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    """Name of a part -> its bytes."""
    openings: set[str] = field(default_factory=set)
    """The bookmarks of the headings before which an item ends."""
    _bookmarks: dict[str, str] = field(default_factory=dict)
    _taken: dict[str, int] = field(default_factory=dict)
    """The names of bookmarks in small letters, each with the last number that was tried."""
    _placed: set[str] = field(default_factory=set)
    _ids: int = 0

    def next_id(self) -> int:
        """A number for a bookmark or a drawing."""
        self._ids += 1
        return self.first_id + self._ids - 1

    def new_list(
        self, style: ListStyle, depth: int, level: int, start: int, before: str = ""
    ) -> int:
        """The number of a new list that counts for itself, from ``start``.

        It stands in ``depth`` other lists, ``level`` of which are numbered; ``before`` are blanks
        before each number.
        """
        other = style.other_level(depth, level)
        number = self.first_number + len(self.lists)
        self.lists.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{style.definition}"/>'
            f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/>'
            f"{style.moved(depth, before, other) if before else other}</w:lvlOverride></w:num>"
        )
        return number

    def moved_bullets(self, style: ListStyle, depth: int, before: str) -> int:
        """The number of the lists whose bullets have these blanks before them."""
        key = (style.definition, depth, before)
        if key not in self._moved:
            self._moved[key] = self.first_number + len(self.lists)
            self.lists.append(
                f'<w:num w:numId="{self._moved[key]}"><w:abstractNumId w:val="{style.definition}"/>'
                f'<w:lvlOverride w:ilvl="{depth}">{style.moved(depth, before)}</w:lvlOverride>'
                "</w:num>"
            )
        return self._moved[key]

    def style_in_size(self, style: str, half_points: int) -> str:
        """The id of a style that is as ``style``, but in type of another size."""
        return self.sizes.setdefault((style, half_points), f"{style}-{half_points}")

    def heading_style(self, role: Tekstrolle, level: int, look: str, base: str) -> str:
        """The id of the style for headings of a role at a level: it looks as the role does, and
        is one of Word's own headings of that level.
        """
        level = min(max(level, 1), 6)
        identity = f"Mb-{role}-{level}"
        name = f"{role_name(role)}, niveau {level}"
        self.headings.setdefault(
            identity,
            f'<w:style xmlns:w="{WORD_SPACE}" w:type="paragraph" w:customStyle="1" '
            f'w:styleId="{identity}">'
            f'<w:name w:val="{name}"/><w:basedOn w:val="{base}"/><w:qFormat/>{look}</w:style>',
        )
        return identity

    def relate(self, kind: str, target: str, *, external: bool = False) -> str:
        """The id of the relationship to ``target``."""
        relations = self.note_relations if self._in_note else self.relations
        relation = relations.get((kind, target))
        if relation is None:
            relation = Relationship(f"mb{len(relations) + 1}", kind, target, external)
            relations[kind, target] = relation
        return relation.id

    def note(self, write: Callable[[], str]) -> int:
        """The number of a new footnote, whose paragraphs ``write`` gives."""
        self._in_note = True
        paragraphs = write()
        self._in_note = False
        number = self.first_note + len(self.notes)
        self.notes.append(
            f'<w:footnote xmlns:w="{WORD_SPACE}" xmlns:r="{RELATED}" w:id="{number}">'
            f"{paragraphs}</w:footnote>"
        )
        return number

    def bookmark(self, anchor: str) -> str:
        """The name of the bookmark for an anchor: as Word allows it, and no other's."""
        name = self._bookmarks.get(anchor)
        if name is None:
            base = re.sub(r"[^0-9A-Za-z_]", "_", anchor)
            base = base if base[:1].isalpha() else f"m_{base}"
            name = base[:_LONGEST_BOOKMARK]
            first = name.lower()
            count = self._taken.get(first, 1)
            while name.lower() in self._taken:
                count += 1
                name = f"{base[: _LONGEST_BOOKMARK - 5]}_{count}"
            self._taken[first] = count
            self._taken.setdefault(name.lower(), 1)
            self._bookmarks[anchor] = name
        return name

    def place_bookmark(self, anchor: str, content: str) -> str:
        """The content as the target of links; only the first of equal targets is one."""
        if not anchor or anchor in self._placed:
            return content
        self._placed.add(anchor)
        number = self.next_id()
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{self.bookmark(anchor)}"/>{content}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

    def picture(self, picture: Picture, room: tuple[float, float]) -> PlacedPicture:
        """Take the picture into the file: in its own size, made smaller where it is wider or
        higher than ``room`` (EMU). Raises ``Problems`` where it cannot be used.
        """
        try:
            width, height = (inches * _EMU_PER_INCH for inches in measure(picture.path).inches)
            scale = min(1.0, room[0] / width, room[1] / height)
            width, height = max(1, int(width * scale)), max(1, int(height * scale))
            made = fit(picture.path, (width / _EMU_PER_INCH, height / _EMU_PER_INCH))
        except NoPicture as error:
            position = picture.position or Position(picture.path.as_posix())
            raise Problems([error.at(position, picture.path.name)]) from error
        target = f"word/media/moedebog-{sha256(made.data).hexdigest()[:16]}.{made.kind}"
        self.pictures[target] = made.data
        return PlacedPicture(self.relate(IMAGE, target), width, height)
