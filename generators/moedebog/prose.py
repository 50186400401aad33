"""Which keys hold running text, where commas and quotation marks belong to the language."""

from __future__ import annotations

PROSE = frozenset(
    {
        *("titel", "tekst", "resume", "sagsforloeb", "sagsfremstilling", "oekonomi", "proces"),
        *("beslutning", "indledning", "at", "overskrift", "offentlig_titel", "gruppe"),
        *("offentlig_beslutning", "grund", "aarsag", "forslag", "opgave", "alt", "tillaeg_grund"),
        "udgaar_grund",
        *("kolonner", "raekker", "sagstyper"),
    }
)
"""Keys of a meeting file whose values are running text. Names, files, numbers and fixed words
are none. What moedebog writes, and what its manual shows, has them in lines of their own, never
between brackets or braces."""
