"""What is cleaned alike in all packages of Office."""

from __future__ import annotations

import re
from typing import Any

from indhold.cleaning.charts import is_chart
from indhold.cleaning.packages import Link, Package
from indhold.cleaning.pictures import clean_picture
from indhold.cleaning.tally import Tally
from indhold.cleaning.told import Reason, Refused, Why, Wishes
from indhold.cleaning.trees import local, take_all_out
from indhold.findings import At, Kind

_PICTURES = (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".emf", ".webp", ".tif", ".tiff")
_NAMED = frozenset(
    (
        *("image", "hyperlink", "oleObject", "package", "chart", "audio", "video", "media"),
        *("control", "aFChunk", "header", "footer", "subDocument", "tags", "hdphoto"),
        *("activeXControl", "customProperty", "diagramData", "diagramLayout"),
        *("diagramQuickStyle", "diagramColors"),
    )
)
"""Kinds of relationships that count only where a part names them."""
_NOT_FETCHED = frozenset(("hyperlink", "externalLinkPath", "externalLinkPathMissing"))
"""Kinds of relationships to what is elsewhere that nothing is fetched by, or that are told of
otherwise."""
_IS_PATH = re.compile(r"(?i)file:|[a-z]:[\\/]|\\\\").match
_PLAIN = {
    "application/vnd.ms-word.document.macroEnabled.main+xml": "application/vnd.openxmlformats-"
    "officedocument.wordprocessingml.document.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": "application/vnd."
    "openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": "application/vnd.openxmlformats-"
    "officedocument.spreadsheetml.sheet.main+xml",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": "application/vnd.openxmlformats-"
    "officedocument.spreadsheetml.template.main+xml",
    "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml": "application/vnd."
    "openxmlformats-officedocument.presentationml.presentation.main+xml",
    "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml": "application/vnd."
    "openxmlformats-officedocument.presentationml.slideshow.main+xml",
    "application/vnd.ms-powerpoint.template.macroEnabled.main+xml": "application/vnd."
    "openxmlformats-officedocument.presentationml.template.main+xml",
}
"""The type of a main part that may have macros -> of one that has none."""


def main_part(package: Package) -> str:
    """The part that is the document. Raises ``Refused``."""
    found = package.linked("", "officeDocument")
    if not found:
        raise Refused(Reason.DAMAGED)
    return found[0]


def refuse_signed(package: Package) -> None:
    """Raises ``Refused`` where the package is signed (ECMA-376-2 § 13): nothing may change."""
    if any(link.kind == "origin" for link in package.links()):
        raise Refused(Reason.SIGNED)


def without_macros(package: Package, main: str) -> None:
    """The document is none of those any more that may have macros."""
    plain = _PLAIN.get(package.type_of(main))
    if plain:
        package.set_type(main, plain)


def clean_pictures(package: Package, tally: Tally) -> None:
    """Clean every picture in the package."""
    for name in package.parts:
        if not name.casefold().endswith(_PICTURES):
            continue
        data = package.read(name)
        new = clean_picture(data, tally, At.PICTURE, name.rpartition("/")[2])
        if new != data:
            package.change(name, new)


def drop_data_of_charts(package: Package, wishes: Wishes, tally: Tally) -> None:
    """Take out the workbooks behind charts, where it is wished; what is drawn is in the chart."""
    for name in package.parts:
        links = package.links(name, "package", "oleObject")
        if not links or not name.endswith(".xml"):
            continue
        tree = package.tree(name)
        if not is_chart(tree):
            continue
        for link in links:
            if not link.outside and not wishes.embedded:
                tally.left(Why.NOT_ASKED, Kind.EMBEDDED, shown=link.target.rpartition("/")[2])
                continue
            take_all_out(naming(tree, [link]))
            kind = Kind.EXTERNAL_LINK if link.outside else Kind.EMBEDDED
            tally.took(kind, shown=link.target.rpartition("/")[2])
            package.cut(link)
            package.touch(name)


def drop_links_to_files(package: Package, tally: Tally) -> None:
    """Pictures that lie elsewhere stay only where the file has them too."""
    for name in package.parts:
        for link in package.links(name):
            if link.outside and link.kind == "hyperlink" and _IS_PATH(link.target):
                tally.left(Why.NEEDED, Kind.PATH, At.PART, name, link.target)  # it is seen
            if not link.outside or link.kind in _NOT_FETCHED:
                continue
            tree = package.tree(name)
            both = [one for one in naming(tree, [link]) if _has_both(one)]
            for blip in both:
                for key in [key for key, value in blip.attrib.items() if value == link.id]:
                    del blip.attrib[key]
                package.touch(name)
            if naming(tree, [link]) or not both:
                tally.left(Why.NEEDED, Kind.EXTERNAL_LINK, shown=link.target)
            else:
                tally.took(Kind.EXTERNAL_LINK, shown=link.target)
                package.cut(link)


def _has_both(element: Any) -> bool:
    """Whether it names a picture in the file besides one elsewhere."""
    return local(element) == "blip" and any(key.endswith("}embed") for key in element.attrib)


def sweep(package: Package, tally: Tally) -> None:
    """Remove what nothing in the package names any more, or named before."""
    unseen = package.cut_unused(_NAMED)
    for name in package.sweep():
        tally.took(Kind.HIDDEN, At.PART, name)
    tally.took(Kind.HIDDEN, At.PART, count=unseen)


def naming(tree: Any, links: list[Link]) -> list[Any]:
    """The elements of a part that name one of these relationships."""
    ids = {link.id for link in links}
    return [
        element
        for element in tree.iter("*")
        if any(value in ids and "relationships}" in key for key, value in element.attrib.items())
    ]
