"""``python tools/build_words.py``: writes the catalogue's words into the schemas and the manual."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "generators"))

from editor_help import with_help  # noqa: E402
from key_tables import Mark, filled, told_at  # noqa: E402
from moedebog.catalogue import (  # noqa: E402
    Afgoerelse,
    Andel,
    Bilagsform,
    Bilagsnumre,
    Choice,
    DagsordenStatus,
    Datoformat,
    Deltagelse,
    Flertal,
    Form,
    FremmoedeListe,
    FremmoedePlacering,
    Godkendelse,
    Gruppenumre,
    Habilitet,
    Indsigelsessvar,
    IndstillingOrdlyd,
    Klokkeslaet,
    Krav,
    Numre,
    NyePunkter,
    Opstilling,
    Optegnet,
    ReferatStatus,
    Retsgrundlag,
    Sagstype,
    Slags,
    SvarPlacering,
    TidPlacering,
    Tilbagehold,
    Udfald,
    UdsendesMed,
    Valggrundlag,
)
from moedebog.catalogue.policy import DECIDING  # noqa: E402
from moedebog.catalogue.sections import ORDER  # noqa: E402
from moedebog.phrases import DANISH  # noqa: E402
from moedebog.typography import enumeration  # noqa: E402

MEETING = ROOT / "schemas" / "meeting.schema.json"
FORUM = ROOT / "schemas" / "forum.schema.json"
SETTINGS = ROOT / "schemas" / "moedebog.schema.json"
MANUAL = ROOT / "docs" / "moedefil.md"
MAILING = ROOT / "docs" / "udsendelse.md"
KEEPING = ROOT / "docs" / "opbevaring.md"

CHOICES: dict[str, type[Choice] | type[Retsgrundlag] | tuple[Choice, ...]] = {
    "form": Form,
    "fremmoedt": Optegnet,
    "deltog": Deltagelse,
    "dagsorden_status": DagsordenStatus,
    "referat_status": ReferatStatus,
    "opstilling": Opstilling,
    "udsendes_med": UdsendesMed,
    "tid_placering": TidPlacering,
    "klokkeslaet": Klokkeslaet,
    "datoformat": Datoformat,
    "indstillingspunkter": Opstilling,
    "indstilling_ordlyd": IndstillingOrdlyd,
    "svar_placering": SvarPlacering,
    "bilagsnumre": Bilagsnumre,
    "nummerering_i_gruppe": Gruppenumre,
    "nye_punkter": NyePunkter,
    "nummer_efter_udsendelse": Numre,
    "fremmoede_placering": FremmoedePlacering,
    "fremmoede_liste": FremmoedeListe,
    "tilbagehold_ved_inhabilitet": Tilbagehold,
    "beslutningsdygtig": Andel,
    "retsgrundlag": Retsgrundlag,
    "stemmelighed": Afgoerelse,
    "afgjort_af": DECIDING,
    "flertal": Flertal,
    "godkendelse": Godkendelse,
    "afgoerelse": Indsigelsessvar,
    "grundlag": Valggrundlag,
    "krav": Krav,
}
"""The keys that take one word of a few."""

Data = dict[str, Any]
Word = TypeVar("Word", Slags, Udfald)


class NoPhrase(Exception):
    """The catalogue has a word that nobody has said how to print."""


# --- the schemas ------------------------------------------------------------------------


def meeting_schema(old: str) -> str:
    """The schema of meeting files with the words of the catalogue."""
    whole = json.loads(old)
    parts = whole["$defs"]
    item, section = parts["punkt"]["properties"], parts["afsnit"]["properties"]
    _choices(whole)
    _name(item["sagstype"], Sagstype, (s.kind.explanation for s in Sagstype))
    _name(section["slags"], Slags, map(_explained, Slags))
    fixed, free = parts["udfaldsord"]["anyOf"]
    _name(fixed, Udfald, (u.kind.explanation or _outcome(u) for u in Udfald))
    # Where both fit, an editor would show the titles of both.
    free["not"] = {"title": "Udfald med et fast ord", "enum": fixed["enum"]}
    decided = parts["habilitetsbeslutning"]["properties"]["udfald"]
    _name(decided, Habilitet, (h.explanation for h in Habilitet))
    parts["punkt"]["properties"] = dict(_with_sections(item))
    parts["punkt"]["x-eksempler"] |= {
        slags.value: [slags.kind.example] for slags in ORDER if slags.kind.contents[0] == "tekst"
    }
    for slags in ORDER:
        if slags.kind.contents[0] != "tekst":
            section[slags.value] = _described(slags, section[slags.value])
    return _written(with_help(whole, "meeting"))


def forum_schema(old: str) -> str:
    """The schema of ``forum.yaml`` with the words of the catalogue."""
    whole = json.loads(old)
    parts = whole["$defs"]
    _choices(whole)
    policy = parts["afsnitspolitik"]["properties"]
    for place in (policy["slags"], parts["politik"]["properties"]["afsnit"]["items"]["anyOf"][0]):
        _name(place, ORDER, map(_explained, ORDER))
    attached = parts["modtagergruppe"]["properties"]["bilag"]["anyOf"][1]
    _name(attached, Bilagsform, (one.explanation for one in Bilagsform))
    _name(policy["kraeves_ved"]["items"], Sagstype, (s.kind.explanation for s in Sagstype))
    policy["dagsorden"]["description"] = (
        f"nej, hvis afsnittet ikke skal med i dagsordenen. {minutes()} er aldrig med."
    )
    parts["sagstyper"]["properties"] = {
        sagstype.value: {
            "title": sagstype.kind.explanation,
            "description": f"Hvad sagstypen {sagstype} hedder her.",
            "$ref": "#/$defs/tekst",
            "examples": [sagstype.kind.example],
        }
        for sagstype in Sagstype
    }
    return _written(with_help(whole, "forum"))


def settings_schema(old: str) -> str:
    """The schema of ``moedebog.yaml``."""
    return _written(with_help(json.loads(old), "moedebog"))


def _choices(node: Any) -> None:
    """Fills in every key that takes one word of a few."""
    if not isinstance(node, dict):
        return
    properties = node.get("properties", {})
    for key in properties.keys() & CHOICES.keys():
        shapes = [properties[key], *properties[key].get("anyOf", ())]
        for shape in shapes:
            if "enum" in shape:
                _name(shape, CHOICES[key], (word.explanation for word in CHOICES[key]))
    for inner in [*node.get("$defs", {}).values(), node.get("items")]:
        _choices(inner)


def _name(shape: Data, words: Iterable[str], explanations: Iterable[str]) -> None:
    shape["enum"] = [str(word) for word in words]
    shape["enumDescriptions"] = list(explanations)


def _explained(slags: Slags) -> str:
    name = slags.kind.explanation or _called(slags)
    return f"{name}; kun i referatet" if slags.kind.minutes else name


def _called(slags: Slags) -> str:
    return slags.kind.name or _printed(DANISH.sections, slags, "sections")


def _outcome(udfald: Udfald) -> str:
    return _printed(DANISH.outcomes, udfald, "outcomes")


def _printed(phrases: Mapping[Word, str], word: Word, where: str) -> str:
    """How a word is printed; raises ``NoPhrase`` where the phrase book lacks it."""
    if word not in phrases:
        raise NoPhrase(
            f"The phrase book has no word for {word} of {type(word).__name__}: write it in "
            f"generators/moedebog/phrases/da.json under {where}."
        )
    return phrases[word]


def _described(slags: Slags, shape: Data) -> Data:
    """The key of a kind of section; ``shape`` is what its content looks like if it is no text."""
    kind = slags.kind
    said: Data = {"title": _called(slags), "description": kind.description}
    if kind.contents[0] == "tekst":
        return said | {"$ref": "#/$defs/krop"}
    return said | {key: value for key, value in shape.items() if key not in said}


def _with_sections(properties: Data) -> Iterator[tuple[str, Any]]:
    """The keys of an item; a kind of section that is new stands behind the one before it."""
    after: dict[str, list[Slags]] = {}
    last = ""
    for slags in ORDER:
        if slags.value in properties:
            last = slags.value
        else:
            after.setdefault(last, []).append(slags)
    for key, value in properties.items():
        yield key, _described(Slags.of(key), value) if key in list(ORDER) else value
        for slags in after.get(key, ()):
            yield slags.value, _described(slags, {})


def _written(whole: Data) -> str:
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


# --- the manual -------------------------------------------------------------------------


def manual(old: str) -> str:
    """The manual with the tables of the catalogue."""
    lines = old.split("\n")
    for head, rows in (
        ("| Nøgle | Betydning | Overskrift | Dagsorden |", _sections(old)),
        ("| `sagstype` | Ord i dokumentet |", _items()),
        ("| `udfald` | Ord i referatet |", _outcomes()),
        ("| `retsgrundlag` | Sætter | Kilde |", _legal_kinds()),
    ):
        begin = lines.index(head) + 2
        end = lines.index("", begin)
        lines[begin:end] = rows
    return filled("\n".join(lines))


def minutes() -> str:
    """The kinds of section that only a referat has, as a sentence begins with them."""
    names = enumeration([s.kind.plural.lower() for s in Slags if s.kind.minutes], DANISH)
    return names[:1].upper() + names[1:]


def _sections(text: str) -> Iterator[str]:
    told = told_at(Mark("meeting", "punkt"), text)
    for slags in ORDER:
        public = "nej" if slags.kind.minutes else "ja"
        head = DANISH.sections.get(slags, "ingen")
        yield f"| `{slags}` | {told[slags.value]} | {head} | {public} |"
        if "udfald" in slags.kind.rests_on:
            yield f"| `udfald` | {told['udfald']} | (under {_called(slags)}) | {public} |"


def _items() -> Iterator[str]:
    for sagstype in Sagstype:
        if printed := DANISH.item_kinds.get(sagstype):
            time = "" if sagstype.kind.takes_time else _NO_TIME
            yield f"| `{sagstype}` | {printed}{time} |"
    for sagstype in Sagstype:
        if sagstype.kind.is_break:
            yield f"| `{sagstype}` | intet; en pause uden tid fylder hullet til næste faste tid |"
    others = [s for s in Sagstype if s not in DANISH.item_kinds and not s.kind.is_break]
    yield f"| {', '.join(f'`{sagstype}`' for sagstype in others)} | intet; titlen siger det |"


_NO_TIME = "; tager aldrig tid"


def _outcomes() -> Iterator[str]:
    for udfald in Udfald:
        yield f"| `{udfald}` | {_outcome(udfald)} |"


def _legal_kinds() -> Iterator[str]:
    for legal in Retsgrundlag:
        preset = legal.preset
        values = ", ".join(f"`{key}: {_typed(value)}`" for key, value in preset.policy.items())
        read = f"{preset.source}; læst {preset.read:%d.%m.%Y}" if preset.read else ""
        yield f"| `{legal}`: {preset.explanation} | {values or 'intet'} | {read} |"


def _typed(value: Any) -> str:
    return "ja" if value is True else str(value)


MADE = {
    MEETING: meeting_schema,
    FORUM: forum_schema,
    SETTINGS: settings_schema,
    MANUAL: manual,
    MAILING: filled,
    KEEPING: filled,
}
"""What is made of each file as it stands."""


SCHEMAS = (MEETING, FORUM, SETTINGS)
"""These come first: the manual tells of keys in the words of the schemas."""


def write() -> None:
    """Writes everything; a word that the phrase book lacks stops it before the first file."""
    for some in (SCHEMAS, [path for path in MADE if path not in SCHEMAS]):
        new = {path: MADE[path](path.read_text(encoding="utf-8")) for path in some}
        for path, text in new.items():
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    try:
        write()
    except NoPhrase as lacking:
        sys.exit(str(lacking))
