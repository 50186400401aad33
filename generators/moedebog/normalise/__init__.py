"""A valid tree -> the model: defaults, references, and rules that span several keys.

The tree must have passed the schema; what the schema cannot say is checked here, and
every finding names its line and column.
"""

from __future__ import annotations

from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from moedebog import left_out
from moedebog.catalogue import DagsordenStatus, Form, Habilitet, ReferatStatus, Sagstype
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity, in_order
from moedebog.examples import Example
from moedebog.meeting import (
    Forum,
    Habilitetsbeslutning,
    Medvirkende,
    Meeting,
    Punkt,
)
from moedebog.normalise import afterwards, groups, people, without_words, written
from moedebog.normalise.approval import approves, objections
from moedebog.normalise.forum import read_forum
from moedebog.normalise.item_sections import attachments, closed_item, looked_through, sections
from moedebog.normalise.people import Names
from moedebog.normalise.persons import BESIDE, persons_under
from moedebog.normalise.reading import Reader, one_by_one
from moedebog.normalise.times import (
    check_order,
    check_untimed,
    clock_at,
    date_at,
    deadline_at,
    slot_at,
)
from moedebog.source import Tree, TreePath
from moedebog.workspace import project_of

__all__ = ["normalise", "normalise_forum"]

GROUP_INSIDE_ITEM = Rule(
    "M103",
    Severity.ERROR,
    Phrase("En gruppe kan ikke begynde inde i et punkt.", "A group cannot begin inside an item."),
    Phrase(
        "Skriv `gruppe` på selve punktet, ikke på et underpunkt.",
        "Write `gruppe` at the item itself, not at a sub-item.",
    ),
    Example(
        wrong="- titel: A\n  underpunkter:\n    - titel: B\n      gruppe: Orientering",
        right="- titel: A\n  gruppe: Orientering\n  underpunkter:\n    - titel: B",
    ),
)
DAY_INSIDE_ITEM = Rule(
    "M2074",
    Severity.ERROR,
    Phrase("En dag kan ikke begynde inde i et punkt.", "A day cannot begin inside an item."),
    Phrase(
        "Skriv `dato` på selve punktet, ikke på et underpunkt.",
        "Write `dato` at the item itself, not at a sub-item.",
    ),
    Example(
        wrong="dato: 2025-09-12\npunkter:\n- titel: A\n- titel: B\n  underpunkter:\n"
        "    - titel: C\n      dato: 2025-09-13",
        right="dato: 2025-09-12\npunkter:\n- titel: A\n- titel: B\n  dato: 2025-09-13\n"
        "  underpunkter:\n    - titel: C",
    ),
)
OLDER_EXTRAORDINARY = Rule(
    "M2075",
    Severity.WARNING,
    Phrase(
        "At et møde er ekstraordinært, skrives nu `ekstraordinaert: ja`.",
        "That a meeting is extraordinary is written `ekstraordinaert: ja` now.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(wrong="form: ekstraordinaert\npunkter: []", right="ekstraordinaert: ja\npunkter: []"),
    reason=Phrase(
        "Et ekstraordinært møde holdes også på en måde, f.eks. virtuelt; de to ting skal kunne "
        "stå sammen.",
        "An extraordinary meeting is held somehow too, e.g. on the screen; both must have room.",
    ),
)
EXTRAORDINARY_AND_NOT = Rule(
    "M2081",
    Severity.ERROR,
    Phrase(
        "Efter `form` er mødet ekstraordinært, og efter `ekstraordinaert: nej` er det ikke.",
        "By `form` the meeting is extraordinary, and by `ekstraordinaert: nej` it is not.",
    ),
    Phrase(
        "Slet `form: ekstraordinaert`, hvis mødet ikke er det; ellers skriv `ekstraordinaert: ja` "
        "i stedet for de to linjer.",
        "Delete `form: ekstraordinaert` if the meeting is not; else write `ekstraordinaert: ja` "
        "instead of the two lines.",
    ),
    Example(
        wrong="form: ekstraordinaert\nekstraordinaert: nej\npunkter: []",
        right="ekstraordinaert: nej\npunkter: []",
    ),
    reason=Phrase(
        "Forsiden, titlen og kalenderen siger, om mødet er ekstraordinært; kun det ene er rigtigt.",
        "The cover, the title and the calendar say whether the meeting is extraordinary; only one "
        "of the two is right.",
    ),
    rests_on=("form", "ekstraordinaert"),
)
GROUND_OF_NO_SCREEN = Rule(
    "M2076",
    Severity.WARNING,
    Phrase(
        "virtuelt_grundlag trykkes ikke: mødet holdes ikke virtuelt.",
        "virtuelt_grundlag is not printed: the meeting is not held on the screen.",
    ),
    Phrase(
        "Skriv `form: virtuelt` eller `form: hybrid`, eller slet linjen.",
        "Write `form: virtuelt` or `form: hybrid`, or delete the line.",
    ),
    Example(
        wrong="moedelink: https://moede.example.org/123\n"
        "virtuelt_grundlag: Styrelsesvedtægten § 5\npunkter: []",
        right="moedelink: https://moede.example.org/123\nform: virtuelt\n"
        "virtuelt_grundlag: Styrelsesvedtægten § 5\npunkter: []",
    ),
    reason=Phrase(
        "Grundlaget står ved mødets form. Uden den ved ingen, at mødet er virtuelt.",
        "The ground stands at the form of the meeting. Without it nobody knows that the meeting "
        "is on the screen.",
    ),
    rests_on=("form",),
)

_WRITE_KEY = Phrase(
    "Skriv `ekstraordinaert: ja` i stedet for linjen, eller lad `moedebog opgrader` gøre det; "
    "`form` siger så, hvordan mødet holdes.",
    "Write `ekstraordinaert: ja` instead of the line, or let `moedebog opgrader` do it; then "
    "`form` says how the meeting is held.",
)
_DELETE_FORM = Phrase(
    "Slet linjen; `form` siger, hvordan mødet holdes.",
    "Delete the line; `form` says how the meeting is held.",
)


def normalise(
    tree: Tree, forum: Forum, path: Path, others: tuple[Forum, ...] = ()
) -> tuple[Meeting | None, list[Diagnostic]]:
    """The meeting in ``tree``, the file at ``path``, and what is wrong with it.

    ``others`` are the bodies that it names under ``sammen_med``.

    There may be a meeting although there are errors, so that what comes later can find
    more; ``None`` where its date or start cannot be understood. One without a start has none.
    """

    def reading(tree: Tree) -> tuple[Meeting | None, list[Diagnostic]]:
        reader = Reader(tree, path.parent, project_of(path.parent))
        return _meeting(reader, tree.data, forum, others, path.stem), reader.diagnostics

    meeting, diagnostics = without_words.read(tree, reading)
    return meeting, in_order(diagnostics)


def normalise_forum(tree: Tree) -> tuple[Forum | None, list[Diagnostic]]:
    """The forum in ``tree``, and what is wrong with it."""
    reader = Reader(tree, Path(), Path())
    if left_out.may_stand(tree.text):
        reader.diagnostics += left_out.problems(tree, left_out.marked(tree.data), nowhere=True)
    forum = read_forum(reader, tree.data)
    return forum, in_order(reader.diagnostics)


def _meeting(
    reader: Reader, data: dict[str, Any], forum: Forum, others: tuple[Forum, ...], stem: str
) -> Meeting | None:
    dato = date_at(reader, data, "dato", ())
    form = _form(reader, data)
    if form is Form.SKRIFTLIG:
        data = written.without_meeting(reader, data)
    elif "svarfrist" in data:
        reader.report(written.DEADLINE_OF_MEETING, ("svarfrist",), key=True)
    start = clock_at(reader, data, "start", (), midnight_ends=False)
    slut = clock_at(reader, data, "slut", ())
    faktisk_start = clock_at(reader, data, "faktisk_start", (), midnight_ends=False)
    faktisk_slut = clock_at(reader, data, "faktisk_slut", ())
    if "start" not in data:
        check_untimed(reader, data)
    if not any("dato" in one for one in data.get("punkter", ())):
        check_order(reader, ("start", start), ("slut", slut))
        begun = ("faktisk_start", faktisk_start) if faktisk_start else ("start", start)
        check_order(reader, begun, ("faktisk_slut", faktisk_slut), slut)
    names = Names((forum, *others), dato, data)
    beside = _beside(reader, data, (), names)
    names.add_beside(chain(*beside.values()))
    regrets = people.absentees(reader, data, "afbud", names)
    missing = people.absentees(reader, data, "udeblevet", names)
    afbud, udeblevet = people.check_absentees(reader, names, regrets, missing)
    fremmoedt = people.attendance(reader, data, names, afbud, udeblevet)

    punkter = _items(reader, data, "punkter", (), forum, names)
    tomme_grupper = tuple(groups.empty(reader, data.get("punkter", [])))
    groups.check(reader, data.get("punkter", []), forum.politik.nummerering_i_gruppe)
    if dato is None or (start is None and "start" in data):
        return None
    return Meeting(
        id=reader.text(data, "id") or stem,
        stamme=stem,
        forum=forum,
        dato=dato,
        start=start,
        punkter=punkter,
        slut=slut,
        faktisk_start=faktisk_start,
        faktisk_slut=faktisk_slut,
        svarfrist=deadline_at(reader, data, "svarfrist", ()),
        offentliggoeres=deadline_at(reader, data, "offentliggoeres", ()),
        sted=_place(reader, data, form, forum),
        moedelink=_link(reader, data, form, forum),
        form=None if form is Form.EKSTRAORDINAERT else form,
        virtuelt_grundlag=reader.text(data, "virtuelt_grundlag"),
        ekstraordinaert=form is Form.EKSTRAORDINAERT or reader.yes(data, "ekstraordinaert"),
        titel=reader.title(data, "titel"),
        sagsnr=reader.texts(data, "sagsnr"),
        dagsorden_status=DagsordenStatus.of(data.get("dagsorden_status", DagsordenStatus.UDKAST)),
        dagsorden_udsendt=date_at(reader, data, "dagsorden_udsendt", ()),
        referat_status=ReferatStatus.of(data.get("referat_status", ReferatStatus.UDKAST)),
        indsigelsesfrist=date_at(reader, data, "indsigelsesfrist", ()),
        aflyst=reader.yes(data, "aflyst"),
        moedeleder=None if form is Form.SKRIFTLIG else _chair(reader, data, forum, names),
        referent=reader.text(data, "referent") or forum.referent,
        afbud=afbud,
        udeblevet=udeblevet,
        fremmoedt=fremmoedt,
        **beside,
        indledning=reader.body(data, "indledning", ()),
        nummerering_start=data.get("nummerering", {}).get("start", 1),
        underskriftsark=reader.yes(data, "underskriftsark"),
        indsigelser=objections(reader, data, names),
        fremmed=tuple(reader.foreign.items()),
        rettelser=tuple(afterwards.corrections(reader, data)),
        bilag=attachments(reader, data, ()) if "bilag" in data else (),
        sammen_med=others,
        tomme_grupper=tomme_grupper,
        udgaver=(),
        begivenheder=(),
        forestaar=False,
        utilgaengelige=(),
        udeladt=None,
        position=reader.at(()),
    )


def _form(reader: Reader, data: dict[str, Any]) -> Form | None:
    """How the meeting is held; the older word for one that is extraordinary is told of."""
    form = Form.of(data["form"]) if "form" in data else None
    if form is Form.EKSTRAORDINAERT:
        _older_form(reader, data)
    if "virtuelt_grundlag" in data and not (form and form.on_screen):
        reader.report(GROUND_OF_NO_SCREEN, ("virtuelt_grundlag",), key=True)
    return form


def _older_form(reader: Reader, data: dict[str, Any]) -> None:
    if "ekstraordinaert" not in data:
        reader.report(OLDER_EXTRAORDINARY, ("form",), raad=_WRITE_KEY)
    elif reader.yes(data, "ekstraordinaert"):
        reader.report(OLDER_EXTRAORDINARY, ("form",), raad=_DELETE_FORM)
    else:
        reader.report(EXTRAORDINARY_AND_NOT, ("form",))


def _chair(reader: Reader, data: dict[str, Any], forum: Forum, names: Names) -> str | None:
    if "moedeleder" in data:
        return names.use(reader, ("moedeleder",), data["moedeleder"])
    usual = forum.moedeleder
    if usual is not None and usual not in names and names.was_member(usual):
        reader.report(people.USUAL_CHAIR_GONE, ("dato",), navn=usual)
    return usual


def _items(
    reader: Reader,
    data: dict[str, Any],
    key: str,
    path: TreePath,
    forum: Forum,
    names: Names,
    above: tuple[Medvirkende, ...] = (),
) -> tuple[Punkt, ...]:
    return tuple(
        _item(reader, one, (*path, key, index), forum, names, above)
        for index, one in enumerate(data.get(key, ()))
        if "ingen" not in one
    )


def _place(reader: Reader, data: dict[str, Any], form: Form | None, forum: Forum) -> str | None:
    """Where they meet; the forum's habitual place is nowhere where all meet on the screen."""
    if form is Form.SKRIFTLIG:
        return None
    habitual = None if form is Form.VIRTUELT else forum.sted
    return reader.text(data, "sted") or habitual


def _link(reader: Reader, data: dict[str, Any], form: Form | None, forum: Forum) -> str | None:
    """Where to take part from afar; the forum's habitual link leads nowhere where all meet at the
    place, unless it is for those who listen."""
    if form is Form.SKRIFTLIG:
        return None
    only_there = form is Form.FYSISK and not forum.politik.moedelink_offentlig
    return reader.text(data, "moedelink") or (None if only_there else forum.moedelink)


def _item(
    reader: Reader,
    data: dict[str, Any],
    path: TreePath,
    forum: Forum,
    names: Names,
    above: tuple[Medvirkende, ...],
) -> Punkt:
    """One item; ``above`` are those who are known at the items that it belongs to."""
    for key in ("gruppe", "undergruppe"):
        if key in data and "underpunkter" in path:
            reader.report(GROUP_INSIDE_ITEM, (*path, key), key=True)
    beside = _beside(reader, data, path, names)
    here = (*above, *chain(*beside.values()))
    inhabil = people.named(reader, data, "inhabil", path, names, here)
    here = (*here, *(one.stedfortraeder for one in inhabil if one.stedfortraeder))
    lukket, aabnet = closed_item(reader, data, path)
    ophaevet = afterwards.opening(reader, data, path, lukket)
    return Punkt(
        reader.title(data, "titel") or "",
        afsnit=sections(reader, data, path, forum, names),
        id=reader.text(data, "id") or "",
        nr=reader.text(data, "nr"),
        gruppe=reader.title(data, "gruppe"),
        undergruppe=reader.title(data, "undergruppe"),
        sagstype=Sagstype.of(data["sagstype"]) if "sagstype" in data else None,
        sagstype_tekst=reader.text(data, "sagstype_tekst"),
        godkender=approves(reader, data, path),
        varighed=data.get("varighed"),
        tid=slot_at(reader, data, "tid", path),
        dato=_day(reader, data, path),
        behandlet_foer=reader.text(data, "behandlet_foer"),
        sagsnr=reader.texts(data, "sagsnr"),
        dok_nr=reader.text(data, "dok_nr"),
        kle=reader.text(data, "kle"),
        tillaeg=reader.yes(data, "tillaeg"),
        tillaeg_grund=reader.text(data, "tillaeg_grund"),
        udgaar_grund=reader.text(data, "udgaar_grund"),
        lukket=None if ophaevet else lukket,
        aabnet=aabnet,
        ophaevet=ophaevet,
        gennemset=looked_through(reader, data, path),
        **beside,
        moedeleder=names.use(reader, (*path, "moedeleder"), data["moedeleder"], here)
        if "moedeleder" in data
        else None,
        inhabil=inhabil,
        habilitetsbeslutning=_disqualification(reader, data, path, names, here),
        ankom=people.named(reader, data, "ankom", path, names, here),
        forlod=people.named(reader, data, "forlod", path, names, here),
        underpunkter=_items(reader, data, "underpunkter", path, forum, names, here),
        position=reader.at(path),
    )


def _beside(
    reader: Reader, data: dict[str, Any], path: TreePath, names: Names
) -> dict[str, tuple[Medvirkende, ...]]:
    """Those who take part without being members, by the key that they stand under."""
    return {key: tuple(map(names.beside, persons_under(reader, data, key, path))) for key in BESIDE}


def _day(reader: Reader, data: dict[str, Any], path: TreePath) -> date | None:
    """The day that begins with an item."""
    if "dato" in data and "underpunkter" in path:
        reader.report(DAY_INSIDE_ITEM, (*path, "dato"), key=True)
        return None
    return date_at(reader, data, "dato", path)


def _disqualification(
    reader: Reader,
    data: dict[str, Any],
    path: TreePath,
    names: Names,
    here: tuple[Medvirkende, ...],
) -> Habilitetsbeslutning | None:
    if "habilitetsbeslutning" not in data:
        return None
    decision, path = data["habilitetsbeslutning"], (*path, "habilitetsbeslutning")
    return Habilitetsbeslutning(
        Habilitet.of(decision["udfald"]),
        af=reader.text(decision, "af"),
        tekst=reader.text(decision, "tekst"),
        om=tuple(
            names.use(reader, place, name, here) for place, name in one_by_one(decision, "om", path)
        ),
        position=reader.at(path),
    )
