"""Danish personal numbers (CPR), which no public document may show; ``indhold.cpr`` finds them."""

from __future__ import annotations

from collections import Counter

from indhold import cpr
from moedebog.authorities import DATA_PROTECTION
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import Example, in_text

PERSONAL_NUMBER = Rule(
    "M540",
    Severity.ERROR,
    Phrase(
        "Her står noget, der ligner et CPR-nummer, i den offentlige udgave.",
        "Something that looks like a CPR number stands here, in the public version.",
    ),
    Phrase(
        "Slet nummeret, eller luk punktet med `lukket`. Er det et andet nummer, så skriv foran, "
        "hvad det er, f.eks. konto eller journalnummer.",
        "Delete the number, or close the item with `lukket`. If it is another number, write in "
        "front of it what it is, e.g. konto or journalnummer.",
    ),
    Example(
        wrong=in_text("Ansøgeren, 010190-1234, er enig."),
        right="- titel: A\n  lukket: Personsag\n  tekst: Ansøgeren, 010190-1234, er enig.",
    ),
    reason=Phrase(
        "Et CPR-nummer er fortroligt, og et dokument, der er offentliggjort, kan ikke kaldes "
        "tilbage.",
        "A CPR number is confidential, and a document that has been published cannot be called "
        "back.",
    ),
    source=DATA_PROTECTION
    + Phrase(
        "; et nummer, der kaldes et CPR-nummer eller er skrevet som et, er en fejl også uden "
        "gyldigt kontrolciffer, da sådanne er tildelt siden 2007",
        "; a number that is called a CPR number, or is written as one, is an error without a "
        "valid check digit too, since such have been given out since 2007",
    ),
)
IN_FORUM = Rule(
    "M548",
    Severity.ERROR,
    Phrase(
        "Her står noget, der ligner et CPR-nummer, i forum.yaml.",
        "Something that looks like a CPR number stands here, in forum.yaml.",
    ),
    Phrase(
        "Slet nummeret; hvad der står her, kommer i alle forummets dokumenter. Er det et andet "
        "nummer, så skriv foran, hvad det er, f.eks. konto eller journalnummer.",
        "Delete the number; what stands here gets into all documents of the forum. If it is "
        "another number, write in front of it what it is, e.g. konto or journalnummer.",
    ),
    Example(
        wrong="navn: U\nkontakt: {telefon: 010190-1234}",
        right="navn: U\nkontakt: {telefon: 75 12 34 56}",
        file="forum",
    ),
    reason=Phrase(
        "Et CPR-nummer er fortroligt, og et dokument, der er offentliggjort, kan ikke kaldes "
        "tilbage.",
        "A CPR number is confidential, and a document that has been published cannot be called "
        "back.",
    ),
    source=DATA_PROTECTION,
)
PERHAPS = Rule(
    "M555",
    Severity.WARNING,
    Phrase(
        "Nummeret her kan være et CPR-nummer, og det står i den offentlige udgave.",
        "The number here may be a CPR number, and stands in the public version.",
    ),
    Phrase(
        "Er det et, så slet det, eller luk punktet med `lukket`.",
        "If it is one, delete it, or close the item with `lukket`.",
    ),
    Example(
        wrong=in_text("Beløbet sættes ind på 0101651234."),
        right=in_text("Beløbet sættes ind, når arbejdet er udført."),
    ),
    reason=Phrase(
        "Nyere CPR-numre kan ikke kendes på kontrolcifferet. Kun den, der skrev teksten, ved, "
        "hvad nummeret er.",
        "Newer CPR numbers cannot be told by their check digit. Only whoever wrote the text knows "
        "what the number is.",
    ),
    source=DATA_PROTECTION
    + Phrase(
        "; ti cifre uden gyldigt kontrolciffer, som ingen kalder et CPR-nummer, og numre, der "
        "kaldes noget andet, f.eks. konto, sag eller faktura",
        "; ten digits without a valid check digit that nobody calls a CPR number, and numbers "
        "that are called something else, e.g. an account, a case or an invoice",
    ),
)
PERHAPS_IN_FORUM = Rule(
    "M556",
    Severity.WARNING,
    Phrase(
        "Nummeret her, i forum.yaml, kan være et CPR-nummer.",
        "The number here, in forum.yaml, may be a CPR number.",
    ),
    Phrase(
        "Er det et, så slet det; hvad der står her, kommer i alle forummets dokumenter.",
        "If it is one, delete it; what stands here gets into all documents of the forum.",
    ),
    Example(
        wrong="navn: U\nkontakt: {telefon: '0101651234'}",
        right="navn: U\nkontakt: {telefon: 75 12 34 56}",
        file="forum",
    ),
    reason=Phrase(
        "Nyere CPR-numre kan ikke kendes på kontrolcifferet. Kun den, der skrev teksten, ved, "
        "hvad nummeret er.",
        "Newer CPR numbers cannot be told by their check digit. Only whoever wrote the text knows "
        "what the number is.",
    ),
    source=DATA_PROTECTION,
)


def personal_numbers(
    text: str, position: Position, rule: Rule = PERSONAL_NUMBER, called: str = ""
) -> list[Diagnostic]:
    """A finding for each number in the text that begins at a position.

    ``called``: words outside the text that say what it is, e.g. the head of a table's column.
    """
    perhaps = PERHAPS_IN_FORUM if rule is IN_FORUM else PERHAPS
    diagnostics = []
    seen: Counter[str] = Counter()
    for number in cpr.personal_numbers(text, called):
        words = number.written
        one = rule if number.certain else perhaps
        diagnostics.append(one.at(position).on(words, seen[words]))
        seen[words] += 1
    return diagnostics
