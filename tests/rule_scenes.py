"""Workspaces in which rules are broken and kept that no lines of a meeting file alone can show.

A scene is made in the folder of a workspace with a forum, a meeting and a template set of its
own; it is given whether it is to be right.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

from docx_samples import png
from hostile_docx import HEADER, MAIN, OFFICE, Hostile, drawing
from moedebog import __version__
from moedebog.begin.lock import LOCK_FILE, Lock, lock_bytes
from moedebog.build import runs
from moedebog.workspace import Workspace

Scene = Callable[[Path, bool], None]

FORUM = "navn: Udvalget\nskabelon: egen\nmedlemmer: [Anna Ager, Bo Bæk]\n"
MEETING = "dato: 2025-09-12\nstart: 10.00\npunkter:\n  - titel: Budget\n"
FOLDER = Path("meetings/udvalg")
FILE = FOLDER / "2025-09-12.yaml"
SET = Path("templates/egen")


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str) -> str:
    parts = ("begin", code, "separate", "end")
    return "".join(
        f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>'
        if part is code
        else f'<w:r><w:fldChar w:fldCharType="{part}"/></w:r>'
        for part in parts
    )


# --- Word templates ---------------------------------------------------------------------


def word(wrong: Callable[[Hostile], object], right: Callable[[Hostile], object]) -> Scene:
    """A template of the meeting's set with something in it."""

    def scene(root: Path, good: bool) -> None:
        template = Hostile()
        (right if good else wrong)(template)
        template.save(root / SET).replace(root / SET / "referat.docx")

    return scene


def standard(_: Hostile) -> None:
    """The template as it comes."""


def lines(*texts: str) -> Callable[[Hostile], object]:
    """Paragraphs with these texts."""
    xml = "</w:p><w:p>".join(map(run, texts))
    return lambda template: template.paragraph(xml)


def cells(*texts: str) -> str:
    """A table of one cell with these paragraphs."""
    inner = "".join(f"<w:p>{run(text)}</w:p>" for text in texts)
    grid = "<w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>"
    return f"<w:tbl>{grid}<w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"


def before(xml: str, *, part: str = MAIN) -> Callable[[Hostile], object]:
    """Something after the first paragraph that is none itself."""
    return lambda template: template.edit(part, "</w:p>", f"</w:p>{xml}<w:p/>")


def edit(part: str, old: str, new: str) -> Callable[[Hostile], object]:
    return lambda template: template.edit(part, old, new)


def link(target: str) -> Callable[[Hostile], object]:
    def put(template: Hostile) -> None:
        template.relate("hyperlink", target, external=True)
        template.paragraph(
            f'<w:hyperlink xmlns:r="{OFFICE}" r:id="x1">{run("Se her")}</w:hyperlink>'
        )

    return put


def picture(described: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        f'wordprocessingDrawing"><wp:docPr id="901" name="Billede"{described}/></wp:inline>'
        "</w:drawing></w:r>"
    )


def packed_otherwise(root: Path, good: bool) -> None:
    """Packed as Word does, or in a way that it never does."""
    method = zipfile.ZIP_DEFLATED if good else zipfile.ZIP_LZMA
    with zipfile.ZipFile(root / SET / "referat.docx", "w", method) as archive:
        for name, data in Hostile().parts.items():
            archive.writestr(name, data)


def no_word_file(root: Path, good: bool) -> None:
    if not good:
        (root / SET / "referat.docx").write_text("Referat", encoding="utf-8")


def too_large(root: Path, good: bool) -> None:
    if not good:
        with (root / SET / "referat.docx").open("wb") as stream:
            stream.truncate(30_000_000)


def logo(root: Path, good: bool) -> None:
    """A picture at the head of the pages, whole or cut off."""
    whole = png(root / "logo.png").read_bytes()
    template = Hostile().add("word/media/logo.png", whole if good else whole[:60], "image/png")
    template.relate("image", "media/logo.png", HEADER, key="l1")
    xml = drawing("logo").replace("<a:extLst>", "<a:none>").replace("</a:extLst>", "</a:none>")
    template.paragraph(xml, HEADER)
    template.save(root / SET).replace(root / SET / "referat.docx")


def whole_set(root: Path, good: bool) -> None:
    if not good:
        (root / SET / "pdf.yaml").unlink()


def resized(root: Path, good: bool) -> None:
    """A style file that says another size than its Word templates have."""
    if not good:
        style = root / SET / "pdf.yaml"
        text = style.read_text(encoding="utf-8")
        style.write_text(text.replace("30 pt", "40 pt"), encoding="utf-8")


def borrowing(wrong: str) -> Scene:
    """A set that builds on another."""

    def scene(root: Path, good: bool) -> None:
        base = "standard" if good else wrong
        (root / SET / "pdf.yaml").write_text(f"bygger_paa: {base}\n", encoding="utf-8")

    return scene


LOOP = "{%p for punkt in dokument.punkter %}"
TITLE = "{{ dokument.titel }}"
BOOKMARK = '<w:bookmarkStart w:id="3" w:name="mit"/><w:bookmarkEnd w:id="3"/>'
BREAK = '<w:r><w:br w:type="page"/></w:r>'
BOX = (
    "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
    f"<w:p>{run(TITLE)}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
INSERTED = f'<w:ins w:id="1" w:author="A">{run("x")}</w:ins>'
MERGE = '<w:mailMerge><w:dataType w:val="native"/><w:connectString w:val="x"/></w:mailMerge>'

TEMPLATES: dict[str, Scene] = {
    "M330": no_word_file,
    "M331": word(lines("{{ dokument.titel }"), lines(TITLE)),
    "M332": word(lines("{%p for punkt %}"), lines(LOOP, "{{ punkt.titel }}", "{%p endfor %}")),
    "M333": word(lines("{% set x = 1 %}"), lines(TITLE)),
    "M334": word(lines("{{ dokument.tittel }}"), lines(TITLE)),
    "M335": word(lines("{{ dokument.titel|stort }}"), lines("{{ dokument.titel|upper }}")),
    "M336": word(
        lines("{%p for x in dokument.titel %}", "{%p endfor %}"),
        lines("{%p for x in dokument.punkter %}", "{%p endfor %}"),
    ),
    "M337": word(lines("{{ dokument.indledning }}"), lines("{{p dokument.indledning }}")),
    "M338": word(lines("{{p dokument.titel }}"), lines(TITLE)),
    "M339": word(
        lines("{{ dokument.punkter }}"), lines(LOOP, "{{ punkt.titel }}", "{%p endfor %}")
    ),
    "M340": word(lines("Tekst {{p dokument.indledning }}"), lines("{{p dokument.indledning }}")),
    "M341": word(lines("{%p endfor %}"), lines(LOOP, "{%p endfor %}")),
    "M342": word(lines(LOOP), lines(LOOP, "{%p endfor %}")),
    "M343": word(
        lines("{% if dokument.status %}", "x", "{% endif %}"),
        lines("{%p if dokument.status %}", "x", "{%p endif %}"),
    ),
    "M344": word(
        lambda t: (
            lines("{%p if dokument.status %}")(t),
            t.edit(
                MAIN,
                "{%p if dokument.status %}</w:t></w:r></w:p>",
                "{%p if dokument.status %}</w:t></w:r></w:p>" + cells("{%p endif %}", "x"),
            ),
        ),
        before(cells("{%p if dokument.status %}", "x", "{%p endif %}", "y")),
    ),
    "M345": word(
        before(cells("{{p dokument.indledning }}")), before(cells("{{p dokument.indledning }}", ""))
    ),
    "M346": word(
        lambda t: t.paragraph(f"{BREAK}{run('{{p dokument.indledning }}')}"),
        lambda t: t.paragraph(f"{BREAK}</w:p><w:p>{run('{{p dokument.indledning }}')}"),
    ),
    "M347": word(lambda t: t.paragraph(INSERTED), lines("x")),
    "M349": word(lambda t: t.paragraph(BOX), lines(TITLE)),
    "M350": word(
        edit("word/styles.xml", '<w:name w:val="List Bullet"/>', '<w:name w:val="Andet"/>'),
        standard,
    ),
    "M351": word(edit("word/styles.xml", '<w:numPr><w:numId w:val="2"/></w:numPr>', ""), standard),
    "M352": word(
        lines(LOOP, "{{p punkt.gruppe.overskrift }}", "{%p endfor %}"),
        lines(
            LOOP,
            "{%p if punkt.gruppe %}",
            "{{p punkt.gruppe.overskrift }}",
            "{%p endif %}",
            "{%p endfor %}",
        ),
    ),
    "M353": word(edit(MAIN, "{{p punkt.overskrift }}", "x"), standard),
    "M354": word(edit(HEADER, "{{ dokument.fortrolighed }}", ""), standard),
    "M355": word(
        lambda t: t.paragraph(f"{run(LOOP)}</w:p><w:p>{BOOKMARK}</w:p><w:p>{run('{%p endfor %}')}"),
        lambda t: t.paragraph(BOOKMARK),
    ),
    "M359": word(
        lambda t: t.paragraph(picture("")), lambda t: t.paragraph(picture(' descr="Byvåben"'))
    ),
    "M380": too_large,
    "M381": packed_otherwise,
    "M382": word(edit(MAIN, "<w:document ", "<!DOCTYPE x><w:document "), standard),
    "M383": word(
        lambda t: t.add("word/ark.bin", b"MZ", "application/octet-stream").relate(
            "package", "ark.bin"
        ),
        before(cells("Tal", "")),
    ),
    "M384": word(
        lambda t: t.relate("image", "https://example.org/logo.png", external=True), standard
    ),
    "M385": word(link("file:///H:/skabeloner/vejledning.docx"), link("https://example.org")),
    "M386": word(
        lambda t: t.add("word/media/logo.tif", b"II*\0", "image/tiff").relate(
            "image", "media/logo.tif"
        ),
        standard,
    ),
    "M387": word(lambda t: t.paragraph(field(" DATE ")), lambda t: t.paragraph(field(" PAGE "))),
    "M388": word(
        lambda t: t.paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>"), lines("x")
    ),
    "M389": word(
        lambda t: t.paragraph(
            '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata '
            f'xmlns:r="{OFFICE}" r:id="x7"/></v:shape></w:pict></w:r>'
        ),
        lambda t: t.paragraph(picture(' descr="Byvåben"')),
    ),
    "M390": word(edit("word/settings.xml", "<w:zoom", f"{MERGE}<w:zoom"), standard),
    "M391": logo,
    "M394": resized,
    "M393": word(edit("word/styles.xml", "Mødebog resultat", "Mødebog andet"), standard),
    "M401": whole_set,
    "M406": borrowing("standart"),
    "M407": borrowing("egen"),
}
"""Rules about the template set."""


# --- files and folders ------------------------------------------------------------------


def same_name(root: Path, good: bool) -> None:
    """A forum beside the one of the meeting."""
    folder = root / FOLDER
    other = folder.with_name("tekniskudvalg")
    other.mkdir()
    text = (folder / "forum.yaml").read_text(encoding="utf-8")
    text = text.replace("navn: ", "navn: Et andet ", 1) if good else text
    (other / "forum.yaml").write_text(text, encoding="utf-8")


def folder_as_file(root: Path, good: bool) -> None:
    if not good:
        (root / FILE).unlink()
        (root / FILE).mkdir()


def large_file(root: Path, good: bool) -> None:
    if not good:
        (root / FILE).write_text(MEETING + "# lang\n" * 900_000, encoding="utf-8")


def many_keys(root: Path, good: bool) -> None:
    if not good:
        (root / FILE).write_text(MEETING + "  - titel: A\n" * 100_000, encoding="utf-8")


def linked_file(root: Path, good: bool) -> None:
    if not good:
        elsewhere = root.parent / "andet.yaml"
        elsewhere.write_text(MEETING, encoding="utf-8")
        (root / FILE).unlink()
        (root / FILE).symlink_to(elsewhere)


def long_text(root: Path, good: bool) -> None:
    if not good:
        text = MEETING + "    tekst: '" + "[" * 20_001 + "'\n"
        (root / FILE).write_text(text, encoding="utf-8")


def no_forum(root: Path, good: bool) -> None:
    if not good:
        (root / FOLDER / "forum.yaml").unlink()


def other_ending(root: Path, good: bool) -> None:
    if not good:
        (root / FILE).rename((root / FOLDER) / "2025-09-12.yml")


def linked_folder(root: Path, good: bool) -> None:
    if not good:
        elsewhere = root.parent / "byraad"
        elsewhere.mkdir()
        (elsewhere / "2025-09-12.yaml").write_text(MEETING, encoding="utf-8")
        (root / "meetings" / "byraad").symlink_to(elsewhere, target_is_directory=True)


def many_faults(root: Path, good: bool) -> None:
    if not good:
        keys = "".join(f"x{number}: 1\n" for number in range(502))
        (root / FILE).write_text(keys + MEETING, encoding="utf-8")


def closed_beside_public(root: Path, good: bool) -> None:
    closed = root.parent / "lukket" if good else "arkiv/lukket"
    settings = f"udsendt: arkiv\nudsendt_lukket: {closed}\n"
    (root / "moedebog.yaml").write_text(settings, encoding="utf-8")


def locked(text: str) -> Scene:
    """A lock as it is wrong; a good one is of this version."""

    def scene(root: Path, good: bool) -> None:
        written = lock_bytes(Lock(__version__)).decode() if good else text
        (root / LOCK_FILE).write_text(written, encoding="utf-8")

    return scene


WORKSPACES: dict[str, Scene] = {
    "M002": folder_as_file,
    "M003": large_file,
    "M018": many_keys,
    "M034": linked_file,
    "M083": long_text,
    "M127": no_forum,
    "M410": many_faults,
    "M411": other_ending,
    "M412": linked_folder,
    "M413": locked('{"moedebog": "999.0.0", "filer": {}}'),
    "M416": same_name,
    "M414": locked('{"moedebog": "0.0.1", "filer": {}}'),
    "M415": locked('<<<<<<< HEAD\n{"moedebog": "0.1.0", "filer": {}}\n'),
    "M419": closed_beside_public,
}
"""Rules about what lies in the workspace."""


# --- mailing ----------------------------------------------------------------------------


SENDER = "mail:\n  afsender: Sekretariatet <sekretariat@example.org>\n"


def mailed(
    wrong: tuple[str, str], right: tuple[str, str], beside: dict[str, tuple[str, str]] | None = None
) -> Scene:
    """Recipients, and lines of the meeting; ``beside``: other files, as they are wrong or right."""

    def scene(root: Path, good: bool) -> None:
        (root / "moedebog.yaml").write_text(SENDER, encoding="utf-8")
        recipients, lines = right if good else wrong
        (root / FOLDER / "forum.yaml").write_text(FORUM + recipients, encoding="utf-8")
        status = "" if "dagsorden_status" in lines else "dagsorden_status: udsendt\n"
        (root / FILE).write_text(status + MEETING + lines, encoding="utf-8")
        for name, contents in (beside or {}).items():
            (root / name).write_text(contents[good], encoding="utf-8")

    return scene


def to(*people: str, audience: str = "offentlig") -> str:
    entries = "".join(f"      - {person}\n" for person in people)
    way = "sikring:\n  sikkermail:\n    felt: X-Sikker-Mail\n"
    group = f"modtagere:\n  - gruppe: alle\n    maalgruppe: {audience}\n    personer:\n{entries}"
    return group + (way if audience == "intern" else "")


def two_with_one_id(root: Path, good: bool) -> None:
    mailed((to(ANNA), "id: moede-7\n"), (to(ANNA), "id: moede-7\n"))(root, good)
    other = MEETING.replace("2025-09-12", "2025-09-19") + f"id: moede-{8 if good else 7}\n"
    (root / FOLDER / "2025-09-19.yaml").write_text(other, encoding="utf-8")


def record(root: Path, good: bool) -> None:
    """What was mailed is put down beside the meeting file, and nobody writes in it."""
    mailed((to(ANNA), ""), (to(ANNA), ""))(root, good)
    if not good:
        (root / FOLDER / "2025-09-12.udsendt.yaml").write_text("rettet: ja\n", encoding="utf-8")


ANNA = "{navn: Anna Ager, email: anna@example.org}"
BO = "{navn: Bo Bæk, email: bo@example.org}"
PARTIAL = "    lukket: Personsag\n    inhabil:\n      - navn: Bo Bæk\n        erklaeret: ja\n"
UNSETTLED = PARTIAL.replace("ja\n", "nej\n")
OTHER_WAY = "sikring:\n  anden: Alle har postkasse på samme server.\n"
INSTEAD = "afbud:\n  - navn: Bo Bæk\n    stedfortraeder: Ida Ny\n"

MAILINGS: dict[str, Scene] = {
    "M450": mailed(
        (to(ANNA), ""),
        (to(ANNA), ""),
        {"templates/egen/mail/besked.txt": ("Kære {{ ukendt }}\n", "Mødet er i {{ sted }}\n")},
    ),
    "M455": record,
    "M457": mailed((to(ANNA), PARTIAL), (to(ANNA, BO), PARTIAL)),
    "M461": two_with_one_id,
    "M462": mailed(
        (to(ANNA, "{navn: B. Bæk, email: bb@example.org}"), PARTIAL),
        (to(ANNA, "{navn: Bo Bæk, email: bb@example.org}"), PARTIAL),
    ),
    "M463": mailed(
        (to(BO, "hjemme@example.org", audience="intern"), PARTIAL),
        (to(BO, "{navn: Anna Ager, email: hjemme@example.org}", audience="intern"), PARTIAL),
    ),
    "M4690": mailed(
        (to(ANNA, BO, audience="intern"), UNSETTLED), (to(ANNA, BO, audience="intern"), PARTIAL)
    ),
    "M656": mailed(
        (to(ANNA, audience="intern").partition("sikring")[0] + OTHER_WAY, "    lukket: ja\n"),
        (to(ANNA, audience="intern"), "    lukket: ja\n"),
    ),
    "M657": mailed(
        (to(ANNA, BO), INSTEAD), (to(ANNA, BO, "{navn: Ida Ny, email: ida@example.org}"), INSTEAD)
    ),
    "M658": mailed(
        (to(BO, "{navn: I. Ny, email: iny@example.org}"), INSTEAD),
        (to(BO, "{navn: Ida Ny, email: iny@example.org}"), INSTEAD),
    ),
}
"""Rules that are told of where a document is about to be mailed."""


# --- folders of documents ---------------------------------------------------------------

REFERAT = Path("udvalg/2025-09-12/referat.pdf")


def made(root: Path) -> Path:
    """The documents of the meeting, made by moedebog; returns one of them."""
    ws = Workspace(root)
    assert not runs.run(ws, [runs.Order(file) for file in ws.meeting_files()]).failed
    return root / "output" / REFERAT.parent / "dagsorden.pdf"


def foreign_document(root: Path, good: bool) -> None:
    place = root / ("andet" if good else "output") / REFERAT
    place.parent.mkdir(parents=True)
    place.write_bytes(b"%PDF-1.7 %%EOF")


def copied_document(root: Path, good: bool) -> None:
    document = made(root)
    if not good:
        copy = document.with_name("dagsorden - Kopi.pdf")
        copy.write_bytes(document.read_bytes())


def other_folder(root: Path, good: bool) -> None:
    made(root)
    if good:
        shutil.rmtree(root / "output")
    (root / "moedebog.yaml").write_text("output: udgivet\n", encoding="utf-8")


def folder_elsewhere(root: Path, good: bool) -> None:
    made(root)
    (root / "moedebog.yaml").write_text("output: udgivet\n", encoding="utf-8")
    elsewhere = root.parent / "drev"
    shutil.move(root / "output", elsewhere)
    if not good:
        (root / "output").symlink_to(elsewhere, target_is_directory=True)


MADE: dict[str, Scene] = {
    "M402": foreign_document,
    "M403": copied_document,
    "M404": other_folder,
    "M405": folder_elsewhere,
}
"""Rules that are told of where documents are made."""


UNTRIED = {
    "M001": "a file that goes while it is being read",
    "M642": "a file that cannot be taken apart, in tests/redacted",
    "M646": "a scan, in tests/redacted",
    **dict.fromkeys(
        ("M610", "M611", "M612", "M613", "M614"), "what is published, in tests/publication"
    ),
    **{f"M66{n}": "what goes into the one file, in tests/material" for n in range(9)},
    **dict.fromkeys(
        ("M6610", "M6690", "M670", "M6701", "M671", "M672", "M676", "M677"), "the same"
    ),
    "M673": "what cannot go into the one file that is mailed, in tests/send",
    "M031": "the last resort of the parser: what no other rule knows",
    "M050": "the last resort of the schema: two validators that do not agree",
    **{f"M{code}": "what was mailed before" for code in range(212, 219)},
    **dict.fromkeys(("M509", "M2192", "M5091", "M635"), "what was mailed before"),
    **dict.fromkeys(
        ("M2141", "M2181", "M2182", "M2183", "M2193", "M2194", "M2195", "M2196", "M2197", "M2198"),
        "what was issued before",
    ),
    **dict.fromkeys(
        ("M560", "M5601", "M561", "M5611", "M5612", "M562"), "what the record tells of an approval"
    ),
    **dict.fromkeys(("M470", "M4701", "M471", "M4711"), "what is put down after the meeting"),
    **dict.fromkeys(("M4793", "M5633"), "a day that is still to come"),
    "M5631": "a forum whose numbers begin anew in each group",
    **dict.fromkeys(("M5643", "M5644"), "another meeting of the forum"),
    "M2191": "a meeting of which nothing else is written: the scene's says who was there",
    "M304": "every setting that there is has a value of its own",
    "M311": "a font of another form than TrueType",
    "M356": "the last resort of the Word renderer: reading stops such a character before",
    "M358": "the last resort of the Word renderer",
    "M362": "the last resort of the PDF renderer: reading stops such a link before",
    "M392": "a document of thirty items in six loops",
    **dict.fromkeys(("M650", "M654", "M655"), "a day on which the file is looked at"),
    **dict.fromkeys(("M651", "M652", "M653"), "whom something is to be sent to"),
    "M408": "what skabelon tjek alone tells",
    **dict.fromkeys(("M472", "M473"), "an extract of the referat"),
    "M456": "a file that goes while the mail is made ready",
    "M458": "a referat that is mailed",
    "M459": "what was mailed before",
    "M460": "what was mailed before",
    "M464": "what was mailed before",
    **dict.fromkeys(("M2109", "M4561"), "what was issued before"),
    "M4693": "what was issued before",
    "M4695": "what was issued before",
    "M4696": "what was issued before",
    "M4699": "what was issued before",
    "M4694": "what was issued before",
    "M465": "what was mailed before",
    "M478": "what paamindelse alone tells",
    **dict.fromkeys(("M5684", "M5685"), "what the record of another meeting says"),
    "M466": "a version to come that renames a key",
    "M467": "a version to come that renames a tag",
    "M468": "what was mailed before",
    "M469": "what was mailed before",
    "M4697": "what was issued before",
    "M4698": "what was issued before",
    **dict.fromkeys(("M476", "M477", "M4771", "M4772"), "what was issued and disposed of"),
    **dict.fromkeys(("M620", "M621", "M622", "M623", "M624"), "what was issued and is taken back"),
    "M4761": "the settings of a workspace that disposes of something",
    "M565": "what was issued before",
    "M474": "a file that was signed elsewhere",
    "M475": "a file that was signed elsewhere",
    "M4692": "the calendar of a forum that nobody sends for",
    "M531": "a file that the system refuses to open",
    **dict.fromkeys(
        ("M550", "M602", "M603", "M604", "M605", "M606", "M608", "M6081", "M609"),
        "a file that holds what no text can show",
    ),
    "M551": "a fault of the program",
    "M552": "a system without memory",
}
"""Rules that neither an example nor a scene breaks, and what it would take; their own tests do."""
