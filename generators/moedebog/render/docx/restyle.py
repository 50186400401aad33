"""Brings the styles and margins of a Word template in line with the style file of its set.

What a person restyled in Word is kept: checksums of the looks that moedebog wrote stand in the
file, in a property of the file for each style, one of the whole and one of each trait. A trait
that is otherwise by now is somebody's own; what a style inherits from one that somebody restyled
is not its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from itertools import combinations, product
from typing import Any

from msgspec import Struct

from moedebog.diagnostics import Phrase, joined
from moedebog.render.docx import look, package, traits
from moedebog.render.docx.archive import NotWord
from moedebog.render.docx.older_looks import OLDER
from moedebog.render.docx.package import SETTINGS, STYLES, Relationship, W
from moedebog.render.docx.styles import frame_name, role_name
from moedebog.render.docx.traits import BASE, DEFAULTS, HYPHENATION, ON, PAGE, StyleTraits, Traits
from moedebog.settings.appearance import INNER, Style, Tekstrolle

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_CUSTOM_KIND = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM_PART = "docProps/custom.xml"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""Of properties that people and programs make up themselves."""
_MARK = "moedebog "
"""What the names of our properties begin with."""
_LOOKS = ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr")
_NEW = Phrase("ny typografi", "new style")
_GONE = Phrase("fjernes", "is removed")
_FRAME = frame_name("")
_CALLED = {
    DEFAULTS: Phrase("standardværdier", "defaults"),
    PAGE: Phrase("sidens mål", "measures of the page"),
    HYPHENATION: Phrase("orddeling", "hyphenation"),
}
_COVER = Phrase("forsiden", "cover")
_FORUM_FIRST = Phrase(
    "forummets navn står under titlen → over den, som i PDF",
    "the name of the forum stands below the title → above it, as in the PDF",
)
_OLDER_COVER = ("{{dokument.overskrift}}", "{{dokument.forum}}")
"""What templates began with before headings had styles by their role."""
_ELDER = {
    **dict.fromkeys((Tekstrolle.GRUPPE, Tekstrolle.PUNKT, Tekstrolle.DEL), "heading 1"),
    **dict.fromkeys((Tekstrolle.UNDERPUNKT, Tekstrolle.AFSNIT, Tekstrolle.BESLUTNING), "heading 2"),
    **{role: f"heading {level}" for level, role in enumerate(INNER, 3)},
}
_ELDERS = {role_name(role): elder for role, elder in _ELDER.items()}
"""Of headings of a role, the style that they mostly have where the template knows no roles."""
_DIVIDED = {"divided": ON}
_BY_TRAIT = ("paragraph", "character")
"""The kinds of styles of which somebody may own single traits; a table style is taken as one."""
_GUESSED = 3
"""So many traits of a style somebody may have changed that is told by one checksum."""
_BEFORE_HYPHENATION = frozenset((
    "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime",
    "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
    "printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts",
    "saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges",
    "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors",
    "hideGrammaticalErrors", "activeWritingStyle", "proofState", "formsDesign", "attachedTemplate",
    "linkStyles", "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge",
    "revisionView", "trackRevisions", "doNotTrackMoves", "doNotTrackFormatting",
    "documentProtection", "autoFormatOverride", "styleLockTheme", "styleLockQFSet",
    "defaultTabStop",
))  # fmt: skip
"""The settings that stand before those for dividing words, as the format asks."""


class LookChange(Struct, frozen=True):
    """One style that does not look as the style file says."""

    name: Phrase
    """The style, as Word calls it, or what else it is."""
    says: Phrase
    """What is otherwise, from what it is to what it is to be."""


class Restyled(Struct, frozen=True):
    """A template in line with its style file."""

    data: bytes
    """The file; the same bytes where there is nothing to do."""
    changed: tuple[LookChange, ...]
    kept: tuple[LookChange, ...]
    """What somebody restyled in Word, and what it would be else."""


def restyled(data: bytes, style: Style, *, force: bool = False) -> Restyled:
    """The template with the looks of the style file; ``force`` takes what is somebody's own too.

    Raises ``NotWord`` and ``Refused`` for a file that is no template.
    """
    return _Work(data, style, force).done()


def is_behind(data: bytes, style: Style) -> bool:
    """Whether a template has looks that moedebog wrote, and the style file says others by now.

    What is only missing counts where the template is known to be ours; dividing words does not,
    since nobody may have been asked.
    """
    work = _Work(data, style, force=False)
    ours = bool(work.marks)
    return any(
        (ours or change.says != _NEW) and change.name not in (_CALLED[HYPHENATION], _COVER)
        for change in work.done().changed
    )


def marked(parts: Mapping[str, bytes], style: Style) -> dict[str, bytes]:
    """The parts of a template that moedebog makes itself, with its checksums."""
    sheet = StyleTraits(_wanted(style))
    looks = {traits.name_of(one): sheet.traits(one) for one in sheet.by_id.values()}
    looks = {name: looks[name] for name in look.definitions(style)}
    looks |= {DEFAULTS: sheet.defaults, PAGE: _page_wanted(style), HYPHENATION: _DIVIDED}
    return _with_marks(parts, {name: traits.record(one) for name, one in looks.items()})


def _wanted(style: Style) -> Any:
    return package.parse(look.style_sheet(style).encode())


def _section(style: Style) -> Any:
    text = f'<w:sectPr xmlns:w="{package.WORD_SPACE}">{look.section(style)}</w:sectPr>'
    return package.parse(text.encode())


def _page_wanted(style: Style) -> Traits:
    return traits.page(_section(style))


class _Work:
    """The work on one template."""

    def __init__(self, data: bytes, style: Style, force: bool) -> None:
        self.data, self.style, self.force = data, style, force
        self.contents = package.read(data)
        self.parts = dict(self.contents.parts)
        self.marks = _marks(self.parts)
        self.changed: list[LookChange] = []
        self.kept: list[LookChange] = []
        part = self.contents.part(STYLES)
        if part is None:
            raise NotWord("Den har ingen typografier.", "It has no styles.")
        self.part = part
        self.tree = package.read_part(self.parts, part)
        self.target = StyleTraits(_wanted(style))
        self.found = StyleTraits(self.tree)
        """What the template had at first; the traits of a style change with that it rests on."""
        elements = self.found.by_id.values()
        self.before = {id(one): self.found.traits(one) for one in elements}
        self.own_before = {id(one): self.found.own(one) for one in elements}
        self.whole_before = {id(one): self.found.whole(one) for one in elements}
        self.written: dict[int, Mapping[str, str] | None] = {}
        """By style, the fingerprint of what moedebog wrote; ``None`` where nobody knows."""
        self.restyled: set[int] = set()
        """Styles that have something of somebody's own."""

    def done(self) -> Restyled:
        """All of it."""
        before = _totals(self.marks)
        self._remember()
        self._defaults()
        for name in look.definitions(self.style):
            self._style(name)
        self._frames_no_more()
        self._page()
        self._cover()
        self._hyphenation()
        if not self.changed and _totals(self.marks) == before:
            return Restyled(self.data, (), tuple(self.kept))
        if self.changed:
            text = package.XML_START + package.serialise(self.tree)
            self.parts[self.part] = text.encode()
        written = package.write(_with_marks(self.parts, self.marks))
        return Restyled(written, tuple(self.changed), tuple(self.kept))

    # --- one thing after the other

    def _take(self, name: str, now: Traits, wanted: Traits) -> bool:
        """Whether a thing is to be rewritten; what is different is put down."""
        if now == wanted:
            self.marks[name] = traits.record(wanted)
            return False
        difference = LookChange(_called(name), _told(now, wanted))
        ours = self._is_ours(name, now)
        ours = ours or (name == HYPHENATION and name not in self.marks)  # nobody was asked so far
        if not ours and not self.force:
            self.kept.append(difference)
            return False
        self.changed.append(difference)
        self.marks[name] = traits.record(wanted)
        return True

    def _is_ours(self, name: str, now: Traits) -> bool:
        """Whether a thing looks as moedebog wrote it."""
        found = traits.checksum(now)
        return found == _total(self.marks.get(name, "")) or found in OLDER.get(name, ())

    def _defaults(self) -> None:
        if not self._take(DEFAULTS, self.found.defaults, self.target.defaults):
            return
        languages = list(self.tree.iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"))
        old = self.tree.find(f"{W}docDefaults")
        new = self.target.tree.find(f"{W}docDefaults").__deepcopy__(None)
        for lang in languages:  # the language is not a matter of looks
            here = new.find(f"{W}rPrDefault/{W}rPr/{W}lang")
            here.getparent().replace(here, lang)
        if old is None:
            self.tree.insert(0, new)
        else:
            self.tree.replace(old, new)
        self.found.defaults = self.target.defaults

    def _style(self, name: str) -> None:
        target = next(e for e in self.target.by_id.values() if traits.name_of(e) == name)
        wanted = self.target.traits(target)
        kind = target.get(f"{W}type")
        element = self.found.by_name.get((kind, name.lower()))
        if element is None:
            self.changed.append(LookChange(_called(name), _NEW))
            self.marks[name] = traits.record(wanted)
            made = self._made(target)
            if _ELDERS.get(name) in {change.name.danish for change in self.kept}:
                self._look_as(made, _ELDERS[name])
            self.tree.append(made)
            self.found.by_id[made.get(f"{W}styleId")] = made
            return
        theirs = set() if self.force else self._theirs(element, wanted)
        if theirs:
            self.restyled.add(id(element))
        whole = theirs is None or (bool(theirs) and kind not in _BY_TRAIT)
        if whole or (theirs and self._rests_otherwise(element, theirs, wanted)):
            self.restyled.add(id(element))
            if self._take(name, self.before[id(element)], wanted):
                self._rewrite(element, target)
        else:
            self._mend(name, element, target, theirs or set())

    # --- whose a trait is

    def _remember(self) -> None:
        """What moedebog wrote, before anything is changed."""
        wanted = {traits.name_of(e): self.target.traits(e) for e in self.target.by_id.values()}
        for element in self.found.by_id.values():
            name = traits.name_of(element)
            name = next((one for one in wanted if one.lower() == name.lower()), name)
            now = self.before[id(element)]
            self.written[id(element)] = self._record(name, now, wanted.get(name, {}))
        self.defaults_written = self._record(DEFAULTS, self.found.defaults, self.target.defaults)

    def _record(self, name: str, now: Traits, wanted: Traits) -> Mapping[str, str] | None:
        """The fingerprint of what moedebog wrote of a thing."""
        if self._is_ours(name, now):
            return traits.fingerprint(now)
        mark = self.marks.get(name)
        if not mark:
            return None
        if (found := traits.recorded(mark)) is not None:
            return found
        for guess in _between(now, wanted):
            if traits.checksum(guess) == mark:
                return traits.fingerprint(guess)
        return None

    def _theirs(self, element: Any, wanted: Traits) -> set[str] | None:
        """The traits of a style that somebody changed in it; ``None``: perhaps all of them."""
        written = self.written[id(element)]
        if written is None:
            return None
        now, own = self.before[id(element)], self.found.own(element)
        whole = self.whole_before[id(element)]
        found = set()
        for key in {*now, *wanted, *own}:
            recorded = written.get(traits.short(key))
            here = traits.short(own.get(key, whole.get(key, "")))
            if key == BASE:
                same = recorded == (traits.short(now[BASE]) if BASE in now else None)
            elif key in own or recorded is not None:
                same = self._was(element, key) in (here, None)
            else:
                same = True  # it inherits now as before, whatever that is by now
            if not same:
                found.add(key)
        return found

    def _was(self, element: Any, key: str) -> str | None:
        """The short checksum of the value that a style had, its own or that it inherited.

        ``None`` where it inherited from a style of which nobody knows what it said: who changed
        that one need not have changed this one.
        """
        short, seen = traits.short(key), []
        kind = element.get(f"{W}type", "paragraph")
        while element is not None and element not in seen:
            seen.append(element)
            written = self.written.get(id(element))
            if written is not None and short in written:
                return written[short]
            if written is None and key in self.own_before[id(element)]:
                return None
            element = self.found.base(element)
        if kind != "paragraph":
            return traits.short("")
        if self.defaults_written is None:
            return None
        return self.defaults_written.get(short, traits.short(""))

    def _rests_otherwise(self, element: Any, theirs: set[str], wanted: Traits) -> bool:
        """Whether a style rests on another one than it shall: then its traits say little."""
        return BASE in theirs or self.before[id(element)].get(BASE) != wanted.get(BASE)

    def _mend(self, name: str, element: Any, target: Any, theirs: set[str]) -> None:
        """Bring all traits of a style in line but those that are somebody's own."""
        before, wanted = self.before[id(element)], self.target.traits(target)
        now, goal = self.found.whole(element), self.target.whole(target)
        own = self.found.own(element)
        behind = [
            key
            for key in dict.fromkeys([*before, *wanted, *own])
            if key != BASE and (key in own or key in wanted)
            and now.get(key, "") != goal.get(key, "")
        ]  # fmt: skip
        if kept := [key for key in behind if key in theirs]:
            told = _told(_only(before, kept), _only(wanted, kept))
            self.kept.append(LookChange(_called(name), told))
        # What would only fall back on something of somebody's own stays as it is.
        usual, stated = self.found.usual(element), self.target.own(target)
        stuck = [k for k in behind if k not in stated and usual.get(k, "") != goal.get(k, "")]
        left = [key for key in behind if key not in theirs and key not in stuck]
        rests = before.get(BASE) == wanted.get(BASE)
        single = rests and (bool(theirs or stuck) or self._rests_on_restyled(element))
        if left or not rests:
            told = _told(before, wanted)
            if single or before == wanted:
                told = _told(_only(now, left), _only(goal, left))
            self.changed.append(LookChange(_called(name), told))
            if not single:
                self._rewrite(element, target)
            for key in left if single else ():
                traits.put(element, key, target)
        self.marks[name] = traits.record(wanted)

    def _rests_on_restyled(self, element: Any) -> bool:
        """Whether a style inherits from one that has something of somebody's own."""
        seen: list[Any] = []
        while (element := self.found.base(element)) is not None and element not in seen:
            if id(element) in self.restyled:
                return True
            seen.append(element)
        return False

    # --- writing a style

    def _made(self, target: Any) -> Any:
        """A style that the template lacks, with ids that it knows."""
        made = target.__deepcopy__(None)
        identity = made.get(f"{W}styleId")
        taken = {one.get(f"{W}styleId") for one in self.tree.iter(f"{W}style")}
        while identity in taken:
            identity += "1"
        made.set(f"{W}styleId", identity)
        for word in ("basedOn", "next"):
            self._refer(made, word)
        return made

    def _look_as(self, made: Any, elder: str) -> None:
        """Let a new style look as one that somebody restyled, which its headings had so far."""
        for word in _LOOKS:
            for old in made.findall(W + word):
                made.remove(old)
        here = self.found.by_name["paragraph", elder].get(f"{W}styleId")
        made.find(f"{W}basedOn").set(f"{W}val", here)

    def _refer(self, element: Any, word: str) -> None:
        """Let a reference to a style lead to the one of that name in this template."""
        reference = element.find(W + word)
        if reference is None:
            return
        named = self.target.by_id.get(reference.get(f"{W}val"))
        kind = "" if named is None else str(named.get(f"{W}type", "paragraph"))
        known = StyleTraits(self.tree).by_name
        here = None if named is None else known.get((kind, traits.name_of(named).lower()))
        if here is None:
            element.remove(reference)
        else:
            reference.set(f"{W}val", here.get(f"{W}styleId"))

    def _rewrite(self, element: Any, target: Any) -> None:
        """Give a style the looks of another; its name, its id and its list stay."""
        numbering = element.find(f"{W}pPr/{W}numPr")
        for word in _LOOKS:
            for old in element.findall(W + word):
                element.remove(old)
        made = target.__deepcopy__(None)
        for old in made.iterfind(f"{W}pPr/{W}numPr"):
            if numbering is not None:
                old.getparent().replace(old, numbering)
            else:
                old.getparent().remove(old)
        for new in [one for one in made if str(one.tag).removeprefix(W) in _LOOKS]:
            element.append(new)
        base, old = made.find(f"{W}basedOn"), element.find(f"{W}basedOn")
        if old is not None:
            element.remove(old)
        if base is not None:
            element.insert(list(element).index(element.find(f"{W}name")) + 1, base)
            aliases = element.find(f"{W}aliases")
            if aliases is not None:  # stands between the two
                element.insert(list(element).index(base), aliases)
            self._refer(element, "basedOn")

    def _frames_no_more(self) -> None:
        """A frame around a kind of section that the style file does not bring out by now."""
        wanted = {frame_name(kind) for kind in self.style.fremhaev}
        for element in list(self.tree.iterfind(f"{W}style")):
            name = traits.name_of(element)
            if not name.startswith(_FRAME) or name in wanted:
                continue
            ours = self._is_ours(name, self.before.get(id(element), {}))
            if ours or self.force:
                self.tree.remove(element)
                self.marks.pop(name, None)
                self.changed.append(LookChange(_called(name), _GONE))
            else:
                self.kept.append(LookChange(_called(name), _GONE))

    def _page(self) -> None:
        tree = package.read_part(self.parts, self.contents.main)
        sections = list(tree.iter(f"{W}sectPr"))
        if not sections:
            return
        now, wanted = traits.page(sections[-1]), _page_wanted(self.style)
        if not self._take(PAGE, now, wanted):
            return
        source = _section(self.style)
        for section in sections:
            if traits.page(section) == now:
                for name in ("pgSz", "pgMar"):
                    _replace(section, source.find(W + name))
        text = package.XML_START + package.serialise(tree)
        self.parts[self.contents.main] = text.encode()

    def _cover(self) -> None:
        """The forum above the title, in a template of a day when it stood below it.

        Where the template has the styles of today, somebody wants it so.
        """
        roles = {("paragraph", role_name(role).lower()) for role in Tekstrolle}
        if roles & self.found.by_name.keys():
            return
        tree = package.read_part(self.parts, self.contents.main)
        for title in tree.iterfind(f"{W}body/{W}p"):
            forum = title.getnext()
            if forum is None or (_words(title), _words(forum)) != _OLDER_COVER:
                continue
            title.addprevious(forum)
            self.changed.append(LookChange(_COVER, _FORUM_FIRST))
            text = package.XML_START + package.serialise(tree)
            self.parts[self.contents.main] = text.encode()
            return

    def _hyphenation(self) -> None:
        """Dividing words at the ends of lines; in Word one can turn it off again."""
        part = self.contents.part(SETTINGS)
        if part is None:
            return
        tree = package.read_part(self.parts, part)
        if not self._take(HYPHENATION, traits.hyphenation(tree), _DIVIDED):
            return
        for name, _ in look.HYPHENATION:
            for old in tree.findall(W + name):
                tree.remove(old)
        place = sum(str(one.tag).removeprefix(W) in _BEFORE_HYPHENATION for one in tree)
        text = f'<w:settings xmlns:w="{package.WORD_SPACE}">{look.hyphenation()}</w:settings>'
        for number, one in enumerate(list(package.parse(text.encode()))):
            tree.insert(place + number, one)
        self.parts[part] = (package.XML_START + package.serialise(tree)).encode()


def _replace(section: Any, new: Any) -> None:
    """Put a property into a section in place of the one it has."""
    copy = new.__deepcopy__(None)
    old = section.find(new.tag)
    if old is not None:
        section.replace(old, copy)
        return
    after = [e for e in section if str(e.tag).endswith(("Reference", "}type", "}pgSz", "Pr"))]
    section.insert(list(section).index(after[-1]) + 1 if after else 0, copy)


def _words(paragraph: Any) -> str:
    """What stands in a paragraph, without blanks."""
    return "".join("".join(one.text or "" for one in paragraph.iter(f"{W}t")).split())


def _called(name: str) -> Phrase:
    return _CALLED.get(name) or Phrase.same(name)


def _told(now: Traits, wanted: Traits) -> Phrase:
    """What is otherwise: ``størrelse 12 pt → 15,5 pt``."""
    keys = [key for key in dict.fromkeys([*now, *wanted]) if now.get(key) != wanted.get(key)]
    return joined(
        traits.told(key)
        + " "
        + traits.shown(key, now.get(key, ""))
        + " → "
        + traits.shown(key, wanted.get(key, ""))
        for key in keys
    )


def _only(looks: Traits, keys: list[str]) -> Traits:
    return {key: looks[key] for key in keys if key in looks}


# --- the checksums in the file


def _total(mark: str) -> str:
    """The checksum of the whole in a record."""
    return mark.partition(" ")[0]


def _totals(marks: Mapping[str, str]) -> dict[str, str]:
    return {name: _total(mark) for name, mark in marks.items()}


def _between(now: Traits, wanted: Traits) -> Iterator[Traits]:
    """What a style may have looked like of which the checksum alone is known.

    As now but for a few traits, which were not there or were as the style file says.
    """
    keys = [key for key in dict.fromkeys([*now, *wanted]) if key != BASE]
    for number in range(1, _GUESSED + 1):
        for some in combinations(keys, number):
            rest = {key: value for key, value in now.items() if key not in some}
            for taken in product((False, True), repeat=number):
                chosen = [key for key, take in zip(some, taken, strict=True) if take]
                yield rest | _only(wanted, chosen)


def _marks(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The looks that moedebog wrote, by the names of their styles."""
    if _CUSTOM_PART not in parts:
        return {}
    found = {}
    for entry in package.read_part(parts, _CUSTOM_PART):
        name = str(entry.get("name", ""))
        if name.startswith(_MARK):
            found[name.removeprefix(_MARK)] = "".join(entry.itertext()).strip()
    return found


def _with_marks(parts: Mapping[str, bytes], marks: Mapping[str, str]) -> dict[str, bytes]:
    """The parts with these checksums; the properties that others put there stay."""
    made = dict(parts)
    others = list(_other_properties(parts))
    ours = (
        f'<vt:lpwstr xmlns:vt="{_VALUES}">{escape(value)}</vt:lpwstr>'
        for _, value in sorted(marks.items())
    )
    names = [*(name for name, _ in others), *(_MARK + name for name in sorted(marks))]
    values = [*(value for _, value in others), *ours]
    entries = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name="{escape(name)}">{value}</property>'
        for number, (name, value) in enumerate(zip(names, values, strict=True), 2)
    )
    text = f'{package.XML_START}<Properties xmlns="{_CUSTOM}">{entries}</Properties>'
    made[_CUSTOM_PART] = text.encode()
    root = package.relationships(parts, "")
    if not any(one.type == _CUSTOM_KIND for one in root):
        taken = {one.id for one in root}
        identity = next(f"rId{n}" for n in range(1, 999) if f"rId{n}" not in taken)
        root = [*root, Relationship(identity, _CUSTOM_KIND, _CUSTOM_PART)]
        made[package.ROOT_RELS] = package.relationships_part(root, "")
    types = made[package.CONTENT_TYPES]
    made[package.CONTENT_TYPES] = package.with_part(types, _CUSTOM_PART, kind=_CUSTOM_TYPE)
    return made


def _other_properties(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    if _CUSTOM_PART in parts:
        for entry in package.read_part(parts, _CUSTOM_PART):
            name = str(entry.get("name", ""))
            if not name.startswith(_MARK):
                yield name, "".join(package.serialise(value) for value in entry)
