"""Groups: the headings over several items, and those that nothing stands under."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moedebog.catalogue import Gruppenumre
from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import TomGruppe
from moedebog.normalise.reading import Reader

SUBGROUP_ALONE = Rule(
    "M139",
    Severity.ERROR,
    Phrase(
        "Undergruppen »{undergruppe}« står ikke under nogen gruppe.",
        "The undergruppe »{undergruppe}« stands under no gruppe.",
    ),
    Phrase(
        "Skriv `gruppe` i stedet, eller skriv den gruppe, den hører til, på linjen over.",
        "Write `gruppe` in its place, or the gruppe that it belongs to in the line above.",
    ),
    Example(
        wrong="- titel: A\n  undergruppe: Orientering",
        right="- titel: A\n  gruppe: Åbne punkter\n  undergruppe: Orientering",
    ),
    rests_on=("gruppe", "punkter"),
)
EMPTY_WITH_ITEMS = Rule(
    "M2102",
    Severity.WARNING,
    Phrase(
        "»{gruppe}« har `ingen: ja`, men der står også et punkt under den.",
        "»{gruppe}« has `ingen: ja`, but an item stands under it as well.",
    ),
    Phrase(
        "Slet den tomme gruppe, eller skriv `gruppe` på punktet, hvis det hører til en anden.",
        "Delete the empty group, or write `gruppe` at the item if it belongs to another one.",
    ),
    Example(
        wrong="- gruppe: Hastesager\n  ingen: ja\n- titel: A",
        right="- gruppe: Hastesager\n  ingen: ja\n- titel: A\n  gruppe: Åbne punkter",
    ),
    reason=Phrase(
        "Under overskriften trykkes »Ingen« og så punktet.",
        "»Ingen« (none) is printed under the heading, and then the item.",
    ),
    rests_on=("gruppe", "punkter"),
)
GROUP_AGAIN = Rule(
    "M2103",
    Severity.WARNING,
    Phrase(
        "Gruppen »{gruppe}« begyndte i linje {linje} og begynder igen her.",
        "The group »{gruppe}« began in line {linje}, and begins here again.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="- titel: A\n  gruppe: Åbne punkter\n- titel: B\n  gruppe: Åbne punkter",
        right="- titel: A\n  gruppe: Åbne punkter\n- titel: B",
    ),
    reason=Phrase(
        "Overskriften trykkes hver gang. Begynder numrene forfra i hver gruppe, er der desuden to "
        "punkter, som ingen kan kende fra hinanden.",
        "The heading is printed every time. Where numbers begin anew in each group, there are "
        "besides two items that nobody can tell apart.",
    ),
    rests_on=("gruppe", "punkter"),
)

_STILL_HOLDS = Phrase(
    "Slet `{noegle}` her; overskriften gælder, til den næste begynder.",
    "Delete `{noegle}` here; the heading holds until the next one begins.",
)
_OTHER_NAME = Phrase(
    "Giv gruppen et navn for sig: numrene begynder forfra i hver gruppe.",
    "Give the group a name of its own: numbers begin anew in each group.",
)


def empty(reader: Reader, data: list[dict[str, Any]]) -> Iterator[TomGruppe]:
    """The entries among the items that are groups without any."""
    items = 0
    for index, one in enumerate(data):
        if "ingen" not in one:
            items += 1
            continue
        yield TomGruppe(
            items,
            gruppe=reader.title(one, "gruppe"),
            undergruppe=reader.title(one, "undergruppe"),
            position=reader.at(("punkter", index)),
        )


def check(reader: Reader, data: list[dict[str, Any]], numbers: Gruppenumre) -> None:
    """Reports groups that cannot be meant as they stand among the items."""
    _check_subgroups(reader, data)
    _check_empty_groups(reader, data)
    _check_repeated(reader, data, numbers)


def _check_subgroups(reader: Reader, data: list[dict[str, Any]]) -> None:
    """Reports headings of the second level before any of the first."""
    for index, one in enumerate(data):
        if "gruppe" in one:
            return
        if "undergruppe" in one:
            place = ("punkter", index, "undergruppe")
            reader.report(SUBGROUP_ALONE, place, undergruppe=reader.text(one, "undergruppe"))


def _check_empty_groups(reader: Reader, data: list[dict[str, Any]]) -> None:
    """Reports items that stand under a heading with nothing under it, each heading once."""
    empty: set[tuple[object, ...]] = set()
    filled: dict[tuple[object, ...], int] = {}
    day = group = subgroup = None
    for index, one in enumerate(data):
        day = one.get("dato", day)
        if "gruppe" in one or "dato" in one:  # a day begins as a group does
            group, subgroup = one.get("gruppe"), one.get("undergruppe")
        elif "undergruppe" in one:
            subgroup = one["undergruppe"]
        if "ingen" in one:
            empty.add((day, group, subgroup))
        else:
            filled.setdefault((day, group, subgroup), index)
            filled.setdefault((day, group, None), index)
    for heading, index in filled.items():
        if heading in empty:
            name = heading[2] or heading[1]
            reader.report(EMPTY_WITH_ITEMS, ("punkter", index), gruppe=name)


def _check_repeated(reader: Reader, data: list[dict[str, Any]], numbers: Gruppenumre) -> None:
    """Reports headings that begin where they hold already, or with numbers that they had before."""
    began: dict[object, int] = {}
    day = group = subgroup = None
    for index, one in enumerate(data):
        new_day = one.get("dato", day) != day and index > 0
        day = one.get("dato", day)
        if new_day:
            group = subgroup = None
        name, key = one.get("gruppe"), "gruppe"
        again = "gruppe" in one and name == group
        if "gruppe" not in one and "undergruppe" in one:
            name, key = one["undergruppe"], "undergruppe"
            again = name == subgroup
        anew = numbers is Gruppenumre.FORFRA and "gruppe" in one and name in began
        if (again or anew) and not _told_as_empty(data[began[name]], one):
            advice = _STILL_HOLDS.put(noegle=key) if again else _OTHER_NAME
            _report_again(reader, index, key, began[name], advice)
        if "gruppe" in one:
            group, subgroup = name, None
            began[name] = index
        if "undergruppe" in one:
            subgroup = one["undergruppe"]
            began[subgroup] = index


def _told_as_empty(before: dict[str, Any], one: dict[str, Any]) -> bool:
    """Whether one of two groups of a name is empty and the other is not."""
    if ("ingen" in before) == ("ingen" in one):
        return False
    empty, filled = (before, one) if "ingen" in before else (one, before)
    return empty.get("undergruppe") in (None, filled.get("undergruppe"))


def _report_again(reader: Reader, index: int, key: str, before: int, advice: Phrase) -> None:
    place = ("punkter", index, key)
    reader.report(
        GROUP_AGAIN,
        place,
        gruppe=reader.tree.at(place),
        linje=reader.at(("punkter", before)).line,
        raad=advice,
    )
