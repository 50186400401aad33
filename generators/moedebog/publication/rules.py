"""What stands in the way of publishing, and what is worth knowing of it."""

from __future__ import annotations

from moedebog.authorities import DATA_PROTECTION
from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.document import Kind
from moedebog.examples import Example

DOCUMENTS = {
    Kind.DAGSORDEN: Phrase("Dagsordenen", "The dagsorden"),
    Kind.REFERAT: Phrase("Referatet", "The referat"),
}
"""What the two are called where a sentence begins with it."""
_WHERE = Phrase.same("docs/offentliggoerelse.md")
LEAK = Rule(
    "M610",
    Severity.ERROR,
    Phrase(
        "Det, der skulle offentliggøres, rummer noget, der ikke er offentligt: {hvad}. Der er "
        "intet sæt.",
        "What was to be published holds something that is not public: {hvad}. There is no set.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="Et åbent bilag, hvori der står en side af en lukket sag",
        right="Et bilag uden siden",
        file="Word",
    ),
    reason=Phrase(
        "Hvad der er offentliggjort, kan ikke kaldes tilbage.",
        "What has been published cannot be called back.",
    ),
    source=DATA_PROTECTION,
    about=(),
    always=True,
)
HELD = Rule(
    "M611",
    Severity.ERROR,
    Phrase(
        "{dokument} kan ikke offentliggøres endnu: {antal:bilag|bilag} er ikke set igennem eller "
        "rummer CPR-numre.",
        "{dokument} cannot be published yet: {antal:attachment|attachments} nobody has looked "
        "through, or holding CPR numbers.",
    ),
    Phrase(
        "Ret det, der står ovenfor, eller skriv under på dem med `moedebog gennemset` (make "
        "gennemset).",
        "Mend what stands above, or answer for them by `moedebog gennemset` (make gennemset).",
    ),
    Example(
        wrong="make publish, mens et skannet bilag ikke er set igennem",
        right="make gennemset, og så make publish",
        file="Word",
    ),
    source=DATA_PROTECTION,
    about=(),
    always=True,
)
TOO_EARLY = Rule(
    "M612",
    Severity.ERROR,
    Phrase(
        "Mødet offentliggøres først {hvornaar}, siger mødefilen.",
        "The meeting is not to be published before {hvornaar}, the meeting file says.",
    ),
    Phrase(
        "Vent til da, eller ret `offentliggoeres`.",
        "Wait until then, or correct `offentliggoeres`.",
    ),
    Example(
        wrong="offentliggoeres: 2026-01-22, og det er den 20. januar",
        right="offentliggoeres: 2026-01-20",
        file="Word",
    ),
    source=_WHERE,
    about=("offentliggoeres",),
    always=True,
)
DRAFT = Rule(
    "M613",
    Severity.WARNING,
    Phrase(
        "Referatet er mærket som udkast og offentliggøres sådan.",
        "The referat is marked as a draft and is published so.",
    ),
    Phrase(
        "Notér det med `moedebog status` (make status), når det er godkendt eller til godkendelse.",
        "Put down by `moedebog status` (make status) when it is approved or out for approval.",
    ),
    Example(
        wrong="make publish DOC=referat, mens referatet er udkast",
        right="make status STATUS=til_godkendelse først",
        file="Word",
    ),
    reason=Phrase(
        "Læseren kan tage et udkast for det, der blev besluttet.",
        "Readers may take a draft for what was decided.",
    ),
    about=("referat_status",),
)
OCCUPIED = Rule(
    "M614",
    Severity.ERROR,
    Phrase(
        "Et forum har mappen meetings/{mappe}, og dér lægges det, der er offentliggjort.",
        "A forum has the folder meetings/{mappe}, where what is published goes.",
    ),
    Phrase("Giv forummets mappe et andet navn.", "Give the forum's folder another name."),
    Example(
        wrong="meetings/offentliggjort/forum.yaml",
        right="meetings/udvalget/forum.yaml",
        file="Word",
    ),
    about=(),
    always=True,
)
IN_DOCUMENT = Phrase(
    "Se efter i mødefilen og i skabelonen. Kan du ikke se, hvor det kommer fra, er det en fejl i "
    "moedebog: meld den, og offentliggør ikke.",
    "Look into the meeting file and the template. If you cannot see where it comes from, it is a "
    "fault of moedebog's: report it, and do not publish.",
)
IN_ATTACHMENT = Phrase(
    "Se bilaget igennem. Må det være der, så skriv under på det: `moedebog gennemset` (make "
    "gennemset); ellers ret filen, eller luk bilaget med `offentlig: nej`.",
    "Look through the attachment. If it may be there, answer for it: `moedebog gennemset` (make "
    "gennemset); else correct the file, or close the bilag with `offentlig: nej`.",
)
