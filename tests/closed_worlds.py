"""Workspaces with a meeting made by chance, and a word of its own in each closed place of it."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from mail_support import word as word_file
from moedebog.examples import pdf
from moedebog.workspace import Workspace

Data = dict[str, Any]

NAMES = ("Åse Ærlig", "Bo Bæk", "Carla Dam", "Dan Eg", "Eva Falk")
_FIRST, _LAST = "bdfghjklmnprstv", "aeiouyæøå"
SETTINGS = "mail:\n  afsender: Sekretariatet <sekretariat@example.org>\n"
FORUM: Data = {
    "navn": "Prøveudvalget",
    "kontakt": {"navn": "Sekretariatet", "email": "svar@example.org"},
    "medlemmer": list(NAMES),
    "sikring": {"anden": "Prøven når ikke ud af maskinen"},
}


class World:
    """A workspace, and the words in it that the public may not have."""

    def __init__(self, root: Path, seed: int, *, only: str = "") -> None:
        """``only``: the one kind of file that attachments are."""
        self.chance = Random(seed)
        self.only = only
        self.root = root
        self.folder = root / "meetings" / "udvalg"
        self.planted: dict[str, str] = {}
        """Where each word stands."""
        self.open: list[str] = []
        """Words that the public must get: of what is not closed."""
        (self.folder / "bilag").mkdir(parents=True)
        self._write()
        self.ws = Workspace(root)

    def secret(self, place: str) -> str:
        """A new word, which stands in a closed place."""
        made = self._word("zq")
        self.planted[made] = place
        return made

    def told(self) -> str:
        """A new word for everybody."""
        made = self._word("åb")
        self.open.append(made)
        return made

    def _either(self, place: str, closed: bool) -> str:
        return self.secret(place) if closed else self.told()

    def _word(self, start: str) -> str:
        chance = self.chance
        pairs = (chance.choice(_FIRST) + chance.choice(_LAST) for _ in range(5))
        return start + "".join(pairs)

    def _maybe(self, often: float = 0.6) -> bool:
        return self.chance.random() < often

    # --- what happens to it later -----------------------------------------------------------

    def change(self, change: Callable[[Data], None]) -> None:
        """Change the meeting file."""
        path = self.folder / "2025-09-12.yaml"
        head, _, text = path.read_text(encoding="utf-8").partition("\n")
        data = json.loads(text)
        change(data)
        told = json.dumps(data, ensure_ascii=False, indent=1)
        path.write_text(f"{head}\n{told}\n", encoding="utf-8")

    def close_an_item(self) -> None:
        """Close one that was open: what stands in it is a secret from now on."""

        def close(meeting: Data) -> None:
            items = [one for one in meeting["punkter"] if one["titel"].startswith("Åbent")]
            item = self.chance.choice(items)
            item["lukket"] = {"grund": "Forhandling"}
            text = json.dumps(item, ensure_ascii=False)
            for word in [one for one in self.open if one in text]:
                self.open.remove(word)
                self.planted[word] = "lukket senere"

        self.change(close)

    def correct(self) -> None:
        """Add corrections after the approval: an open one, and others that are not."""

        def add(meeting: Data) -> None:
            meeting["referat_status"] = "godkendt"
            nth, *_ = (nth for nth, one in enumerate(meeting["punkter"], 1) if "lukket" in one)
            meeting["rettelser"] = [
                {"dato": "2025-10-20", "tekst": f"Rettet til {self.told()}."},
                {
                    "dato": "2025-10-20",
                    "tekst": f"Rettet til {self.secret('lukket rettelse')}.",
                    "offentlig": "nej",
                },
                {
                    "dato": "2025-10-20",
                    "punkt": str(nth),
                    "tekst": f"Rettet til {self.secret('rettelse af et lukket punkt')}.",
                },
            ]

        self.change(add)

    # --- the files ------------------------------------------------------------------------

    def _write(self) -> None:
        modtagere = [
            {
                "gruppe": "medlemmer",
                "maalgruppe": "intern",
                "personer": [
                    {"navn": name, "email": f"{self.secret('modtager')}@example.org"}
                    for name in NAMES[:2]
                ],
            },
            {
                "gruppe": "presse",
                "formater": ["pdf", "docx"],
                "personer": [f"{self.secret('presse')}@example.org"],
            },
        ]
        if self._maybe():  # of a group whose calendar and files stay at home
            modtagere.append(
                {
                    "gruppe": "borgere",
                    "kalender": "nej",
                    "bilag": "nej",
                    "personer": [f"{self.secret('borger')}@example.org"],
                }
            )
        self._put("forum.yaml", {**FORUM, "modtagere": modtagere})
        self._put("2025-09-12.yaml", self._meeting())
        (self.root / "moedebog.yaml").write_text(SETTINGS, encoding="utf-8")

    def _put(self, name: str, data: Data) -> None:
        text = f"# {self.secret('kommentar')}\n" + json.dumps(data, ensure_ascii=False, indent=1)
        (self.folder / name).write_text(text + "\n", encoding="utf-8")

    def _meeting(self) -> Data:
        makers: list[Callable[[], Data]] = [self._closed, self._half, self._open, self._under]
        items = [make() for make in makers]
        items += [self.chance.choice(makers)() for _ in range(self.chance.randint(0, 3))]
        self.chance.shuffle(items)
        afbud: list[Any] = [{"navn": "Eva Falk", "aarsag": self.secret("aarsag")}]
        meeting: Data = {
            "dato": "2025-09-12",
            "start": "10:00",
            "slut": "14:00",
            "sted": f"Rådhuset {self.told()}",
            "form": "hybrid",
            "moedelink": f"https://{self.secret('moedelink').encode('idna').decode()}.example.org/m",
            "dagsorden_status": "udsendt",
            "dagsorden_udsendt": "2025-09-01",
            "referat_status": "til_godkendelse",
            "fremmoedt": "alle_andre",
            "moedeleder": "Bo Bæk",
            "afbud": afbud,
            "punkter": items,
        }
        if self._maybe():
            meeting["bilag"] = [self._attachment(closed=True), self._attachment(closed=False)]
        if self._maybe():
            meeting["indsigelser"] = [
                {
                    "fra": "Dan Eg",
                    "tekst": self.secret("indsigelse"),
                    "afgoerelse": "ikke_imoedekommet",
                    "grund": self.secret("indsigelsens grund"),
                }
            ]
        return meeting

    # --- items ----------------------------------------------------------------------------

    def _open(self) -> Data:
        return {
            "titel": f"Åbent {self.told()}",
            "varighed": 10,
            "sagsfremstilling": f"Alle må læse om {self.told()}.",
            "beslutning": f"Vedtaget {self.told()}.",
            "bilag": [self._attachment(closed=False)],
        }

    def _half(self) -> Data:
        """An open item with closed parts."""
        secret = self.secret
        own = [self._attachment(closed=True), self._attachment(closed=False)]
        sections: list[Data] = [
            {"slags": "bilag", "bilag": own},
            {"slags": "sagsfremstilling", "tekst": f"Åben del {self.told()}."},
            {
                "slags": "oekonomi",
                "overskrift": f"Pris {secret('overskrift')}",
                "tekst": [
                    f"Vi byder {secret('lukket afsnit')}.",
                    {"billede": self._picture(closed=True)},
                    {
                        "tabel": {
                            "overskrift": secret("tabel"),
                            "kolonner": ["Post", secret("kolonne")],
                            "raekker": [["a", secret("celle")]],
                        }
                    },
                ],
                "lukket": "Forhandling",
            },
            {
                "slags": "bilag",
                "overskrift": secret("bilagenes overskrift"),
                "lukket": "Forhandling",
                "bilag": [self._attachment(closed=False, secretly=True)],
            },
            {"slags": "beslutning", "tekst": f"Vedtaget {self.told()}."},
        ]
        return {
            "titel": f"Halvt åbent {self.told()}",
            "varighed": 10,
            "afsnit": sections,
        }

    def _under(self) -> Data:
        """An item with parts of which some are closed."""
        return {
            "titel": f"Samlet {self.told()}",
            "underpunkter": [self._open(), self._closed(parts=False)],
        }

    def _closed(self, *, parts: bool = True) -> Data:
        secret, maybe = self.secret, self._maybe
        item: Data = {
            "titel": f"Sag om {secret('titel')}",
            "varighed": 10,
            "lukket": {
                "grund": f"Forhandling om {self.told()}",
                "offentlig_titel": f"Lukket sag {self.told()}",
                "offentlig_beslutning": f"Fulgt {self.told()}.",
            },
        }
        own: Data = {
            "sagsnr": f"25/{secret('sagsnr')}",
            "dok_nr": secret("dok_nr"),
            "kle": secret("kle"),
            "sagstype": "beslutning",
            "resume": f"**{secret('resume')}** og [{secret('link')}](https://{secret('adresse').encode('idna').decode()}.example.org/)",
            "sagsfremstilling": [
                f"- {secret('liste')}\n\n> {secret('citat')}\n\n`{secret('kode')}`",
                {"billede": self._picture(closed=True)},
                {
                    "tabel": {
                        "kolonner": ["Post", secret("kolonne")],
                        "raekker": [[secret("celle"), "1"]],
                    }
                },
            ],
            "indstilling": {
                "fra": secret("indstilling fra"),
                "at": [f"køber {secret('at')}"],
                "delbeslutninger": [{"punkt": 1, "tekst": f"Ja til {secret('delbeslutning')}."}],
            },
            "beslutning": f"Vedtaget {secret('beslutning')}.",
            "afstemning": {
                "forslag": secret("forslag"),
                "for": list(NAMES[:2]),
                "imod": ["Dan Eg"],
            },
            "protokolbemaerkninger": [{"fra": "Dan Eg", "tekst": secret("protokol")}],
            "opfoelgning": [{"opgave": secret("opgave"), "ansvarlig": "Bo Bæk"}],
            "gaester": [{"navn": secret("gæst"), "titel": secret("gæstens titel")}],
            "fra_forvaltningen": [secret("forvaltning")],
            "observatoerer": [secret("observatør")],
            "habilitetsbeslutning": {"udfald": "inhabil", "af": secret("habilitet")},
            "inhabil": [{"navn": "Carla Dam", "stedfortraeder": secret("stedfortræder")}],
            "bilag": [self._attachment(closed=False, secretly=True)],
        }
        item |= {key: value for key, value in own.items() if maybe(0.75)}
        if parts and maybe():
            item["underpunkter"] = [
                {"titel": secret("underpunkt"), "resume": f"Om {secret('underpunktets tekst')}."}
            ]
        return item

    # --- files ----------------------------------------------------------------------------

    def _attachment(self, *, closed: bool, secretly: bool = False) -> Data:
        """``secretly``: of something closed, so that all of it is."""
        away = closed or secretly
        title, name, content = (self._either("bilag", away) for _ in range(3))
        suffix, data = self.chance.choice(
            [
                ("pdf", pdf(f"Indhold {_plain(content)}")),
                ("docx", word_file(f"Indhold {content} " * 5)),
                ("txt", f"Indhold {content} er her.\n".encode()),
            ]
        )
        if self.only:
            suffix, data = self.only, pdf(f"Indhold {_plain(content)}")
        if suffix == "pdf" and not away:
            self.open.remove(content)
        path = self.folder / "bilag" / f"{name}.{suffix}"
        path.write_bytes(data)
        if away:
            self.planted[_plain(content)] = "bilagets indhold"
            self.planted[hashlib.sha256(data).hexdigest()] = "bilagets kontrolsum"
        told: Data = {"titel": f"Bilag {title}", "fil": f"bilag/{path.name}"}
        if closed:
            told["offentlig"] = "nej"
        if self._maybe(0.4):
            told["gennemset"] = {
                "navn": self.secret("gennemset"),
                "dato": "2025-09-01",
                "sha256": hashlib.sha256(data).hexdigest(),
                "grund": self.secret("gennemset grund"),
            }
        return told

    def _picture(self, *, closed: bool) -> Data:
        name, text, beside = (self._either("billede", closed) for _ in range(3))
        image = Image.new("RGB", (320, 200), "white")
        draw = ImageDraw.Draw(image)
        for _ in range(12):
            at = [self.chance.randrange(200) for _ in range(2)]
            size = [self.chance.randrange(20, 110) for _ in range(2)]
            draw.rectangle([*at, at[0] + size[0], at[1] + size[1]], self.chance.randrange(1 << 24))
        held, info = io.BytesIO(), PngInfo()
        info.add_text("Comment", _plain(beside), zip=True)
        image.save(held, "PNG", pnginfo=info)
        (self.folder / "bilag" / f"{name}.png").write_bytes(held.getvalue())
        self.planted[_plain(beside)] = "teksten i et billede"
        self.planted[hashlib.sha256(held.getvalue()).hexdigest()] = "billedets kontrolsum"
        return {"fil": f"bilag/{name}.png", "alt": f"Kort over {text}"}


def _plain(word: str) -> str:
    """A word that a file of few letters can hold."""
    return word.translate(str.maketrans("æøå", "eoa"))
