"""For every rule an example that breaks it alone, one that keeps it, and where it comes from.

``docs/regler.md`` is made of this, and ``tests/rulebook/test_rulebook.py`` runs every example.
"""

from __future__ import annotations

from dataclasses import dataclass, field

LAW = "Lov om kommunernes styrelse"
RULES_OF_PROCEDURE = "Normalforretningsordenen for kommunalbestyrelser (vejledende)"
PRACTICE = "God skik i sekretariater"
ACCESS = "Lov om tilgængelighed af offentlige organers websteder; PDF/UA-1 (ISO 14289-1)"


@dataclass(frozen=True)
class Example:
    """A rule's page in the book."""

    wrong: str
    right: str
    source: str = ""
    """Law, standard or practice; empty: that of the rule's group."""
    forum: str = ""
    """Lines of ``forum.yaml`` that the example needs."""
    file: str = "møde"
    """What is shown: ``møde``, ``forum``, ``pdf.yaml``, or ``Word``, which cannot be shown."""
    files: dict[str, bytes] = field(default_factory=dict)
    """Files beside the meeting file."""
    data: bytes | None = None
    """The bytes of the wrong file, where text cannot say it."""
    name: str = "2025-09-12"
    """The stem of the meeting file."""


MADE = "README.md"
UPGRADE = "docs/opgradering.md"

GROUPS: tuple[tuple[str, str, str], ...] = (
    ("M0", "Filen og dens form", "YAML 1.2.2 og JSON-skemaerne i schemas/"),
    ("M07", "Teksten (Markdown)", "CommonMark 0.31, GitHubs tabeller og Words grænser"),
    ("M08", "Teksten (Markdown)", "CommonMark 0.31"),
    ("M1", "Betydningen", "moedebogs model af et møde"),
    ("M2", "Numre, tider, bilag og deltagere", "Dokumenterne skal stemme med sig selv"),
    ("M30", "Indstillinger", "Indstillingernes beskrivelse i filen selv"),
    ("M31", "Indstillinger", "Indstillingernes beskrivelse i filen selv"),
    ("M33", "Word-skabeloner", "docs/skabeloner.md"),
    ("M34", "Word-skabeloner", "docs/skabeloner.md"),
    ("M35", "Word-skabeloner", "docs/skabeloner.md"),
    ("M36", "PDF", ACCESS),
    ("M38", "Word-skabelonens indhold", "docs/skabeloner.md"),
    ("M39", "Word-skabelonens indhold", "docs/skabeloner.md"),
    ("M41", "Kontrollen selv", "docs/kontrol.md"),
    ("M402", "Mappen med dokumenter", MADE),
    ("M403", "Mappen med dokumenter", MADE),
    ("M404", "Mappen med dokumenter", MADE),
    ("M405", "Mappen med dokumenter", MADE),
    ("M4", "Skabelonsæt", "docs/skabeloner.md"),
    ("M45", "Udsendelse", "docs/udsendelse.md"),
    ("M46", "Udsendelse", "docs/udsendelse.md"),
    ("M50", "Datoer og frister", PRACTICE),
    ("M51", "Beslutninger", PRACTICE),
    ("M52", "Afstemning og beslutningsdygtighed", f"{LAW} § 11, stk. 2 og 3"),
    ("M53", "Bilag", PRACTICE),
    ("M54", "Sprog og henvisninger", PRACTICE),
    ("M55", "Bilag, fortsat", PRACTICE),
    ("M555", "Personnumre, fortsat", PRACTICE),
    ("M556", "Personnumre, fortsat", PRACTICE),
)
"""The beginning of the codes, the heading, and the source where an example names none."""

_TWO_POINTS = "- titel: A\n  indstilling:\n    at: [godkender, drøfter]\n    delbeslutninger:\n"
_VOTERS = "medlemmer: [Anna, Bo, Carl]"
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)
"""A grey dot."""
_PDF = b"%PDF-1.7 /StructTreeRoot %%EOF"


def _body(text: str) -> str:
    """An item with a text in a literal block."""
    lines = text.split("\n")
    return "- titel: A\n  tekst: |\n" + "\n".join(f"    {line}" if line else "" for line in lines)


def _attached(titel: str, fil: str = "b.pdf", holds: str = "") -> str:
    """An item with a file; ``holds`` says in a comment what is in that."""
    comment = f"  # {holds}" if holds else ""
    return f"- titel: A\n  bilag:\n    - {{titel: {titel}, fil: {fil}}}{comment}"


EXAMPLES: dict[str, Example] = {
    # --- the text of a YAML file ---
    "M001": Example("En fil, der er slettet, mens den bliver læst.", "En fil, der er der."),
    "M002": Example("En mappe, der hedder 2025-09-12.yaml.", "En tekstfil med det navn."),
    "M003": Example("En mødefil på 6 MB.", "Store tabeller som bilag."),
    "M004": Example(
        "punkter: []  # gemt som UTF-16",
        "punkter: []  # gemt som UTF-8",
        data="punkter: []\n".encode("utf-16"),
    ),
    "M005": Example(
        "sted: Rådhuset  # gemt som latin-1",
        "sted: Rådhuset  # gemt som UTF-8",
        data="sted: Rådhuset\n".encode("latin-1"),
    ),
    "M006": Example("sted: Råd\x07huset", "sted: Rådhuset"),
    "M007": Example("sted: Rådhuset\u2028Stuen", "sted: Rådhuset, Stuen"),
    "M008": Example("punkter:\n\t- titel: A", "punkter:\n  - titel: A"),
    "M009": Example("sted:\u00a0Rådhuset", "sted: Rådhuset"),
    "M010": Example("%TAG ! x\n---\nsted: Rådhuset", "sted: Rådhuset"),
    "M011": Example("sted: Rådhuset\n---\nsted: Hallen", "sted: Rådhuset"),
    "M012": Example("sted: &hal Hallen", 'sted: "&hal Hallen"'),
    "M013": Example("sted: !vigtigt Hallen", 'sted: "!vigtigt Hallen"'),
    "M014": Example("<<: {sted: Hallen}", "sted: Hallen"),
    "M015": Example("sted: Hallen\nsted: Rådhuset", "sted: Rådhuset"),
    "M016": Example("? [sted]\n: Hallen", "sted: Hallen"),
    "M017": Example("sted: " + "[" * 70 + "]" * 70, "sted: Hallen"),
    "M018": Example("En fil med 200.001 nøgler.", "To filer, eller en tabel som bilag."),
    "M019": Example("sted: Lokale #7", 'sted: "Lokale #7"'),
    "M020": Example("sted: Rådhuset: byrådssalen", 'sted: "Rådhuset: byrådssalen"'),
    "M021": Example("sted:Rådhuset", "sted: Rådhuset"),
    "M022": Example('sted: "Rådhuset', 'sted: "Rådhuset"'),
    "M023": Example('sted: "Rådhuset", stuen', "sted: '\"Rådhuset\", stuen'"),
    "M024": Example("sted: @Rådhuset", 'sted: "@Rådhuset"'),
    "M025": Example("- titel: A\n   varighed: 15", "- titel: A\n  varighed: 15"),
    "M026": Example("punkter: - titel: A", "punkter:\n  - titel: A"),
    "M027": Example("sted: [Rådhuset", 'sted: "[Rådhuset"'),
    "M028": Example("sted: Rådhuset\nbyrådssalen\nform: fysisk", "sted: Rådhuset\nform: fysisk"),
    "M029": Example("- titel: A\n  tekst: | Ja.", "- titel: A\n  tekst: |\n    Ja."),
    "M030": Example('sted: "C:\\hallen"', "sted: 'C:\\hallen'"),
    "M031": Example("En linje, som ingen anden regel kender.", "En nøgle, et kolon, en værdi."),
    "M032": Example("afbud: [Anna Ager] Bo", "afbud: [Anna Ager]"),
    "M033": Example("- {titel: Status: nyt}", '- {titel: "Status: nyt"}'),
    "M034": Example("En mødefil, der er et link til /etc/hosts.", "Selve filen."),
    "M035": Example(
        "- titel: A\n  tekst: >\n    - et\n    - to", "- titel: A\n  tekst: |\n    - et\n    - to"
    ),
    "M036": Example(
        "- titel: A\n  tekst: |\n  Vi er enige.", "- titel: A\n  tekst: |\n    Vi er enige."
    ),
    "M037": Example("punkter:\n  -titel: A", "punkter:\n  - titel: A"),
    # --- the schema ---
    "M040": Example("# tom", "punkter: []", data=b"# tom\n"),
    "M041": Example("stad: Rådhuset", "sted: Rådhuset"),
    "M042": Example("- varighed: 15", "- titel: A\n  varighed: 15"),
    "M043": Example("- titel: A\n  varighed: 15 min", "- titel: A\n  varighed: 15"),
    "M044": Example("form: virtuel", "form: virtuelt"),
    "M045": Example("slut: ved middag", 'slut: "12:00"'),
    "M046": Example("sted:", "sted: Rådhuset"),
    "M047": Example("- titel: A\n  afstemning: {}", "- titel: A\n  afstemning: {for: 1, imod: 1}"),
    "M048": Example(
        "- titel: A\n  tekst:\n    - tabel: {kolonner: [x], raekker: []}\n"
        "      billede: {fil: k.png, alt: Kort}",
        "- titel: A\n  tekst:\n    - tabel: {kolonner: [x], raekker: []}",
    ),
    "M049": Example("- titel: A\n  varighed: 0", "- titel: A"),
    "M050": Example("En værdi, som kun den ene af to kontroller afviser.", "En værdi som i docs."),
    # --- Markdown ---
    "M070": Example(_body("Vi er <b>enige</b>."), _body("Vi er **enige**.")),
    "M071": Example(_body("- " * 10 + "x"), _body("- " * 9 + "x")),
    "M072": Example(_body("- # Økonomi"), _body("# Økonomi\n\n- 1 mio. kr.")),
    "M073": Example(
        _body("Se ![Kort](k.png) her."),
        _body("Se kortet.\n\n![Kort](k.png)"),
        files={"k.png": _PNG},
    ),
    "M074": Example(_body("![](k.png)"), _body("![Kort over ruten](k.png)"), files={"k.png": _PNG}),
    "M075": Example(_body("![Kort](kort.png)"), _body("![Kort](k.png)"), files={"k.png": _PNG}),
    "M076": Example(_body("[](https://example.org)"), _body("[mere](https://example.org)")),
    "M077": Example(_body("[mere](www.example.org)"), _body("[mere](https://example.org)")),
    "M078": Example(
        _body('[mere](https://example.org "Åbner i ny fane")'), _body("[mere](https://example.org)")
    ),
    "M079": Example(
        _body("| År | Beløb |\n|---|---|\n| 2025 | 5 | 6 |"),
        _body("| År | Beløb |\n|---|---|\n| 2025 | 5 |"),
    ),
    "M080": Example(_body("1. Et\n3. To"), _body("1. Et\n2. To")),
    "M081": Example(
        _body("12. september er sidste frist."), _body("12\\. september er sidste frist.")
    ),
    "M082": Example(_body("[lessons]{sprog=en}"), _body("[lessons]{lang=en}")),
    "M083": Example(
        "En tekst på 600.000 tegn, eller med 20.000 skarpe parenteser.", "Teksten som bilag."
    ),
    # --- meaning across keys ---
    "M100": Example("dato: 2025-02-30", "dato: 2025-02-28", name="a"),
    "M101": Example('start: "10:75"', 'start: "10:45"'),
    "M102": Example('start: "10:00"\nslut: "09:00"', 'start: "10:00"\nslut: "11:00"'),
    "M103": Example(
        "- titel: A\n  underpunkter: [{titel: B, gruppe: Orientering}]",
        "- titel: A\n  gruppe: Orientering\n  underpunkter: [{titel: B}]",
    ),
    "M104": Example("- titel: A\n  inhabil: [Bo Baek]", "- titel: A\n  inhabil: [Bo Bæk]"),
    "M105": Example("afbud: [Carl Clausen]", "afbud: [Bo Bæk]"),
    "M106": Example("afbud: [Bo Bæk, Bo Bæk]", "afbud: [Bo Bæk]"),
    "M107": Example(
        "- titel: A\n  resume: Kort.\n  afsnit: [{tekst: Langt.}]",
        "- titel: A\n  afsnit: [{slags: resume, tekst: Kort.}, {tekst: Langt.}]",
    ),
    "M108": Example(
        "- titel: A\n  afsnit: [{slags: resume, udfald: godkendt}]",
        "- titel: A\n  afsnit: [{slags: beslutning, udfald: godkendt}]",
    ),
    "M109": Example(
        "- titel: A\n  afsnit: [{slags: resume}]",
        "- titel: A\n  afsnit: [{slags: resume, tekst: Kort.}]",
    ),
    "M110": Example(
        f"{_TWO_POINTS}      - {{punkt: 3, udfald: godkendt}}",
        f"{_TWO_POINTS}      - {{punkt: 2, udfald: godkendt}}",
    ),
    "M112": Example(_attached("Notat", "../../b.pdf"), _attached("Notat"), files={"b.pdf": _PDF}),
    "M113": Example(_attached("Notat", "'C:\\b.pdf'"), _attached("Notat"), files={"b.pdf": _PDF}),
    "M114": Example(_attached("Notat", "."), _attached("Notat"), files={"b.pdf": _PDF}),
    "M115": Example(
        "- titel: A\n  tekst:\n    - tabel: {kolonner: [År, Beløb], raekker: [[2025]]}",
        "- titel: A\n  tekst:\n    - tabel: {kolonner: [År, Beløb], raekker: [[2025, 5]]}",
    ),
    "M116": Example(
        "- titel: A\n  tekst:\n"
        "    - tabel: {kolonner: [År], justering: [venstre, midt], raekker: []}",
        "- titel: A\n  tekst:\n    - tabel: {kolonner: [År], justering: [venstre], raekker: []}",
    ),
    "M117": Example(
        "- titel: A\n  bilag: [{titel: B, offentlig: ja, lukket: Pris}]",
        "- titel: A\n  bilag: [{titel: B, lukket: Pris}]",
    ),
    "M118": Example("- titel: A\n  lukket: yes", "- titel: A\n  lukket: ja"),
    "M119": Example(
        "- titel: A\n  afsnit: [{slags: bilag}]",
        "- titel: A\n  bilag: [{titel: B}]\n  afsnit: [{slags: bilag}]",
    ),
    "M120": Example(
        "- titel: A\n  bilag: [{titel: B}]\n  afsnit: [{slags: bilag}, {slags: bilag}]",
        "- titel: A\n  bilag: [{titel: B}]\n  afsnit: [{slags: bilag}]",
    ),
    "M121": Example("- titel: A\n  udfald: godkent", "- titel: A\n  udfald: godkendt"),
    "M122": Example(
        f"{_TWO_POINTS}      - {{punkt: 1}}",
        f"{_TWO_POINTS}      - {{punkt: 1, udfald: godkendt}}",
    ),
    "M123": Example(
        "navn: U\npolitik: {afsnit: [resume, resume]}",
        "navn: U\npolitik: {afsnit: [resume]}",
        file="forum",
    ),
    "M124": Example(
        "navn: U\npolitik: {afsnit: [{slags: beslutning, dagsorden: ja}]}",
        "navn: U\npolitik: {afsnit: [{slags: beslutning}]}",
        file="forum",
    ),
    "M125": Example(
        "navn: U\nmedlemmer: [Anna, Anna]", "navn: U\nmedlemmer: [Anna, Bo]", file="forum"
    ),
    "M126": Example(
        "navn: U\nmedlemmer: [{navn: Anna, fra: 2025-01-01, til: 2024-01-01}]",
        "navn: U\nmedlemmer: [{navn: Anna, fra: 2024-01-01, til: 2025-12-31}]",
        file="forum",
    ),
    "M127": Example("En mødefil uden forum.yaml i mappen.", "forum.yaml med linjen navn: Udvalget"),
    "M128": Example(
        "navn: U\nmoedeleder: Ana\nmedlemmer: [Anna]",
        "navn: U\nmoedeleder: Anna\nmedlemmer: [Anna]",
        file="forum",
    ),
    "M129": Example(
        "punkter: []",
        "moedeleder: Bo Bæk",
        forum="moedeleder: Carl Clausen",
    ),
    "M130": Example("dato: 0025-09-12\npunkter: []", "dato: 2025-09-12\npunkter: []"),
    # --- numbers, times, attachments, who was there ---
    "M131": Example(
        "navn: U\nkontakt: {email: post@ｅxample.org}",
        "navn: U\nkontakt: {email: post@example.org}",
        file="forum",
    ),
    "M132": Example(
        "navn: U\nkontakt: {email: post@-å.example.org}",
        "navn: U\nkontakt: {email: post@å.example.org}",
        file="forum",
    ),
    "M140": Example(
        "navn: U\nmodtagere:\n  - {gruppe: alle, personer: [a@example.org]}\n"
        "  - {gruppe: Alle, personer: [b@example.org]}",
        "navn: U\nmodtagere:\n  - {gruppe: alle, personer: [a@example.org, b@example.org]}",
        file="forum",
    ),
    "M141": Example(
        "navn: U\nmodtagere:\n  - {gruppe: alle, personer: [a@example.org, A@example.org]}",
        "navn: U\nmodtagere:\n  - {gruppe: alle, personer: [a@example.org, b@example.org]}",
        file="forum",
    ),
    "M142": Example(
        "navn: U\nformater: [pdf]\nmodtagere:\n"
        "  - {gruppe: alle, formater: [docx], personer: [a@example.org]}",
        "navn: U\nformater: [docx, pdf]\nmodtagere:\n"
        "  - {gruppe: alle, formater: [docx], personer: [a@example.org]}",
        file="forum",
    ),
    "M200": Example(
        "- {titel: A, nr: 7}\n- {titel: B, nr: 7}", "- {titel: A, nr: 7}\n- {titel: B}"
    ),
    "M201": Example(
        "- {titel: A, varighed: 30}\n- {titel: B, tid: 10:15-10:45}",
        "- {titel: A, varighed: 30}\n- {titel: B, tid: 10:30-10:45}",
    ),
    "M202": Example(
        "- {titel: A, varighed: 30}\n- {titel: B, tid: 10:45-11:00}",
        "- {titel: A, varighed: 30}\n- {titel: Pause, sagstype: pause}\n"
        "- {titel: B, tid: 10:45-11:00}",
    ),
    "M203": Example(
        'slut: "10:30"\npunkter:\n  - {titel: A, varighed: 45}',
        'slut: "10:45"\npunkter:\n  - {titel: A, varighed: 45}',
    ),
    "M204": Example(
        "- {titel: A, sagstype: skriftlig_orientering, varighed: 5}",
        "- {titel: A, sagstype: skriftlig_orientering}",
    ),
    "M205": Example(
        "- {titel: A, tid: 10:00-10:30, varighed: 20}", "- {titel: A, tid: 10:00-10:30}"
    ),
    "M206": Example(
        "- titel: A\n  varighed: 10\n  underpunkter: [{titel: B, varighed: 20}]",
        "- titel: A\n  varighed: 20\n  underpunkter: [{titel: B, varighed: 20}]",
    ),
    "M207": Example("- {titel: A, varighed: 900}", "- {titel: A, varighed: 90}"),
    "M210": Example(
        "dagsorden_status: udsendt\npunkter:\n  - titel: A\n    bilag: [{titel: N, fil: n.pdf}]"
        "  # findes ikke",
        "dagsorden_status: udsendt\npunkter:\n  - titel: A\n    bilag: [{titel: N, fil: b.pdf}]"
        "  # findes",
        files={"b.pdf": _PDF},
    ),
    "M211": Example(
        _attached("Notat", "n.pdf", "en fil, der ikke findes"),
        _attached("Notat", "b.pdf", "en fil, der findes"),
        files={"b.pdf": _PDF},
    ),
    "M220": Example(
        "- {titel: A, ankom: [Bo Bæk]}\n- {titel: B, ankom: [Bo Bæk]}",
        "- {titel: A, ankom: [Bo Bæk]}\n- {titel: B}",
    ),
    "M221": Example(
        "afbud: [Bo Bæk]\npunkter:\n  - {titel: A, forlod: [Bo Bæk]}",
        "punkter:\n  - {titel: A, forlod: [Bo Bæk]}",
    ),
    # --- settings ---
    "M300": Example("farve: x", "farver: {tekst: '#000000'}", file="pdf.yaml"),
    "M301": Example("titel: {stoerrelse: }", "titel: {stoerrelse: 24 pt}", file="pdf.yaml"),
    "M302": Example("titel: {stoerrelse: stor}", "titel: {stoerrelse: 24 pt}", file="pdf.yaml"),
    "M303": Example("titel: {stoerrelse: 90 pt}", "titel: {stoerrelse: 24 pt}", file="pdf.yaml"),
    "M304": Example(
        "En indstilling, der skal være der, er slettet.", "Linjen er der.", file="Word"
    ),
    "M310": Example("skrift: {familie: Findesikke}", "skrift: {familie: Lato}", file="pdf.yaml"),
    "M311": Example("En skrifttype, der kun findes som OpenType.", "familie: Lato", file="Word"),
    "M312": Example("logo: {fil: vaaben.png, alt: X}", "logo: {fil: ''}", file="pdf.yaml"),
    "M313": Example(
        "logo: {fil: v.png}",
        "logo: {fil: v.png, alt: Varde Kommune}",
        file="pdf.yaml",
        files={"v.png": _PNG},
    ),
    "M314": Example(
        "sidefod: {venstre: '{sidetal}'}", "sidefod: {venstre: '{side}'}", file="pdf.yaml"
    ),
    "M315": Example(
        "side: {format: A5, margen: {venstre: 60 mm, hoejre: 60 mm}}",
        "side: {format: A4}",
        file="pdf.yaml",
    ),
    "M316": Example(
        "afsnit: {fremhaev: [beslutninger]}", "afsnit: {fremhaev: [beslutning]}", file="pdf.yaml"
    ),
    "M317": Example(
        "farver: {daempet: '#999999'}", "farver: {daempet: '#555555'}", file="pdf.yaml"
    ),
    "M318": Example("sidehoved: {afstand: 25 mm}", "sidehoved: {afstand: 12 mm}", file="pdf.yaml"),
    # --- Word templates: shown in words ---
    "M330": Example("En fil, der ikke er gemt som .docx.", "Gem som Word-dokument.", file="Word"),
    "M331": Example("{{ dokument.titel }", "{{ dokument.titel }}", file="Word"),
    "M332": Example("{%p for punkt %}", "{%p for punkt in dokument.punkter %}", file="Word"),
    "M333": Example("{% set x = 1 %}", "{{ dokument.titel }}", file="Word"),
    "M334": Example("{{ dokument.tittel }}", "{{ dokument.titel }}", file="Word"),
    "M335": Example("{{ dokument.titel|stort }}", "{{ dokument.titel|upper }}", file="Word"),
    "M336": Example(
        "{%p for x in dokument.titel %}", "{%p for x in dokument.punkter %}", file="Word"
    ),
    "M337": Example("{{ afsnit.tekst }}", "{{p afsnit.tekst }}", file="Word"),
    "M338": Example("{{p dokument.titel }}", "{{ dokument.titel }}", file="Word"),
    "M339": Example("{{ dokument.punkter }}", "{{ punkt.titel }}", file="Word"),
    "M340": Example("Tekst {{p afsnit.tekst }}", "{{p afsnit.tekst }}", file="Word"),
    "M341": Example("{%p endfor %} alene", "{%p for … %} … {%p endfor %}", file="Word"),
    "M342": Example("{%p for … %} alene", "{%p for … %} … {%p endfor %}", file="Word"),
    "M343": Example("{% if x %} og {% endif %} i hvert sit afsnit", "{%p if x %}", file="Word"),
    "M344": Example("{%p for … %} uden for en tabel, slut inde i den", "Begge inde", file="Word"),
    "M345": Example("{{p afsnit.tekst }} sidst i en celle", "Et tomt afsnit efter", file="Word"),
    "M346": Example("{%p if … %} i afsnittet med et sideskift", "Hver sit afsnit", file="Word"),
    "M347": Example("Sporede ændringer i skabelonen", "Alle ændringer accepteret", file="Word"),
    "M349": Example("{{ dokument.titel }} i en tekstboks", "I brødteksten", file="Word"),
    "M350": Example("Uden typografien List Bullet", "Med den", file="Word"),
    "M351": Example("List Number uden numre", "Med nummerering", file="Word"),
    "M352": Example("En skabelon, der giver fejl under udfyldning", "Standarden", file="Word"),
    "M353": Example("Uden linjen med punkternes indhold", "Med den", file="Word"),
    "M354": Example("Uden {{ dokument.fortrolighed }} i sidehovedet", "Med den", file="Word"),
    "M355": Example("Et bogmærke inde i en gentagelse", "Uden for den", file="Word"),
    "M356": Example("Et usynligt styretegn i en tekst", "Uden det", file="Word"),
    "M358": Example("En skabelon, der ikke giver et Word-dokument", "Standarden", file="Word"),
    "M359": Example("Et logo uden alternativ tekst", "Et logo med", file="Word"),
    # --- PDF ---
    "M360": Example(_body("Et tegn uden skrifttype: 𒀀"), _body("Et almindeligt tegn: æ")),
    "M362": Example("Et link inde i dokumentet uden mål", "Et link med mål", file="Word"),
    "M363": Example(_body("Velkommen: مرحبا"), _body("Velkommen: marhaban")),
    "M364": Example(_body("| " + "a | " * 64 + "\n|" + "---|" * 64), _body("| a | b |\n|---|---|")),
    # --- what a Word template may hold: shown in words ---
    "M380": Example("En skabelon på 30 MB", "Et logo på 100 kB", file="Word"),
    "M381": Example("En fil pakket af et andet program end Word", "Gemt i Word", file="Word"),
    "M382": Example("En del med <!DOCTYPE …>", "Gemt i Word", file="Word"),
    "M383": Example("Et indlejret regneark", "En tabel", file="Word"),
    "M384": Example("Et logo, der hentes fra en server", "Et logo, der er sat ind", file="Word"),
    "M385": Example("file:///H:/skabeloner/vejledning.docx", "https://example.org", file="Word"),
    "M386": Example("Et logo i TIFF", "Et logo i PNG", file="Word"),
    "M387": Example("{ INCLUDETEXT … } eller { DATE }", "{ PAGE }", file="Word"),
    "M388": Example("Tekst med skrifttypen Skjult", "Uden den", file="Word"),
    "M389": Example("Håndskrift tegnet med pen", "Et billede", file="Word"),
    "M390": Example("Brevfletning med et regneark", "Et normalt dokument", file="Word"),
    "M391": Example("Et logo, hvis fil er hugget over", "En hel fil", file="Word"),
    "M392": Example(
        "for punkt i dokument.punkter, seks gange inde i hinanden", "Én gang", file="Word"
    ),
    "M400": Example("navn: U\nskabelon: findesikke", "navn: U\nskabelon: standard", file="forum"),
    "M401": Example("Et skabelonsæt uden pdf.yaml", "Med alle tre filer", file="Word"),
    "M402": Example(
        "output/byraad/2025-09-12/referat.docx er gemt af Word.",
        "Den ligger uden for mappen output/.",
    ),
    "M403": Example(
        "output/byraad/2025-09-12/referat - Kopi.pdf", "output/byraad/2025-09-12/referat.pdf"
    ),
    "M404": Example("output: udgivet, mens output/ stadig rummer dokumenter", "output/ er tom."),
    "M405": Example("output/ er et link til et netværksdrev.", "En mappe."),
    "M410": Example("En fil med mere end 500 fejl.", "Færre."),
    "M411": Example("2025-10-10.yml", "2025-10-10.yaml"),
    "M412": Example("meetings/byraad er et link til en anden mappe.", "En mappe."),
    "M419": Example(
        "udsendt: arkiv, udsendt_lukket: arkiv/lukket",
        "udsendt: arkiv, udsendt_lukket: /fællesdrev/lukket",
        source="docs/udsendelse.md",
    ),
    "M450": Example("besked.txt med {{ ukendt }}", "besked.txt med {{ sted }}", file="Word"),
    "M455": Example(
        "2025-09-12.udsendt.yaml rettet i hånden", "Som moedebog skrev den", file="Word"
    ),
    "M456": Example("Et bilag, hvis fil er slettet", "Et bilag med sin fil", file="Word"),
    "M457": Example(
        "inhabil: [Bo Bæk], og blandt modtagerne kun bo@example.org",
        "{navn: Bo Bæk, email: bo@example.org}",
        file="Word",
    ),
    "M458": Example(
        "make mail, mens dagsordenen er udkast", "dagsorden_status: udsendt", file="Word"
    ),
    "M459": Example(
        "id: moede-7, men 2025-09-12.udsendt.yaml siger moede: moede-6",
        "id: moede-6",
        file="Word",
    ),
    "M460": Example(
        "2025-09-12.yaml er omdøbt til 2025-09-19.yaml, efter at den er sendt ud",
        "id: 2025-09-12 i 2025-09-19.yaml",
        file="Word",
    ),
    "M461": Example(
        "id: moede-7 i både 2025-09-12.yaml og 2025-09-19.yaml",
        "id: moede-7 kun i den ene",
        file="Word",
    ),
    "M462": Example(
        "inhabil: [Bo Bæk], og blandt modtagerne {navn: B. Bæk, email: bb@example.org}",
        "{navn: Bo Bæk, email: bb@example.org}",
        file="Word",
    ),
    "M463": Example(
        "inhabil: [Bo Bæk], og i en intern gruppe adressen kontoret@example.org",
        "{navn: Kontoret, email: kontoret@example.org}",
        file="Word",
    ),
    "M464": Example(
        "udsendt-lukket/ er ikke på den maskine, hvor make mail køres",
        "udsendt-lukket/ er der",
        file="Word",
    ),
    "M465": Example("udsendt/ er slettet", "udsendt/ er hentet igen fra git", file="Word"),
    "M466": Example(
        "En nøgle, der er lavet om, med skråstreger i anførselstegn",
        "Nøglen uden anførselstegn",
        file="Word",
        source=UPGRADE,
    ),
    "M467": Example(
        "{{ gammelt_navn }}, hvor Word retter stavning midt i navnet",
        "{{ nyt_navn }}, skrevet forfra",
        file="Word",
        source=UPGRADE,
    ),
    "M468": Example(
        "2025-09-12.udsendt.yaml nævner »Punkt 3, bilag 1 - Skøde.pdf«, og mødefilen har en fejl",
        "En mødefil uden fejl",
        file="Word",
        source=UPGRADE,
    ),
    # --- dates and deadlines ---
    "M500": Example("dato: 2025-09-19", "dato: 2025-09-12"),
    "M501": Example(
        _body("Vi mødes torsdag den 12. september 2025."),
        _body("Vi mødes fredag den 12. september 2025."),
    ),
    "M502": Example(_body("Fristen er den 31. november."), _body("Fristen er den 30. november.")),
    "M503": Example("dato: 2025-05-29", "dato: 2025-05-28", name="a", source="Helligdagene"),
    "M504": Example(
        "dagsorden_udsendt: 2025-09-09",
        "dagsorden_udsendt: 2025-09-05",
        source=f"{LAW} § 8, stk. 4 (passende tidsrum); {RULES_OF_PROCEDURE}; forummets egen frist",
        forum="politik: {frist_hverdage: 4}",
    ),
    "M505": Example(
        "dagsorden_status: udsendt",
        "dagsorden_status: udsendt\ndagsorden_udsendt: 2025-09-05",
        forum="politik: {frist_hverdage: 4}",
    ),
    "M506": Example("dagsorden_udsendt: 2025-09-15", "dagsorden_udsendt: 2025-09-05"),
    "M507": Example(
        "- {titel: Julelukning, tillaeg: ja}",
        "- {titel: Julelukning, tillaeg: ja, tillaeg_grund: Fristen er i morgen}",
        source=RULES_OF_PROCEDURE,
        forum="politik: {frist_hverdage: 4}",
    ),
    "M508": Example(
        "- titel: A\n  opfoelgning: [{opgave: Ringe, frist: 2025-09-01}]",
        "- titel: A\n  opfoelgning: [{opgave: Ringe, frist: 2025-10-01}]",
    ),
    # --- decisions ---
    "M510": Example(
        "referat_status: godkendt\npunkter:\n  - {titel: Budget, sagstype: beslutning}",
        "referat_status: godkendt\npunkter:\n"
        "  - {titel: Budget, sagstype: beslutning, udfald: godkendt}",
        source=f"{LAW} § 13 (beslutningsprotokol)",
    ),
    "M511": Example(
        "referat_status: til_godkendelse\npunkter:\n"
        "  - titel: Budget\n    indstilling: {at: [godkender]}",
        "referat_status: til_godkendelse\npunkter:\n"
        "  - titel: Budget\n    indstilling: {at: [godkender]}\n    udfald: godkendt",
        forum="politik: {regler: {M511: ja}}",
    ),
    "M512": Example(
        "- {titel: Eventuelt, sagstype: eventuelt, udfald: godkendt}",
        "- {titel: Eventuelt, sagstype: eventuelt, tekst: Intet.}",
    ),
    "M513": Example(
        "- {titel: Køb, lukket: ja}\n- {titel: Status}",
        "- {titel: Status}\n- {titel: Køb, lukket: ja}",
        source=RULES_OF_PROCEDURE,
    ),
    "M514": Example(
        "- {titel: A, beslutning: Sagen blev drøftet på mødet den 3. oktober 2025.}",
        "- {titel: A, beslutning: Sagen blev drøftet på mødet den 3. august 2025.}",
    ),
    "M515": Example(
        "- {titel: Cykelsti, beslutning: Sagen genoptages den 10. oktober 2025.}",
        "- {titel: Budget, beslutning: Sagen genoptages den 10. oktober 2025.}",
        files={
            "2025-10-10.yaml": b"dato: 2025-10-10\nstart: 10.00\npunkter: [{titel: Budget 2026}]\n"
        },
    ),
    # --- votes ---
    "M520": Example(
        "- {titel: A, afstemning: {for: 4}}", "- {titel: A, afstemning: {for: 3}}", forum=_VOTERS
    ),
    "M521": Example(
        "- {titel: A, afstemning: {for: 1, imod: 1}}",
        "- {titel: A, afstemning: {for: 1, imod: 1, undlod: 1}}",
        forum=_VOTERS,
    ),
    "M522": Example(
        "afbud: [Bo]\npunkter:\n  - {titel: A, afstemning: {for: [Bo]}}",
        "afbud: [Bo]\npunkter:\n  - {titel: A, afstemning: {for: [Anna]}}",
        forum=_VOTERS,
    ),
    "M523": Example(
        "- {titel: A, inhabil: [Bo], afstemning: {for: [Bo]}}",
        "- {titel: A, inhabil: [Bo], afstemning: {for: [Anna]}}",
        source=f"Forvaltningsloven § 3; {LAW} § 14",
        forum=_VOTERS,
    ),
    "M524": Example(
        "- {titel: A, afstemning: {for: [Bo, Carl], imod: [Bo]}}",
        "- {titel: A, afstemning: {for: [Bo, Carl], imod: [Anna]}}",
        forum=_VOTERS,
    ),
    "M525": Example(
        "- {titel: A, afstemning: {imod: {antal: 1, navne: [Bo, Carl]}}}",
        "- {titel: A, afstemning: {imod: {antal: 2, navne: [Bo, Carl]}}}",
        forum=_VOTERS,
    ),
    "M526": Example(
        "afbud: [Bo, Carl]\npunkter:\n  - {titel: Budget}",
        "afbud: [Bo]\npunkter:\n  - {titel: Budget}",
        source=f"{LAW} § 11, stk. 2, for kommunalbestyrelser; ellers forummets vedtægt",
        forum=f"{_VOTERS}\npolitik: {{beslutningsdygtig: halvdelen}}",
    ),
    "M527": Example(
        "- {titel: A, afstemning: {for: [Anna, Karl], imod: [Bo]}}",
        "- {titel: A, afstemning: {for: [Anna, Carl], imod: [Bo]}}",
        forum=_VOTERS,
    ),
    # --- attachments ---
    "M530": Example(
        _attached("Notat", "tom.pdf"), _attached("Notat"), files={"b.pdf": _PDF, "tom.pdf": b""}
    ),
    "M531": Example("En fil, du ikke har adgang til.", "En fil, du kan åbne."),
    "M532": Example(
        _attached("Notat", "n.docx", "en webside, gemt som n.docx"),
        _attached("Notat", "b.pdf", "en PDF"),
        files={"b.pdf": _PDF, "n.docx": b"<html>"},
    ),
    "M533": Example(
        _attached("Notat", "stor.pdf", "1,1 MB"),
        _attached("Notat", "b.pdf", "0,2 MB"),
        forum="politik: {stoerste_bilag_mb: 1}",
        files={"b.pdf": _PDF, "stor.pdf": _PDF + b" " * 1_000_001 + b"%%EOF"},
    ),
    "M534": Example(_attached("b.pdf"), _attached("Notat"), files={"b.pdf": _PDF}),
    "M535": Example(_attached("Notat ENDELIG"), _attached("Notat"), files={"b.pdf": _PDF}),
    "M536": Example(_attached("Bilag 3 - Notat"), _attached("Notat"), files={"b.pdf": _PDF}),
    "M537": Example(
        _attached("Notat", "n.pdf", "skannet, uden mærker til dokumentstruktur"),
        _attached("Notat", "b.pdf", "gemt fra Word med mærker til dokumentstruktur"),
        source=ACCESS,
        files={"b.pdf": _PDF, "n.pdf": b"%PDF-1.7 %%EOF"},
    ),
    "M538": Example(
        _attached("Notat", "n.pdf", "kun det første af filen er hentet"),
        _attached("Notat", "b.pdf", "hele filen"),
        files={"b.pdf": _PDF, "n.pdf": b"%PDF-1.7 /StructTreeRoot"},
    ),
    "M539": Example(
        _body("![Kort over stien](sti.png)"),
        _body("![Kort over stien](kort.png)"),
        files={"kort.png": _PNG, "sti.png": _PNG[:40]},
    ),
    # --- wording and references ---
    "M540": Example(
        _body("Ansøgeren, 010190-1234, er enig."),
        "- titel: A\n  lukket: Personsag\n  tekst: Ansøgeren, 010190-1234, er enig.",
        source="Databeskyttelsesloven § 11; et nummer, der kaldes et CPR-nummer eller er skrevet"
        " som et, er en fejl også uden gyldigt kontrolciffer, da sådanne er tildelt siden 2007",
    ),
    "M541": Example(_body("# Økonomi\n\n### Drift"), _body("# Økonomi\n\n## Drift"), source=ACCESS),
    "M542": Example("- titel: Punkt 3. Budget", "- titel: Budget"),
    "M543": Example(_body("Tallene står i bilaget, jf. punkt 9."), _body("Se punkt 1.")),
    "M544": Example(
        _body("Som aftalt på mødet den 5. september 2025."),
        _body("Som aftalt på mødet den 3. september 2025."),
        files={
            f"{day}.yaml": f"dato: {day}\nstart: 10.00\npunkter: []\n".encode()
            for day in ("2025-09-01", "2025-09-03")
        },
    ),
    "M545": Example(
        "- {titel: Budget, sagstype: beslutning}",
        "- {titel: Budget, sagstype: beslutning, sagsfremstilling: Tallene er klar.}",
        source="Forummets egen standard for sagsfremstillinger",
        forum="politik: {afsnit: [{slags: sagsfremstilling, kraeves_ved: [beslutning]}]}",
    ),
    "M546": Example(_body("### Sagsfremstiling"), _body("### Sagsfremstilling")),
    "M547": Example(
        _body("Se [planen](https://example.org/den nye plan)."),
        _body("Se [planen](https://example.org/den-nye-plan)."),
    ),
    "M548": Example(
        "navn: U\nkontakt: {telefon: 010190-1234}",
        "navn: U\nkontakt: {telefon: 75 12 34 56}",
        file="forum",
        source="Databeskyttelsesloven § 11",
    ),
    "M550": Example(
        _attached("Notat", "n.docx", "gemt med en adgangskode"),
        _attached("Notat", "b.pdf", "uden adgangskode"),
        files={
            "b.pdf": _PDF,
            "n.docx": b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        },
    ),
    "M551": Example("En fil, der får programmet til at fejle.", "Enhver anden fil."),
    "M552": Example("En fil, der bruger al hukommelse.", "En fil af almindelig størrelse."),
    "M553": Example(
        _attached("Notat", "aarsrapport-" * 25 + "navn.pdf"),
        _attached("Notat", "b.pdf", "en PDF"),
        files={"b.pdf": _PDF},
    ),
    "M555": Example(
        _body("Beløbet sættes ind på 0101651234."),
        _body("Beløbet sættes ind, når arbejdet er udført."),
        source="Databeskyttelsesloven § 11; ti cifre uden gyldigt kontrolciffer, som ingen kalder"
        " et CPR-nummer, og numre, der kaldes noget andet, f.eks. konto, sag eller faktura",
    ),
    "M556": Example(
        "navn: U\nkontakt: {telefon: '0101651234'}",
        "navn: U\nkontakt: {telefon: 75 12 34 56}",
        file="forum",
        source="Databeskyttelsesloven § 11",
    ),
}
