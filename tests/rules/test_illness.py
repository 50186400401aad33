"""Why somebody does not come is not their illness; what only sounds like it is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from issue_support import findings, workspace
from moedebog.rules.illness import of_absence

AILING = """\
Syg
syg
Sygdom
sygdom i familien
Sygemeldt
Sygemeldt til 1. maj
langtidssyg
Barns 1. sygedag
barn syg
Indlagt
Indlagt på Sygehus Lillebælt
er indlagt på hospitalet
På hospitalet
Hospital
Hospitalsophold
Operation
Skal opereres
opereret i knæet
Knæoperation
Barselskomplikationer
komplikationer
Influenza
Covid-19
Coronasmittet, bliver hjemme fordi han er syg
Feber
Brækket ben
Blodprop
Kræft
Stress
Depression
Tandlæge
Lægebesøg
til læge
Skadestuen
på grund af sygdom
pga. sygdom
Helbredsmæssige årsager
Er blevet syg på mødet
Stressygemeldt, er sygemeldt
Syg, kommer næste gang
Undersøgelse på hospitalet
Til kontrol på sygehuset
MR-scanning
Ondt i ryggen
Har det skidt
Kommet til skade
Psykiske årsager
PTSD
Graviditet
gravid
Alzheimer
mors demens
dement
Depression
Depressiv
Kemoterapi
kemobehandling
Brækket ben
brækkede armen
Hoftebrud
Hjerteanfald
Hjerneblødning
Parkinsons
Dissemineret sklerose
leddegigt
Allergi
Epilepsi
Maveforgiftning
Blindtarmsbetændelse
Nyresten
Hold i ryggen
Fertilitetsbehandling
Spontan abort
Testet positiv
Bipolar
psykolog
Alkoholmisbrug
Rekonvalescent
Brystkræft
Hospice
Arbejdsskade
Svimmelhed
Blodprøver
er blevet dårlig
barn på hospitalet
Brækket ben, kommer til næste møde
Gravid, kan ikke komme til mødet
"""
FINE = """\
Ferie
Forfald
Lovligt forfald
Barsel
Barselsorlov
Forretningsrejse
Møde på Sygehus Lillebælt
Sygehus Lillebælt møde
møde på hospitalet
Vagt på hospitalet
Arbejde som sygeplejerske
Sygeplejerskekongres
Sygeplejerskernes kongres
Konference om kræft
Kræftens Bekæmpelse
Temadag om sygefravær
Foredrag om stress
Kursus i stresshåndtering
Møde i Sygesikringen
Møde i Sygekassernes Helsefond
Indvielse af det nye sygehus
Generalforsamling i Astma-Allergi Danmark
Operationel vagt
Operation Dagsværk
Redningsoperation
Familiebegivenhed
Begravelse
Trafik
Lægeforeningens repræsentantskabsmøde
Besøg af lægestuderende
Forsinket tog
off
Møde i Udvalget for sygdom og sundhed
Psykiatrirådet
Ansat på hospitalet
Arbejder i psykiatrien
Møde om behandling på sygehuset
Kontrolbesøg fra Arbejdstilsynet
Har ikke tid
Skadeservice
Kolding
Kursus i demens
Demensdagene
Alzheimerforeningens dag
Gigtforeningen
Hjerteforeningen
Psykologforeningen
Arbejder som psykolog
Rejsefeber
Bekræftet afbud
Åbning af vaccinationscenter
Trafikuheld
Vandskade
Sløjd
Mødet om kræft trak ud
Fødselsdag
er dårlig forbundet
"""


@pytest.mark.parametrize("text", AILING.splitlines())
def test_illness_is_told(text: str) -> None:
    assert of_absence(text)


@pytest.mark.parametrize("text", FINE.splitlines())
def test_what_is_no_illness_is_left_alone(text: str) -> None:
    assert not of_absence(text)


def codes(root: Path, head: str, items: str = "  - titel: A\n") -> list[str]:
    ws = workspace(root, items, head=f"dato: 2026-06-01\nstart: 10.00\nslut: 12.00\n{head}")
    return [one.code for one in findings(ws) if one.code.startswith("M567")]


@pytest.mark.parametrize("key", ["afbud", "udeblevet"])
def test_each_list_of_who_does_not_come_is_looked_at(tmp_path: Path, key: str) -> None:
    said = f"{key}:\n  - navn: Alma Ager\n    aarsag: Sygemeldt\n"
    assert codes(tmp_path, said) == ["M567"]
    assert codes(tmp_path, said.replace("Sygemeldt", "Lovligt forfald")) == []


TEXT = """\
  - titel: Indkaldelse af stedfortræder
    sagstype: indkaldelse_stedfortraeder
    sagsfremstilling: Alma Ager har {forfald}.
  - titel: Sygdom hos træerne
    sagsfremstilling: Mange elme er væltet på grund af sygdom.
"""


def test_the_item_on_substitutes_need_not_say_that_it_is_illness(tmp_path: Path) -> None:
    assert codes(tmp_path, "", TEXT.format(forfald="forfald på grund af sygdom")) == ["M5671"]
    assert codes(tmp_path, "", TEXT.format(forfald="lovligt forfald")) == []
