"""From runs of characters to pieces of known width that may be put on lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import IntEnum
from itertools import repeat

from msgspec import Struct
from msgspec.structs import replace

from moedebog.bidi import has_leftward, passages, runs_leftward
from moedebog.blocks import Footnote, Inline, Inlines, Run, Script, bound_texts, drawn_text
from moedebog.character_names import font_for, named
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import Example, in_text
from moedebog.render.pdf.fonts import Face, has_sequence
from moedebog.render.pdf.glyphs import LEFTWARD
from moedebog.render.pdf.sheet import Look, Mark, Sheet
from moedebog.render.texts import CODE_SHARE, TextStyle, most_spacing
from tagged import Node, Role

MISSING_GLYPH = Rule(
    "M360",
    Severity.ERROR,
    Phrase("Ingen af skrifttyperne har {tegn}.", "No font has {tegn}."),
    Phrase(
        "Skriv det på en anden måde, eller læg en skrifttype, der har det (f.eks. {skrift} som "
        ".ttf), i samme mappe som {stil}, og tilføj filens navn under »reserve« i den.",
        "Write it in another way, or put a font that has it (e.g. {skrift} as .ttf) into the "
        "folder of {stil}, and add the name of the file under »reserve« in that.",
    ),
    Example(wrong=in_text("Et tegn uden skrifttype: 𒀀"), right=in_text("Et almindeligt tegn: æ")),
)

# Not drawn: byte order mark, word joiner, directional marks and variation selectors.
_UNSEEN = "\ufeff\u2060\u200e\u200f\ufe0e\ufe0f"
# Between letters that are never joined a joiner means nothing.
_LOOSE = re.compile("(?<![\u0600-\U000e0fff])[\u200c\u200d]")
_CLEAN = str.maketrans(dict.fromkeys(_UNSEEN, "") | dict.fromkeys("\t\n\r", " "))
_UNCLEAN = re.compile(f"[\t\n\r\u200c\u200d{_UNSEEN}]")

_SPECIAL = re.compile("[-/\u200b\u00ad]")
# After a hyphen or a slash between letters a line may end, but not inside a date or a number.
_HYPHEN = re.compile(r"(?<=[^\W\d_]{2}-)(?=[^\W\d_]{3})|(?<=[^\W\d_]{3}/)(?=[^\W\d_]{3})")

_SMALLER = 0.7
"""The size of what stands lower or higher, in that of the text around it."""
_RISE = {Script.SUB: -0.14, Script.SUPER: 0.36}


class Join(IntEnum):
    """What lies between a piece and the one before it."""

    NOTHING = 0
    """Nothing; they stay together."""
    SPACE = 1
    """A space, or the end of a line."""
    BREAK = 2
    """Nothing, but a line may end there."""
    SOFT = 3
    """A soft hyphen, seen only at the end of a line."""
    NEWLINE = 4
    """The end of a line."""


class Piece(Struct, frozen=True, eq=False, gc=False):
    """Characters of one look that stay together.

    There are more of them than of anything else, and none is part of a ring, so that Python need
    not search among them (``gc``).
    """

    text: str
    look: Look
    width: float
    join: Join
    space: Look
    """The look of the space before it, where there is one."""
    gap: float
    """The width of that space."""


class Shaper:
    """Makes pieces in the fonts of one document and notes characters that no font has."""

    def __init__(self, sheet: Sheet, place: Position, language: str = "") -> None:
        """``language`` is the BCP 47 tag of the words; no word is divided where it is not told."""
        self.sheet = sheet
        self._language = language
        self.problems: list[Diagnostic] = []
        self.targets: list[tuple[str, Position]] = []
        """The places inside the document that links lead to, each with the link's place."""
        self.notes: dict[int, Node] = {}
        """The places of notes in the logical tree, by their numbers."""
        self._place = place
        self._plain: dict[tuple[object, ...], Look] = {}

    def look(
        self,
        style: TextStyle,
        run: Run | None = None,
        face: Face | None = None,
        level: int = 0,
    ) -> Look:
        """The look of a run in a paragraph of this style; ``level`` is as in ``bidi``."""
        strong = style.strong or (run is not None and run.strong)
        emphasis = style.emphasis or (run is not None and run.emphasis)
        code = style.code or (run is not None and run.code)
        marked = run is not None and (run.link is not None or run.language is not None)
        struck, script = (run.struck, run.script) if run is not None else (False, None)
        ground = None
        if run is not None and run.left_out:
            ground = self.sheet.style.farver.tabelhoved
        key = (style, strong, emphasis, code, face, struck, script, level, ground)
        if not marked and key in self._plain:
            return self._plain[key]
        size = style.size if style.code or not code else style.size * CODE_SHARE
        rise = size * _RISE[script] if script else 0.0
        size = size * _SMALLER if script else size
        colour = style.colour
        if run is not None and run.link is not None:
            colour = self.sheet.style.farver.link
        drawn = face or self.sheet.fonts.face(strong, emphasis, code)
        drawn = drawn.variant(apart=style.spacing > 0, capitals=style.capitals)
        spacing = most_spacing(style.spacing, size)
        look = Look(
            drawn,
            size,
            colour,
            drawn.width(" ") * size + spacing,
            run.link if run else None,
            tuple(_marks(run, style)) if run else (),
            rise,
            struck,
            "" if code or level else (run and run.language) or self._language,
            spacing,
            level,
            ground,
        )
        if not marked:
            self._plain[key] = look
        return look

    def pieces(
        self,
        inlines: Inlines,
        style: TextStyle,
        position: Position | None = None,
        *,
        leftward: bool = False,
    ) -> list[Piece]:
        """The pieces of a paragraph, which runs to the left as a whole or not."""
        pieces: list[Piece] = []
        join = Join.NOTHING
        space: Look | None = None
        for inline, text, level in _directed(inlines, style.code, leftward):
            if isinstance(inline, Footnote):
                look = self._mark(style, inline.number, level)
                pieces.append(_next(pieces, text, look, join, space or look))
                join = Join.NOTHING
                continue
            if not isinstance(inline, Run):
                join = Join.NEWLINE
                continue
            run = inline
            look = self.look(style, run, None, level)
            if run.link is not None and run.link.startswith("#"):
                self.targets.append((run.link, position or self._place))
            whole = look.face.has(text) and not has_sequence(text)
            space = space or look
            if whole and not level and _SPECIAL.search(text) is None:
                join, space = self._plain_words(text, look, pieces, join, space)
                continue
            for index, word in enumerate(text.split(" ")):
                if index and join is not Join.NEWLINE:
                    join, space = Join.SPACE, look
                if level and word and whole:
                    word = _marked(word, level)
                if whole and word and (word.isalpha() or _SPECIAL.search(word) is None):
                    pieces.append(_next(pieces, word, look, join, space))
                    join = Join.NOTHING
                    continue
                for part, fitting, inner in self._parts(word, look.face, position):
                    shown = look if fitting is look.face else self.look(style, run, fitting, level)
                    pieces.append(_next(pieces, _marked(part, level), shown, inner or join, space))
                    join = Join.NOTHING
        return pieces

    @staticmethod
    def _plain_words(
        text: str, look: Look, pieces: list[Piece], join: Join, space: Look
    ) -> tuple[Join, Look]:
        """Add the pieces of words of one font, inside which no line ends. ``join`` and ``space``
        are what comes before the first of them; what comes after the last is given back.
        """
        words = [word for word in text.split(" ") if word]
        if text.startswith(" ") and join is not Join.NEWLINE:
            join, space = Join.SPACE, look
        if not words:
            return join, space
        pieces.append(_next(pieces, words[0], look, join, space))
        # Most of all pieces are made here.
        shapes = list(map(look.face.shape, words))
        size, blank, spacing, between = look.size, look.space, look.spacing, Join.SPACE
        pieces += [
            Piece(
                word,
                look,
                shape.width * size + spacing * len(word),
                between,
                look,
                blank + (before.before_space + shape.after_space) * size,
            )
            for word, shape, before in zip(words[1:], shapes[1:], shapes, strict=False)
        ]
        return (Join.SPACE if text.endswith(" ") else Join.NOTHING), look

    def _mark(self, style: TextStyle, number: int, level: int) -> Look:
        """The look of the mark of a note, which leads to it."""
        plain = self.look(style, Run("", script=Script.SUPER), None, level)
        anchor = f"#{note_anchor(number)}"
        marks = (
            Mark(Role.REFERENCE, refers=self.notes.get(number)),
            Mark(Role.LINK, target=anchor),
        )
        return replace(plain, link=anchor, marks=marks, note=number)

    def verbatim(self, text: str, style: TextStyle, position: Position | None) -> list[Piece]:
        """The pieces of text whose line breaks and spaces are kept: one for each line."""
        look = self.look(style)
        pieces = []
        for line in text.expandtabs(4).rstrip("\n").split("\n"):
            join = Join.NEWLINE
            clean = _clean(line) or " "
            for part, face in self.sheet.fonts.split(clean, look.face):
                known = face or self._missing(part, position)
                shown = look if known is look.face else self.look(style, None, known)
                if face is not None:
                    pieces.append(Piece(part, shown, shown.width(part), join, look, 0.0))
                    join = Join.NOTHING
        return pieces

    def _parts(
        self, word: str, face: Face, position: Position | None
    ) -> list[tuple[str, Face, Join]]:
        """A word cut where its font changes and where a line may end inside it."""
        parts: list[tuple[str, Face, Join]] = []
        for soft, section in enumerate(word.split("\u00ad")):
            join = Join.SOFT if soft else Join.NOTHING
            for chunk in section.split("\u200b"):
                for bit in _HYPHEN.split(chunk):
                    for text, fitting in self.sheet.fonts.split(bit, face) if bit else ():
                        if fitting is None:
                            self._missing(text, position)
                        else:
                            parts.append((text, fitting, join))
                        join = Join.NOTHING
                    join = Join.BREAK if join is Join.NOTHING else join
        return parts

    def _missing(self, text: str, position: Position | None) -> Face:
        self.problems.append(
            MISSING_GLYPH.at(
                position or self._place,
                tegn=_named(text),
                tekst=text,
                skrift=font_for(text),
                stil=self.sheet.style.sti,
            ).on(text)
        )
        return self.sheet.fonts.regular


def note_anchor(number: int) -> str:
    """The place of a note, as links name it."""
    return f"fodnote-{number}"


_Directed = tuple[Inline, str, int]


def _directed(inlines: Inlines, code: bool, leftward_base: bool) -> Iterable[_Directed]:
    """Each passage with its text as it is drawn and its level, cut where the level changes."""
    texts = [drawn_text(one) for one in inlines] if code else bound_texts(inlines)
    if not any(map(has_leftward, texts)):
        return zip(inlines, map(_clean, texts), repeat(0))
    cut = passages(texts, leftward=leftward_base)
    return [
        (one, _clean(text), level)
        for one, parts in zip(inlines, cut, strict=True)
        for text, level in parts
    ]


def _marked(word: str, level: int) -> str:
    """A word that has its level by its letters, or by a mark before it."""
    return LEFTWARD + word if level % 2 and not runs_leftward(word) else word


def _next(pieces: list[Piece], text: str, look: Look, join: Join, space: Look) -> Piece:
    """The piece that comes after these. Inside a word it is as wide as it makes the word wider."""
    width = look.width
    if join is Join.SPACE:
        gap = _gap(pieces[-1], space, look, text) if pieces else 0.0
        return Piece(text, look, width(text), join, space, gap)
    before = ""
    if join is not Join.NEWLINE and pieces and pieces[-1].look is look:
        for piece in reversed(pieces):
            if piece.look is not look:
                break
            before = piece.text + before
            if piece.join in (Join.SPACE, Join.NEWLINE):
                break
    wide = width(before + text) - width(before) if before else width(text)
    return Piece(text, look, wide, join, space, 0.0)


def _gap(last: Piece, space: Look, look: Look, text: str) -> float:
    """The width of a space, kerned with what stands beside it in the same look."""
    owner = look if space is look else last.look
    shape = owner.face.shape
    kerned = shape(last.text).before_space if last.look is owner else 0.0
    if look is owner:
        kerned += shape(text).after_space
    return owner.space + kerned * owner.size if kerned else owner.space


def _named(characters: str) -> Phrase:
    """Characters as they are, where they can be seen, and the first of them by its name."""
    if has_sequence(characters):
        return Phrase(f"»{characters}« som ét tegn", f"“{characters}” as one character")
    first = characters[0]
    shown = f"»{characters}«, " if characters.isprintable() else ""
    whole = named(first).changed(lambda name: f"{shown}{name}")
    if len(characters) == 1:
        return Phrase("tegnet ", "the character ") + whole
    return Phrase("tegnene ", "the characters ") + whole


def _marks(run: Run, style: TextStyle) -> Iterator[Mark]:
    """What a run is, apart from how it looks; what the whole paragraph is, is not said again."""
    if run.link is not None:
        yield Mark(Role.LINK, target=run.link)
    if run.language is not None:
        yield Mark(Role.SPAN, language=run.language)
    if run.strong and not style.strong:
        yield Mark(Role.STRONG)
    if run.emphasis and not style.emphasis:
        yield Mark(Role.EMPHASIS)
    if run.code and not style.code:
        yield Mark(Role.CODE)


def _clean(text: str) -> str:
    """Text as it is drawn: letters composed, blanks as spaces, nothing invisible."""
    text = unicodedata.normalize("NFC", text)
    return _LOOSE.sub("", text.translate(_CLEAN)) if _UNCLEAN.search(text) else text
