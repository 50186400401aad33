"""Zip files, and packages of XML, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from PIL import Image

_DATE = (2025, 1, 1, 0, 0, 0)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
Parts = Mapping[str, str | bytes]


def packed(parts: Parts, *, stored: tuple[str, ...] = ()) -> bytes:
    """A zip file. ``stored``: members that are not compressed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, data in parts.items():
            member = zipfile.ZipInfo(name, _DATE)
            plain = name in stored
            member.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            file.writestr(member, data)
    return made.getvalue()


def relationships(*each: tuple[str, str, str] | tuple[str, str, str, str]) -> str:
    """A part of relationships: id, the type's last word, target, and perhaps ``External``."""
    lines = []
    for one in each:
        kind = one[1] if "://" in one[1] else f"{OFFICE}/{one[1]}"
        mode = f' TargetMode="{one[3]}"' if len(one) > 3 else ""
        lines.append(f'<Relationship Id="{one[0]}" Type="{kind}" Target="{one[2]}"{mode}/>')
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def content_types(overrides: Mapping[str, str]) -> str:
    """``[Content_Types].xml``; types of Open XML are given from ``-officedocument.`` on."""
    each = "".join(
        f'<Override PartName="/{name}" ContentType="{_type(kind)}"/>'
        for name, kind in overrides.items()
    )
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        '<Default Extension="jpeg" ContentType="image/jpeg"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="xlsx" ContentType="{_OPEN_XML}.spreadsheetml.sheet"/>'
        f"{each}</Types>"
    )


def _type(kind: str) -> str:
    return kind if "/" in kind else f"{_OPEN_XML}.{kind}"


def core(creator: str = "", **properties: str) -> str:
    """``docProps/core.xml``; properties of Dublin Core by their names."""
    each = "".join(f"<dc:{name}>{value}</dc:{name}>" for name, value in properties.items())
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:creator>{creator}</dc:creator>{each}</cp:coreProperties>"
    )


def picture(kind: str = "JPEG", size: tuple[int, int] = (48, 32), **options: object) -> bytes:
    """A picture without words."""
    made = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(made, kind, **options)
    return made.getvalue()
