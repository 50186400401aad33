"""Pictures of a Markdown file: those inside it as ``data:``, and those that lie elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog.blocks import Run
from moedebog.importer.budget import Budget
from moedebog.importer.pieces import Piece, tidy
from moedebog.importer.readers.picture_pieces import LEFT_OUT, in_address, picture_piece

_ALT = r"!\[(?P<alt>[^\]\n]{0,300})\]"
_ADDRESS = r"<?data:(?P<data>[^)\s>]*)>?"
_PICTURE = re.compile(
    rf"{_ALT}\([ \t]{{0,9}}(?:{_ADDRESS}|(?P<where>[^)\s]{{0,2000}}))[^)\n]{{0,300}}\)",
    re.IGNORECASE,
)
_DEFINED = re.compile(
    rf"^ {{0,3}}\[(?P<name>[^\]\n]{{1,80}})\]:[ \t]{{0,9}}{_ADDRESS}[^\n]{{0,300}}$",
    re.IGNORECASE | re.MULTILINE,
)
_USED = re.compile(rf"{_ALT}\[(?P<name>[^\]\n]{{0,80}})\]")
_TOKEN = re.compile(r"⟦billede (\d{1,6})⟧")


class Embedded(Struct):
    """The pictures of a text, each with what is said of it."""

    found: list[tuple[str | None, str]] = field(default_factory=list)
    """The data, or nothing where the picture lies elsewhere; and the words."""

    def taken_out(self, text: str) -> str:
        """The text with a token for each picture."""
        if "![" not in text:
            return text
        named = {m["name"].casefold(): m["data"] for m in _DEFINED.finditer(text)}
        text = _DEFINED.sub("", text)

        def used(match: re.Match[str]) -> str:
            data = named.get((match["name"] or match["alt"]).casefold())
            return match[0] if data is None else self.token(data, match["alt"])

        text = _USED.sub(used, text) if named else text
        return _PICTURE.sub(self.one, text)

    def one(self, match: re.Match[str]) -> str:
        """The token of a picture; of one that lies elsewhere the address is told."""
        if match["data"] is not None:
            return self.token(match["data"], match["alt"])
        return self.token(None, ", ".join(filter(None, (match["alt"].strip(), match["where"]))))

    def token(self, data: str | None, alt: str) -> str:
        """What stands for a picture while the text is read."""
        self.found.append((data, " ".join(alt.split())))
        return f"⟦billede {len(self.found) - 1}⟧"

    def put_back(self, pieces: list[Piece], budget: Budget) -> list[Piece]:
        """The pieces with the pictures in their places; what cannot be shown is told."""
        return [one for piece in pieces for one in self.opened(piece, budget)]

    def opened(self, piece: Piece, budget: Budget) -> Iterator[Piece]:
        """A piece, and after it the pictures that stood in it."""
        tokens = [int(n) for n in _TOKEN.findall(piece.text)]
        shown: list[Piece | None] = []
        for at in [n for n in tokens if n < len(self.found)]:
            data, alt = self.found[at]
            if data is None:
                shown.append(None)
                continue
            budget.picture()
            picture = picture_piece(in_address(data), alt, piece.page)
            shown.append(picture and replace(picture, line=piece.line))
        if tokens and _TOKEN.sub("", piece.text).strip() == "" and shown and all(shown):
            yield from filter(None, shown)
            return
        yield self.in_words(piece, lost=not all(shown))
        yield from filter(None, shown)

    def in_words(self, piece: Piece, lost: bool) -> Piece:
        """The piece with words in place of its tokens."""
        if piece.table:
            table = piece.table.changed(lambda one: self.in_words(one, lost=True))
            return replace(piece, table=table)
        if not _TOKEN.search(piece.text):
            return piece
        runs = [one for one in piece.inlines if isinstance(one, Run)]
        inlines = tidy(replace(run, text=_TOKEN.sub(self.words, run.text)) for run in runs)
        notes = (*piece.notes, LEFT_OUT) if lost else piece.notes
        return replace(piece, inlines=inlines, notes=notes)

    def words(self, match: re.Match[str]) -> str:
        """What is said of a picture, in brackets."""
        if int(match[1]) >= len(self.found):
            return match[0]
        alt = self.found[int(match[1])][1]
        return f"[Billede: {alt}]" if alt else "[Billede]"
