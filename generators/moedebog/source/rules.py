"""What can be wrong with the text of a YAML file, in the words that the user reads."""

from __future__ import annotations

from moedebog.diagnostics import Rule, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

UNREADABLE = Rule("M001", _ERROR, "Filen kan ikke læses: {grund}.")
NOT_A_FILE = Rule(
    "M002", _ERROR, "Dette er ikke en almindelig fil.", "Navnet skal høre til en tekstfil."
)
LEADS_OUT = Rule(
    "M034",
    _ERROR,
    "Dette er et link til noget uden for mappen {mappe}.",
    "Læg selve filen i mappen.",
)
TOO_LARGE = Rule(
    "M003",
    _ERROR,
    "Filen er for stor: højst {mb} MB kan læses.",
    "Læg store tabeller og billeder i egne filer som bilag.",
)
UTF16 = Rule(
    "M004",
    _ERROR,
    "Filen er gemt som {kodning}, ikke som UTF-8.",
    "Gem den igen med tegnkodningen UTF-8.",
)
NOT_UTF8 = Rule(
    "M005",
    _ERROR,
    "Her står et tegn, som ikke er UTF-8{gaet}.",
    "Gem filen igen med tegnkodningen UTF-8.",
)
CONTROL = Rule(
    "M006",
    _ERROR,
    "Her står et usynligt styretegn ({kode}).",
    "Slet det; det er ofte kommet med ved kopiering.",
)
LINE_SEPARATOR = Rule(
    "M007",
    _ERROR,
    "Her står et usynligt linjeskift ({kode}).",
    "Slet tegnet, og tryk Enter i stedet.",
)
TAB = Rule("M008", _ERROR, "Her står en tabulator.", "Brug mellemrum i stedet.")
HARD_SPACE = Rule(
    "M009",
    _ERROR,
    "Her står et hårdt mellemrum ({kode}), hvor der skal være et almindeligt.",
    "Slet det, og tryk på mellemrumstasten.",
)
DIRECTIVE = Rule(
    "M010", _ERROR, "En linje, der begynder med %, kan ikke bruges her.", "Slet linjen."
)
SEVERAL_DOCUMENTS = Rule(
    "M011",
    _ERROR,
    "Her begynder et nyt YAML-dokument (---), men en fil må kun holde ét.",
    "Slet linjen, eller flyt resten til sin egen fil.",
)
ANCHOR = Rule(
    "M012",
    _ERROR,
    "Værdien begynder med {tegn}, som har en særlig betydning i YAML.",
    "Sæt anførselstegn om teksten, eller skriv den under en |.",
)
TAG = Rule(
    "M013",
    _ERROR,
    "Værdien begynder med !, som har en særlig betydning i YAML.",
    "Sæt anførselstegn om teksten.",
)
MERGE = Rule("M014", _ERROR, "Nøglen << kan ikke bruges her.", "Skriv indholdet helt ud.")
DUPLICATE_KEY = Rule(
    "M015",
    _ERROR,
    "Nøglen {noegle} står her for anden gang; den står også i linje {linje}.",
    "Slet den ene, eller saml indholdet under én.",
)
COMPLEX_KEY = Rule(
    "M016",
    _ERROR,
    "Her skal stå en nøgle, som er et enkelt ord.",
    "Er det tekst med krøllede eller kantede parenteser, så sæt anførselstegn om den.",
)
TOO_DEEP = Rule(
    "M017", _ERROR, "Indholdet er rykket ind i mere end {dybde} niveauer.", "Gør det fladere."
)
TOO_MANY = Rule("M018", _ERROR, "Filen har mere end {antal} nøgler og værdier.", "Del den op.")
LOST_TAIL = Rule(
    "M019",
    _WARNING,
    "Teksten fra # og linjen ud regnes for en kommentar og kommer ikke med: »{tekst}«.",
    "Sæt anførselstegn om værdien, hvis den skal med.",
)
COLON = Rule(
    "M020",
    _ERROR,
    "Værdien indeholder et kolon fulgt af mellemrum, og så ligner den en ny nøgle.",
    "Sæt anførselstegn om værdien, eller skriv den under en |.",
)
NO_SPACE = Rule(
    "M021",
    _ERROR,
    "Der mangler et mellemrum efter kolonet i {noegle}:",
    "Skriv {noegle}: og så værdien.",
)
NO_SPACE_AFTER_DASH = Rule(
    "M037",
    _ERROR,
    "Der mangler et mellemrum efter bindestregen foran {noegle}:",
    "Skriv - {noegle}: og så værdien.",
)
UNCLOSED_QUOTE = Rule(
    "M022",
    _ERROR,
    "Anførselstegnet her bliver ikke lukket, hvor det skal.",
    "Sæt {tegn} efter det sidste ord. Et {tegn} inde i teksten skrives {dobbelt}.",
)
AFTER_QUOTE = Rule(
    "M023",
    _ERROR,
    "Der står noget efter det afsluttende anførselstegn.",
    "Sæt anførselstegn om hele værdien: {forslag}",
)
RESERVED = Rule(
    "M024",
    _ERROR,
    "En værdi kan ikke begynde med {tegn} uden anførselstegn.",
    "Sæt anførselstegn om værdien.",
)
INDENTATION = Rule(
    "M025",
    _ERROR,
    "Linjen er ikke rykket ind, så den passer med linjerne omkring.",
    "Nøgler, der hører sammen, skal begynde i samme kolonne.",
)
DASH = Rule(
    "M026",
    _ERROR,
    "En liste kan ikke begynde her.",
    "Skriv hvert punkt på sin egen linje under nøglen, eller sæt anførselstegn om teksten.",
)
UNCLOSED_FLOW = Rule(
    "M027",
    _ERROR,
    "Parentesen {tegn} her bliver ikke lukket, eller der mangler et komma.",
    "Slut med {slut}; sæt komma mellem delene og anførselstegn om tekst med parenteser.",
)
NO_COLON = Rule(
    "M028",
    _ERROR,
    "Linjen har ingen nøgle: her ventes nøgle, kolon og værdi.",
    "Hører linjen til teksten ovenfor, så skriv teksten under en | og ryk alle dens linjer ind.",
)
BLOCK_HEADER = Rule(
    "M029",
    _ERROR,
    "Efter {tegn} må der ikke stå mere på linjen.",
    "Begynd teksten på næste linje, rykket ind.",
)
ESCAPE = Rule(
    "M030",
    _ERROR,
    'Omvendt skråstreg (\\) har en særlig betydning i tekst mellem "…".',
    "Brug '…' i stedet, eller skriv \\\\.",
)
SYNTAX = Rule(
    "M031",
    _ERROR,
    "Linjen kan ikke læses som YAML.",
    "Se efter indrykning, kolon, anførselstegn og parenteser her og i linjen ovenfor.",
)
AFTER_BRACKET = Rule(
    "M032",
    _ERROR,
    "Der står noget efter den afsluttende parentes.",
    "Sæt anførselstegn om hele værdien, hvis den er tekst.",
)
FOLDED = Rule(
    "M035",
    _WARNING,
    "Linjen løber sammen med den ovenfor, for her bliver linjeskift til mellemrum.",
    "Skriv teksten under en | (ikke >); så bliver lister, tabeller og afsnit, som de er skrevet.",
)
NOT_INDENTED = Rule(
    "M036",
    _ERROR,
    "Teksten efter {tegn} er ikke rykket ind.",
    "Ryk alle dens linjer mindst to mellemrum længere ind end nøglen.",
)
COLON_IN_BRACKETS = Rule(
    "M033",
    _ERROR,
    "Her står et kolon inde i en parentes, og så ligner det en ny nøgle.",
    "Sæt anførselstegn om værdien; er det en ny nøgle, så sæt komma foran den og mellemrum efter"
    " kolonet.",
)
