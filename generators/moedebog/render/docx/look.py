"""The look of a Word template, worked out from the same style file as that of the PDF.

Each style of the template is told apart by its name, as ``styles`` finds it. Lengths in a Word
file are in twentieths of a point, sizes of characters in halves of a point.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from msgspec.structs import replace

from moedebog.render.docx.package import WORD_SPACE
from moedebog.render.docx.styles import FACT_LABEL, PARAGRAPH_STYLES, RESULT, frame_name, role_name
from moedebog.render.texts import CODE_SHARE, Texts, TextStyle, most_spacing
from moedebog.settings.appearance import INNER, Style, Tekstrolle
from moedebog.settings.colour import Colour, written

_BY_LEVEL = (Tekstrolle.PUNKT, Tekstrolle.AFSNIT, *INNER, INNER[-1])
"""How Word's own headings look, where somebody uses them: by what mostly stands at each level."""
_OUTSET = 10
"""How far the bar beside what is brought out hangs in the margin, in points."""
_BAR = 24
"""Its thickness, in eighths of a point."""
_GREY = "7F7F7F"
HYPHENATION = (
    ("autoHyphenation", ""),
    ("consecutiveHyphenLimit", "2"),
    ("hyphenationZone", "567"),
    ("doNotHyphenateCaps", ""),
)
"""The settings of a file for dividing words, in the order of the format: at most two lines in a
row, where else 1 cm would be left over, none in capitals.
"""


def style_sheet(style: Style) -> str:
    """The part with all styles of a template."""
    return (
        f'<w:styles xmlns:w="{WORD_SPACE}">{_defaults(style)}'
        f"{''.join(definitions(style).values())}</w:styles>"
    )


def definitions(style: Style) -> dict[str, str]:
    """The styles that the style file decides, by their names."""
    return dict(_Maker(style).styles())


def section(style: Style) -> str:
    """Format and margins of a page."""
    side = style.side
    edges = {"top": side.top, "right": side.hoejre, "bottom": side.bund, "left": side.venstre}
    margins = "".join(f' w:{edge}="{_twips(width)}"' for edge, width in edges.items())
    turned = ' w:orient="landscape"' if side.bredde > side.hoejde else ""
    return (
        f'<w:pgSz w:w="{_twips(side.bredde)}" w:h="{_twips(side.hoejde)}"{turned}/>'
        f'<w:pgMar{margins} w:header="{_twips(style.sidehoved.afstand)}" '
        f'w:footer="{_twips(style.sidefod.afstand)}" w:gutter="0"/>'
    )


def hyphenation() -> str:
    """The settings of a file that divide words at the ends of lines."""
    return "".join(
        f'<w:{name} w:val="{value}"/>' if value else f"<w:{name}/>" for name, value in HYPHENATION
    )


def text_width(style: Style) -> int:
    """The width of a line of text, in twentieths of a point."""
    side = style.side
    return _twips(side.bredde - side.venstre - side.hoejre)


def _twips(points: float) -> int:
    return round(points * 20)


def _ink(colour: Colour) -> str:
    return written(colour)[1:].upper()


def border(side: str, size: int, space: float, colour: Colour) -> str:
    """A line at one side; ``size`` in eighths of a point, ``space`` to the text in points."""
    ink = _ink(colour)
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{round(space)}" w:color="{ink}"/>'


def _font(name: str, *more: str) -> str:
    """The font of characters; ``more`` are other kinds of characters that have it too."""
    kinds = "".join(f' w:{kind}="{escape(name)}"' for kind in ("ascii", *more, "hAnsi", "cs"))
    return f"<w:rFonts{kinds}/>"


def _run(look: TextStyle, body: TextStyle, font: str = "") -> str:
    """The properties of characters, as far as they differ from those of running text."""
    inner = _font(font) if font else ""
    inner += "<w:b/><w:bCs/>" if look.strong else ""
    inner += "<w:i/><w:iCs/>" if look.emphasis else ""
    inner += "<w:caps/>" if look.capitals else ""
    if look.colour != body.colour:
        inner += f'<w:color w:val="{_ink(look.colour)}"/>'
    if look.spacing:
        inner += f'<w:spacing w:val="{_twips(most_spacing(look.spacing, look.size))}"/>'
    if look.size != body.size:
        half = round(look.size * 2)
        inner += f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _paragraph(look: TextStyle, *, borders: str = "", first: str = "", last: str = "") -> str:
    """The properties of a paragraph, in the order of the format.

    ``first`` stands before the borders, ``last`` after the spacing. Words are divided in running
    text alone, and never where names stand.
    """
    kept = "<w:keepNext/>" if look.keep else ""
    framed = f"<w:pBdr>{borders}</w:pBdr>" if borders else ""
    whole = "" if look.prose else "<w:suppressAutoHyphens/>"
    spacing = (
        f'<w:spacing w:before="{_twips(look.before)}" w:after="{_twips(look.after)}" '
        f'w:line="{_twips(look.leading)}" w:lineRule="atLeast"/>'
    )
    return f"<w:pPr>{kept}{first}{framed}{whole}{spacing}{last}</w:pPr>"


def _style(
    identity: str,
    name: str,
    look: str,
    *,
    kind: str = "paragraph",
    base: str | None = "Normal",
    following: str | None = None,
    own: bool = False,
) -> tuple[str, str]:
    """One style with its name; ``own`` marks those that Word does not know by itself."""
    inner = f'<w:name w:val="{escape(name)}"/>'
    inner += f'<w:basedOn w:val="{base}"/>' if base else ""
    inner += f'<w:next w:val="{following}"/>' if following else ""
    custom = ' w:customStyle="1"' if own else ""
    return name, (
        f'<w:style w:type="{kind}"{custom} w:styleId="{identity}">{inner}'
        f"<w:qFormat/>{look}</w:style>"
    )


_CODE_PAD = 6
"""Between code and the edge of its ground, in points."""
_ROW = 62
"""Above and below the text of a cell, in twentieths of a point: rows are as high as in the PDF."""


class _Maker:
    """Makes the styles of one style file."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.texts = Texts(style)
        self.rule = style.farver.streg
        self.width = text_width(style)

    def styles(self) -> Iterator[tuple[str, str]]:
        """All of them, a style after the one it is based on."""
        yield "Normal", _NORMAL
        yield from self._running_text()
        yield from self._headings()
        yield from self._lists()
        yield from self._heads_and_feet()
        yield from self._own()
        yield from self._tables()
        yield from self._frames()
        yield from self._characters()

    def _text(self, look: TextStyle, font: str = "", **more: str) -> str:
        """All properties of a paragraph style."""
        return _paragraph(look, **more) + _run(look, self.texts.body, font)

    def _running_text(self) -> Iterator[tuple[str, str]]:
        texts = self.texts
        yield _style("BodyText", "Body Text", self._text(texts.body))
        first = '<w:outlineLvl w:val="0"/>'  # a heading to those who do not see it, too
        yield _style("Title", "Title", self._text(texts.title, last=first), following="Date")
        yield _style("Subtitle", "Subtitle", self._text(texts.forum), following="Title")
        yield _style("Date", "Date", self._text(texts.date))
        bar = border("left", 10, 10, self.rule)
        moved = f'<w:ind w:left="{_twips(texts.indent)}"/>'
        quote = self._text(texts.quote, borders=bar, last=moved)
        yield _style("Quote", "Quote", quote, base="BodyText")
        yield _style("Caption", "caption", self._text(texts.caption))
        yield _style("FootnoteText", "footnote text", self._text(texts.note))

    def _headings(self) -> Iterator[tuple[str, str]]:
        for level, role in enumerate(_BY_LEVEL, 1):
            outline = f'<w:outlineLvl w:val="{level - 1}"/>'
            look = self._heading(role, outline)
            yield _style(f"Heading{level}", f"heading {level}", look, following="BodyText")
        for role in Tekstrolle:
            name = role_name(role)
            look = self._heading(role)
            yield _style(_identity(name), name, look, following="BodyText", own=True)

    def _heading(self, role: Tekstrolle, last: str = "") -> str:
        ruled = self.style.overskrifter[role].streg
        # Word draws one frame around neighbours that are alike: then the second line is the rule.
        sides = ("top", "between") if ruled else ()
        line = "".join(border(side, 4, 7, self.rule) for side in sides)
        look = self.texts.headings[role]
        return self._text(look, first="<w:keepLines/>", borders=line, last=last)

    def _lists(self) -> Iterator[tuple[str, str]]:
        item = self.texts.item
        for number, name in enumerate(("List Bullet", "List Number"), 1):
            numbered = f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'
            look = self._text(item, first=numbered)
            yield _style(name.replace(" ", ""), name, look, base="BodyText")
        yield _style("ListContinue", "List Continue", self._text(item), base="BodyText")

    def _heads_and_feet(self) -> Iterator[tuple[str, str]]:
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{self.width}"/></w:tabs>'
        lines = (
            ("Header", "header", self.style.sidehoved, "bottom"),
            ("Footer", "footer", self.style.sidefod, "top"),
        )
        for identity, name, running, side in lines:
            line = border(side, 4, 4, self.rule) if running.streg else ""
            framed = f"<w:pBdr>{line}</w:pBdr>" if line else ""
            whole = "<w:suppressAutoHyphens/>"
            properties = f'{framed}{tab}{whole}<w:spacing w:before="0" w:after="0"/>'
            look = _run(self.texts.running, self.texts.body)
            yield _style(identity, name, f"<w:pPr>{properties}</w:pPr>{look}")

    def _own(self) -> Iterator[tuple[str, str]]:
        texts = self.texts
        code = self.style.skrift.word_kode
        apart = f'<w:spacing w:before="{_twips(texts.gap)}" w:after="{_twips(texts.gap)}"/>'
        line = f"<w:pBdr>{border('bottom', 4, 8, self.rule)}</w:pBdr>"
        tint = _ink(self.style.farver.tabelhoved)
        # Its borders, in the same colour, make it reach beyond the text.
        sides = ("top", "left", "bottom", "right")
        edges = "".join(border(s, 4, _CODE_PAD, self.style.farver.tabelhoved) for s in sides)
        behind = f'<w:pBdr>{edges}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>'
        pad = _twips(_CODE_PAD)
        inside = f'<w:ind w:left="{pad}" w:right="{pad}"/>'
        for word, identity, look in (
            ("facts", "MbFakta", self._text(texts.fact_line)),
            ("labelled", "MbOpstilling", self._text(replace(texts.item, prose=False))),
            ("code", "MbKode", self._text(texts.code, code, first=behind, last=inside)),
            ("picture", "MbBillede", f"<w:pPr>{apart}</w:pPr>"),
            ("rule", "MbSkillelinje", f"<w:pPr>{line}{apart}</w:pPr>"),
        ):
            yield _style(identity, PARAGRAPH_STYLES[word], look, own=True)
        yield _style("MbResultat", RESULT, self._text(texts.result), base="BodyText", own=True)
        marks = (("MbFortroligt", "Mødebog fortroligt"), ("MbStatus", "Mødebog status"))
        box = border("bdr", 6, 3, texts.tag.colour)  # around the words, not across the page
        look = self._text(texts.tag).replace("</w:rPr>", f"{box}</w:rPr>")
        for identity, name in marks:
            yield _style(identity, name, look, own=True)
        subtitle = self._text(replace(texts.subtitle, prose=False))
        yield _style("MbUndertitel", "Mødebog undertitel", subtitle, following="BodyText", own=True)
        tag = f"<w:rPr>{_font(code)}"
        tag += f'<w:color w:val="{_GREY}"/><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>'
        yield _style("MbSkabelonkode", "Mødebog skabelonkode", tag, own=True)

    def _tables(self) -> Iterator[tuple[str, str]]:
        texts = self.texts
        for word, identity, look in (
            ("cell", "MbTabeltekst", texts.cell),
            ("header_cell", "MbTabelhoved", texts.header_cell),
        ):
            yield _style(identity, PARAGRAPH_STYLES[word], self._text(look), own=True)
        margins = "".join(
            f'<w:{side} w:w="{width}" w:type="dxa"/>'
            for side, width in (("top", _ROW), ("left", 100), ("bottom", _ROW), ("right", 100))
        )
        rules = border("bottom", 4, 0, self.rule) + border("insideH", 4, 0, self.rule)
        yield _style(
            "MbTabel",
            "Mødebog tabel",
            f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
            f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
            '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr>'
            f"<w:tcBorders>{border('bottom', 8, 0, self.rule)}</w:tcBorders>"
            f'<w:shd w:val="clear" w:color="auto" w:fill="{_ink(self.style.farver.tabelhoved)}"/>'
            "</w:tcPr></w:tblStylePr>",
            kind="table",
            base="TableNormal",
            own=True,
        )

    def _frames(self) -> Iterator[tuple[str, str]]:
        """What is drawn around the sections that are brought out, by their kind."""
        ink = self.style.farver
        around = border("left", _BAR, _OUTSET, ink.fremhaevning)
        ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{_ink(ink.fremhaevet)}"/>'
        for kind in sorted(self.style.fremhaev):
            name = frame_name(kind)
            look = f"<w:pPr><w:pBdr>{around}</w:pBdr>{ground}</w:pPr>"
            yield _style(_identity(name), name, look, base="BodyText", own=True)

    def _characters(self) -> Iterator[tuple[str, str]]:
        texts, code = self.texts, self.style.skrift.word_kode
        link = f'<w:color w:val="{_ink(self.style.farver.link)}"/><w:u w:val="single"/>'
        raised = '<w:vertAlign w:val="superscript"/>'
        half = round(texts.body.size * CODE_SHARE * 2)
        typed = _font(code)
        typed += f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        looks = (
            ("Strong", "Strong", "<w:b/><w:bCs/>", False),
            ("Emphasis", "Emphasis", "<w:i/><w:iCs/>", False),
            ("Hyperlink", "Hyperlink", link, False),
            ("FootnoteReference", "footnote reference", raised, False),
            ("MbKodetegn", "Mødebog kodetegn", typed, True),
            ("MbEtiket", "Mødebog etiket", f'<w:color w:val="{_ink(texts.label.colour)}"/>', True),
            ("MbOversigtslink", "Mødebog oversigtslink", "", True),
        )
        for identity, name, inner, own in looks:
            look = f"<w:rPr>{inner}</w:rPr>" if inner else ""
            yield _style(identity, name, look, kind="character", base=None, own=own)
        half = round(texts.fact_label.size * 2)
        small = f'<w:color w:val="{_ink(texts.label.colour)}"/><w:sz w:val="{half}"/>'
        look = f'<w:rPr>{small}<w:szCs w:val="{half}"/></w:rPr>'
        yield _style("MbFaktaetiket", FACT_LABEL, look, kind="character", base=None, own=True)


def _identity(name: str) -> str:
    """The id of a style of our own: ``MbRammebeslutning`` of ``Mødebog ramme beslutning``."""
    words = name.removeprefix("Mødebog ").split(" ")
    plain = "".join(word.capitalize() for word in words)
    return "Mb" + "".join(c for c in plain if c.isascii() and c.isalnum())


_NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/><w:pPr><w:widowControl/></w:pPr></w:style>"
)
"""The style all others rest on: as the defaults say."""


def _defaults(style: Style) -> str:
    """What every Word file has: font, size, language, and the styles all others rest on."""
    font = style.skrift.word
    texts = Texts(style)
    half = round(texts.body.size * 2)
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f"{_font(font, 'eastAsia')}"
        f'<w:color w:val="{_ink(texts.body.colour)}"/><w:kern w:val="8"/>'
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        '<w:lang w:val="da-DK" w:eastAsia="da-DK" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" '
        f'w:line="{_twips(texts.body.leading)}" w:lineRule="atLeast"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )
