"""Rules about lists, and about what stands below one or below a table."""

from __future__ import annotations

from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example, in_text

BELOW_LIST = Rule(
    "M0880",
    Severity.WARNING,
    Phrase(
        "»{tekst}« står lige under {hvad} og trykkes som en del af det.",
        "»{tekst}« stands right below {hvad}, and is printed as a part of it.",
    ),
    Phrase(
        "Sæt en tom linje før teksten, hvis den er et afsnit for sig. Hører den til, så skriv den "
        "på samme linje, eller ryk den ind.",
        "Put an empty line before the text if it is a paragraph of its own. If it belongs there, "
        "write it on the same line, or indent it.",
    ),
    Example(
        wrong=in_text("Udvalget besluttede:\n- at godkende budgettet\nAlma Ager tog forbehold."),
        right=in_text("Udvalget besluttede:\n- at godkende budgettet\n\nAlma Ager tog forbehold."),
    ),
    reason=Phrase(
        "Markdown lægger en linje lige under en liste eller et citat til det sidste i den. Et "
        "forbehold bliver til en del af beslutningen.",
        "Markdown adds a line right below a list or a quotation to the last of it. A reservation "
        "becomes a part of the decision.",
    ),
)
ROW_OUTSIDE = Rule(
    "M0881",
    Severity.WARNING,
    Phrase(
        "»{tekst}« kommer ikke med i tabellen ovenfor, men trykkes som tekst.",
        "»{tekst}« is no row of the table above, but printed as text.",
    ),
    Phrase(
        "Skriv | først og sidst på linjen. Er den tekst, så sæt en tom linje før den.",
        "Write | at the beginning and the end of the line. If it is text, put an empty line "
        "before it.",
    ),
    Example(
        wrong=in_text("| Post | Beløb |\n|---|---|\n| Sti | 5 |\nI alt | 5"),
        right=in_text("| Post | Beløb |\n|---|---|\n| Sti | 5 |\n| I alt | 5 |"),
    ),
    reason=Phrase(
        "Summen kommer til at stå under tabellen, med en streg midt i.",
        "The sum comes to stand below the table, with a bar in the middle.",
    ),
)
BULLETS_ON_LINE = Rule(
    "M0882",
    Severity.WARNING,
    Phrase(
        "Der står flere {tegn} på linjen: det første begynder leddet, de andre trykkes i det.",
        "There are several {tegn} on the line: the first begins the entry, the others are "
        "printed in it.",
    ),
    Phrase("Begynd en ny linje for hvert led.", "Begin a new line for each entry."),
    Example(
        wrong=in_text("Udvalget ønsker:\n• lys • lavere fart"),
        right=in_text("Udvalget ønsker:\n• lys\n• lavere fart"),
    ),
    reason=Phrase(
        "Led, der er kopieret ind på én linje, bliver til ét led, og tegnene trykkes midt i det.",
        "Entries that were pasted into one line become one entry, with the signs printed in it.",
    ),
)
TOO_LITTLE_INDENTED = Rule(
    "M0884",
    Severity.WARNING,
    Phrase(
        "»{tekst}« er rykket for lidt ind til at høre til {hvad} ovenfor og trykkes {hvordan}.",
        "»{tekst}« is indented too little to belong to {hvad} above, and is printed {hvordan}.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong=in_text("9. at vente\n10. at spørge:\n\n   > Vil I have lys?\n11. at høre svaret"),
        right=in_text("9. at vente\n10. at spørge:\n\n    > Vil I have lys?\n11. at høre svaret"),
    ),
    reason=Phrase(
        "Det, der hører til et led, begynder under leddets tekst: to mellemrum inde under -, tre "
        "under 1. og fire under 10. Med færre ender listen.",
        "What belongs to an entry begins below its text: two blanks in below -, three below 1. and "
        "four below 10. With fewer the list ends.",
    ),
)
