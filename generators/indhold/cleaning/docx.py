"""Cleaned copies of Word's files."""

from __future__ import annotations

from typing import Any

from indhold.cleaning import revisions
from indhold.cleaning.fields import FETCHING, PROPERTIES, unlink
from indhold.cleaning.hidden_text import Styles, take_hidden
from indhold.cleaning.packages import Package
from indhold.cleaning.properties import (
    clean_properties,
    clean_words_of_pictures,
    drop_editing_marks,
)
from indhold.cleaning.shared import (
    clean_pictures,
    drop_data_of_charts,
    drop_links_to_files,
    main_part,
    naming,
    refuse_signed,
    sweep,
    without_macros,
)
from indhold.cleaning.tally import Tally
from indhold.cleaning.told import Why, Wishes
from indhold.cleaning.trees import local, take_all_out, take_out
from indhold.cleaning.words import is_word, later, words
from indhold.findings import At, Kind

_COMMENTS = frozenset(
    ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")
)
_AT = {"header": At.HEADER, "footer": At.FOOTER, "footnotes": At.NOTE, "endnotes": At.NOTE}
_MAIL_MERGE = ("mailMergeSource", "mailMergeHeaderSource", "recipientData")
_BOUND = ("dataBinding", "placeholder")


def clean_docx(package: Package, wishes: Wishes, tally: Tally) -> None:
    """Take out of a Word file what nobody means to hand on. Raises ``Refused``."""
    refuse_signed(package)
    _Docx(package, wishes, tally).clean()


class _Docx:
    def __init__(self, package: Package, wishes: Wishes, tally: Tally) -> None:
        self.package, self.wishes, self.tally = package, wishes, tally
        self.main = main_part(package)
        found = package.linked(self.main, "styles")
        self.styles = Styles(package.tree(found[0]) if found else None)

    def clean(self) -> None:
        without_macros(self.package, self.main)
        self._templates_and_glossary()
        self._comments()
        for name in self._parts():
            self._part(name)
        self._settings()
        drop_data_of_charts(self.package, self.wishes, self.tally)
        drop_links_to_files(self.package, self.tally)
        clean_properties(self.package, self.tally)
        self._unused_notes()
        clean_pictures(self.package, self.tally)
        sweep(self.package, self.tally)

    def _parts(self) -> list[str]:
        return [
            name
            for name in self.package.parts
            if name.endswith(".xml") and is_word(self.package.tree(name))
        ]

    # --- parts that go ----------------------------------------------------------------------

    def _templates_and_glossary(self) -> None:
        """What could be put into the text by a click comes from the template, and is not seen."""
        for name in self.package.linked(self.main, "glossaryDocument"):
            self.tally.took(Kind.HIDDEN, At.PART, name)
            self.package.remove(name)

    def _comments(self) -> None:
        for source in ["", *self.package.parts]:
            for link in self.package.links(source, *_COMMENTS):
                if link.outside or link.target not in self.package:
                    self.package.cut(link)
                    continue
                if link.kind == "comments":
                    self._tell_comments(link.target)
                self.package.remove(link.target)

    def _tell_comments(self, name: str) -> None:
        every = list(words(self.package.tree(name), "comment"))
        first = "".join(one.text or "" for one in words(every[0], "t")) if every else ""
        self.tally.took(Kind.COMMENT, shown=first, count=len(every))

    # --- each part --------------------------------------------------------------------------

    def _part(self, name: str) -> None:
        package, tally = self.package, self.tally
        tree = package.tree(name)
        at = _AT.get(next((o.kind for o in package.links(self.main) if o.target == name), ""))
        self._changes(tree, at)
        self._hidden(tree, at)
        _drop_comment_marks(tree)
        editors = take_all_out([*words(tree, "permStart", "permEnd")])
        tally.took(Kind.AUTHOR, At.PART, name, count=editors // 2)
        fetched = unlink(tree, FETCHING)
        tally.took(Kind.EXTERNAL_LINK, At.FIELD, count=fetched)
        unlink(tree, PROPERTIES)
        take_all_out([*words(tree, *_BOUND), *later(tree, *_BOUND), *words(tree, "fldData")])
        self._objects(name, tree)
        self._controls(name, tree)
        clean_words_of_pictures(tree, tally)
        if drop_editing_marks(tree):
            tally.took_aside(Kind.METADATA, shown="rsid")
        package.touch(name)

    def _changes(self, tree: Any, at: At | None) -> None:
        count, first = revisions.found(tree)
        if not count:
            return
        if self.wishes.changes is None:
            self.tally.left(Why.NOT_ASKED, Kind.TRACKED_CHANGE, at, shown=first, count=count)
        else:
            revisions.settle(tree, self.wishes.changes)
            self.tally.took(Kind.TRACKED_CHANGE, at, shown=first, count=count)

    def _hidden(self, tree: Any, at: At | None) -> None:
        gone = take_hidden(tree, self.styles)
        self.tally.took(Kind.HIDDEN, at, shown=gone.first, count=gone.pieces)
        self.tally.left(Why.NEEDED, Kind.HIDDEN, At.FIELD, count=gone.codes)

    def _objects(self, name: str, tree: Any) -> None:
        """Whole files in the text, of which the picture stays, and links to such files."""
        links = self.package.links(name, "oleObject", "package")
        for element in [one for one in naming(tree, links) if local(one) == "OLEObject"]:
            if element.get("Type") == "Link":
                self.tally.took(Kind.EXTERNAL_LINK)
                take_out(element)
            elif self.wishes.embedded:
                self.tally.took(Kind.EMBEDDED, shown=element.get("ProgID", ""))
                take_out(element)
            else:
                self.tally.left(Why.NOT_ASKED, Kind.EMBEDDED, shown=element.get("ProgID", ""))
        chunks = self.package.links(name, "aFChunk")
        self.tally.left(Why.NEEDED, Kind.EMBEDDED, count=len(chunks))

    def _controls(self, name: str, tree: Any) -> None:
        """Controls that run a program; their pictures stay."""
        gone = take_all_out(words(tree, "control"))
        self.tally.took(Kind.SCRIPT, At.PART, name, count=gone)

    # --- settings ---------------------------------------------------------------------------

    def _settings(self) -> None:
        for name in self.package.linked(self.main, "settings"):
            tree = self.package.tree(name)
            self._template(name)
            variables = take_all_out(words(tree, "docVars"))
            self.tally.took(Kind.METADATA, At.PROPERTIES, "docVars", count=variables)
            merged = take_all_out(words(tree, "mailMerge"))
            self.tally.took(Kind.EXTERNAL_LINK, At.PROPERTIES, "mailMerge", count=merged)
            gone = [*words(tree, "rsids", "attachedSchema", "saveThroughXslt", "printerSettings")]
            gone += later(tree, "docId")
            gone += [one for one in tree.iter("*") if local(one) == "schemaLibrary"]
            take_all_out(gone)
            if self.wishes.changes is not None:
                take_all_out(words(tree, "trackRevisions"))
            self.package.touch(name)

    def _template(self, name: str) -> None:
        for link in self.package.links(name):
            if link.kind == "attachedTemplate":
                self.tally.took(Kind.EXTERNAL_LINK, shown=link.target)
            elif link.kind not in (*_MAIL_MERGE, "transform"):
                continue
            self.package.cut(link)
        take_all_out(words(self.package.tree(name), "attachedTemplate"))

    # --- notes ------------------------------------------------------------------------------

    def _unused_notes(self) -> None:
        """Footnotes whose mark is gone: nobody sees them."""
        for kind, mark, note in (
            ("footnotes", "footnoteReference", "footnote"),
            ("endnotes", "endnoteReference", "endnote"),
        ):
            for name in self.package.linked(self.main, kind):
                tree = self.package.tree(name)
                used = {
                    number
                    for part in self._parts()
                    for one in words(self.package.tree(part), mark)
                    for number in one.attrib.values()
                }
                gone = [
                    one
                    for one in words(tree, note)
                    if not _has(one, "type") and not used & {_get(one, "id")}
                ]
                self.tally.took(
                    Kind.HIDDEN,
                    At.NOTE,
                    shown="".join(t.text or "" for one in gone for t in words(one, "t")),
                    count=take_all_out(gone),
                )


def _drop_comment_marks(tree: Any) -> None:
    take_all_out(words(tree, "commentRangeStart", "commentRangeEnd"))
    for mark in list(words(tree, "commentReference")):
        run = mark.getparent()
        take_out(mark)
        if local(run) == "r" and all(local(one) == "rPr" for one in run):
            take_out(run)


def _get(element: Any, name: str) -> str:
    return next((str(v) for k, v in element.attrib.items() if k.endswith("}" + name)), "")


def _has(element: Any, name: str) -> bool:
    return bool(_get(element, name))
