"""Rules about text that would be printed otherwise than it was typed, or as bare signs."""

from __future__ import annotations

from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example, in_text

WITHIN_WORD = Rule(
    "M084",
    Severity.WARNING,
    Phrase(
        "{tegn} i »{skrevet}« gør teksten imellem fed, kursiv, gennemstreget eller til kode og "
        "trykkes ikke.",
        "{tegn} in »{skrevet}« makes the text between bold, italic, struck or code, and is not "
        "printed.",
    ),
    Phrase(
        "Skriv \\ foran hvert tegn, der skal trykkes, eller × for gange.",
        "Write \\ before each sign that is to be printed, or × for times.",
    ),
    Example(
        wrong=in_text("Udgiften er 100*2*3 kr. om året."),
        right=in_text("Udgiften er 100\\*2\\*3 kr. om året."),
    ),
    reason=Phrase(
        "Markdown læser to stjerner midt i et tal eller et ord som kursiv. 100*2*3 trykkes 10023.",
        "Markdown reads two asterisks inside a number or a word as italics. 100*2*3 is printed "
        "10023.",
    ),
)
BACKSLASH = Rule(
    "M085",
    Severity.WARNING,
    Phrase(
        "»{skrevet}« trykkes som »{trykt}«: en skråstreg foran et tegn forsvinder.",
        "»{skrevet}« is printed as »{trykt}«: a backslash before a sign vanishes.",
    ),
    Phrase(
        "Skriv to skråstreger for hver, der skal trykkes, eller sæt en accent grave før og efter.",
        "Write two backslashes for each that is to be printed, or put a backtick before and after.",
    ),
    Example(
        wrong=in_text("Filerne ligger i \\\\server\\mappe."),
        right=in_text("Filerne ligger i `\\\\server\\mappe`."),
    ),
    reason=Phrase(
        "En sti, hvor en skråstreg mangler, fører ingen steder hen.",
        "A path without one of its backslashes leads nowhere.",
    ),
)
SIGN_AS_MARK = Rule(
    "M086",
    Severity.WARNING,
    Phrase(
        "{tegn} foran »{tekst}« læses som {hvad} og trykkes ikke.",
        "{tegn} before »{tekst}« is read as {hvad} and is not printed.",
    ),
    Phrase(
        "Skriv \\{tegn}, hvis tegnet skal trykkes, eller sæt det sidst på linjen ovenfor. En liste "
        "med ét led skrives med - efter et kolon.",
        "Write \\{tegn} if the sign is to be printed, or put it at the end of the line above. A "
        "list of one entry is written with - after a colon.",
    ),
    Example(
        wrong=in_text("Det gælder kommuner, hvor antallet er\n> 100.000 ved årets begyndelse."),
        right=in_text("Det gælder kommuner, hvor antallet er\n\\> 100.000 ved årets begyndelse."),
    ),
    reason=Phrase(
        "Uden sit tegn siger tallet noget andet: - 5.000 kr. bliver til 5.000 kr.",
        "Without its sign the number says something else: - 5.000 kr. becomes 5.000 kr.",
    ),
)
UNDERLINED = Rule(
    "M087",
    Severity.WARNING,
    Phrase(
        "»{tekst}« bliver en overskrift, fordi {streg} står på linjen under.",
        "»{tekst}« becomes a heading, because {streg} stands on the line below.",
    ),
    Phrase(
        "Sæt en tom linje over og skriv ---, hvis der skal være en streg; skriv ### foran teksten, "
        "og slet {streg}, hvis det skal være en overskrift.",
        "Put an empty line above and write --- if a rule is meant; write ### before the text and "
        "delete {streg} if a heading is.",
    ),
    Example(
        wrong=in_text("Udvalget takkede.\n---\nDerefter fulgte drøftelsen."),
        right=in_text("Udvalget takkede.\n\n---\n\nDerefter fulgte drøftelsen."),
    ),
    reason=Phrase(
        "Et helt afsnit kan blive til en overskrift, som også kommer i bogmærkerne.",
        "A whole paragraph can become a heading, which goes into the bookmarks too.",
    ),
)
MISSING_CELLS = Rule(
    "M088",
    Severity.WARNING,
    Phrase(
        "Rækken har {cells:celle|celler}, men tabellen har {columns:kolonne|kolonner}.",
        "The row has {cells:cell|cells}, but the table has {columns:column|columns}.",
    ),
    Phrase(
        "Skriv en streg for hver celle, også de tomme; tekst efter tabellen skal stå efter en tom "
        "linje.",
        "Write a bar for each cell, also the empty ones; text after the table stands after an "
        "empty line.",
    ),
    Example(
        wrong=in_text("| Post | År | Beløb |\n|---|---|---|\n| Sti | 5 |"),
        right=in_text("| Post | År | Beløb |\n|---|---|---|\n| Sti | | 5 |"),
    ),
    reason=Phrase(
        "Mangler en celle, står alt efter den i en forkert kolonne.",
        "Where a cell is missing, all after it stands in the wrong column.",
    ),
)
NO_TABLE = Rule(
    "M089",
    Severity.WARNING,
    Phrase(
        "Linjerne med | bliver ikke til en tabel: tabellen mangler stregrækken, eller den har ikke "
        "lige så mange felter som overskriften.",
        "The lines with | do not become a table: the row of dashes is missing, or has not as many "
        "fields as the header.",
    ),
    Phrase(
        "Skriv {raekke} under den første linje; skriv \\| for en streg, der ikke er en tabel.",
        "Write {raekke} below the first line; write \\| for a bar that is no table.",
    ),
    Example(
        wrong=in_text("| Post | Beløb |\n| Sti | 1.200 |"),
        right=in_text("| Post | Beløb |\n|---|---|\n| Sti | 1.200 |"),
    ),
    reason=Phrase(
        "Uden stregrækken trykkes linjerne som én lang tekst med streger i.",
        "Without the row of dashes the lines are printed as one long text with bars in it.",
    ),
)
FOOTNOTE = Rule(
    "M0890",
    Severity.WARNING,
    Phrase(
        "»{note}« bliver ikke til en fodnote, men trykkes, som det står.",
        "»{note}« becomes no footnote, but is printed as it stands.",
    ),
    Phrase(
        "Skriv [^1] i teksten og noten på en linje for sig i samme tekst: [^1]: Danmarks "
        "Statistik. Skriv \\[, hvis parentesen skal trykkes.",
        "Write [^1] in the text, and the note on a line of its own in the same text: [^1]: "
        "Statistics Denmark. Write \\[ if the bracket is to be printed.",
    ),
    Example(
        wrong=in_text("Antallet er 350.[^1]"),
        right=in_text("Antallet er 350.[^1]\n\n[^1]: Danmarks Statistik."),
    ),
    reason=Phrase(
        "Læseren ser et mærke midt i sætningen og leder forgæves efter noten.",
        "Readers see a mark inside the sentence, and look for the note in vain.",
    ),
)
NOTE_WITHOUT_MARK = Rule(
    "M0893",
    Severity.WARNING,
    Phrase(
        "Noten »{note}« har intet mærke i teksten: den trykkes som et afsnit, dér hvor den står.",
        "The note »{note}« has no mark in the text: it is printed as a paragraph where it stands.",
    ),
    Phrase(
        "Skriv {maerke} i samme tekst, dér hvor noten hører til, eller \\[ hvis parentesen skal "
        "trykkes.",
        "Write {maerke} in the same text, where the note belongs, or \\[ if the bracket is to be "
        "printed.",
    ),
    Example(
        wrong=in_text("Antallet er 350.\n\n[^1]: Danmarks Statistik."),
        right=in_text("Antallet er 350.[^1]\n\n[^1]: Danmarks Statistik."),
    ),
    reason=Phrase(
        "Uden et mærke ved ingen, hvad noten hører til.",
        "Without a mark nobody knows what the note belongs to.",
    ),
)
NOTE_TWICE = Rule(
    "M0894",
    Severity.ERROR,
    Phrase(
        "Der er to noter med mærket {maerke} i teksten.",
        "There are two notes with the mark {maerke} in the text.",
    ),
    Phrase(
        "Giv hver note sit eget mærke, og ret det dér i teksten, hvor noten hører til.",
        "Give each note a mark of its own, and correct it in the text where the note belongs.",
    ),
    Example(
        wrong=in_text("I alt 350[^1] i 2025.[^1]\n\n[^1]: Elever.\n\n[^1]: Skøn."),
        right=in_text("I alt 350[^1] i 2025.[^2]\n\n[^1]: Elever.\n\n[^2]: Skøn."),
    ),
    reason=Phrase(
        "Ingen kan vide, hvilken af dem et mærke fører til.",
        "Nobody can know which of them a mark leads to.",
    ),
)
NOTE_IN_NOTE = Rule(
    "M0895",
    Severity.ERROR,
    Phrase(
        "{maerke} står inde i en anden note: en note kan ikke selv have noter.",
        "{maerke} stands inside another note: a note has no notes of its own.",
    ),
    Phrase("Skriv det hele i én note.", "Write all of it in one note."),
    Example(
        wrong=in_text("I alt 350.[^1]\n\n[^1]: Elever.[^2]\n\n[^2]: Skøn."),
        right=in_text("I alt 350.[^1]\n\n[^1]: Elever (skøn)."),
    ),
)
LITERAL = Rule(
    "M0891",
    Severity.WARNING,
    Phrase(
        "»{tekst}« ligner opmærkning, men trykkes, som det står.",
        "»{tekst}« looks like markup, but is printed as it stands.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(wrong=in_text("Det er ** vigtigt **."), right=in_text("Det er **vigtigt**.")),
    reason=Phrase(
        "Tegnene trykkes i dokumentet, og det, de skulle gøre, sker ikke.",
        "The signs are printed in the document, and what they were to do is not done.",
    ),
)
LINES_JOINED = Rule(
    "M0892",
    Severity.WARNING,
    Phrase(
        "Linjerne trykkes som én: »{tekst}«.",
        "The lines are printed as one: »{tekst}«.",
    ),
    Phrase(
        "Skriv \\ sidst på hver linje, der skal ende dér, sæt en tom linje imellem, eller gør "
        "linjerne til en liste med - foran. Hører de sammen, så skriv dem på én linje.",
        "Write \\ at the end of each line that is to end there, put an empty line between them, or "
        "make a list of them with - before each. If they belong together, write them on one line.",
    ),
    Example(
        wrong=in_text("Svar sendes til:\nByens Kommune\nVejen 1\n5000 Byen"),
        right=in_text("Svar sendes til:\\\nByens Kommune\\\nVejen 1\\\n5000 Byen"),
    ),
    reason=Phrase(
        "Et linjeskift i filen er et mellemrum i dokumentet. En adresse løber sammen.",
        "A line break in the file is a space in the document. An address runs together.",
    ),
)
UNEVEN = Rule(
    "M0870",
    Severity.WARNING,
    Phrase(
        "»{skrevet}« har ikke lige mange tegn foran og bagefter: der trykkes »{trykt}«.",
        "»{skrevet}« has not as many signs before as after: »{trykt}« is printed.",
    ),
    Phrase(
        "Skriv * for kursiv og ** for fed, lige mange foran og bagefter, og \\ foran et tegn, der "
        "skal trykkes.",
        "Write * for italic and ** for bold, as many before as after, and \\ before a sign that is "
        "to be printed.",
    ),
    Example(
        wrong=in_text("Hun stemte **nej* og gik."), right=in_text("Hun stemte **nej** og gik.")
    ),
    reason=Phrase(
        "Ordet bliver kursivt i stedet for fedt, og tegnet til overs bliver trykt.",
        "The word becomes italic instead of bold, and the sign left over is printed.",
    ),
)
GLUED_ADDRESS = Rule(
    "M0871",
    Severity.HINT,
    Phrase(
        "Adressen står lige efter teksten og trykkes: »{skrevet}«.",
        "The address stands right after the text and is printed: »{skrevet}«.",
    ),
    Phrase(
        "Skriv [teksten]({adresse}), hvis det er teksten, der skal føre til adressen.",
        "Write [the text]({adresse}) if it is the text that is to lead to the address.",
    ),
    Example(
        wrong=in_text("Læs mere på kommunens side<https://example.org/sti>."),
        right=in_text("Læs mere på [kommunens side](https://example.org/sti)."),
    ),
    reason=Phrase(
        "Sådan skriver mailprogrammer et link i ren tekst. En lang adresse midt i sætningen er "
        "svær at læse og at høre læst op.",
        "So mail programs write a link in plain text. A long address inside the sentence is hard "
        "to read, and to hear read aloud.",
    ),
)
ENTITY = Rule(
    "M0872",
    Severity.HINT,
    Phrase("»{skrevet}« trykkes som {trykt}.", "»{skrevet}« is printed as {trykt}."),
    Phrase(
        "Skriv selve tegnet (også et mellemrum), eller \\ foran &, hvis koden skal trykkes.",
        "Write the sign itself (a blank, too), or \\ before & if the code is to be printed.",
    ),
    Example(wrong=in_text("Byg &amp; Miljø"), right=in_text("Byg & Miljø")),
    reason=Phrase(
        "Sådan skrives tegn i en hjemmesides kode, og sådan bliver de somme tider kopieret. I "
        "filen er de svære at læse.",
        "So signs are written in the code of a web page, and sometimes copied. They are hard to "
        "read in the file.",
    ),
    together=Phrase(
        "{antal} tegn er skrevet som i en hjemmesides kode.",
        "{antal} signs are written as in the code of a web page.",
    ),
)
