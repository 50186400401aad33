"""Commands that begin something: a workspace, a forum, a meeting."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from moedebog.cli import streams
from moedebog.cli.places import WRITTEN, found_or_here, meeting_name
from moedebog.cli.status import GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.workspace import Workspace

if TYPE_CHECKING:
    from moedebog.begin.forum import ForumDraft

_WHICH_SERVER = Phrase(
    "{server!r} kendes ikke. Skriv {known} eller {none!r}.",
    "{server!r} is not known. Write {known} or {none!r}.",
)
_KEPT = Phrase("Beholdt, som den er: {path}", "Kept as it is: {path}")
_AROUND = Phrase(
    "Mappen ligger i en anden mappe med møder, {around}. De to deler intet; når du står i den "
    "inderste, er det den, der gælder.",
    "The folder lies in another folder with meetings, {around}. The two share nothing; while you "
    "are in the inner one, it is that which counts.",
)
_COMPLETE = Phrase("Alt er der i forvejen.", "All of it is there already.")
_NO_CI = Phrase(
    "Skal en server kontrollere møderne ved hvert push, så skriv {form} med {known}.",
    "For a server to check the meetings at each push, write {form} with {known}.",
)
_NEXT = Phrase("Så er det:", "Now for:")
_A_FORUM = Phrase("et udvalg; den spørger om det hele", "a committee; it asks for everything")
_A_MEETING = Phrase("en mødefil", "a meeting file")
_A_DOCUMENT = Phrase("og dagsordenen", "and the dagsorden")

_NAME = Phrase(
    "Hvad hedder forummet? Navnet står øverst på dokumenterne: ",
    "What is the forum called? The name stands on top of the documents: ",
)
_NEEDS_NAME = Phrase(
    'Hvad hedder forummet? Skriv f.eks. make forum {key}NAVN="Teknisk Udvalg" (eller: '
    'moedebog forum {typed}--navn "Teknisk Udvalg").',
    'What is the forum called? Write e.g. make forum {key}NAVN="Teknisk Udvalg" (or: '
    'moedebog forum {typed}--navn "Teknisk Udvalg").',
)
_FOLDER = Phrase(
    "Mappen under meetings/, hvis den ikke skal hedde {folder}: ",
    "The folder under meetings/, if it is not to be called {folder}: ",
)
_PLACE = Phrase(
    "Hvor holdes møderne som regel? (Enter: det står i hver mødefil) ",
    "Where are the meetings usually held? (Enter: each meeting file says it) ",
)
_START = Phrase(
    "Hvornår begynder de som regel, f.eks. 16.30? (Enter: det er forskelligt) ",
    "When do they usually begin, e.g. 16.30? (Enter: it differs) ",
)
_NO_CLOCK = Phrase(
    "{typed!r} er ikke et klokkeslæt; skriv f.eks. 16.30.",
    "{typed!r} is no time of day; write e.g. 16.30.",
)
_KIND = Phrase(
    "Hvad er det efter loven: {kinds}? (Enter: noget andet) ",
    "What is it by law: {kinds}? (Enter: something else) ",
)
_NO_KIND = Phrase("{typed!r} er ikke et af ordene.", "{typed!r} is none of the words.")
_MEMBER = Phrase("Et medlem (Enter: ikke flere): ", "A member (Enter: no more): ")
_GUESSED = Phrase(
    "Forummets navn er skrevet efter mappen: »{name}«. Ret navn i {path}, hvis det hedder noget "
    "andet.",
    "The forum's name was written after its folder: »{name}«. Correct navn in {path}, if it is "
    "called something else.",
)
_TIMES = 3
"""How often something is asked that must be answered."""


def init(options: Namespace, teller: Teller) -> int:
    """``init``: a folder becomes a workspace; what is there stays."""
    from moedebog.begin import kit
    from moedebog.begin.repository import begin, servers_of

    root = Path(options.dir or ".")
    servers = _several(options.ci)
    for server in set(servers) - {*kit.CI, kit.NO_CI}:
        known = ", ".join(kit.CI)
        raise UsageProblem(_WHICH_SERVER.put(server=server, known=known, none=kit.NO_CI))
    chosen = [server for server in servers if server != kit.NO_CI]
    begun = begin(root, chosen if servers else servers_of(root), with_example=options.eksempel)
    for name in begun.written:
        teller.made(WRITTEN.put(path=name))
    for name in begun.kept:
        teller.note(_KEPT.put(path=name))
    for said in begun.lacking:
        teller.say(said)
    if not begun.written:
        teller.note(_COMPLETE)
    if begun.around:
        teller.say(_AROUND.put(around=str(begun.around)))
    _tell_next(begun.ws, teller, server=bool(servers))
    return GOOD


def _tell_next(ws: Workspace, teller: Teller, *, server: bool) -> None:
    """What to do now, as it is typed."""
    from moedebog.begin import kit

    by_make = "MAKECMDGOALS" in os.environ
    if not server and not any(
        (ws.root / name).exists() for ci in kit.CI for name in kit.for_server(ci)
    ):
        form = "MOEDEBOG_CI=" if by_make else "moedebog init --ci"
        teller.note(_NO_CI.put(form=form, known=", ".join(kit.CI)))
    teller.note(_NEXT)
    if ws.root != Path.cwd():
        teller.note(Phrase.same(f"  cd {_typed(os.path.relpath(ws.root))}"))
    forms = (
        (("make forum", "moedebog forum"), _A_FORUM),
        (("make new MEETING=2026-01-20", "moedebog new 2026-01-20"), _A_MEETING),
        (("make dagsorden MEETING=2026-01-20", "moedebog dagsorden 2026-01-20"), _A_DOCUMENT),
    )
    for (make, plain), what in forms:
        teller.note(Phrase.same(f"  {make if by_make else plain:<34}  # ") + what)


def _typed(path: str) -> str:
    """A path as it is typed in a shell."""
    return f'"{path}"' if " " in path else path


def forum(options: Namespace, teller: Teller) -> int:
    """``forum``: a new forum, by options or, where its name is not told, by questions."""
    from moedebog.begin.forum import folder_of, is_name, new_forum

    ws = found_or_here()
    folder, name = (options.forum or "").strip(), (options.navn or "").strip()
    if folder and not name and is_name(folder):
        folder, name = "", folder
    asks = not name
    if asks:
        name = _must_answer(_NAME, teller) or _without_name(folder)
        if not folder:
            folder = _answer(_FOLDER.put(folder=folder_of(name)), teller)
    draft = _draft(name, options, teller, asks=asks)
    made, found = new_forum(ws, folder or folder_of(name), draft)
    for path in made:
        teller.out(Phrase.same(ws.display(path)))
    teller.findings(found)
    place = made[-1].parent.relative_to(ws.meetings).as_posix()
    several = len(list(ws.meetings.rglob(made[-1].name))) > 1
    if "MAKECMDGOALS" in os.environ:
        extra = f" FORUM={_typed(place)}" if several else ""
        typed = f"make new MEETING=2026-01-20{extra}"
    else:
        typed = "moedebog new 2026-01-20" + (f" --forum {_typed(place)}" if several else "")
    teller.note(_NEXT)
    teller.note(Phrase.same(f"  {typed}  # ") + _A_MEETING)
    return GOOD


def _draft(name: str, options: Namespace, teller: Teller, *, asks: bool) -> ForumDraft:
    """What is known of the forum, from the options and, where it is asked for, from answers."""
    from moedebog.begin.forum import ForumDraft
    from moedebog.catalogue import Retsgrundlag
    from moedebog.normalise.times import clock_in

    given = {key: (getattr(options, key) or "").strip() for key in ("sted", "start", "slut")}
    kind = options.retsgrundlag or ""
    members = [one.strip() for text in options.medlem for one in text.split(";") if one.strip()]
    if asks:
        given["sted"] = given["sted"] or _answer(_PLACE, teller)
        given["start"] = given["start"] or _fitting(
            _START, lambda t: bool(clock_in(t)), _NO_CLOCK, teller
        )
        kinds = tuple(str(one) for one in Retsgrundlag if one is not Retsgrundlag.ANDET)
        if not kind:
            wanted = _KIND.put(kinds=", ".join(kinds))
            kind = _fitting(wanted, lambda text: text in list(Retsgrundlag), _NO_KIND, teller)
        while not options.medlem and (one := _answer(_MEMBER, teller)):
            members.append(one)
    for key in ("start", "slut"):
        if given[key] and not clock_in(given[key]):
            raise UsageProblem(_NO_CLOCK.put(typed=given[key]))
    return ForumDraft(
        name,
        **given,
        moedeleder=(options.moedeleder or "").strip(),
        referent=(options.referent or "").strip(),
        medlemmer=tuple(members),
        retsgrundlag=Retsgrundlag.of(kind or Retsgrundlag.ANDET),
    )


def new(options: Namespace, teller: Teller) -> int:
    """``new``: a meeting file to start from; of a new forum the name is asked."""
    from moedebog.begin.meeting import meeting_path, named_after
    from moedebog.begin.meeting import new as begun

    ws = found_or_here()
    path = meeting_path(ws, meeting_name(options), options.forum)
    without = ws.forum_file(path) is None
    name = _must_answer(_NAME, teller) if without else ""
    made = begun(ws, meeting_name(options), options.forum, name)
    for file in made:
        teller.out(Phrase.same(ws.display(file)))
    if without and not name:
        guess = named_after(path.parent)
        teller.note(_GUESSED.put(name=guess, path=ws.display(made[-2])))
    return GOOD


def _several(values: Sequence[str]) -> list[str]:
    """Words, which make hands over as one text."""
    return list(dict.fromkeys(" ".join(values).replace(",", " ").split()))


def _without_name(folder: str) -> str:
    """Nobody said what the forum is called, and its folder does not tell."""
    key, typed = (f"FORUM={folder} ", f"{folder} ") if folder else ("", "")
    raise UsageProblem(_NEEDS_NAME.put(key=key, typed=typed))


def _answer(question: Phrase, teller: Teller) -> str:
    """The answer at the terminal; empty where there is none, or nobody sits there."""
    return streams.ask(question.within(teller.language)) or ""


def _must_answer(question: Phrase, teller: Teller) -> str:
    """An answer that is asked for some times; empty where there is none all the same."""
    return next(filter(None, (_answer(question, teller) for _ in range(_TIMES))), "")


def _fitting(question: Phrase, fits: Callable[[str], bool], wrong: Phrase, teller: Teller) -> str:
    """An answer that will do, or none."""
    while (typed := _answer(question, teller)) and not fits(typed):
        teller.say(wrong.put(typed=typed))
    return typed
