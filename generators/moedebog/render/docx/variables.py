"""What a template may say: the attributes of ``Document``, text as text, blocks as fragments.

``VARIABLES`` is the authority for the linter and for ``docs/skabeloner.md``.
"""

from __future__ import annotations

from collections.abc import Callable

from moedebog.document import CONFIRMED, Afsnitstekst, Document, Gruppe, Oversigt, Punkttekst
from moedebog.render.docx import inline
from moedebog.render.docx.budget import Budget, Counted
from moedebog.render.docx.fragments import Writer
from moedebog.render.texts import group_role, item_role, role_of
from moedebog.settings.appearance import Tekstrolle

TEXT = "tekst"
"""Placed inside a paragraph: ``{{ … }}``."""
BLOCK = "blok"
"""Whole paragraphs, placed alone in one: ``{{p … }}``."""
FLAG = "ja/nej"
NUMBER = "tal"

VARIABLES: dict[str, dict[str, str]] = {
    "dokument": {
        "overskrift": TEXT,
        "forum": TEXT,
        "dato_tekst": TEXT,
        "fortrolighed": TEXT,
        "status": TEXT,
        "sidehoved": TEXT,
        "titel": TEXT,
        "kind": TEXT,
        "audience": TEXT,
        "sprog": TEXT,
        "fakta": BLOCK,
        "indledning": BLOCK,
        "oversigt": "oversigt",
        "punkter": "[punkt]",
        "slutafsnit": "[afsnit]",
        "side_af_sider": "side_af_sider",
    },
    "side_af_sider": {"foer": TEXT, "imellem": TEXT},
    "oversigt": {
        "overskrift": BLOCK,
        "tabel": BLOCK,
        "kolonner": "[kolonne]",
        "linjer": "[linje]",
    },
    "kolonne": {"noegle": TEXT, "overskrift": TEXT},
    "linje": {
        "nr": TEXT,
        "titel": TEXT,
        "tid": TEXT,
        "sagstype": TEXT,
        "udfald": TEXT,
        "art": TEXT,
    },
    "punkt": {
        "overskrift": BLOCK,
        "undertitel": TEXT,
        "afsnit": "[afsnit]",
        "gruppe": "gruppe",
        "nr": TEXT,
        "titel": TEXT,
        "tid": TEXT,
        "sagstype": TEXT,
        "sagsnr": TEXT,
        "udfald": TEXT,
        "art": TEXT,
        "niveau": NUMBER,
    },
    "gruppe": {"overskrift": BLOCK, "niveau": NUMBER},
    "afsnit": {
        "overskrift": BLOCK,
        "tekst": BLOCK,
        "slags": TEXT,
        "skillelinje": FLAG,
        "niveau": NUMBER,
    },
    "loop": {
        "index": NUMBER,
        "index0": NUMBER,
        "revindex": NUMBER,
        "length": NUMBER,
        "first": FLAG,
        "last": FLAG,
    },
}
"""Class of thing -> its attributes and their kinds; ``[x]`` is a list of things ``x``."""


class Fragment:
    """Whole paragraphs, written at the moment when the template places them."""

    __slots__ = ("_filled", "_write")

    def __init__(self, filled: object, write: Callable[[], str]) -> None:
        self._filled = bool(filled)
        self._write = write

    def __bool__(self) -> bool:
        """Whether there is anything to place."""
        return self._filled

    def __html__(self) -> str:
        """The paragraphs; Jinja takes them as they are."""
        return self._write() if self._filled else ""


class InlineText(str):
    """Text for the inside of a paragraph, with Word's own elements where it needs them."""

    __slots__ = ()

    def __html__(self) -> str:
        """The text, escaped."""
        return inline.characters(self)


def context(document: Document, writer: Writer, budget: Budget) -> dict[str, object]:
    """The variables for one rendering, whose loops are counted."""
    level = _top_level(document)
    along = _signed_along(document)
    values = _texts(document, "dokument")
    values.update(
        fakta=Fragment(document.fakta.items, lambda: writer.facts(document.fakta)),
        indledning=Fragment(
            document.rettelser or document.indledning, lambda: _opening(document, writer)
        ),
        oversigt=_overview(document.oversigt, level, writer, budget),
        punkter=Counted((_item(one, writer, budget, along) for one in document.punkter), budget),
        side_af_sider=_texts(document.side_af_sider, "side_af_sider"),
        slutafsnit=Counted(
            (_section(one, Tekstrolle.DEL, writer, along) for one in document.slutafsnit), budget
        ),
    )
    return {"dokument": values}


def _signed_along(document: Document) -> Afsnitstekst | None:
    """The section before the one that somebody signs: nobody signs a page without any of it."""
    last = document.slutafsnit[-1:]
    if not last or last[0].slags != CONFIRMED:
        return None
    sections = [one for punkt in document.punkter for one in punkt.afsnit]
    return next(iter([*sections, *document.slutafsnit[:-1]][-1:]), None)


def _opening(document: Document, writer: Writer) -> str:
    """What stands before the overview. Templates of before know of no list of what has changed, so
    that it stands where they place this."""
    changed = document.rettelser
    made = ""
    if changed is not None:
        level, heading = changed.niveau, changed.overskrift or ""
        made += writer.heading(heading, Tekstrolle.DEL, level, changed.anker, section=changed.slags)
        made += writer.body(changed.tekst, level=level, section=changed.slags)
        writer.turn_page()
    return made + writer.body(document.indledning)


def _texts(thing: object, name: str) -> dict[str, object]:
    """The attributes that are the same for a template as in the document."""
    values: dict[str, object] = {}
    for attribute, kind in VARIABLES[name].items():
        if kind == TEXT:
            value = getattr(thing, attribute)
            values[attribute] = value and InlineText(value)
        elif kind in {FLAG, NUMBER}:
            values[attribute] = getattr(thing, attribute)
    return values


def _top_level(document: Document) -> int:
    """The level of the highest heading: that of the overview."""
    groups = [p.gruppe.niveau for p in document.punkter if p.gruppe]
    levels = [p.niveau for p in document.punkter] + [a.niveau for a in document.slutafsnit]
    return min(groups + levels, default=1)


def _overview(overview: Oversigt, level: int, writer: Writer, budget: Budget) -> dict[str, object]:
    return {
        "overskrift": Fragment(
            overview.linjer,
            lambda: writer.heading(overview.overskrift, Tekstrolle.DEL, level, overview.anker),
        ),
        "tabel": Fragment(overview.linjer, lambda: writer.overview(overview)),
        "kolonner": Counted((_texts(column, "kolonne") for column in overview.kolonner), budget),
        "linjer": Counted((_texts(line, "linje") for line in overview.linjer), budget),
    }


def _item(
    punkt: Punkttekst, writer: Writer, budget: Budget, along: Afsnitstekst | None
) -> dict[str, object]:
    values = _texts(punkt, "punkt")
    values.update(
        overskrift=Fragment(
            punkt.overskrift,
            lambda: writer.heading(punkt.overskrift, item_role(punkt), punkt.niveau, punkt.anker),
        ),
        afsnit=Counted(
            (_section(one, role_of(one), writer, along) for one in punkt.afsnit), budget
        ),
        gruppe=punkt.gruppe and _group(punkt.gruppe, writer),
    )
    return values


def _group(gruppe: Gruppe, writer: Writer) -> dict[str, object]:
    values = _texts(gruppe, "gruppe")
    values["overskrift"] = Fragment(
        gruppe.overskrift,
        lambda: writer.heading(
            gruppe.overskrift, group_role(gruppe.niveau), gruppe.niveau, gruppe.anker
        ),
    )
    return values


def _section(
    afsnit: Afsnitstekst, role: Tekstrolle, writer: Writer, along: Afsnitstekst | None
) -> dict[str, object]:
    """A section; its rule goes to the heading, or where there is none to the text.

    ``along`` is the one whose end stands on the page of what comes after it.
    """

    def text() -> str:
        made = writer.body(
            afsnit.tekst,
            level=afsnit.niveau,
            rule=afsnit.skillelinje and not heading,
            section=afsnit.slags,
        )
        return writer.kept(made) if afsnit is along else made

    heading = afsnit.overskrift or ""
    values = _texts(afsnit, "afsnit")
    values.update(
        overskrift=Fragment(
            heading,
            lambda: writer.heading(
                *(heading, role, afsnit.niveau, afsnit.anker),
                rule=afsnit.skillelinje,
                section=afsnit.slags,
            ),
        ),
        tekst=Fragment(afsnit.tekst, text),
    )
    return values
