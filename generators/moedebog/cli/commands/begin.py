"""Commands that begin something: a workspace, a forum, a meeting."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from moedebog.calls import call, quoted
from moedebog.cli import streams
from moedebog.cli.places import WRITTEN, meeting_name
from moedebog.cli.status import CONTENT, GOOD, INTERRUPTED
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase, Problems, UsageProblem
from moedebog.workspace import Workspace

if TYPE_CHECKING:
    from moedebog.begin.forum import ForumDraft
    from moedebog.begin.repository import Begun

_WHICH_SERVER = Phrase(
    "{server!r} kendes ikke. Skriv {known} eller {none!r}.",
    "{server!r} is not known. Write {known} or {none!r}.",
)
_NONE_AND_SOME = Phrase(
    "{none!r} siger, at ingen server kontrollerer møderne. Skriv enten det eller {chosen}.",
    "{none!r} says that no server checks the meetings. Write either that or {chosen}.",
)
_KEPT = Phrase("Beholdt, som den er: {path}", "Kept as it is: {path}")
_MOVE = Phrase(
    "Serveren læser kun {name} øverst i git, i {top}. Flyt filen dertil, og lad dens kommandoer "
    "begynde i mappen {folder} (working-directory, workingDirectory eller cd {folder}).",
    "The server reads {name} at the top of git alone, in {top}. Move the file there, and let its "
    "commands begin in the folder {folder} (working-directory, workingDirectory or cd {folder}).",
)
_ADD_JOB = Phrase(
    "Serveren læser kun {name} øverst i git, i {top}, og den kontrollerer ikke {folder}. Tilføj i "
    "den et job mere som det, der er der, hvis kommandoer begynder i mappen {folder} "
    "(working-directory, workingDirectory eller cd {folder}).",
    "The server reads {name} at the top of git alone, in {top}, and it does not check {folder}. "
    "Add to it another job like the one there, whose commands begin in the folder {folder} "
    "(working-directory, workingDirectory or cd {folder}).",
)
_MOVE_HOOK = Phrase(
    "pre-commit læser kun {name} øverst i git, i {top}. Flyt filen dertil, og skriv i den: entry: "
    "make -C {folder} program validate",
    "pre-commit reads {name} at the top of git alone, in {top}. Move the file there, and write in "
    "it: entry: make -C {folder} program validate",
)
_ADD_HOOK = Phrase(
    "pre-commit læser kun {name} øverst i git, i {top}, og den kontrollerer ikke {folder}. Tilføj "
    "i den en hook mere, som moedebog skriver den, med et id for sig selv og entry: make -C "
    "{folder} program validate",
    "pre-commit reads {name} at the top of git alone, in {top}, and it does not check {folder}. "
    "Add to it another hook as moedebog writes it, with an id of its own and entry: make -C "
    "{folder} program validate",
)
_COMPLETED = Phrase(
    "Tilføjet nederst i {path}: det, der ikke må komme i git.",
    "Added at the end of {path}: what must not get into git.",
)
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
_END_FIRST = Phrase(
    "Mødet kan ikke slutte kl. {slut}, før det begynder kl. {start}.",
    "The meeting cannot end at {slut}, before it begins at {start}.",
)
_LIKE_A_FOLDER = Phrase(
    "{word!r} efter --medlem ligner en mappe. Skriv mappen først: {typed} --navn … Er det et "
    "medlem, så skriv navnet med stort.",
    "{word!r} after --medlem looks like a folder. Write the folder first: {typed} --navn … If it "
    "is a member, write the name with a capital.",
)
_MEMBERS = Phrase("Medlemmer: {names}", "Members: {names}")
_NOTHING_WRITTEN = Phrase(
    "Intet er skrevet: {path} er ikke lavet.", "Nothing was written: {path} was not made."
)
_GIVEN_UP = Phrase("\nOpgivet; intet er skrevet.", "\nGiven up; nothing was written.")
_TIMES = 3
"""How often something is asked that must be answered."""


def init(options: Namespace, teller: Teller) -> int:
    """``init``: a folder becomes a workspace; what is there stays."""
    from moedebog.begin import kit
    from moedebog.begin.repository import begin

    root = Path(options.dir or ".")
    servers = _several(options.ci)
    for server in set(servers) - {*kit.CI, kit.NO_CI}:
        known = ", ".join(kit.CI)
        raise UsageProblem(_WHICH_SERVER.put(server=server, known=known, none=kit.NO_CI))
    chosen = [server for server in servers if server != kit.NO_CI]
    if chosen and kit.NO_CI in servers:
        raise UsageProblem(_NONE_AND_SOME.put(none=kit.NO_CI, chosen=" ".join(chosen)))
    begun = begin(root, chosen if servers else None, with_example=options.eksempel)
    for name in begun.written:
        teller.made(WRITTEN.put(path=name))
    for name in begun.completed:
        teller.made(_COMPLETED.put(path=name))
    for name in begun.kept:
        teller.note(_KEPT.put(path=name))
    for said in begun.lacking:
        teller.say(said)
    if not begun.written and not begun.completed:
        teller.note(_COMPLETE)
    if begun.around:
        teller.say(_AROUND.put(around=str(begun.around)))
    _tell_where_servers_look(begun, teller)
    _tell_next(begun.ws, teller, server=bool(servers))
    return GOOD


def _tell_where_servers_look(begun: Begun, teller: Teller) -> None:
    """What is read at git's top alone, where the workspace lies further down."""
    from moedebog.begin.kit import PRE_COMMIT
    from moedebog.begin.repository import git_top

    root = begun.ws.root.resolve()
    top = git_top(root)
    if top is None:
        return
    folder = quoted(root.relative_to(top).as_posix())
    for name in begun.unread:
        move, add = (_MOVE_HOOK, _ADD_HOOK) if name == PRE_COMMIT else (_MOVE, _ADD_JOB)
        said = add if os.path.lexists(top / name) else move
        teller.say(said.put(name=name, top=str(top), folder=folder))


def _tell_next(ws: Workspace, teller: Teller, *, server: bool) -> None:
    """What to do now, as it is typed."""
    from moedebog.begin import kit
    from moedebog.begin.repository import git_top

    places = (ws.root, git_top(ws.root) or ws.root)
    names = [name for ci in kit.CI for name in kit.for_server(ci)]
    if not server and not any((place / name).exists() for place in places for name in names):
        form = call("MOEDEBOG_CI=", "moedebog init --ci")
        teller.note(_NO_CI.put(form=form, known=", ".join(kit.CI)))
    if ws.forum_files():
        return
    teller.note(_NEXT)
    if ws.root != Path.cwd():
        teller.note(Phrase.same(f"  cd {quoted(os.path.relpath(ws.root))}"))
    forms = (
        (("make forum", "moedebog forum"), _A_FORUM),
        (("make new MEETING=2026-01-20", "moedebog new 2026-01-20"), _A_MEETING),
        (("make dagsorden MEETING=2026-01-20", "moedebog dagsorden 2026-01-20"), _A_DOCUMENT),
    )
    for typed, what in forms:
        teller.note(Phrase.same(f"  {call(*typed):<34}  # ") + what)


def forum(options: Namespace, teller: Teller) -> int:
    """``forum``: a new forum, by options or, where its name is not told, by questions."""
    from moedebog.begin.forum import new_forum

    ws = Workspace.find(Path.cwd())
    _refuse_a_folder_among_members(options)
    try:
        folder, draft = _told(ws, options, teller)
    except _GivenUp:
        teller.say(_GIVEN_UP)
        return INTERRUPTED
    try:
        made, found = new_forum(ws, folder, draft)
    except Problems as problems:
        teller.findings(problems.diagnostics)
        teller.say(_NOTHING_WRITTEN.put(path=f"meetings/{folder}/forum.yaml"))
        return CONTENT
    for path in made:
        teller.out(Phrase.same(ws.display(path)))
    teller.findings(found)
    if draft.medlemmer:
        teller.note(_MEMBERS.put(names="; ".join(draft.medlemmer)))
    place = quoted(made[-1].parent.relative_to(ws.meetings).as_posix())
    several = len(list(ws.meetings.rglob(made[-1].name))) > 1
    which = call(f" FORUM={place}", f" --forum {place}") if several else ""
    typed = call("make new MEETING=2026-01-20", "moedebog new 2026-01-20") + which
    teller.note(_NEXT)
    teller.note(Phrase.same(f"  {typed}  # ") + _A_MEETING)
    return GOOD


class _GivenUp(Exception):
    """Somebody ended the questions with Ctrl-D."""


def _told(ws: Workspace, options: Namespace, teller: Teller) -> tuple[str, ForumDraft]:
    """The folder of the new forum and what is known of it, from the options or from answers.

    Each answer is looked at when it is given.
    """
    from moedebog.begin.forum import free_folder
    from moedebog.begin.names import folder_of, is_name

    folder, name = (options.forum or "").strip(), (options.navn or "").strip()
    if folder and not name and is_name(folder):
        folder, name = "", folder
    if folder:
        free_folder(ws, folder)
    asks = not name
    if asks:
        name = _must_answer(_NAME, _unfit_name(folder_of), teller) or _without_name(folder)
        if not folder:
            question = _FOLDER.put(folder=folder_of(name))
            unfit = _unfit(lambda typed: free_folder(ws, typed or folder_of(name)))
            folder = _fitting(question, unfit, teller, also_none=True)
    folder = folder or folder_of(name)
    free_folder(ws, folder)
    return folder, _draft(name, options, teller, asks=asks)


def _refuse_a_folder_among_members(options: Namespace) -> None:
    """Raises ``UsageProblem`` where what ends the members is the folder, to all appearance."""
    words = options.medlem
    if words and not options.forum and (words[-1].islower() or "/" in words[-1]):
        typed = call("make forum FORUM=", "moedebog forum ") + quoted(words[-1])
        raise UsageProblem(_LIKE_A_FOLDER.put(word=words[-1], typed=typed))


def _draft(name: str, options: Namespace, teller: Teller, *, asks: bool) -> ForumDraft:
    """What is known of the forum, from the options and, where it is asked for, from answers."""
    from moedebog.begin.forum import ForumDraft
    from moedebog.catalogue import Retsgrundlag
    from moedebog.normalise.times import clock_in

    given = {key: (getattr(options, key) or "").strip() for key in ("sted", "start", "slut")}
    for key in ("start", "slut"):
        if given[key] and not clock_in(given[key]):
            raise UsageProblem(_NO_CLOCK.put(typed=given[key]))
    begins, ends = clock_in(given["start"]), clock_in(given["slut"])
    if begins and ends and ends <= begins:
        raise UsageProblem(_END_FIRST.put(start=given["start"], slut=given["slut"]))
    kind = options.retsgrundlag or ""
    members = [one.strip() for text in options.medlem for one in text.split(";") if one.strip()]
    if asks:
        given["sted"] = given["sted"] or _fitting(_PLACE, _unfit_as("sted"), teller)
        given["start"] = given["start"] or _fitting(
            _START, lambda t: None if clock_in(t) else _NO_CLOCK.put(typed=t), teller
        )
        kinds = tuple(str(one) for one in Retsgrundlag if one is not Retsgrundlag.ANDET)
        kind = kind or _fitting(
            _KIND.put(kinds=", ".join(kinds)),
            lambda t: None if t in list(Retsgrundlag) else _NO_KIND.put(typed=t),
            teller,
        )
        while not options.medlem and (one := _fitting(_MEMBER, _unfit_as("medlem"), teller)):
            members.append(one)
    return ForumDraft(
        name,
        **given,
        moedeleder=(options.moedeleder or "").strip(),
        referent=(options.referent or "").strip(),
        medlemmer=tuple(members),
        retsgrundlag=Retsgrundlag.of(kind or Retsgrundlag.ANDET),
    )


def new(options: Namespace, teller: Teller) -> int:
    """``new``: a meeting file to start from, in a forum that there is."""
    from moedebog.begin.meeting import new as begun

    ws = Workspace.find(Path.cwd())
    for file in begun(ws, meeting_name(options), options.forum):
        teller.out(Phrase.same(ws.display(file)))
    return GOOD


def _several(values: Sequence[str]) -> list[str]:
    """Words, which make hands over as one text."""
    return list(dict.fromkeys(" ".join(values).replace(",", " ").split()))


def _without_name(folder: str) -> str:
    """Nobody said what the forum is called, and its folder does not tell."""
    word = quoted(folder)
    key, typed = (f"FORUM={word} ", f"{word} ") if folder else ("", "")
    raise UsageProblem(_NEEDS_NAME.put(key=key, typed=typed))


def _answer(question: Phrase, teller: Teller) -> str:
    """The answer at the terminal; empty where nobody sits there.

    Raises ``_GivenUp`` where somebody ended it.
    """
    answer = streams.ask(question.within(teller.language))
    if answer is None and streams.can_ask():
        raise _GivenUp
    return answer or ""


_Unfit = Callable[[str], Phrase | None]
"""Why an answer will not do."""


def _must_answer(question: Phrase, unfit: _Unfit, teller: Teller) -> str:
    """An answer that is asked for some times; empty where there is none all the same."""
    answers = (_fitting(question, unfit, teller) for _ in range(_TIMES))
    return next(filter(None, answers), "")


def _fitting(question: Phrase, unfit: _Unfit, teller: Teller, *, also_none: bool = False) -> str:
    """An answer that will do, or none; ``also_none``: whether none must do too."""
    while (typed := _answer(question, teller)) or also_none:
        wrong = unfit(typed)
        if wrong is None:
            break
        teller.say(wrong)
        if not streams.can_ask():
            break
    return typed


def _unfit(check: Callable[[str], object]) -> _Unfit:
    """By what a check of the name or the folder refuses."""

    def why(typed: str) -> Phrase | None:
        try:
            check(typed)
        except UsageProblem as problem:
            return problem.said
        return None

    return why


def _unfit_name(folder_of: Callable[[str], str]) -> _Unfit:
    """By what a name may not be, or what no folder could be called after."""
    return lambda typed: _unfit_as("navn")(typed) or _unfit(folder_of)(typed)


def _unfit_as(key: str) -> _Unfit:
    """By what may not stand in a forum file, for instance a CPR-nummer."""
    from moedebog.begin.forum import unfit

    return lambda typed: unfit(key, typed)
