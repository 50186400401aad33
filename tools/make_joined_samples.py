"""Makes the PDFs of other programs that the tests of ``samling`` join: ``tests/samling/made``.

They are committed, since their makers are heavy. Each is made where its program is there:
LibreOffice (``soffice``), Chromium, pdflatex, and the packages typst, weasyprint and python-pptx.
"""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

OUT = Path(__file__).parents[1] / "tests" / "samling" / "made"

HTML = """<html lang="da"><head><title>Notat om broen</title></head><body>
<h1>Notat om broen</h1><p>Se <a href="#maal">mål</a> og <a href="https://example.org/">siden</a>.</p>
<h2 id="maal">Mål</h2>
<table border="1"><thead><tr><th scope="col">Nr.</th><th scope="col">Navn</th></tr></thead>
<tr><td>1</td><td>Bro</td></tr><tr><td>2</td><td>Sti</td></tr></table>
<h3>Trin</h3><ul><li>Først det ene</li><li>Så det andet</li></ul><hr></body></html>"""

TYPST = """#set document(title: "Plan for stien")
#set text(lang: "da")
= Plan for stien
#outline(title: none)
== Baggrund
Se #link(<maal>)[målene] og #link("https://example.org")[siden]. En note#footnote[Til sidst.].
== Mål <maal>
#table(columns: 2, table.header([Nr.], [Navn]), [1], [Sti], [2], [Bro])
- et
- to
#figure(rect(width: 3cm), alt: "En firkant", caption: [Firkant])
"""

TEX = r"""\documentclass{article}
\usepackage[colorlinks]{hyperref}
\begin{document}
\section{Maal}\label{m} Se afsnit \ref{t} og $x^2+y^2=z^2$.
\newpage
\section{Midler}\label{t} Se \hyperref[m]{maalene}.
\end{document}
"""

SHEET = "Nr.;Navn;Beløb\n" + "".join(f"{n};Post {n};{n * 100}\n" for n in range(1, 80))

EXPORT = (
    '{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"SelectPdfVersion":{"type":"long","value":"2"}}'
)


def office(folder: Path, source: Path, kind: str, made: str) -> None:
    """A PDF of an office file, with tags."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", f"pdf:{kind}_pdf_Export:{EXPORT}"]
    run([*command, "--outdir", str(folder), str(source)])
    shutil.move(folder / f"{source.stem}.pdf", OUT / made)


def writer(folder: Path) -> None:
    """A note in LibreOffice Writer."""
    page, text = folder / "notat.html", folder / "notat.odt"
    page.write_text(HTML, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--convert-to", "odt:writer8", "--outdir", str(folder)]
    run(["soffice", "--headless", profile, "--infilter=HTML (StarWriter)", *convert, str(page)])
    office(folder, text, "writer", "writer.pdf")


def calc(folder: Path) -> None:
    """A sheet in LibreOffice Calc, which leaves its cells without tags."""
    table = folder / "tal.csv"
    table.write_text(SHEET, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--convert-to", "ods:calc8", "--outdir", str(folder)]
    run(["soffice", "--headless", profile, "--infilter=CSV:59,34,76", *convert, str(table)])
    office(folder, folder / "tal.ods", "calc", "calc.pdf")


def impress(folder: Path) -> None:
    """Slides in LibreOffice Impress."""
    show = importlib.import_module("pptx").Presentation()
    for title, text in (("Overblik", "Et\nTo"), ("Tidsplan", "Marts\nApril")):
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = text
    show.save(folder / "oplaeg.pptx")
    office(folder, folder / "oplaeg.pptx", "impress", "impress.pdf")


def typst(folder: Path) -> None:
    """A plan in Typst, PDF/UA-1 and PDF/A-2a."""
    (folder / "plan.typ").write_text(TYPST, encoding="utf-8")
    standards = ["ua-1", "a-2a"]
    made = importlib.import_module("typst").compile(
        str(folder / "plan.typ"), pdf_standards=standards
    )
    (OUT / "typst.pdf").write_bytes(made)


def weasyprint(_: Path) -> None:
    """A note in WeasyPrint, PDF/UA-1."""
    made = importlib.import_module("weasyprint").HTML(string=HTML)
    made.write_pdf(OUT / "weasyprint.pdf", pdf_variant="pdf/ua-1")


def tex(folder: Path) -> None:
    """Two pages in LaTeX, without tags."""
    (folder / "maal.tex").write_text(TEX, encoding="utf-8")
    for _ in range(2):
        command = ["pdflatex", "-interaction=batchmode", "-output-directory", str(folder)]
        run([*command, str(folder / "maal.tex")])
    shutil.move(folder / "maal.pdf", OUT / "tex.pdf")


def chromium(folder: Path) -> None:
    """A page printed by Chromium, with tags."""
    (folder / "notat.html").write_text(HTML, encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", f"--user-data-dir={folder / 'user'}"]
    out = f"--print-to-pdf={OUT / 'chromium.pdf'}"
    run([*command, "--no-pdf-header-footer", out, (folder / "notat.html").as_uri()])


def run(command: list[str]) -> None:
    """Runs a program; raises where it fails."""
    subprocess.run(command, check=True, capture_output=True, timeout=180)


MAKERS: list[Callable[[Path], None]] = [writer, calc, impress, typst, weasyprint, tex, chromium]


def main() -> int:
    """Makes all; says which could not be made."""
    OUT.mkdir(exist_ok=True)
    for maker in MAKERS:
        with tempfile.TemporaryDirectory() as folder:
            try:
                maker(Path(folder))
            except (ImportError, FileNotFoundError, subprocess.SubprocessError) as error:
                sys.stderr.write(f"{maker.__name__}: {error}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
