"""Running heads and feet of a Word template, as the style file says them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from moedebog.render.docx.package import WORD_SPACE
from moedebog.settings.appearance import Sidelinje

HEADER_TYPE, FOOTER_TYPE = (
    f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    for kind in ("header", "footer")
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = f'xmlns:w="{WORD_SPACE}" xmlns:r="{_OFFICE}"'
_CONFIDENTIAL = (
    '<w:r><w:rPr><w:b/><w:color w:val="000000"/></w:rPr>'
    "<w:t>{{ dokument.fortrolighed }}</w:t></w:r>"
)
_TAB = "<w:r><w:tab/></w:r>"
_UNRULED = '<w:pBdr><w:top w:val="nil"/><w:bottom w:val="nil"/></w:pBdr>'
_TAGS = {
    "sidehoved": "{{ dokument.sidehoved }}",
    "forum": "{{ dokument.forum }}",
    "titel": "{{ dokument.titel }}",
    "dato": "{{ dokument.dato_tekst }}",
    "dokument": "{{ dokument.overskrift }}",
    "status": "{{ dokument.status }}",
}
"""What may stand in braces in the style file, as a Word template says it."""
_PIECES = re.compile(r"\{(\w+)\}|([^{}]+|[{}])")


def head(line: Sidelinje, style: str, width: int, *, first: bool = False) -> str:
    """The part of a running head. ``style`` is the id of its style, ``width`` that of a line.

    That the document is confidential stands at its right, or where that is taken, above it.
    ``first``: that alone, without a rule.
    """
    if first:
        lines = _text(style, _TAB, _CONFIDENTIAL).replace("</w:pPr>", f"{_UNRULED}</w:pPr>")
    elif line.hoejre:
        middle = '<w:jc w:val="center"/>'
        above = _text(style, _CONFIDENTIAL).replace("</w:pPr>", f"{_UNRULED}{middle}</w:pPr>")
        only_if = (_text(style, f"{{%p {word} %}}") for word in (_IF, "endif"))
        lines = f"{next(only_if)}{above}{next(only_if)}" + _line(line, style, width)
    else:
        lines = _line(line, style, width, _CONFIDENTIAL)
    return f"<w:hdr {_SPACES}>{lines}</w:hdr>"


_IF = "if dokument.fortrolighed"


def foot(line: Sidelinje, style: str, width: int) -> str:
    """The part of a running foot."""
    return f"<w:ftr {_SPACES}>{_line(line, style, width)}</w:ftr>"


def empty_foot(style: str) -> str:
    """That of a first page that has none."""
    return f"<w:ftr {_SPACES}>{_text(style)}</w:ftr>"


def _line(line: Sidelinje, style: str, width: int, at_right: str = "") -> str:
    """The three texts of a head or foot, each at its tab stop."""
    left, middle, right = map(_runs, line.tekster)
    right += at_right
    runs = left
    if middle:
        runs += _TAB + middle
    if right:
        runs += _TAB + right
    made = _text(style, runs)
    if not middle:
        return made
    stop = f'<w:tabs><w:tab w:val="center" w:pos="{width // 2}"/></w:tabs>'
    return made.replace("</w:pPr>", f"{stop}</w:pPr>")


def _text(style: str, *runs: str) -> str:
    """A paragraph; a run that begins with ``<`` is taken as it is."""
    inner = "".join(one if one.startswith("<") else _run(one) for one in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'


def _run(text: str) -> str:
    if not text:
        return ""
    return f'<w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def _runs(text: str) -> str:
    """A text of the style file, with its fields as tags and as fields that Word keeps itself."""
    made, waiting = "", ""
    for match in _PIECES.finditer(text):
        name, literal = match.groups()
        if literal or name in _TAGS:
            waiting += literal or _TAGS[name]
        else:
            made, waiting = made + _run(waiting) + _NUMBERS[name](), ""
    return made + _run(waiting)


def _page_of_pages() -> str:
    before, between = (
        f"<w:r><w:t>{{{{ dokument.side_af_sider.{part} }}}}</w:t></w:r>"
        for part in ("foer", "imellem")
    )
    return before + field("PAGE") + between + field("NUMPAGES")


def field(code: str) -> str:
    """A field that Word keeps up to date by itself, such as a page number."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_NUMBERS: dict[str, Callable[[], str]] = {
    "side_af_sider": _page_of_pages,
    "side": lambda: field("PAGE"),
    "sider": lambda: field("NUMPAGES"),
}
