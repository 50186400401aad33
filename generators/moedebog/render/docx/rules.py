"""What can be wrong with a Word template, in the words that the user reads."""

from __future__ import annotations

from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example

UNREADABLE = Rule(
    "M330",
    Severity.ERROR,
    Phrase(
        "Skabelonen kan ikke læses som et Word-dokument. {reason}",
        "The template cannot be read as a Word document. {reason}",
    ),
    Phrase(
        "Åbn den i Word, og gem den som »Word-dokument (*.docx)«.",
        "Open it in Word and save it as «Word Document (*.docx)».",
    ),
    Example(
        wrong="En fil, der ikke er gemt som .docx.", right="Gem som Word-dokument.", file="Word"
    ),
)
BRACES = Rule(
    "M331",
    Severity.ERROR,
    Phrase(
        "{where}: Der mangler en krøllet parentes, eller der er én for meget.",
        "{where}: A brace is missing, or there is one too many.",
    ),
    Phrase(
        "Et felt skrives {{{{ navn }}}} og en linje med kode {{%p … %}}, helt i ét afsnit.",
        "A field is written {{{{ name }}}} and a line of code {{%p … %}}, whole in one paragraph.",
    ),
    Example(wrong="{{ dokument.titel }", right="{{ dokument.titel }}", file="Word"),
)
SYNTAX = Rule(
    "M332",
    Severity.ERROR,
    Phrase(
        "{where}: Koden {tag} kan ikke forstås.", "{where}: The code {tag} cannot be understood."
    ),
    Phrase(
        "Kopiér linjen fra en ny standardskabelon: `moedebog skabelon ny kopi --word` "
        "(`make skabelon GOER=ny NAVN=kopi WORD=1`).",
        "Copy the line from a new standard template: `moedebog skabelon ny kopi --word` "
        "(`make skabelon GOER=ny NAVN=kopi WORD=1`).",
    ),
    Example(wrong="{%p for punkt %}", right="{%p for punkt in dokument.punkter %}", file="Word"),
)
NOT_ALLOWED = Rule(
    "M333",
    Severity.ERROR,
    Phrase(
        "{where}: Koden {tag} kan ikke bruges i disse skabeloner.",
        "{where}: The code {tag} cannot be used in these templates.",
    ),
    Phrase(
        "Brug felter og for, if, elif, else, endif og endfor.",
        "Use fields and for, if, elif, else, endif and endfor.",
    ),
    Example(wrong="{% set x = 1 %}", right="{{ dokument.titel }}", file="Word"),
)
UNKNOWN_VARIABLE = Rule(
    "M334",
    Severity.ERROR,
    Phrase("{where}: Variablen {name} findes ikke.", "{where}: There is no variable {name}."),
    Phrase("{suggestion}", "{suggestion}"),
    Example(wrong="{{ dokument.tittel }}", right="{{ dokument.titel }}", file="Word"),
)
UNKNOWN_FILTER = Rule(
    "M335",
    Severity.ERROR,
    Phrase("{where}: Filteret {name} findes ikke.", "{where}: There is no filter {name}."),
    Phrase("{suggestion}", "{suggestion}"),
    Example(wrong="{{ dokument.titel|stort }}", right="{{ dokument.titel|upper }}", file="Word"),
)
NOT_A_LIST = Rule(
    "M336",
    Severity.ERROR,
    Phrase(
        "{where}: {name} er ikke en liste og kan ikke gentages.",
        "{where}: {name} is not a list and cannot be repeated.",
    ),
    Phrase(
        "Det kan dokument.punkter, punkt.afsnit og dokument.slutafsnit.",
        "These can: dokument.punkter, punkt.afsnit and dokument.slutafsnit.",
    ),
    Example(
        wrong="{%p for x in dokument.titel %}",
        right="{%p for x in dokument.punkter %}",
        file="Word",
    ),
)
NEEDS_P = Rule(
    "M337",
    Severity.ERROR,
    Phrase(
        "{where}: {name} er hele afsnit og kan ikke stå inde i et afsnit.",
        "{where}: {name} is whole paragraphs and cannot stand inside one.",
    ),
    Phrase(
        "Skriv {{{{p {name} }}}}, alene i sit afsnit.",
        "Write {{{{p {name} }}}}, alone in its paragraph.",
    ),
    Example(wrong="{{ afsnit.tekst }}", right="{{p afsnit.tekst }}", file="Word"),
)
NO_P = Rule(
    "M338",
    Severity.ERROR,
    Phrase(
        "{where}: {name} er tekst og er ikke selv et afsnit.",
        "{where}: {name} is text and not a paragraph itself.",
    ),
    Phrase("Skriv {{{{ {name} }}}} uden p.", "Write {{{{ {name} }}}} without p."),
    Example(wrong="{{p dokument.titel }}", right="{{ dokument.titel }}", file="Word"),
)
NOT_PRINTABLE = Rule(
    "M339",
    Severity.ERROR,
    Phrase(
        "{where}: {name} kan ikke skrives, for det består af flere ting.",
        "{where}: {name} cannot be written, because it consists of several things.",
    ),
    Phrase("Vælg en af dem: {choices}.", "Choose one of them: {choices}."),
    Example(wrong="{{ dokument.punkter }}", right="{{ punkt.titel }}", file="Word"),
)
NOT_ALONE = Rule(
    "M340",
    Severity.ERROR,
    Phrase(
        "{where}: Der står andet i afsnittet end {tag}; det ville gå tabt.",
        "{where}: Something else than {tag} stands in the paragraph; it would be lost.",
    ),
    Phrase("Flyt det til et afsnit for sig selv.", "Move it to a paragraph of its own."),
    Example(wrong="Tekst {{p afsnit.tekst }}", right="{{p afsnit.tekst }}", file="Word"),
)
NOT_OPEN = Rule(
    "M341",
    Severity.ERROR,
    Phrase(
        "{where}: {tag} afslutter noget, som ikke er begyndt.",
        "{where}: {tag} ends something that has not begun.",
    ),
    Phrase("Sæt begyndelsen ind, eller slet linjen.", "Insert the beginning, or delete the line."),
    Example(wrong="{%p endfor %} alene", right="{%p for … %} … {%p endfor %}", file="Word"),
)
NOT_CLOSED = Rule(
    "M342",
    Severity.ERROR,
    Phrase("{where}: {tag} bliver ikke afsluttet.", "{where}: {tag} is not ended."),
    Phrase("Sæt {end} ind, hvor det skal slutte.", "Insert {end} where it should end."),
    Example(wrong="{%p for … %} alene", right="{%p for … %} … {%p endfor %}", file="Word"),
)
SPANS_PARAGRAPHS = Rule(
    "M343",
    Severity.ERROR,
    Phrase(
        "{where}: {tag} strækker sig over flere afsnit uden p.",
        "{where}: {tag} spans several paragraphs without p.",
    ),
    Phrase(
        "Skriv {{%p … %}} både ved begyndelsen og ved afslutningen, hver i sit afsnit.",
        "Write {{%p … %}} at both the beginning and the end, each in its own paragraph.",
    ),
    Example(wrong="{% if x %} og {% endif %} i hvert sit afsnit", right="{%p if x %}", file="Word"),
)
OTHER_PLACE = Rule(
    "M344",
    Severity.ERROR,
    Phrase(
        "{where}: {tag} står et andet sted end sin begyndelse, fx kun den ene i en tabel.",
        "{where}: {tag} stands in another place than its beginning, e.g. only one of them in a "
        "table.",
    ),
    Phrase(
        "Begge skal stå i brødteksten eller i den samme tabelcelle.",
        "Both must stand in the body text or in the same table cell.",
    ),
    Example(
        wrong="{%p for … %} uden for en tabel, slut inde i den", right="Begge inde", file="Word"
    ),
)
LAST_IN_CELL = Rule(
    "M345",
    Severity.ERROR,
    Phrase(
        "{where}: {tag} er det sidste i en tabelcelle, som så kan blive tom.",
        "{where}: {tag} is the last thing in a table cell, which may then be empty.",
    ),
    Phrase(
        "Lad et almindeligt afsnit være det sidste i cellen.",
        "Let an ordinary paragraph be the last thing in the cell.",
    ),
    Example(
        wrong="{{p afsnit.tekst }} sidst i en celle", right="Et tomt afsnit efter", file="Word"
    ),
)
SECTION_BREAK = Rule(
    "M346",
    Severity.ERROR,
    Phrase(
        "{where}: Afsnittet med {tag} rummer et sektions- eller sideskift, som ville gå tabt.",
        "{where}: The paragraph with {tag} holds a section or page break that would be lost.",
    ),
    Phrase("Flyt skiftet til et andet afsnit.", "Move the break to another paragraph."),
    Example(wrong="{%p if … %} i afsnittet med et sideskift", right="Hver sit afsnit", file="Word"),
)
TRACKED = Rule(
    "M347",
    Severity.ERROR,
    Phrase("{where}: Der er sporede ændringer.", "{where}: There are tracked changes."),
    Phrase(
        "Acceptér eller afvis alle ændringer i Word (Gennemse), og gem igen.",
        "Accept or reject all changes in Word (Review), and save again.",
    ),
    Example(wrong="Sporede ændringer i skabelonen", right="Alle ændringer accepteret", file="Word"),
    reason=Phrase(
        "Slettet tekst ligger stadig i en fil med sporede ændringer, sammen med navne og tider, "
        "og ville følge med ud i hvert dokument.",
        "Deleted text is still in a file with tracked changes, with names and times, and would go "
        "out in every document.",
    ),
)
WRONG_PLACE = Rule(
    "M349",
    Severity.ERROR,
    Phrase("{where}: Her bliver koder ikke udfyldt.", "{where}: Codes are not filled in here."),
    Phrase(
        "Koder kan stå i brødteksten, i tabeller og i sidehoved og sidefod, ikke i tekstbokse, "
        "noter, felter og beskrivelser af billeder.",
        "Codes can stand in the body text, in tables and in headers and footers, not in text "
        "boxes, notes, fields and descriptions of pictures.",
    ),
    Example(wrong="{{ dokument.titel }} i en tekstboks", right="I brødteksten", file="Word"),
)
MISSING_STYLE = Rule(
    "M350",
    Severity.ERROR,
    Phrase(
        "Skabelonen mangler typografien »{name}« ({kind}).",
        "The template lacks the style «{name}» ({kind}).",
    ),
    Phrase(
        "Lav en ny standardskabelon med `moedebog skabelon ny kopi --word` "
        "(`make skabelon GOER=ny NAVN=kopi WORD=1`), og kopiér den derfra (Typografier, "
        "Administrer, Importér/eksportér).",
        "Make a new standard template by `moedebog skabelon ny kopi --word` "
        "(`make skabelon GOER=ny NAVN=kopi WORD=1`), and copy it from there (Styles, Manage, "
        "Import/Export).",
    ),
    Example(wrong="Uden typografien List Bullet", right="Med den", file="Word"),
)
NO_NUMBERING = Rule(
    "M351",
    Severity.ERROR,
    Phrase(
        "Typografien »{name}« har ingen punkttegn eller numre.",
        "The style «{name}» has no bullets or numbers.",
    ),
    Phrase(
        "Vælg Rediger typografi, Formatér, Nummerering, og gem igen.",
        "Choose Modify Style, Format, Numbering, and save again.",
    ),
    Example(wrong="List Number uden numre", right="Med nummerering", file="Word"),
)
FAILS = Rule(
    "M352",
    Severity.ERROR,
    Phrase(
        "Skabelonen kan ikke udfyldes: {detail}.", "The template cannot be filled in: {detail}."
    ),
    Phrase(
        "Sammenlign den med en ny standardskabelon: `moedebog skabelon ny kopi --word` "
        "(`make skabelon GOER=ny NAVN=kopi WORD=1`).",
        "Compare it with a new standard template: `moedebog skabelon ny kopi --word` "
        "(`make skabelon GOER=ny NAVN=kopi WORD=1`).",
    ),
    Example(wrong="En skabelon, der giver fejl under udfyldning", right="Standarden", file="Word"),
)
LOST = Rule(
    "M353",
    Severity.ERROR,
    Phrase(
        "Skabelonen viser ikke alt indhold: {tag} mangler.",
        "The template does not show all contents: {tag} is missing.",
    ),
    Phrase(
        "Sæt linjen ind, hvor indholdet skal stå.",
        "Insert the line where the contents should stand.",
    ),
    Example(wrong="Uden linjen med punkternes indhold", right="Med den", file="Word"),
)
NOT_CONFIDENTIAL = Rule(
    "M354",
    Severity.ERROR,
    Phrase(
        "Skabelonen viser ikke {{{{ dokument.fortrolighed }}}} på alle sider.",
        "The template does not show {{{{ dokument.fortrolighed }}}} on every page.",
    ),
    Phrase(
        "Sæt feltet ind i sidehovedet, også i det for første side og for lige sider.",
        "Insert the field in the header, also in that of the first page and of even pages.",
    ),
    Example(wrong="Uden {{ dokument.fortrolighed }} i sidehovedet", right="Med den", file="Word"),
    reason=Phrase(
        "Et internt dokument må ikke kunne forveksles med det offentlige. En side kan blive "
        "kopieret eller skrevet ud for sig selv.",
        "An internal document must not be mistaken for the public one. A page may be copied or "
        "printed by itself.",
    ),
)
REPEATED = Rule(
    "M355",
    Severity.ERROR,
    Phrase(
        "Bogmærket eller billedet »{name}« står i noget, der gentages.",
        "The bookmark or picture «{name}» stands in something that is repeated.",
    ),
    Phrase(
        "Slet det, eller flyt det uden for gentagelsen.",
        "Delete it, or move it out of what is repeated.",
    ),
    Example(wrong="Et bogmærke inde i en gentagelse", right="Uden for den", file="Word"),
)
NO_ALTERNATIVE = Rule(
    "M359",
    Severity.ERROR,
    Phrase(
        "Et billede i {where} har ingen alternativ tekst.",
        "A picture in {where} has no alternative text.",
    ),
    Phrase(
        "Højreklik på billedet, vælg »Vis alternativ tekst«, og skriv, hvad en, der ikke kan se "
        "det, skal have at vide; eller markér det som dekorativt.",
        "Right-click it, choose “View Alt Text”, and say what it shows; or mark it as decorative.",
    ),
    Example(wrong="Et logo uden alternativ tekst", right="Et logo med", file="Word"),
    reason=Phrase(
        "Den alternative tekst er alt, hvad en skærmlæser kan sige om logoet.",
        "The alternative text is all that a screen reader can say of the logo.",
    ),
)
RELATIONSHIP = Rule(
    "M383",
    Severity.ERROR,
    Phrase(
        "Delen »{part}« har noget med, som ikke må stå i en skabelon: {kind} ({target}).",
        "The part «{part}» has something with it that must not be in a template: {kind} "
        "({target}).",
    ),
    Phrase(
        "Slet det i Word, og gem igen. Tekst, tabeller, links, billeder og skrifttyper må være "
        "med; indlejrede filer, makroer, diagrammer og andre dokumenter ikke.",
        "Delete it in Word and save again. Text, tables, links, pictures and fonts may be there; "
        "embedded files, macros, charts and other documents may not.",
    ),
    Example(wrong="Et indlejret regneark", right="En tabel", file="Word"),
)
EXTERNAL = Rule(
    "M384",
    Severity.ERROR,
    Phrase(
        "Delen »{part}« henter noget uden for filen: {kind} ({target}).",
        "The part «{part}» fetches something from outside the file: {kind} ({target}).",
    ),
    Phrase(
        "Sæt billedet ind i skabelonen i stedet for et link til det, eller slet det.",
        "Insert the picture in the template instead of a link to it, or delete it.",
    ),
    Example(
        wrong="Et logo, der hentes fra en server", right="Et logo, der er sat ind", file="Word"
    ),
    reason=Phrase(
        "Et billede, der hentes fra en server, fortæller den, at nogen åbner dokumentet, og "
        "mangler, når den ikke svarer.",
        "A picture that is fetched from a server tells it that somebody opens the document, and "
        "is missing when it does not answer.",
    ),
)
LINK = Rule(
    "M385",
    Severity.ERROR,
    Phrase(
        "{where}: Linket fører hverken til en hjemmeside, en mailadresse eller en telefon "
        "({target}).",
        "{where}: The link leads to no web page, e-mail address or telephone ({target}).",
    ),
    Phrase(
        "Skriv en adresse, der begynder med https://, http://, mailto: eller tel:.",
        "Write an address that begins with https://, http://, mailto: or tel:.",
    ),
    Example(
        wrong="file:///H:/skabeloner/vejledning.docx", right="https://example.org", file="Word"
    ),
    reason=Phrase(
        "Et link til et drev virker ikke for andre, og adressen kan røbe navne på mapper og "
        "brugere.",
        "A link to a drive does not work for others, and the address may give away names of "
        "folders and users.",
    ),
)
CONTENT = Rule(
    "M386",
    Severity.ERROR,
    Phrase(
        "Delen »{part}« er af en slags, som ikke må stå i en skabelon ({kind}).",
        "The part «{part}» is of a kind that must not be in a template ({kind}).",
    ),
    Phrase(
        "Slet det i Word, og gem igen som »Word-dokument (*.docx)«. Billeder skal være PNG, JPEG, "
        "GIF, EMF eller WMF.",
        "Delete it in Word and save again as “Word Document (*.docx)”. Pictures are to be PNG, "
        "JPEG, GIF, EMF or WMF.",
    ),
    Example(wrong="Et logo i TIFF", right="Et logo i PNG", file="Word"),
)
FIELD = Rule(
    "M387",
    Severity.ERROR,
    Phrase(
        "{where}: Feltet »{code}« må ikke stå i en skabelon.",
        "{where}: The field «{code}» must not be in a template.",
    ),
    Phrase(
        "Højreklik på det, og slet det. Felter må vise sidetal, indhold, henvisninger, titel og "
        "links; ikke hente filer, køre noget eller vise dags dato, filnavn og brugernavn. Mødets "
        "egne oplysninger skrives {{{{ dokument.… }}}}.",
        "Right-click it and delete it. Fields may show page numbers, contents, references, the "
        "title and links; they may not fetch files, run anything, or show today's date, a file "
        "name or a user's name. What belongs to the meeting is written {{{{ dokument.… }}}}.",
    ),
    Example(wrong="{ INCLUDETEXT … } eller { DATE }", right="{ PAGE }", file="Word"),
)
HIDDEN = Rule(
    "M388",
    Severity.ERROR,
    Phrase(
        "{where}: Der er skjult tekst, som ville følge med ud.",
        "{where}: There is hidden text, which would go out with the document.",
    ),
    Phrase(
        "Slet den, eller gør den synlig: markér, tryk Ctrl+D, og fjern fluebenet ved Skjult.",
        "Delete it, or make it visible: select it, press Ctrl+D, and clear Hidden.",
    ),
    Example(wrong="Tekst med skrifttypen Skjult", right="Uden den", file="Word"),
    reason=Phrase(
        "Skjult tekst kan gøres synlig af enhver, der får dokumentet.",
        "Hidden text can be made visible by anybody who gets the document.",
    ),
)
POINTS_AWAY = Rule(
    "M389",
    Severity.ERROR,
    Phrase(
        "{where}: {element} henviser til noget, der ikke er i skabelonen eller ikke kan følge med.",
        "{where}: {element} refers to something that is not in the template, or that cannot come "
        "along.",
    ),
    Phrase(
        "Slet det, og sæt det ind igen som tekst eller almindeligt billede.",
        "Delete it, and insert it again as text or as an ordinary picture.",
    ),
    Example(wrong="Håndskrift tegnet med pen", right="Et billede", file="Word"),
)
MAIL_MERGE = Rule(
    "M390",
    Severity.ERROR,
    Phrase(
        "Skabelonen er sat op til brevfletning med en datakilde (delen »{part}«).",
        "The template is set up for mail merge with a data source (the part «{part}»).",
    ),
    Phrase(
        "Vælg Forsendelser, Start brevfletning, Normalt Word-dokument, og gem igen.",
        "Choose Mailings, Start Mail Merge, Normal Word Document, and save again.",
    ),
    Example(wrong="Brevfletning med et regneark", right="Et normalt dokument", file="Word"),
)
BAD_PICTURE = Rule(
    "M391",
    Severity.ERROR,
    Phrase(
        "Billedet i delen »{part}« kan ikke læses til ende.",
        "The picture in the part «{part}» cannot be read to its end.",
    ),
    Phrase(
        "Gem det igen som PNG, og sæt det ind på ny.", "Save it again as PNG, and insert it anew."
    ),
    Example(wrong="Et logo, hvis fil er hugget over", right="En hel fil", file="Word"),
)
BEHIND_STYLE = Rule(
    "M394",
    Severity.WARNING,
    Phrase(
        "Word-skabelonerne i sættet »{navn}« ser ikke ud, som dets pdf.yaml siger. Word og PDF ser "
        "ikke ens ud.",
        "The Word templates of the set »{navn}« do not look as its pdf.yaml says. Word and PDF do "
        "not look alike.",
    ),
    Phrase(
        "Se forskellen med `moedebog skabelon ret {navn}`, og skriv den ind med "
        "`moedebog skabelon ret {navn} --skriv` (`make skabelon GOER=ret NAVN={navn} SKRIV=1`).",
        "See the difference with `moedebog skabelon ret {navn}`, and write it with "
        "`moedebog skabelon ret {navn} --skriv` (`make skabelon GOER=ret NAVN={navn} SKRIV=1`).",
    ),
    Example(
        wrong="En ny farve i pdf.yaml, mens referat.docx har den gamle",
        right="Efter moedebog skabelon ret --skriv",
        file="Word",
    ),
    reason=Phrase(
        "Har et sæt sine egne Word-skabeloner, ændrer pdf.yaml kun PDF-filerne, til skabelonerne "
        "er rettet efter den. Det, nogen selv har ændret i Word, er ikke talt med.",
        "Where a set has Word templates of its own, pdf.yaml changes the PDFs alone until the "
        "templates are brought in line with it. What somebody restyled in Word is not counted.",
    ),
)
OLDER_SET = Rule(
    "M393",
    Severity.HINT,
    Phrase(
        "Word-skabelonerne i sættet »{navn}« er ældre end udseendet i PDF og mangler f.eks. "
        "typografien »{typografi}«. Word og PDF ser ikke ens ud.",
        "The Word templates of the set »{navn}« are older than the look of the PDF and lack e.g. "
        "the style »{typografi}«. Word and PDF do not look alike.",
    ),
    Phrase(
        "Kør `moedebog skabelon ret {navn}` og se, hvad der ville blive ændret; "
        "`moedebog skabelon ret {navn} --skriv` (`make skabelon GOER=ret NAVN={navn} SKRIV=1`) "
        "skriver det.",
        "Run `moedebog skabelon ret {navn}` and see what would be changed; "
        "`moedebog skabelon ret {navn} --skriv` (`make skabelon GOER=ret NAVN={navn} SKRIV=1`) "
        "writes it.",
    ),
    Example(
        wrong="Et sæt fra før typografien »Mødebog resultat«",
        right="Efter moedebog skabelon ret --skriv",
        file="Word",
    ),
    reason=Phrase(
        "Hver rolle (punkt, beslutning, resultat …) har sin egen typografi i Word. Mangler den, "
        "ser beslutningen ud som al anden tekst i Word, mens PDF fremhæver den.",
        "Each role (item, decision, result …) has a style of its own in Word. Where it is missing, "
        "the decision looks like any other text in Word, while the PDF brings it out.",
    ),
)
