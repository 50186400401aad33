"""What may be wrong with what is to be left out of attachments. Nothing here says the words."""

from __future__ import annotations

from collections.abc import Callable

from indhold.leaving_out import Reason
from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import PDF, Example, attached, pdf

_HOLDS: dict[str, bytes | Callable[[], bytes]] = {
    "n.pdf": pdf("Ansøger: Jens Åkerlund"),
    "b.pdf": PDF,
}


def _leaving_out(entry: str, fil: str = "n.pdf", titel: str = "Ansøgning") -> str:
    return (
        f"- titel: A\n  bilag:\n    - titel: {titel}\n      fil: {fil}\n      udelad:\n"
        f"        - {entry}\n          grund: navn"
    )


_WITHOUT = _leaving_out("tekst: Jens Åkerlund")
_RIGHT = attached("Ansøgning", holds="uden navnet")
NO_PDF = Rule(
    "M640",
    Severity.ERROR,
    Phrase(
        "Noget skal udelades af {fil}, men det kan kun gøres i en PDF.",
        "Something is to be left out of {fil}, but that can be done in a PDF alone.",
    ),
    Phrase(
        "Gem den som PDF i det program, den er lavet i, og skriv den under `fil`, eller lav en "
        "kopi uden det i hånden.",
        "Save it as a PDF in the program that it was made in, and write that under `fil`, or make "
        "a copy without it by hand.",
    ),
    Example(
        wrong=_leaving_out("tekst: Jens Åkerlund", "n.txt"),
        right=_RIGHT,
        files={**_HOLDS, "n.txt": "Ansøger: Jens Åkerlund".encode()},
    ),
)
NOWHERE = Rule(
    "M641",
    Severity.ERROR,
    Phrase(
        "Det, der skal udelades af {fil}, står der ikke: nr. {nr} under `udelad` findes ingen "
        "steder.",
        "What is to be left out of {fil} does not stand in it: no. {nr} under `udelad` is found "
        "nowhere.",
    ),
    Phrase(
        "Ret den, som det står i filen, eller slet den. Ord på et billede eller en scanning "
        "udelades med `side` og `felt`.",
        "Correct it to what stands in the file, or delete it. Words on a picture or a scan are "
        "left out by `side` and `felt`.",
    ),
    Example(wrong=_leaving_out("tekst: Jens Aakerlund"), right=_RIGHT, files=_HOLDS),
)
CANNOT = Rule(
    "M642",
    Severity.ERROR,
    Phrase(
        "Af {fil} kan det ikke udelades: {grund}{sted}.",
        "It cannot be left out of {fil}: {grund}{sted}.",
    ),
    Phrase(
        "{raad} Ellers lav en kopi uden det i hånden, eller luk bilaget med `offentlig: nej`.",
        "{raad} Else make a copy without it by hand, or close the bilag with `offentlig: nej`.",
    ),
    Example(
        wrong=_leaving_out("tekst: Jens Åkerlund", "skadet.pdf"),
        right=_RIGHT,
        file="Word",
    ),
)
UNUSABLE = Rule(
    "M643",
    Severity.ERROR,
    Phrase(
        "Nr. {nr} under `udelad` ved {fil} kan ikke bruges: {grund}.",
        "No. {nr} under `udelad` at {fil} cannot be used: {grund}.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(wrong=_leaving_out("tekst: '-'"), right=_RIGHT, files=_HOLDS),
)
TOLD = Rule(
    "M644",
    Severity.ERROR,
    Phrase(
        "Bilagets titel eller filens navn siger noget af det, der skal udelades, og det læser "
        "alle.",
        "The title of the bilag or the name of its file says some of what is to be left out, and "
        "everybody reads that.",
    ),
    Phrase(
        "Ret titlen, og kald filen noget andet.", "Change the title, and call the file otherwise."
    ),
    Example(
        wrong=_leaving_out("tekst: Jens Åkerlund", titel="Ansøgning fra Jens Åkerlund"),
        right=_RIGHT,
        files=_HOLDS,
    ),
)
OTHERWISE = Rule(
    "M645",
    Severity.ERROR,
    Phrase(
        "Filen {fil} er bilag flere steder, og det er ikke det samme, der udelades.",
        "The file {fil} is an attachment in several places, and not the same is left out.",
    ),
    Phrase(
        "Skriv det samme under `udelad` alle stederne.", "Write the same under `udelad` at each."
    ),
    Example(
        wrong=_WITHOUT + "\n    - titel: Igen\n      fil: n.pdf\n      udelad:\n"
        "        - tekst: Ansøger\n          grund: navn",
        right=_RIGHT,
        files=_HOLDS,
    ),
)
IN_PICTURES = Rule(
    "M646",
    Severity.WARNING,
    Phrase(
        "I {fil} er der store billeder på side {sider}, og ord på et billede findes hverken af "
        "`tekst` eller `moenster`.",
        "In {fil} there are large pictures on page {sider}, and words on a picture are found "
        "neither by `tekst` nor by `moenster`.",
    ),
    Phrase(
        "Se siden igennem i kopien: {kopi}. Står det også på billedet, så udelad det med `side` "
        "og `felt`.",
        "Look through the page in the copy: {kopi}. If it stands on the picture too, leave it out "
        "by `side` and `felt`.",
    ),
    Example(wrong="En scannet side i en PDF med `udelad`.", right="PDF uden billeder", file="Word"),
    reason=Phrase(
        "En scanning er et billede af siden. Ordene bliver stående på det, selv om den tekst, et "
        "program har læst af det, er væk.",
        "A scan is a picture of the page. The words stay on it, though the text that a program "
        "has read from it is gone.",
    ),
)
COPY = Rule(
    "M647",
    Severity.HINT,
    Phrase(
        "Af {fil} er noget udeladt {antal:sted|steder} (side {sider}). Offentligheden får kopien "
        "{kopi}.{ogsaa}",
        "Something is left out of {fil} in {antal:place|places} (page {sider}). The public gets "
        "the copy {kopi}.{ogsaa}",
    ),
    Phrase("Se den igennem.", "Look through it."),
    Example(wrong=_WITHOUT, right=_RIGHT, files=_HOLDS),
    reason=Phrase(
        "Kun den, der kender sagen, kan se, om der er udeladt nok, og om der er udeladt for meget.",
        "Only who knows the case can see whether enough is left out, and whether too much is.",
    ),
)

NO_WAY = Rule(
    "M648",
    Severity.ERROR,
    Phrase(
        "Nr. {nr} under `udelad` skal sige, hvad der udelades, på netop én måde.",
        "No. {nr} under `udelad` must say what is left out, in exactly one way.",
    ),
    Phrase(
        "Skriv `tekst`, eller `moenster`, eller `side` og `felt`.",
        "Write `tekst`, or `moenster`, or `side` and `felt`.",
    ),
    Example(
        wrong=_leaving_out("tekst: Jens Åkerlund\n          side: 1"), right=_RIGHT, files=_HOLDS
    ),
)
NO_FILE = Rule(
    "M649",
    Severity.ERROR,
    Phrase(
        "Noget skal udelades af bilaget, men det har ingen fil.",
        "Something is to be left out of the bilag, but it has no file.",
    ),
    Phrase(
        "Skriv den under `fil`, eller slet `udelad`.", "Write it under `fil`, or delete `udelad`."
    ),
    Example(
        wrong=_WITHOUT.replace("      fil: n.pdf\n", ""),
        right=_RIGHT,
        files=_HOLDS,
    ),
)

SIGNATURE_GONE = Phrase(
    " Originalen er underskrevet elektronisk; det er kopien ikke.",
    " The original is signed electronically; the copy is not.",
)
FILES_GONE = Phrase(
    " Filer, der lå inde i den, er ikke med.", " Files that lay inside it are not in the copy."
)
ON_PAGE = Phrase(" (side {side})", " (page {side})")

REASONS = {
    Reason.PASSWORD: Phrase("filen har adgangskode", "the file has a password"),
    Reason.DAMAGED: Phrase("filen er beskadiget", "the file is damaged"),
    Reason.NO_MAPPING: Phrase(
        "den har tekst, hvis bogstaver ikke kan kendes, og der kan det også stå",
        "it has text whose letters cannot be told, and it may stand there too",
    ),
    Reason.PICTURE: Phrase(
        "et billede rager ind i feltet og kan ikke skilles ad",
        "a picture reaches into the place and cannot be taken apart",
    ),
    Reason.DRAWING: Phrase(
        "en tegning rager ind i feltet, og bogstaver kan være tegnet",
        "a drawing reaches into the place, and letters may be drawn",
    ),
    Reason.ELSEWHERE: Phrase(
        "det står i et mønster eller en maske, hvor bogstaver ikke kan tages ud",
        "it stands in a pattern or a mask, where letters cannot be taken out",
    ),
    Reason.STILL_THERE: Phrase(
        "det kan stadig læses i kopien, når den skilles ad igen",
        "it can still be read in the copy when that is taken apart again",
    ),
    Reason.TOO_MUCH: Phrase(
        "filen er for stor eller tager for lang tid", "the file is too large or takes too long"
    ),
    Reason.FAILED: Phrase("filen kan ikke behandles", "the file cannot be processed"),
}
ADVICE = {
    Reason.PASSWORD: Phrase("Gem den uden adgangskode.", "Save it without a password."),
    Reason.NO_MAPPING: Phrase(
        "Udelad det med `side` og `felt`, eller lav PDF'en igen af dokumentet selv.",
        "Leave it out by `side` and `felt`, or make the PDF anew from the document itself.",
    ),
    Reason.PICTURE: Phrase("Lad feltet dække hele billedet.", "Let `felt` cover all the picture."),
    Reason.DRAWING: Phrase("Lad feltet dække hele tegningen.", "Let `felt` cover all the drawing."),
}
UNUSABLE_REASONS = {
    Reason.EMPTY: (
        Phrase("den passer på alt eller på ingenting", "it fits everything or nothing"),
        Phrase("Skriv de ord, der skal udelades.", "Write the words that are to be left out."),
    ),
    Reason.BAD_PATTERN: (
        Phrase("mønsteret er ikke et regulært udtryk", "the pattern is not a regular expression"),
        Phrase(
            "Skriv det som i Python, f.eks. `\\d{2} \\d{2} \\d{2} \\d{2}`, eller brug `tekst`.",
            "Write it as in Python, e.g. `\\d{2} \\d{2} \\d{2} \\d{2}`, or use `tekst`.",
        ),
    ),
    Reason.NO_PAGE: (
        Phrase("den side er der ikke, eller feltet er tomt", "there is no such page, or no place"),
        Phrase(
            "Ret `side` og `felt`; sider tælles fra 1.",
            "Correct `side` and `felt`; pages count from 1.",
        ),
    ),
}
