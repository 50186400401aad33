"""What can be wrong with a text, and how much one may hold."""

from __future__ import annotations

from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import PNG, Example, in_text

MAX_LENGTH = 500_000
MAX_BRACKETS = 10_000
"""What one text may hold: the parser's time grows with the square of its brackets."""

MAX_DEPTH = 9
"""Lists and quotes inside one another; Word knows nine levels."""

RAW_HTML = Rule(
    "M070",
    Severity.ERROR,
    Phrase("HTML kan ikke bruges i teksten: »{html}«.", "HTML cannot be used in the text: {html}"),
    Phrase(
        "Skriv det i Markdown, eller sæt \\ foran <, hvis tegnet skal stå der.",
        "Write it in Markdown, or put \\ before < if the character is meant.",
    ),
    Example(wrong=in_text("Vi er <b>enige</b>."), right=in_text("Vi er **enige**.")),
    reason=Phrase(
        "Word og PDF kan ikke vise HTML, og i en almindelig tekst ville mærkerne enten blive "
        "trykt eller forsvinde med det, de omslutter.",
        "Word and PDF cannot show HTML, and the tags would either be printed or vanish together "
        "with what they enclose.",
    ),
)
TOO_DEEP = Rule(
    "M071",
    Severity.ERROR,
    Phrase("Listen er i mere end {depth} niveauer.", "The list has more than {depth} levels."),
    Phrase("Del den op; Word kender ikke flere niveauer.", "Divide it; Word knows no more levels."),
    Example(wrong=in_text("- " * 10 + "x"), right=in_text("- " * 9 + "x")),
)
MISPLACED = Rule(
    "M072",
    Severity.ERROR,
    Phrase("{what} kan ikke stå inde i {where}.", "{what} cannot stand inside {where}."),
    Phrase("Flyt den ud for sig selv.", "Move it out on its own."),
    Example(wrong=in_text("- # Økonomi"), right=in_text("# Økonomi\n\n- Prisen er 1 mio. kr.")),
)
PICTURE_IN_TEXT = Rule(
    "M073",
    Severity.ERROR,
    Phrase(
        "Billedet {source} står midt i et afsnit.",
        "The picture {source} stands in the middle of a paragraph.",
    ),
    Phrase(
        "Sæt en tom linje før og efter billedet.", "Put an empty line before and after the picture."
    ),
    Example(
        wrong=in_text("Se ![Kort](k.png) her."),
        right=in_text("Se kortet.\n\n![Kort](k.png)"),
        files={"k.png": PNG},
    ),
)
PICTURE_WITHOUT_ALT = Rule(
    "M074",
    Severity.ERROR,
    Phrase(
        "Billedet {source} har ingen alternativ tekst.",
        "The picture {source} has no alternative text.",
    ),
    Phrase(
        "Skriv i de skarpe parenteser, hvad billedet viser: ![Kort over ruten](kort.png)",
        "Write in the brackets what the picture shows: ![Map of the route](kort.png)",
    ),
    Example(
        wrong=in_text("![](k.png)"),
        right=in_text("![Kort over ruten](k.png)"),
        files={"k.png": PNG},
    ),
    reason=Phrase(
        "Den alternative tekst er alt, hvad en skærmlæser kan sige om billedet. Uden den får en "
        "blind læser det ikke at vide.",
        "The alternative text is all that a screen reader can say of the picture. Without it a "
        "blind reader is not told.",
    ),
)
PICTURE_MISSING = Rule(
    "M075",
    Severity.ERROR,
    Phrase("Billedet {source} findes ikke.", "The picture {source} does not exist."),
    Phrase(
        "Stien regnes fra mødefilens mappe og må ikke føre ud af den.",
        "The path begins in the meeting file's folder and must not lead out of it.",
    ),
    Example(
        wrong=in_text("![Kort](kort.png)"), right=in_text("![Kort](k.png)"), files={"k.png": PNG}
    ),
)
LINK_WITHOUT_TEXT = Rule(
    "M076",
    Severity.ERROR,
    Phrase("Linket til {target} har ingen tekst.", "The link to {target} has no text."),
    Phrase("Skriv [tekst](adresse).", "Write [text](address)."),
    Example(
        wrong=in_text("[](https://example.org)"), right=in_text("[planen](https://example.org)")
    ),
    reason=Phrase(
        "En skærmlæser læser linkets tekst op. Uden tekst kan ingen se eller høre, at der er et "
        "link.",
        "A screen reader reads the text of a link aloud. Without one nobody can see or hear that "
        "there is a link.",
    ),
)
LINK_UNUSABLE = Rule(
    "M077",
    Severity.ERROR,
    Phrase(
        "Linket {target} er ikke en adresse på nettet.",
        "The link {target} is not an address on the web.",
    ),
    Phrase(
        "Brug en adresse, der begynder med https://, http://, mailto: eller tel:. En fil sættes "
        "på som bilag.",
        "Use an address that begins with https://, http://, mailto: or tel:. A file is attached "
        "as a bilag.",
    ),
    Example(
        wrong=in_text("[planen](www.example.org)"), right=in_text("[planen](https://example.org)")
    ),
)
TITLE_UNSEEN = Rule(
    "M078",
    Severity.ERROR,
    Phrase(
        "Teksten »{title}« efter adressen vil ingen kunne se på papir.",
        "Nobody can see the text »{title}« after the address on paper.",
    ),
    Phrase("Skriv den i selve teksten.", "Write it in the text itself."),
    Example(
        wrong=in_text('[planen](https://example.org "Åbner i ny fane")'),
        right=in_text("[planen](https://example.org)"),
    ),
)
EXTRA_CELLS = Rule(
    "M079",
    Severity.ERROR,
    Phrase(
        "Rækken har {cells:celle|celler}, men tabellen har {columns:kolonne|kolonner}.",
        "The row has {cells:cell|cells}, but the table has {columns:column|columns}.",
    ),
    Phrase(
        "Giv overskriftsrækken en kolonne mere, eller skriv \\| for en lodret streg i teksten.",
        "Give the header row one more column, or write \\| for a vertical bar in the text.",
    ),
    Example(
        wrong=in_text("| År | Beløb |\n|---|---|\n| 2025 | 5 | 6 |"),
        right=in_text("| År | Beløb |\n|---|---|\n| 2025 | 5 |"),
    ),
)
NUMBERS_CHANGE = Rule(
    "M080",
    Severity.WARNING,
    Phrase(
        "Listen er nummereret {written}, men udskrives som {printed}.",
        "The list is numbered {written}, but is printed as {printed}.",
    ),
    Phrase(
        "Ret numrene, eller skriv \\. efter tallet, hvis det ikke skal være en liste.",
        "Correct the numbers, or write \\. after the number if it is not meant as a list.",
    ),
    Example(wrong=in_text("1. Et\n3. To"), right=in_text("1. Et\n2. To")),
    reason=Phrase(
        "Der henvises til numrene i samtaler, mails og senere referater. De skal være de samme i "
        "filen og på papiret.",
        "People refer to the numbers in talks, mails and later minutes. They must be the same in "
        "the file and on paper.",
    ),
)
LONE_NUMBER = Rule(
    "M081",
    Severity.WARNING,
    Phrase(
        "»{number}.« først på linjen læses som en liste, der begynder med {number}.",
        "»{number}.« at the beginning of the line is read as a list that begins at {number}.",
    ),
    Phrase(
        "Skriv »{number}\\.«, hvis det er et tal i teksten.",
        "Write »{number}\\.« if it is a number in the text.",
    ),
    Example(
        wrong=in_text("12. plads gik til Eksempelby."),
        right=in_text("12\\. plads gik til Eksempelby."),
    ),
    reason=Phrase(
        "Markdown gør et tal med punktum først på linjen til en liste. Så bliver sætningen rykket "
        "ind og kan få et andet nummer. Datoer forbliver tekst.",
        "Markdown makes a list of a number with a full stop at the beginning of a line. The "
        "sentence is then indented and may get another number. Dates stay text.",
    ),
)
UNKNOWN_ATTRIBUTE = Rule(
    "M082",
    Severity.ERROR,
    Phrase(
        "{{{name}=…}} kendes ikke efter en tekst i skarpe parenteser.",
        "{{{name}=…}} is not known after a text in brackets.",
    ),
    Phrase(
        "Kun sproget og det, der er udeladt, kan angives: [text]{{lang=en}}, "
        "[navn]{{udeladt=grund}}",
        "Only the language and what is left out can be given: [text]{{lang=en}}, "
        "[name]{{udeladt=ground}}",
    ),
    Example(wrong=in_text("[lessons]{sprog=en}"), right=in_text("[lessons]{lang=en}")),
)

MOST_COLUMNS = 63
"""Of a table in Word; a PDF has no room for them either."""

TOO_MANY_COLUMNS = Rule(
    "M364",
    Severity.ERROR,
    Phrase(
        "Tabellen har {antal:kolonne|kolonner}; Word kan højst vise {mest}.",
        "The table has {antal:column|columns}; Word can show at most {mest}.",
    ),
    Phrase(
        "Del den i flere tabeller, eller læg den i et bilag.",
        "Split it into several, or put it into an attachment.",
    ),
    Example(
        wrong=in_text("| " + "a | " * 64 + "\n|" + "---|" * 64 + "\n| " + "b | " * 64),
        right=in_text("| a | b |\n|---|---|\n| c | d |"),
    ),
)

TOO_INVOLVED = Rule(
    "M083",
    Severity.ERROR,
    Phrase(
        "Teksten er for lang eller for indviklet: højst {tegn} tegn og {parenteser} skarpe "
        "parenteser.",
        "The text is too long or too involved: at most {tegn} characters and {parenteser} "
        "brackets.",
    ),
    Phrase("Del den op, eller læg den i et bilag.", "Divide it, or put it into a bilag."),
    Example(
        wrong="En tekst på 600.000 tegn, eller med 20.000 skarpe parenteser.",
        right="Teksten som bilag.",
    ),
)
