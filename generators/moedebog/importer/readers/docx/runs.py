"""The text of a Word paragraph: its runs with their looks, fields, links and signs."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog.blocks import Inlines, Run, Script
from moedebog.importer.pieces import tidy
from moedebog.importer.readers.docx.styles import Styles, style_name
from moedebog.importer.readers.docx.xml import (
    DELETED,
    INSERTED,
    THROUGH,
    W,
    alternative,
    control,
    name,
    number,
    on,
    relation,
    value,
)
from moedebog.importer.readers.forms import superscript
from moedebog.importer.readers.letters import UNREADABLE, clean
from moedebog.importer.readers.struck import StruckWords

_CODE = "mødebog kodetegn"
_SCRIPTS = {"subscript": Script.SUB, "superscript": Script.SUPER}
_RANGE = frozenset(("commentRangeStart", "commentRangeEnd"))
_MOST_OPEN = 50
"""Fields inside one another."""
FORMULA = "her er en formel; se efter, om den er læst rigtigt"
HIDDEN = "dokumentet har skjult tekst her, som ikke er kommet med"


class Proposal(Struct):
    """A change that nobody has accepted."""

    added: bool
    who: str
    when: str
    text: str = ""
    open: bool = False
    """Whether its words are being read."""

    @classmethod
    def of(cls, change: Any, text: str) -> Proposal:
        """The change that an element tells of."""
        added = name(change) in INSERTED
        day = re.match(r"(\d{4})-0?(\d{1,2})-0?(\d{1,2})", change.get(f"{W}date") or "")
        when = f" den {day[3]}.{day[2]}.{day[1]}" if day else ""
        return cls(added, change.get(f"{W}author") or "nogen", when, text, open=added)

    def alike(self, other: Proposal) -> bool:
        """Whether another change goes on with this one."""
        return (self.added, self.who, self.when) == (other.added, other.who, other.when)

    def __str__(self) -> str:
        words = f"»{' '.join(self.text.split())}«"
        did, then = ("tilføjede", "") if self.added else ("slettede", ", som er udeladt")
        return f"sporet ændring, ikke godkendt: {self.who} {did}{self.when} {words}{then}"


class Content(Struct):
    """What a paragraph holds."""

    contents: bool = False
    """Whether it is an entry of a table of contents."""
    lines: list[list[Run]] = field(default_factory=lambda: [[]])
    """Its runs, divided where the author broke the line."""
    anchored: list[Any] = []
    """The drawings in it."""
    references: list[tuple[str, str, int]] = []
    """Footnotes and endnotes: which of them, its id, and its number in the text."""
    notes: list[str] = []
    struck: StruckWords = field(default_factory=StruckWords)
    proposals: list[Proposal] = []
    """The changes in it that nobody has accepted."""
    commented: dict[str, str] = {}
    """The words that each comment is about, by its id."""
    about: set[str] = set()
    """The comments whose words are being read."""

    def add(self, text: str, look: Run) -> None:
        """Adds text with a look."""
        if not text:
            return
        for comment in self.about:
            self.commented[comment] = self.commented.get(comment, "") + text
        if self.proposals and self.proposals[-1].open:
            self.proposals[-1].text += text
        self.lines[-1].append(replace(look, text=text))

    def propose(self, change: Any, text: str = "") -> Proposal:
        """Begins what somebody proposes to add, or tells of ``text`` that is to go."""
        proposal = Proposal.of(change, text)
        last = self.proposals[-1] if self.proposals else None
        if last is not None and not last.open and last.alike(proposal):
            last.text += text
            last.open = proposal.open
            return last
        self.proposals.append(proposal)
        return proposal

    def told(self) -> tuple[str, ...]:
        """All that is to be told of the paragraph, each thing once."""
        changes = (str(one) for one in self.proposals if one.text.strip())
        return tuple(dict.fromkeys([*self.notes, *self.struck.notes(), *changes]))

    def note(self, text: str) -> None:
        """Notes once what is unsure here."""
        if text not in self.notes:
            self.notes.append(text)

    def tidied(self) -> list[Inlines]:
        """The lines that hold text."""
        return [line for one in self.lines if (line := tidy(one))]


class _Field(Struct):
    """A field that is open: its instruction is no text, its result is."""

    instruction: str = ""
    result: bool = False

    @property
    def link(self) -> str | None:
        """The address, where the field is a link."""
        match = re.match(r'\s*HYPERLINK\s+"([^"]+)"', self.instruction)
        return match[1] if match else None


class Runs:
    """Reads runs; a field may go on over paragraphs."""

    def __init__(self, part: Any, styles: Styles) -> None:
        self.part = part
        """Where addresses and pictures are looked up."""
        self.styles = styles
        self.fields: list[_Field] = []
        self.page = 1
        self.tracked = False
        """Whether there are changes that nobody has accepted, and that are told nowhere else."""
        self.comments: list[tuple[str, Content]] = []
        """The comments that stand in what was read last."""
        self.references = 0

    def read(self, element: Any, content: Content, look: Run) -> None:
        """The text of an element's children, each with its look."""
        for child in element:
            kind = name(child)
            if kind == "r":
                self.run(child, content, look)
            elif kind == "hyperlink":
                self.read(child, content, replace(look, link=self.address(child) or look.link))
            elif kind == "sdt":
                self.read(control(child), content, look)
            elif kind in DELETED:
                content.propose(child, _deleted(child))
            elif kind in INSERTED:
                proposal = content.propose(child)
                self.read(child, content, look)
                proposal.open = False
            elif kind in _RANGE:
                self.comment(child, kind, content)
            elif kind in THROUGH:
                link = _Field(child.get(f"{W}instr") or "").link
                self.read(child, content, replace(look, link=link or look.link))
            elif kind == "AlternateContent":
                self.read(alternative(child), content, look)
            elif kind in ("oMath", "oMathPara"):
                content.add(_formula(child), look)
                content.note(FORMULA)

    def comment(self, mark: Any, kind: str, content: Content) -> None:
        """Begins or ends the words that a comment is about."""
        which = mark.get(f"{W}id") or ""
        if kind == "commentRangeStart":
            content.about.add(which)
        else:
            content.about.discard(which)

    def address(self, link: Any) -> str | None:
        """Where a link leads outside the document."""
        target = relation(self.part, link)
        if target is None or not target.is_external:
            return None
        anchor = link.get(f"{W}anchor")
        return f"{target.target_ref}#{anchor}" if anchor else str(target.target_ref)

    def run(self, run: Any, content: Content, look: Run) -> None:
        """The text of one run, and what is anchored in it."""
        properties = run.find(f"{W}rPr")
        if on(properties, "w:vanish"):
            if any(text.text for text in run.iter(f"{W}t")):
                content.note(HIDDEN)
            return
        if properties is not None:
            look = self.own_look(properties, look)
            struck = on(properties, "w:strike") or on(properties, "w:dstrike")
            if self.styles.ours:
                look = self.typed_look(properties, replace(look, struck=bool(struck)))
            elif struck:
                content.struck.add(_deleted(run))
                return
            else:
                look = replace(look, script=_script(properties))
        raised = look.script is Script.SUPER and not self.styles.ours
        for child in run:
            if not self.field(child, content, look):
                self.part_of_run(child, content, look, raised)

    def own_look(self, properties: Any, look: Run) -> Run:
        """The look of a run: what it says itself, else its style, else the paragraph."""
        named = self.styles.chain(value(properties, "w:rStyle"))

        def is_on(path: str, otherwise: bool) -> bool:
            answers = (on(properties, path), *(on(style, f"w:rPr/{path}") for style in named))
            return next((answer for answer in answers if answer is not None), otherwise)

        return replace(look, strong=is_on("w:b", look.strong), emphasis=is_on("w:i", look.emphasis))

    def typed_look(self, properties: Any, look: Run) -> Run:
        """What else a run in a document of ours is: code, in another language, lower or higher."""
        language = properties.find(f"{W}lang")
        tag = None
        if language is not None:
            tag = language.get(f"{W}val") or language.get(f"{W}bidi")
            tag = None if (tag or "").startswith("da") else tag
        style = style_name(self.styles.chain(value(properties, "w:rStyle"))).lower()
        script = _SCRIPTS.get(value(properties, "w:vertAlign") or "")
        return replace(look, language=tag, code=style == _CODE, script=script)

    def field(self, child: Any, content: Content, look: Run) -> bool:
        """Whether the child belongs to a field and is no text of its own."""
        kind = name(child)
        if kind == "instrText":
            if self.fields and not self.fields[-1].result:
                self.fields[-1].instruction += child.text or ""
            return True
        if kind != "fldChar":
            return any(not one.result for one in self.fields)
        step = child.get(f"{W}fldCharType")
        if step == "begin":
            self.fields.append(_Field())
            del self.fields[:-_MOST_OPEN]  # fields that nothing ends
            if (box := child.find(f"{W}ffData/{W}checkBox")) is not None:
                ticked = on(box, "w:checked")
                content.add(
                    "☒" if (on(box, "w:default") if ticked is None else ticked) else "☐", look
                )
        elif step == "separate" and self.fields:
            self.fields[-1].result = True
        elif step == "end" and self.fields:
            self.fields.pop()
        return True

    def part_of_run(self, child: Any, content: Content, look: Run, raised: bool) -> None:
        """Text, a sign, a break, or what is anchored here."""
        link = next((one.link for one in reversed(self.fields) if one.link), look.link)
        kind = name(child)
        if kind in ("br", "cr"):
            self.page += child.get(f"{W}type") == "page"
            content.lines.append([])
        elif kind == "lastRenderedPageBreak":
            self.page += 1
        elif kind in ("footnoteReference", "endnoteReference"):
            self.references += 1
            content.add(f" (note {self.references})", look)
            which = kind.removesuffix("Reference")
            content.references.append((which, child.get(f"{W}id") or "", self.references))
        elif kind == "commentReference":
            self.comments.append((child.get(f"{W}id") or "", content))
        elif kind in ("drawing", "pict", "object"):
            content.anchored.append(child)
        elif kind == "AlternateContent":
            for inner in alternative(child):
                self.part_of_run(inner, content, look, raised)
        else:
            text = _characters(child, kind, content.contents)
            if raised and text:
                before = "".join(run.text for run in content.lines[-1])
                text, script = superscript(before, text)
                look = replace(look, script=script)
            content.add(text, replace(look, link=link))


def _characters(child: Any, kind: str, contents: bool) -> str:
    """The characters that an element of a run stands for."""
    match kind:
        case "t":
            return re.sub(r"[\r\n]+", " ", clean(child.text or ""))
        case "tab" | "ptab":
            return " ..... " if contents else "\t"
        case "noBreakHyphen":
            return "-"
        case "sym":
            return clean(_symbol(child))
    return ""


def _script(properties: Any) -> Script | None:
    """Whether characters stand lower or higher than the line."""
    told = _SCRIPTS.get(value(properties, "w:vertAlign") or "")
    higher = number(value(properties, "w:position"), 0)
    if told or not higher:
        return told
    return Script.SUPER if higher > 0 else Script.SUB


def _deleted(element: Any) -> str:
    """The words of what is no longer there."""
    parts = element.iter(f"{W}delText", f"{W}t", f"{W}tab", f"{W}br")
    return clean("".join(part.text or " " for part in parts))


def _formula(element: Any) -> str:
    texts = (part.text or "" for part in element.iter() if name(part) == "t")
    return clean("".join(texts))


_GREEK = dict(zip("abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
_SYMBOL = dict(zip(b"\xa3\xb3\xb1\xb0\xb4\xb9\xbb\xae\xac\xa7\xb7", "≤≥±°×≠≈→←••", strict=True))
_WINGDINGS = dict(
    zip(b"\xfc\xfb\xfe\xfd\xa8o\xe0\xf0\xdf\xef\xa7\xd8vln", "✓✗☒☒☐☐→→←←•••••", strict=True)
)
"""The signs of Word's symbol fonts, by their place in the font."""


def _symbol(symbol: Any) -> str:
    """The character that a sign of a symbol font stands for."""
    code = int(symbol.get(f"{W}char") or "0", 16)
    if not 0xF000 <= code <= 0xF0FF:
        return chr(code) if 32 <= code < 0x11_0000 else UNREADABLE
    code -= 0xF000
    letter = chr(code)
    if (symbol.get(f"{W}font") or "").lower().startswith("wingdings"):
        return _WINGDINGS.get(code, UNREADABLE)
    greek = _GREEK.get(letter.lower())
    if greek is not None:
        return greek.upper() if letter.isupper() else greek
    return _SYMBOL.get(code, letter if letter.isascii() and letter.isprintable() else UNREADABLE)
