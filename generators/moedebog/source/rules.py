"""What can be wrong with the text of a YAML file, in the words that the user reads."""

from __future__ import annotations

from moedebog.diagnostics import NOTHING, Phrase, Rule, Severity
from moedebog.examples import Example

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

UNREADABLE = Rule(
    "M001",
    _ERROR,
    Phrase("Filen kan ikke læses: {grund}.", "The file cannot be read: {grund}."),
    NOTHING,
    Example(wrong="En fil, der er slettet, mens den bliver læst.", right="En fil, der er der."),
)
NOT_A_FILE = Rule(
    "M002",
    _ERROR,
    Phrase("Dette er ikke en almindelig fil.", "This is not an ordinary file."),
    Phrase("Navnet skal høre til en tekstfil.", "The name must belong to a text file."),
    Example(wrong="En mappe, der hedder 2025-09-12.yaml.", right="En tekstfil med det navn."),
)
LEADS_OUT = Rule(
    "M034",
    _ERROR,
    Phrase(
        "Dette er et link til noget uden for mappen {mappe}.",
        "This is a link to something outside the folder {mappe}.",
    ),
    Phrase("Læg selve filen i mappen.", "Put the file itself here."),
    Example(wrong="En mødefil, der er et link til /etc/hosts.", right="Selve filen."),
)
TOO_LARGE = Rule(
    "M003",
    _ERROR,
    Phrase(
        "Filen er for stor: højst {mb} MB kan læses.",
        "The file is too large: at most {mb} MB can be read.",
    ),
    Phrase(
        "Læg store tabeller og billeder i egne filer som bilag.",
        "Put large tables and pictures into files of their own, as bilag.",
    ),
    Example(wrong="En mødefil på 6 MB.", right="Store tabeller som bilag."),
)
UTF16 = Rule(
    "M004",
    _ERROR,
    Phrase(
        "Filen er gemt som {kodning}, ikke som UTF-8.",
        "The file is saved as {kodning}, not as UTF-8.",
    ),
    Phrase("Gem den igen med tegnkodningen UTF-8.", "Save it again as UTF-8."),
    Example(
        wrong="punkter: []  # gemt som UTF-16",
        right="punkter: []  # gemt som UTF-8",
        data="punkter: []\n".encode("utf-16"),
    ),
)
NOT_UTF8 = Rule(
    "M005",
    _ERROR,
    Phrase(
        "Her står et tegn, som ikke er UTF-8{gaet}.", "Here is a character that is not UTF-8{gaet}."
    ),
    Phrase("Gem filen igen med tegnkodningen UTF-8.", "Save the file again as UTF-8."),
    Example(
        wrong="sted: Rådhuset  # gemt som latin-1",
        right="sted: Rådhuset  # gemt som UTF-8",
        data="sted: Rådhuset\n".encode("latin-1"),
    ),
)
CONTROL = Rule(
    "M006",
    _ERROR,
    Phrase(
        "Her står et usynligt styretegn ({kode}).",
        "Here is an invisible control character ({kode}).",
    ),
    Phrase(
        "Slet det; det er ofte kommet med ved kopiering.",
        "Delete it; it often comes along with copied text.",
    ),
    Example(wrong="sted: Råd\x07huset", right="sted: Rådhuset"),
)
LINE_SEPARATOR = Rule(
    "M007",
    _ERROR,
    Phrase(
        "Her står et usynligt linjeskift ({kode}).", "Here is an invisible line break ({kode})."
    ),
    Phrase("Slet tegnet, og tryk Enter i stedet.", "Delete it and press Enter instead."),
    Example(wrong="sted: Rådhuset\u2028Stuen", right="sted: Rådhuset, Stuen"),
)
TAB = Rule(
    "M008",
    _ERROR,
    Phrase("Her står en tabulator.", "Here is a tab."),
    Phrase("Brug mellemrum i stedet.", "Use spaces instead."),
    Example(wrong="punkter:\n\t- titel: A", right="punkter:\n  - titel: A"),
)
TAB_IN_TEXT = Rule(
    "M0883",
    _WARNING,
    Phrase(
        "En tabulator i teksten trykkes som et mellemrum.",
        "A tab inside the text is printed as a blank.",
    ),
    Phrase(
        "Skriv celler fra et regneark som en tabel med |; skriv ellers et mellemrum.",
        "Write cells of a spreadsheet as a table with |; else write a blank.",
    ),
    Example(
        wrong="- titel: A\n  tekst: |\n    Formand\tAlma Ager",
        right="- titel: A\n  tekst: |\n    Formand: Alma Ager",
    ),
    reason=Phrase(
        "Kolonnerne i det indsatte står ikke under hinanden, når de er trykt.",
        "The columns of what was pasted do not stand below one another in print.",
    ),
)
HARD_SPACE = Rule(
    "M009",
    _ERROR,
    Phrase(
        "Her står et hårdt mellemrum ({kode}), hvor der skal være et almindeligt.",
        "Here is a no-break space ({kode}) where a plain space must be.",
    ),
    Phrase("Slet det, og tryk på mellemrumstasten.", "Delete it and press the space bar."),
    Example(wrong="sted:\u00a0Rådhuset", right="sted: Rådhuset"),
)
DIRECTIVE = Rule(
    "M010",
    _ERROR,
    Phrase(
        "En linje, der begynder med %, kan ikke bruges her.",
        "A line that begins with % cannot be used here.",
    ),
    Phrase("Slet linjen.", "Delete the line."),
    Example(wrong="%TAG ! x\n---\nsted: Rådhuset", right="sted: Rådhuset"),
)
SEVERAL_DOCUMENTS = Rule(
    "M011",
    _ERROR,
    Phrase(
        "Her begynder et nyt YAML-dokument (---), men en fil må kun holde ét.",
        "A new YAML document begins here (---), but a file may hold only one.",
    ),
    Phrase(
        "Slet linjen, eller flyt resten til sin egen fil.",
        "Delete the line, or move the rest to a file of its own.",
    ),
    Example(wrong="sted: Rådhuset\n---\nsted: Hallen", right="sted: Rådhuset"),
)
ANCHOR = Rule(
    "M012",
    _ERROR,
    Phrase(
        "Værdien begynder med {tegn}, som har en særlig betydning i YAML.",
        "The value begins with {tegn}, which has a special meaning in YAML.",
    ),
    Phrase(
        "Sæt anførselstegn om teksten, eller skriv den under en |.",
        "Put the text in quotation marks, or write it below a |.",
    ),
    Example(wrong="sted: &hal Hallen", right='sted: "&hal Hallen"'),
)
TAG = Rule(
    "M013",
    _ERROR,
    Phrase(
        "Værdien begynder med !, som har en særlig betydning i YAML.",
        "The value begins with !, which has a special meaning in YAML.",
    ),
    Phrase("Sæt anførselstegn om teksten.", "Put the text in quotation marks."),
    Example(wrong="sted: !vigtigt Hallen", right='sted: "!vigtigt Hallen"'),
)
MERGE = Rule(
    "M014",
    _ERROR,
    Phrase("Nøglen << kan ikke bruges her.", "The key << cannot be used here."),
    Phrase("Skriv indholdet helt ud.", "Write the contents out in full."),
    Example(wrong="<<: {sted: Hallen}", right="sted: Hallen"),
)
DUPLICATE_KEY = Rule(
    "M015",
    _ERROR,
    Phrase(
        "Nøglen {noegle} står her for anden gang; den står også i linje {linje}.",
        "The key {noegle} stands here for the second time; it also stands in line {linje}.",
    ),
    Phrase(
        "Slet den ene, eller saml indholdet under én.",
        "Delete one of them, or gather the contents under one.",
    ),
    Example(wrong="sted: Hallen\nsted: Rådhuset", right="sted: Rådhuset"),
)
COMPLEX_KEY = Rule(
    "M016",
    _ERROR,
    Phrase("Her skal stå en nøgle, som er et enkelt ord.", "A key must stand here, a single word."),
    Phrase(
        "Er det tekst med krøllede eller kantede parenteser, så sæt anførselstegn om den.",
        "If it is text with braces or brackets, put it in quotation marks.",
    ),
    Example(wrong="? [sted]\n: Hallen", right="sted: Hallen"),
)
TOO_DEEP = Rule(
    "M017",
    _ERROR,
    Phrase(
        "Indholdet er rykket ind i mere end {dybde} niveauer.",
        "The contents are indented more than {dybde} levels.",
    ),
    Phrase("Gør det fladere.", "Make them flatter."),
    Example(wrong="sted: " + "[" * 70 + "]" * 70, right="sted: Hallen"),
)
TOO_MANY = Rule(
    "M018",
    _ERROR,
    Phrase(
        "Filen har mere end {antal} nøgler og værdier.",
        "The file has more than {antal} keys and values.",
    ),
    Phrase("Del den op.", "Divide it."),
    Example(wrong="En fil med 200.001 nøgler.", right="To filer, eller en tabel som bilag."),
)
LOST_TAIL = Rule(
    "M019",
    _WARNING,
    Phrase(
        "Teksten fra # og linjen ud regnes for en kommentar og kommer ikke med: »{tekst}«.",
        "The text from # to the end of the line counts as a comment and is left out: {tekst}",
    ),
    Phrase(
        "Sæt anførselstegn om værdien, hvis den skal med.",
        "Put the value in quotation marks if it belongs to it.",
    ),
    Example(wrong="sted: Lokale #7", right='sted: "Lokale #7"'),
    reason=Phrase(
        "En kommentar er kun for den, der retter filen. Det, der kommer efter #, ville mangle i "
        "dokumenterne, uden at nogen så det.",
        "A comment is only for whoever edits the file. What follows # would be missing from the "
        "documents without anybody seeing it.",
    ),
)
COLON = Rule(
    "M020",
    _ERROR,
    Phrase(
        "Værdien indeholder et kolon fulgt af mellemrum, og så ligner den en ny nøgle.",
        "The value contains a colon followed by a space, so it looks like a new key.",
    ),
    Phrase(
        "Sæt anførselstegn om værdien, eller skriv den under en |.",
        "Put the value in quotation marks, or write it below a |.",
    ),
    Example(wrong="sted: Rådhuset: byrådssalen", right='sted: "Rådhuset: byrådssalen"'),
)
NO_SPACE = Rule(
    "M021",
    _ERROR,
    Phrase(
        "Der mangler et mellemrum efter kolonet i {noegle}:",
        "A space is missing after the colon in {noegle}:",
    ),
    Phrase("Skriv {noegle}: og så værdien.", "Write {noegle}: and then the value."),
    Example(wrong="sted:Rådhuset", right="sted: Rådhuset"),
)
NO_SPACE_AFTER_DASH = Rule(
    "M037",
    _ERROR,
    Phrase(
        "Der mangler et mellemrum efter bindestregen foran {noegle}:",
        "A space is missing after the hyphen before {noegle}:",
    ),
    Phrase("Skriv - {noegle}: og så værdien.", "Write - {noegle}: and then the value."),
    Example(wrong="punkter:\n  -titel: A", right="punkter:\n  - titel: A"),
)
UNCLOSED_QUOTE = Rule(
    "M022",
    _ERROR,
    Phrase(
        "Anførselstegnet her bliver ikke lukket, hvor det skal.",
        "The quotation mark here is not closed where it should be.",
    ),
    Phrase(
        "Sæt {tegn} efter det sidste ord. Et {tegn} inde i teksten skrives {dobbelt}.",
        "Put {tegn} after the last word. A {tegn} inside the text is written {dobbelt}.",
    ),
    Example(wrong='sted: "Rådhuset', right='sted: "Rådhuset"'),
)
AFTER_QUOTE = Rule(
    "M023",
    _ERROR,
    Phrase(
        "Der står noget efter det afsluttende anførselstegn.",
        "Something stands after the closing quotation mark.",
    ),
    Phrase(
        "Sæt anførselstegn om hele værdien: {forslag}",
        "Put the whole value in quotation marks: {forslag}",
    ),
    Example(wrong='sted: "Rådhuset", stuen', right="sted: '\"Rådhuset\", stuen'"),
)
RESERVED = Rule(
    "M024",
    _ERROR,
    Phrase(
        "En værdi kan ikke begynde med {tegn} uden anførselstegn.",
        "A value cannot begin with {tegn} without quotation marks.",
    ),
    Phrase("Sæt anførselstegn om værdien.", "Put the value in quotation marks."),
    Example(wrong="sted: @Rådhuset", right='sted: "@Rådhuset"'),
)
INDENTATION = Rule(
    "M025",
    _ERROR,
    Phrase(
        "Linjen er ikke rykket ind, så den passer med linjerne omkring.",
        "The line's indentation does not fit the lines around it.",
    ),
    Phrase(
        "Nøgler, der hører sammen, skal begynde i samme kolonne.",
        "Keys that belong together must begin in the same column.",
    ),
    Example(wrong="- titel: A\n   varighed: 15", right="- titel: A\n  varighed: 15"),
)
DASH = Rule(
    "M026",
    _ERROR,
    Phrase("En liste kan ikke begynde her.", "A list cannot begin here."),
    Phrase(
        "Skriv hvert punkt på sin egen linje under nøglen, eller sæt anførselstegn om teksten.",
        "Write each entry on a line of its own below the key, or put the text in quotation marks.",
    ),
    Example(wrong="punkter: - titel: A", right="punkter:\n  - titel: A"),
)
UNCLOSED_FLOW = Rule(
    "M027",
    _ERROR,
    Phrase(
        "Parentesen {tegn} her bliver ikke lukket, eller der mangler et komma.",
        "The bracket {tegn} here is not closed, or a comma is missing.",
    ),
    Phrase(
        "Slut med {slut}; sæt komma mellem delene og anførselstegn om tekst med parenteser.",
        "End with {slut}; put commas between the parts and quotation marks around text with "
        "brackets.",
    ),
    Example(wrong="sted: [Rådhuset", right='sted: "[Rådhuset"'),
)
NO_COLON = Rule(
    "M028",
    _ERROR,
    Phrase(
        "Linjen har ingen nøgle: her ventes nøgle, kolon og værdi.",
        "The line has no key: key, colon and value are expected here.",
    ),
    Phrase(
        "Hører linjen til teksten ovenfor, så skriv teksten under en | og ryk alle dens linjer "
        "ind.",
        "If the line belongs to the text above, write that text below a | and indent all its "
        "lines.",
    ),
    Example(
        wrong="sted: Rådhuset\nbyrådssalen\nform: fysisk", right="sted: Rådhuset\nform: fysisk"
    ),
)
BLOCK_HEADER = Rule(
    "M029",
    _ERROR,
    Phrase(
        "Efter {tegn} må der ikke stå mere på linjen.",
        "Nothing more may stand on the line after {tegn}.",
    ),
    Phrase(
        "Begynd teksten på næste linje, rykket ind.", "Begin the text on the next line, indented."
    ),
    Example(wrong="- titel: A\n  tekst: | Ja.", right="- titel: A\n  tekst: |\n    Ja."),
)
ESCAPE = Rule(
    "M030",
    _ERROR,
    Phrase(
        'Omvendt skråstreg (\\) har en særlig betydning i tekst mellem "…".',
        'A backslash (\\) has a special meaning in text between "…".',
    ),
    Phrase("Brug '…' i stedet, eller skriv \\\\.", "Use '…' instead, or write \\\\."),
    Example(wrong='sted: "C:\\hallen"', right="sted: 'C:\\hallen'"),
)
SYNTAX = Rule(
    "M031",
    _ERROR,
    Phrase("Linjen kan ikke læses som YAML.", "The line cannot be read as YAML."),
    Phrase(
        "Se efter indrykning, kolon, anførselstegn og parenteser her og i linjen ovenfor.",
        "Look at indentation, colon, quotation marks and brackets here and in the line above.",
    ),
    Example(wrong="En linje, som ingen anden regel kender.", right="En nøgle, et kolon, en værdi."),
)
AFTER_BRACKET = Rule(
    "M032",
    _ERROR,
    Phrase(
        "Der står noget efter den afsluttende parentes.",
        "Something stands after the closing bracket.",
    ),
    Phrase(
        "Sæt anførselstegn om hele værdien, hvis den er tekst.",
        "Put the whole value in quotation marks if it is text.",
    ),
    Example(wrong="afbud: [Anna Ager] Bo", right="afbud: [Anna Ager]"),
)
CONFLICT = Rule(
    "M039",
    _ERROR,
    Phrase(
        "Her står to udgaver af de samme linjer, som git ikke selv kunne forene, eller resten af "
        "dem.",
        "Here are two versions of the same lines that git could not merge by itself, or what is "
        "left of them.",
    ),
    Phrase(
        "Behold de linjer, der er rigtige, og slet resten og linjerne med <<<<<<<, ======= og "
        ">>>>>>>.",
        "Keep the lines that are right; delete the rest and the lines with <<<<<<<, ======= and "
        ">>>>>>>.",
    ),
    Example(
        wrong="<<<<<<< HEAD\nsted: Hallen\n=======\nsted: Rådhuset\n>>>>>>> rettelser",
        right="sted: Rådhuset",
    ),
)
FOLDED = Rule(
    "M035",
    _WARNING,
    Phrase(
        "Linjen løber sammen med den ovenfor, for her bliver linjeskift til mellemrum.",
        "The line runs on from the one above, because line breaks become spaces here.",
    ),
    Phrase(
        "Skriv teksten under en | (ikke >); så bliver lister, tabeller og afsnit, som de er "
        "skrevet.",
        "Write the text below a | (not >); lists, tables and paragraphs are then as written.",
    ),
    Example(
        wrong="- titel: A\n  tekst: >\n    1. et\n    2. to",
        right="- titel: A\n  tekst: |\n    1. et\n    2. to",
    ),
    reason=Phrase(
        "Lister, tabeller og afsnit bliver til én lang linje i dokumentet.",
        "Lists, tables and paragraphs become one long line in the document.",
    ),
)
NOT_INDENTED = Rule(
    "M036",
    _ERROR,
    Phrase("Teksten efter {tegn} er ikke rykket ind.", "The text after {tegn} is not indented."),
    Phrase(
        "Ryk alle dens linjer mindst to mellemrum længere ind end nøglen.",
        "Indent all its lines at least two spaces more than the key.",
    ),
    Example(
        wrong="- titel: A\n  tekst: |\n  Vi er enige.",
        right="- titel: A\n  tekst: |\n    Vi er enige.",
    ),
)
COLON_IN_BRACKETS = Rule(
    "M033",
    _ERROR,
    Phrase(
        "Her står et kolon inde i en parentes, og så ligner det en ny nøgle.",
        "There is a colon here inside a bracket, so it looks like a new key.",
    ),
    Phrase(
        "Sæt anførselstegn om værdien; er det en ny nøgle, så sæt komma foran den og mellemrum "
        "efter kolonet.",
        "Put the value in quotation marks; if it is a new key, put a comma before it and a space "
        "after the colon.",
    ),
    Example(wrong="- {titel: Status: nyt}", right='- titel: "Status: nyt"'),
)
NO_BLOCK = Rule(
    "M052",
    _ERROR,
    Phrase(
        "Teksten under {noegle} fylder flere linjer, men der mangler en | efter kolonet.",
        "The text below {noegle} takes several lines, but a | is missing after the colon.",
    ),
    Phrase(
        "Skriv »{noegle}: |« og hele teksten på linjerne under, rykket {frem} mellemrum ind; den "
        "begynder med »{linje}«",
        "Write »{noegle}: |« and the whole text on the lines below, indented {frem} spaces; it "
        "begins with »{linje}«",
    ),
    Example(
        wrong="- titel: A\n  tekst: Vi mødes kl. 10.\n    Husk: madpakke.",
        right="- titel: A\n  tekst: |\n    Vi mødes kl. 10.\n    Husk: madpakke.",
    ),
)
AT_MARGIN = Rule(
    "M053",
    _ERROR,
    Phrase(
        "Linjen begynder i kolonne {her}, men teksten ovenfor er rykket ind til kolonne {der}.",
        "The line begins in column {her}, but the text above is indented to column {der}.",
    ),
    Phrase(
        "Hører den til teksten, så ryk den {frem} mellemrum ind; ellers skriv en nøgle, der kan "
        "stå her.",
        "If it belongs to the text, indent it by {frem} spaces; else write a key that can stand "
        "here.",
    ),
    Example(
        wrong="- titel: A\n  tekst: |\n    Vi er enige.\nMed venlig hilsen",
        right="- titel: A\n  tekst: |\n    Vi er enige.\n    Med venlig hilsen",
    ),
)
NO_DASH = Rule(
    "M054",
    _ERROR,
    Phrase(
        "Der mangler en bindestreg foran et led under {noegle}.",
        "A hyphen is missing before an entry below {noegle}.",
    ),
    Phrase(
        "Skriv »- {linje}«, og lad resten af leddet begynde to mellemrum længere inde end "
        "bindestregen.",
        "Write »- {linje}«, and let the rest of the entry begin two spaces farther in than the "
        "hyphen.",
    ),
    Example(
        wrong="punkter:\n  titel: A\n  varighed: 5", right="punkter:\n  - titel: A\n    varighed: 5"
    ),
)
QUOTED = Rule(
    "M055",
    _ERROR,
    Phrase(
        "Anførselstegnene {foerste}…{sidste} hører til i tekst; YAML kender kun de lige.",
        "The quotation marks {foerste}…{sidste} belong in text; YAML knows the straight ones only.",
    ),
    Phrase("Skriv »{rettet}«", "Write »{rettet}«"),
    Example(wrong="slut: ”12:00”", right='slut: "12:00"'),
)
NO_HYPHEN = Rule(
    "M056",
    _ERROR,
    Phrase(
        "Tegnet {tegn} foran linjen er ikke en bindestreg, så linjen er ikke et led for sig.",
        "The sign {tegn} before the line is not a hyphen, so the line is not an entry of its own.",
    ),
    Phrase(
        "Skriv en almindelig bindestreg og et mellemrum: »- {linje}«",
        "Write a plain hyphen and a space: »- {linje}«",
    ),
    Example(wrong="punkter:\n  – titel: A", right="punkter:\n  - titel: A"),
)
TWO_COMMAS = Rule(
    "M057",
    _ERROR,
    Phrase("Her står to kommaer efter hinanden.", "Here are two commas in a row."),
    Phrase("Slet det ene.", "Delete one of them."),
    Example(wrong="afbud: [Anna Ager,, Bo Bæk]", right="afbud: [Anna Ager, Bo Bæk]"),
)
JOINED_ENTRIES = Rule(
    "M0351",
    _WARNING,
    Phrase(
        "Linjen løber sammen med den ovenfor til ét led under {noegle}, for her er ingen "
        "bindestreg.",
        "The line runs on from the one above as one entry below {noegle}, for there is no hyphen.",
    ),
    Phrase(
        "Er den et led for sig, så skriv den under bindestregen ovenfor: »- {linje}«; ellers "
        "skriv hele leddet på én linje.",
        "If it is an entry of its own, write it below the hyphen above: »- {linje}«; else write "
        "the whole entry on one line.",
    ),
    Example(
        wrong="gaester:\n  - Ulf Ude\n    Ina Inde",
        right="gaester:\n  - Ulf Ude\n  - Ina Inde",
    ),
    reason=Phrase(
        "To navne bliver til ét, som ingen kender, og to punkter i en indstilling til ét.",
        "Two names become one that nobody knows, and two points of an indstilling become one.",
    ),
)
LOST_HEADING = Rule(
    "M0191",
    _WARNING,
    Phrase(
        "Overskriften står ikke under teksten ovenfor, så den regnes for en kommentar og trykkes "
        "ikke: »{tekst}«.",
        "The heading is not indented as the text above, so it counts as a comment and is not "
        "printed: »{tekst}«.",
    ),
    Phrase(
        "Ryk den ind, så den begynder i kolonne {der} som teksten; er den en kommentar, så "
        "skriv kun ét #.",
        "Indent it to column {der}, as the text; if it is a comment, write one # only.",
    ),
    Example(
        wrong="- titel: A\n  tekst: |\n    Vi er enige.\n  ## Baggrund",
        right="- titel: A\n  tekst: |\n    Vi er enige.\n    ## Baggrund",
    ),
    reason=Phrase(
        "Alt efter # er en kommentar, når linjen ikke er rykket ind under en tekst.",
        "All behind # is a comment where the line is not indented below a text.",
    ),
)
STAND_IN = Rule(
    "M0561",
    _WARNING,
    Phrase(
        "Under {noegle} står kun {tegn}, og det trykkes sådan.",
        "Below {noegle} stands nothing but {tegn}, which is printed so.",
    ),
    Phrase(
        "Skriv det, som tegnet står for, eller slet linjen.",
        "Write what the sign stands for, or delete the line.",
    ),
    Example(wrong="sted: …", right="sted: Rådhuset"),
    reason=Phrase(
        "Tegnet viser i beskeder og skabeloner, hvor noget skal skrives; bliver det stående, "
        "mangler det rigtige i dokumentet.",
        "In messages and templates the sign shows where something is to be written; left alone, "
        "the right thing is missing in the document.",
    ),
)
PARAGRAPHS = Rule(
    "M0562",
    Severity.HINT,
    Phrase(
        "Leddene under {noegle} bliver afsnit uden streg foran, ikke en punktopstilling.",
        "The entries below {noegle} become paragraphs without a mark, not a list of bullets.",
    ),
    Phrase(
        "Skriv »{noegle}: |« og listen på linjerne under, så den trykkes med punkter.",
        "Write »{noegle}: |« and the list on the lines below, so that it is printed with bullets.",
    ),
    Example(
        wrong="- titel: A\n  tekst:\n    - skolen\n    - vejen",
        right="- titel: A\n  tekst: |\n    - skolen\n    - vejen",
    ),
    reason=Phrase(
        "Uden | er stregerne YAMLs egne: de skiller tekst, tabeller og billeder fra hinanden.",
        "Without a | the hyphens are YAML's own: they divide text, tables and pictures.",
    ),
)
LOST_CHARACTER = Rule(
    "M0563",
    _WARNING,
    Phrase(
        "Her står � i stedet for et bogstav, som et program ikke kunne læse.",
        "Here is � instead of a letter that a program could not read.",
    ),
    Phrase("Skriv bogstavet igen.", "Type the letter again."),
    Example(wrong="sted: R�dhuset", right="sted: Rådhuset"),
    reason=Phrase(
        "Det trykkes som et spørgsmålstegn i en rude.",
        "It is printed as a question mark in a diamond.",
    ),
)
