"""A meeting whose words are hard to set: long compounds, dates, amounts and names at every place
where a line may end, narrow lists, cells.
"""

from __future__ import annotations

from functools import cache
from itertools import cycle, islice

from moedebog.blocks import (
    Alignment,
    Block,
    BulletList,
    CodeBlock,
    Footnote,
    ListItem,
    NumberedList,
    Paragraph,
    Quote,
    Run,
    Table,
    plain,
)
from moedebog.document import Document
from pdf_samples import bullets, cells, document, item, section

_FILLING = """
Udvalget drøftede sagen. Der var enighed om at gå videre. Forvaltningen fremlagde
handlingsplanen, som blev taget til efterretning. Sundhedsaftalesamarbejdet fortsætter.
Kommunalbestyrelsen har tidligere behandlet udviklingsplanen for beskæftigelsesindsatsen.
Bestyrelsen ønskede en redegørelse om ressourceforbruget og medarbejdernes arbejdsvilkår.
"""
_BOUND = (
    "den 12. november 2025", "5 mio. kr.", "20 %", "3 km", "§ 4, stk. 2, nr. 5", "kl. 10",
    "kr. 100", "s. 4", "pkt. 3", "H. C. Andersen", "Bilag 2", "(PDF, 2 kB)", "16.30-18.30",
    "1.234.567 kr.", "3,5 pct.", "den 1. maj", "kl. 9.00-10.30", "250 m", "nr. 22/43402",
    "J. P. E. Hartmann", "ca. 40", "punkt 7", "2 t.kr.", "37 timer", "den 31. december",
    "§ 62 b", "12,5 mia. kr.", "EUR 300", "jf. § 7", "22-03-2023", "+ 4 %", "kap. 3", "fig. 2",
    "tlf. 12 34 56 78", "1. behandling", "2. halvår", "H.C. Andersens Vej 5", "4.-6. maj",
)  # fmt: skip
"""What no line may break."""
_LONG = (
    "arbejdsmarkedsforanstaltninger", "socialpsykiatrispecialisering", "kvalitetsstandarderne",
    "kommunalbestyrelsesmedlemmernes", "sundhedsberedskabsplanlægning", "Frederiksberg",
    "affaldshåndteringsvirksomhederne", "Kristiansen-Mikkelsen", "tilgængelighedserklæringen",
)  # fmt: skip


def _text(length: int, start: int) -> str:
    """Words, of which every fifth is hard to set."""
    filling = islice(cycle(_FILLING.split()), start * 7 % 50, None)
    bound, long = islice(cycle(_BOUND), start, None), islice(cycle(_LONG), start, None)
    made = []
    for number in range(length):
        kind = number % 10
        made.append(next(bound if kind == 4 else long if kind == 9 else filling))
    return " ".join(made) + "."


@cache
def stressed() -> dict[str, Document]:
    """The referat of the meeting."""
    items = []
    for number in range(1, 13):
        note = Footnote((plain(_text(18, number)),), number)
        texts = [Paragraph((Run(_text(30, number)), note))]
        texts += [plain(_text(12 + 7 * i, number * 5 + i)) for i in range(9)]
        entries = [_text(8 + 5 * i, number * 3 + i) for i in range(6)]
        under = NumberedList(tuple(ListItem((plain(_text(11 + i, i)),)) for i in range(2)))
        steps = NumberedList(
            tuple(ListItem((plain(_text(15 + i, i)), *[under] * (i == 2))) for i in range(4))
        )
        code = CodeBlock(f"kommando --navn={_LONG[number % 9]} " * 4)
        inner: BulletList = bullets((plain(entries[0]), bullets(*entries[1:3])), *entries[3:])
        rows = tuple(cells(_LONG[i % 9], _text(9, i), _BOUND[i], "1.234.567 kr.") for i in range(8))
        sides = (Alignment.LEFT, Alignment.LEFT, Alignment.LEFT, Alignment.RIGHT)
        table = Table(cells("Område", "Bemærkninger", "Hvornår", "Beløb i alt"), rows, sides)
        parts: list[Block] = [*texts, inner, Quote((plain(_text(40, number)),)), steps, code, table]
        title = f"Orientering om {_LONG[number % 9]} og {_BOUND[number]} i 2026"
        items.append(item(number, section(*parts, heading="Sagsfremstilling"), title=title))
    return {"stress": document(*items)}
