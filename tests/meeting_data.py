"""Generated meetings: anything that a secretary could write, as data for a meeting file."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from moedebog import schema, source
from moedebog.compose import compose_all, plan
from moedebog.diagnostics import has_errors
from moedebog.normalise import normalise, normalise_forum
from moedebog.rules import Case, check
from support import MEETING_FILE

Data = Any
MARK = "¤"
"""Stands for a word that is in no other place; ``marked`` puts it in."""
MEMBERS = ("Anna Ager", "Bo Bæk", "Carla Clausen", "Dan Dam")
PARTIES = dict(zip(MEMBERS, "AABB", strict=True))
NEIGHBOUR = {"navn": "Nabonævnet", "medlemmer": ["Nis Nord", "Ole Olsen"]}
"""The other body of a joint meeting."""
LINK = f"https://example.org/{MARK}"

MOVE, DAY, EARLIER = "går eller kommer", "næste dag", "før det forrige"
"""Stand for keys whose values depend on the items before; ``_settled`` writes them."""

LETTERS = "abcæøåéü ÆØÅ ABC ,.:;()–’?!%&<>{}[]\"'*_#|\\/@+=~^´§½€…-0123456789"
_LINE = st.text(LETTERS, max_size=40).map(lambda text: f"{MARK} {text}".strip())
_WORD = st.just(MARK)
_SENTENCE = st.sampled_from(
    [
        f"{MARK} er drøftet.",
        f"Vi er **{MARK}** og *{MARK}* enige.",
        f"Se [{MARK}](https://example.org/a_b?c=d).",
        f"A & B < C > D, {{{{ {MARK} }}}} og {{% {MARK} %}}",
        f"En linje\nog {MARK} på den næste.",
        f"[{MARK}]{{lang=en}} og `{MARK}`",
    ]
)


def _table(cells: list[list[str]]) -> str:
    rows = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([rows[0], "|" + "---|" * len(cells[0]), *rows[1:]])


_BLOCK = st.one_of(
    _SENTENCE,
    _LINE,
    st.lists(_SENTENCE.filter(lambda text: "\n" not in text), min_size=1, max_size=3).map(
        lambda entries: "\n".join(f"- {entry}" for entry in entries)
    ),
    st.integers(1, 3).map(lambda n: "\n".join(f"{i}. {MARK}" for i in range(1, n + 1))),
    st.just(f"- {MARK}\n  - {MARK}\n    - {MARK}"),
    st.just(f"### {MARK}"),
    st.just(f"> {MARK}"),
    st.just(f"```\n{MARK}\n```"),
    st.integers(1, 3).map(lambda n: _table([[MARK] * n, [MARK] * n, [MARK] * n])),
)
BODY = st.lists(_BLOCK, min_size=1, max_size=3).map("\n\n".join)
_TABLE = st.integers(1, 3).map(
    lambda n: {"tabel": {"kolonner": [MARK] * n, "raekker": [[f"- {MARK}\n- {MARK}"] * n]}}
)
_LONG_BODY = st.one_of(BODY, st.lists(st.one_of(BODY, _TABLE), min_size=1, max_size=3))

_OUTCOME = st.one_of(st.sampled_from(["godkendt", "udsat", "droeftet"]), _WORD)
_ANSWER = st.fixed_dictionaries({"punkt": st.just(1), "tekst": BODY})
_RECOMMENDATION = st.fixed_dictionaries(
    {"at": st.lists(_LINE, min_size=1, max_size=3)},
    optional={
        "fra": _WORD,
        "til": _WORD,
        "opstilling": st.sampled_from(["tal", "punkttegn"]),
        "delbeslutninger": st.lists(_ANSWER, min_size=1, max_size=1),
    },
)
_ATTACHMENT = st.fixed_dictionaries(
    {"titel": _LINE},
    optional={
        "offentlig": st.sampled_from(["ja", "nej"]),
        "udsendes_med": st.sampled_from(["dagsorden", "referat"]),
        "adresse": st.just("https://example.org/side"),
    },
)
_CLOSED = st.one_of(
    st.just("ja"),
    st.fixed_dictionaries(
        {"grund": _WORD}, optional={"offentlig_titel": _WORD, "offentlig_beslutning": BODY}
    ),
)
_VOTE = st.one_of(
    st.just({"for": 2, "imod": ["Anna Ager"], "undlod": 1, "forslag": MARK}),
    st.just({"for": ["Carla Clausen"], "imod": 1, "blanke": 1, "ugyldige": 1}),
    st.fixed_dictionaries(
        {
            "valg": st.just(
                {
                    "til": MARK,
                    "runder": [
                        {
                            "grundlag": "over_halvdelen",
                            "kandidater": [
                                {"navn": MARK, "stemmer": 2},
                                {"navn": "Carla Clausen", "stemmer": 1},
                            ],
                            "blanke": 1,
                        }
                    ],
                    "valgt": [MARK],
                }
            )
        },
        optional={"hemmelig": st.just("ja")},
    ),
)
_SECTIONS = {
    "tekst": _LONG_BODY,
    "resume": BODY,
    "sagsforloeb": BODY,
    "sagsfremstilling": _LONG_BODY,
    "oekonomi": BODY,
    "proces": BODY,
    "indstilling": _RECOMMENDATION,
    "beslutning": BODY,
    "udfald": _OUTCOME,
    "afstemning": _VOTE,
    "indbragt": st.fixed_dictionaries({"for": _WORD}, optional={"af": st.just("Anna Ager")}),
    "protokolbemaerkninger": st.lists(
        st.fixed_dictionaries({"fra": _WORD, "tekst": BODY}), min_size=1, max_size=2
    ),
    "opfoelgning": st.just([{"opgave": MARK, "ansvarlig": MARK, "frist": "2025-12-01"}]),
    "bilag": st.lists(_ATTACHMENT, min_size=1, max_size=3),
}
_FACTS = {
    "gruppe": _WORD,
    "sagstype": st.sampled_from(["beslutning", "orientering", "skriftlig_orientering", "pause"]),
    "varighed": st.integers(1, 30),
    "sagsnr": st.just(f"25/{MARK}"),
    "dok_nr": _WORD,
    "kle": _WORD,
    "tillaeg": st.just("ja"),
    "lukket": _CLOSED,
    "gaester": st.just([{"navn": MARK, "titel": MARK, "organisation": MARK}]),
    "inhabil": st.sampled_from(
        [
            ["Bo Bæk"],
            [{"navn": "Dan Dam", "erklaeret": "ja", "forlod_lokalet": "ja"}],
            [{"navn": "Dan Dam", "stedfortraeder": {"navn": MARK, "parti": "B"}}],
        ]
    ),
    "habilitetsbeslutning": st.one_of(
        st.just({"udfald": "habil", "om": ["Anna Ager"], "af": MARK}),
        st.fixed_dictionaries({"udfald": st.just("inhabil"), "tekst": _SENTENCE}),
    ),
    "moedeleder": st.just("Carla Clausen"),
    "fra_forvaltningen": st.just([{"navn": MARK, "deltog": "digitalt"}]),
    "observatoerer": st.just([MARK]),
    MOVE: st.sampled_from(["ankom", "forlod"]),
    DAY: st.just("ja"),
    EARLIER: st.just("ja"),
    "undergruppe": _WORD,
}
_ITEM = st.fixed_dictionaries({"titel": _LINE}, optional={**_FACTS, **_SECTIONS})
_ITEM_OF_SECTIONS = st.fixed_dictionaries(
    {
        "titel": _LINE,
        "afsnit": st.lists(
            st.one_of(
                st.fixed_dictionaries(
                    {"tekst": BODY},
                    optional={
                        "slags": st.sampled_from(["resume", "proces", "beslutning"]),
                        "overskrift": _WORD,
                        "lukket": st.just({"grund": MARK}),
                        "skillelinje": st.just("ja"),
                    },
                ),
                st.fixed_dictionaries(
                    {"slags": st.just("indstilling"), "indstilling": _RECOMMENDATION}
                ),
            ),
            min_size=1,
            max_size=3,
        ),
    }
)
_PARENT = st.fixed_dictionaries(
    {"titel": _LINE, "underpunkter": st.lists(_ITEM, min_size=1, max_size=2)}
)
_EMPTY = st.fixed_dictionaries(
    {"gruppe": _WORD, "ingen": st.just("ja")}, optional={"undergruppe": _WORD}
)
_THERE = st.sampled_from(
    [
        "alle",
        "alle_andre",
        "ikke_noteret",
        ["Anna Ager", "Carla Clausen"],
        ["alle_andre", {"navn": "Carla Clausen", "deltog": "digitalt"}],
    ]
)
_ANY_MEETING = st.fixed_dictionaries(
    {
        "dato": st.just("2025-09-12"),
        "start": st.just("10:00"),
        "punkter": st.lists(
            st.one_of(_ITEM, _ITEM, _ITEM_OF_SECTIONS, _PARENT, _EMPTY), min_size=1, max_size=4
        ),
    },
    optional={
        "slut": st.just("18:00"),
        "faktisk_slut": st.just("17:45"),
        "fremmoedt": _THERE,
        "ekstraordinaert": st.just("ja"),
        "virtuelt_grundlag": _WORD,
        "moedelink": st.just(LINK),
        "sammen_med": st.just("nabo"),
        "fra_forvaltningen": st.just([{"navn": MARK, "titel": MARK}]),
        "observatoerer": st.just([MARK]),
        "titel": _WORD,
        "sted": _LINE,
        "indledning": BODY,
        "faktisk_start": st.just("10:05"),
        "form": st.sampled_from(["fysisk", "virtuelt", "skriftlig"]),
        "referat_status": st.sampled_from(["til_godkendelse", "godkendt"]),
        "moedeleder": st.just("Anna Ager"),
        "referent": _WORD,
        "afbud": st.just([{"navn": "Bo Bæk", "aarsag": MARK, "stedfortraeder": MARK}]),
        "udeblevet": st.just(["Dan Dam"]),
        "gaester": st.just([MARK]),
        "nummerering": st.just({"start": 49}),
        "underskriftsark": st.just("ja"),
        "bilag": st.lists(_ATTACHMENT, min_size=1, max_size=2),
    },
)


def _settled(data: Data) -> Data:
    """The meeting with what its items say of those before: moves, days and another order."""
    data = {**data, "punkter": [dict(item) for item in data["punkter"]]}
    if data.get("form") == "skriftlig":
        del data["start"]
        data["svarfrist"] = "2025-09-20 kl. 12.00"
    away, grouped, day = set[str](), False, 12
    last: Data = None
    """The item before."""
    for number, item in enumerate(data["punkter"]):
        if "ingen" in item:
            grouped = True
            continue
        if (way := item.pop(MOVE, None)) is not None:
            who = "Carla Clausen"
            back = who in away
            away ^= {who}
            value = {"navn": who, "tid": f"{11 + number}:{day}"} if way == "ankom" else who
            item["ankom" if back else "forlod"] = [value]
        if item.pop(DAY, None) and number:
            day += 1
            item["dato"] = f"2025-09-{day}"
        if item.pop(EARLIER, None) and last is not None:
            last["nr"] = item["behandlet_foer"] = f"P{number}"
        if (
            "inhabil" not in item
            and item.get("habilitetsbeslutning", {}).get("udfald") == "inhabil"
        ):
            del item["habilitetsbeslutning"]
        if not grouped and "gruppe" not in item:
            item.pop("undergruppe", None)
        grouped = grouped or "gruppe" in item
        last = item
        for child in item.get("underpunkter", ()):
            for key in (MOVE, DAY, EARLIER, "gruppe", "undergruppe"):
                child.pop(key, None)
    parts = [part for item in data["punkter"] for part in item.get("underpunkter", ())]
    if any("habilitetsbeslutning" in item for item in (*data["punkter"], *parts)):
        # It may have been decided before the meeting, and alone tells nothing of that.
        data.setdefault("fremmoedt", "ikke_noteret")
    return data


MEETINGS = _ANY_MEETING.map(_settled)
FORUMS = st.fixed_dictionaries(
    {
        "navn": st.just("Udvalget"),
        "medlemmer": st.sampled_from(
            [list(MEMBERS), [{"navn": navn, "parti": parti} for navn, parti in PARTIES.items()]]
        ),
    },
    optional={
        "politik": st.fixed_dictionaries(
            {},
            optional={
                "tid_placering": st.sampled_from(["under_titel", "i_titel", "kun_oversigt"]),
                "klokkeslaet": st.sampled_from(["punktum", "kolon"]),
                "datoformat": st.sampled_from(["lang", "kort"]),
                "svar_placering": st.sampled_from(["under_beslutning", "eget_afsnit"]),
                "bilagsnumre": st.sampled_from(["pr_punkt", "punkt_bilag", "gennemloebende"]),
                "sagstype_i_titel": st.sampled_from(["ja", "nej"]),
                "fravaer_under_punkter": st.sampled_from(["ja", "nej"]),
                "fremmoede_liste": st.sampled_from(["opdelt", "samlet"]),
                "vis_sagstyper": st.sampled_from(["ja", "nej"]),
                "fremmoede_placering": st.sampled_from(["forside", "foerste_punkt"]),
                "bilagsoversigt": st.sampled_from(["ja", "nej"]),
            },
        )
    },
)


def marked(data: Data) -> Data:
    """The data with a word of its own, ``Ord7x``, for each mark."""
    count = iter(range(10_000))
    return _marked(data, count)


def _marked(node: Data, count: Iterator[int]) -> Data:
    if isinstance(node, dict):
        return {key: _marked(value, count) for key, value in node.items()}
    if isinstance(node, list):
        return [_marked(value, count) for value in node]
    if not isinstance(node, str):
        return node
    first, *rest = node.split(MARK)
    return first + "".join(f"Ord{next(count)}x{part}" for part in rest)


_NOT_IN_WRITING = {
    *("start", "slut", "faktisk_slut", "faktisk_start", "sted", "moedelink", "moedeleder"),
    *("gaester", "dato", "varighed", "ankom", "forlod", "behandlet_foer", "forlod_lokalet"),
}
"""What only a meeting has: told of in a written procedure (M575), and not printed."""


def printed(data: Data) -> Data:
    """The data without what the rules say that nothing prints."""
    form = data.get("form")
    hidden = _NOT_IN_WRITING if form == "skriftlig" else set[str]()
    return _without(data, hidden if form == "virtuelt" else hidden | {"virtuelt_grundlag"})


def _without(node: Data, keys: set[str]) -> Data:
    if isinstance(node, list):
        return [_without(one, keys) for one in node]
    if not isinstance(node, dict):
        return node
    return {key: _without(value, keys) for key, value in node.items() if key not in keys}


EXAMPLES = int(os.environ.get("MOEDEBOG_EXAMPLES", "40"))
"""``make fuzz`` asks for more."""


WORD = re.compile(r"Ord\d+x")


def read(data: dict[str, Any], forum_data: dict[str, Any]) -> Any:
    """The meeting that the data describe, where nothing is wrong with it."""
    forum_tree, problems = source.parse(json.dumps(forum_data).encode(), "forum.yaml")
    assert forum_tree is not None
    assert not problems + schema.check(forum_tree, "forum")
    forum, _ = normalise_forum(forum_tree)
    neighbour = source.parse(json.dumps(NEIGHBOUR).encode(), "nabo.yaml")[0]
    assert neighbour is not None
    other, _ = normalise_forum(neighbour)
    assert other is not None
    tree, problems = source.parse(json.dumps(data).encode(), "m.yaml")
    assert tree is not None
    assert forum is not None
    assert not schema.check(tree, "meeting")
    others = (other,) if "sammen_med" in data else ()
    meeting, found = normalise(tree, forum, MEETING_FILE, others)
    assert meeting is not None
    problems += found
    problems += compose_all(meeting)[1]
    problems += check(Case(plan(meeting)[0]))
    assume(not has_errors(problems))
    return meeting


def closed_words(node: Any, inside: bool = False) -> set[str]:
    """The words of the data that no public document may hold."""
    if isinstance(node, list):
        return {word for one in node for word in closed_words(one, inside)}
    if not isinstance(node, dict):
        return set(WORD.findall(str(node))) if inside else set()
    inside = inside or "lukket" in node or node.get("offentlig") == "nej"
    told = (
        "lukket",
        "gruppe",
        "undergruppe",
    )  # the public is told why, and what it may read instead
    return {
        word
        for key, value in node.items()
        for word in closed_words(
            value, key in ("aarsag", "moedelink") or (inside and key not in told)
        )
    }
