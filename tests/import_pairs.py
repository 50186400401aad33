"""The pairs of files in tests/imports: a document, and the meeting file that it becomes."""

from __future__ import annotations

from support import ROOT

FOLDER = ROOT / "tests" / "imports"


EXAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".txt", ".md", ".html"))


WRITTEN_OTHERWISE = frozenset(
    """
    åben åbent beslutningsprotokol beslutningsreferat dagsorden dagsordenpunkter indholdsfortegnelse
    mødereferat protokol referat sagsoversigt tillægsdagsorden
    dato emne i klokken kl møde mødedato mødelokale
    mødested mødet mødetid mødetidspunkt nr på side slut start
    sted tid tidspunkt og til den d af for fra
    mandag tirsdag onsdag torsdag fredag lørdag søndag
    ifølge vedtægterne
    stemme stemmer stemte
    afbud deltog der deltagere endvidere erstattet fraværende gæst gæster ikke ingen med medlemmer
    mødte observatører ordstyrer referent stede stedet stedfortræder tilstede uden udeblevet var
    øvrige administrationen
    ad action aktion deadline frist hvad hvem hvornår j min minutter pkt punkt punkter sag sagsid
    sagsnr sagsnummer resume resumè sagsfremstlling underskrifter
    afgav behandlingen punktet bad ført følgende generalforsamlingen hævet inhabil mødet protokollen
    protokolbemærkning sluttede stemte imod tilført ønskede
    """.split()  # noqa: SIM905 - a list of so many words is easier to read so
)
"""Labels of the cover and of facts, and the fixed words around who came, voted or said something
for the minutes, which moedebog writes in its own way. Numbers may be written otherwise as well."""
