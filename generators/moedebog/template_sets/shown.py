"""The pages of a template set: a sample that uses everything, as Word, PDF and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from moedebog.blocks import Block, Heading
from moedebog.build import Store, drawn
from moedebog.compose import Composer, numbered, plan
from moedebog.diagnostics import Position
from moedebog.document import Afsnitstekst, Audience, Document, Gruppe, Kind, Punkttekst
from moedebog.load import load
from moedebog.markdown import parse
from moedebog.meeting import Meeting
from moedebog.render.formats import FORMATS
from moedebog.workspace import TRIALS, MeetingFile, Workspace, resources

_FORUM, _STEM = "eksempel", "2025-11-06"
_SHOWN = ((Kind.DAGSORDEN, Audience.OFFENTLIG), (Kind.REFERAT, Audience.INTERN))
"""Both kinds, one for each audience."""
_SCALE = 2.0
"""Dots of a picture of a page for each point: 144 to the inch."""
_OURS = re.compile(rf"(?:{'|'.join(Kind)})(?:-\d+)?\.(?:png|{'|'.join(FORMATS)})")
_OUTERMOST = 3
"""The level of the outermost headings in the texts below."""
_TYPE = """\
### Mellemoverskrift

Almindelig tekst med **fed**, *kursiv*, ***fed og kursiv***, `tekst med fast bredde`,
~~overstreget~~, CO~2~, m^2^ og et [link](https://example.org). Den bliver brudt over linjer med
orddeling ved lange ord som investeringsoversigten og ejendomsadministrationen. Beløb som 1.234.567
kr., datoer som den 12. november 2025 og henvisninger som § 4, stk. 2, bliver aldrig delt.[^1]

[^1]: En fodnote nederst på siden, med *kursiv* og et [link](https://example.org).

#### Underoverskrift

Et citat:

> En sti, der slutter før krydset, er kun en halv sti.

##### Den inderste overskrift

- Et punkt
  - rykket ind
    - og ind igen

3. En liste, der begynder ved 3
4. og går videre
   1. rykket ind
   2. med bogstaver

```
tekst som den er skrevet,
  linje for linje
```

En skillelinje:

---

En tabel med tal:

| Post | Regnskab 2024 | Budget 2025 | Ændring |
|:-----|--------------:|------------:|--------:|
| Veje | 12.345.678 kr. | 12.900.000 kr. | 4,5 % |
| Stier | 1.234.567 kr. | 1.350.000 kr. | 9,4 % |
"""
_WIDE = """\
| Område | Januar | Februar | Marts | April | Maj | Juni | Juli | August | September | I alt |
|:--|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
| Veje | 1.234.567 | 1.234.567 | 1.234.567 | 1.234.567 | 1.234.567 | 1.234.567 | 1.234.567 | 1.234.567 | 1.234.567 | 11.111.103 |
| Stier | 234.567 | 234.567 | 234.567 | 234.567 | 234.567 | 234.567 | 234.567 | 234.567 | 234.567 | 2.111.103 |
"""  # noqa: E501 - a row of a table is one line


def show(ws: Workspace, folder: Path) -> Iterator[Path]:
    """Draw the sample by the template set in ``folder``; gives each file when it is written.

    Raises ``Problems`` where the set is faulty, and ``ModuleNotFoundError``, when all else is
    there, where pictures cannot be made.
    """
    composer = Composer(plan(_meeting())[0])
    store, place = Store(ws.output, ws.root), ws.output / TRIALS / folder.name
    files = {}
    for kind, audience in _SHOWN:
        document = sample(composer, kind, audience)
        facts = composer.facts(kind, audience)
        for suffix in FORMATS:
            files[place / f"{kind}.{suffix}"] = drawn(ws, document, facts, folder, suffix)
    _remove(store, place)
    for path, data in files.items():
        store.write(path, data)
        yield path
    for path, data in files.items():
        if path.suffix == ".pdf":
            for number, picture in enumerate(pictures(data), 1):
                page = path.with_name(f"{path.stem}-{number:02}.png")
                store.write(page, picture)
                yield page
    store.clear()


def forget(ws: Workspace) -> list[Path]:
    """Remove the pages that were shown of all template sets; those that were there."""
    store, place = Store(ws.output, ws.root), ws.output / TRIALS
    folders = sorted(one for one in place.iterdir() if one.is_dir()) if place.is_dir() else []
    return [path for folder in folders for path in _remove(store, folder)]


def _remove(store: Store, folder: Path) -> list[Path]:
    """Remove what was shown in a folder; what others put there stays."""
    names = sorted(folder.iterdir()) if folder.is_dir() else []
    ours = [path for path in names if _OURS.fullmatch(path.name)]
    for path in ours:
        store.remove(path)
    return ours


def _meeting() -> Meeting:
    """The meeting that shows every feature, which comes with moedebog."""
    ws = Workspace(resources("meetings").parent)
    file = MeetingFile(ws.meetings / _FORUM / f"{_STEM}.yaml", _FORUM, _STEM)
    meeting = load(ws, file).meeting
    if meeting is None:  # cannot be: it is tested
        raise ValueError(file.path)
    return meeting


def sample(composer: Composer, kind: Kind, audience: Audience) -> Document:
    """A document of that meeting, with an item that shows what else a text may hold."""
    document = composer.document(kind, audience)
    level = document.punkter[-1].niveau + 1  # below a group inside the group above
    texts = (
        ("resume", "Resumé", "Punktet viser, hvad en tekst kan rumme."),
        ("tekst", "Tekst", _TYPE),
        ("oekonomi", "En bred tabel", _WIDE),
        ("beslutning", "Beslutning", "Godkendt."),
    )
    sections = tuple(
        Afsnitstekst(slags, heading, level + 1, _blocks(text, level + 1))
        for slags, heading, text in texts
    )
    item = Punkttekst(
        nr="",
        titel="Skrift, lister og tabeller",
        overskrift="Skrift, lister og tabeller",
        niveau=level,
        anker="skrift-lister-og-tabeller",
        tid="",
        sagstype="",
        sagsnr="",
        undertitel="",
        afsnit=sections,
        gruppe=Gruppe("En gruppe i en gruppe", level - 1, "en-gruppe-i-en-gruppe"),
    )
    return numbered(replace(document, punkter=(*document.punkter, item)))


def _blocks(text: str, above: int) -> tuple[Block, ...]:
    """The blocks of a text under a heading of this level."""
    blocks, _ = parse(text, lambda _: Position(""), Path())
    return tuple(
        replace(one, level=one.level - _OUTERMOST + above + 1) if isinstance(one, Heading) else one
        for one in blocks
    )


def pictures(pdf: bytes) -> Iterator[bytes]:
    """The pages of a PDF as PNG. Raises ``ModuleNotFoundError`` where pypdfium2 is missing."""
    from io import BytesIO

    import pypdfium2

    file = pypdfium2.PdfDocument(pdf)
    try:
        for page in file:
            stream = BytesIO()
            page.render(scale=_SCALE).to_pil().save(stream, "PNG", optimize=False)
            yield stream.getvalue()
    finally:
        file.close()
