"""What can be wrong with a text, and how much one may hold."""

from __future__ import annotations

from moedebog.diagnostics import Rule, Severity

MAX_LENGTH = 500_000
MAX_BRACKETS = 10_000
"""What one text may hold: the parser's time grows with the square of its brackets."""

MAX_DEPTH = 9
"""Lists and quotes inside one another; Word knows nine levels."""

RAW_HTML = Rule(
    "M070",
    Severity.ERROR,
    "HTML kan ikke bruges i teksten: »{html}«.",
    "Skriv det i Markdown, eller sæt \\ foran <, hvis tegnet skal stå der.",
)
TOO_DEEP = Rule(
    "M071",
    Severity.ERROR,
    "Listen er i mere end {depth} niveauer.",
    "Del den op; Word kender ikke flere niveauer.",
)
MISPLACED = Rule(
    "M072",
    Severity.ERROR,
    "{what} kan ikke stå inde i {where}.",
    "Flyt den ud for sig selv.",
)
PICTURE_IN_TEXT = Rule(
    "M073",
    Severity.ERROR,
    "Billedet {source} står midt i et afsnit.",
    "Sæt en tom linje før og efter billedet.",
)
PICTURE_WITHOUT_ALT = Rule(
    "M074",
    Severity.ERROR,
    "Billedet {source} har ingen alternativ tekst.",
    "Skriv i de skarpe parenteser, hvad billedet viser: ![Kort over ruten](kort.png)",
)
PICTURE_MISSING = Rule(
    "M075",
    Severity.ERROR,
    "Billedet {source} findes ikke.",
    "Stien regnes fra mødefilens mappe og må ikke føre ud af den.",
)
LINK_WITHOUT_TEXT = Rule(
    "M076", Severity.ERROR, "Linket til {target} har ingen tekst.", "Skriv [tekst](adresse)."
)
LINK_UNUSABLE = Rule(
    "M077",
    Severity.ERROR,
    "Linket {target} er ikke en adresse på nettet.",
    "Brug en adresse, der begynder med https://, http://, mailto: eller tel:."
    " En fil sættes på som bilag.",
)
TITLE_UNSEEN = Rule(
    "M078",
    Severity.ERROR,
    "Teksten »{title}« efter adressen vil ingen kunne se på papir.",
    "Skriv den i selve teksten.",
)
EXTRA_CELLS = Rule(
    "M079",
    Severity.ERROR,
    "Rækken har {cells} celler, men tabellen har {columns} kolonner.",
    "Giv overskriftsrækken en kolonne mere, eller skriv \\| for en lodret streg i teksten.",
)
NUMBERS_CHANGE = Rule(
    "M080",
    Severity.WARNING,
    "Listen er nummereret {written}, men udskrives som {printed}.",
    "Ret numrene, eller skriv \\. efter tallet, hvis det ikke skal være en liste.",
)
LONE_NUMBER = Rule(
    "M081",
    Severity.WARNING,
    "»{number}.« først på linjen læses som en liste, der begynder med {number}.",
    "Skriv »{number}\\.«, hvis det er en dato eller et tal i teksten.",
)
UNKNOWN_ATTRIBUTE = Rule(
    "M082",
    Severity.ERROR,
    "{{{name}=…}} kendes ikke efter en tekst i skarpe parenteser.",
    "Kun sproget kan angives: [text]{{lang=en}}",
)

MOST_COLUMNS = 63
"""Of a table in Word; a PDF has no room for them either."""

TOO_MANY_COLUMNS = Rule(
    "M364",
    Severity.ERROR,
    "Tabellen har {antal} kolonner; Word kan højst vise {mest}.",
    "Del den i flere tabeller, eller læg den i et bilag.",
)

TOO_INVOLVED = Rule(
    "M083",
    Severity.ERROR,
    "Teksten er for lang eller for indviklet: højst {tegn} tegn og {parenteser} skarpe parenteser.",
    "Del den op, eller læg den i et bilag.",
)
