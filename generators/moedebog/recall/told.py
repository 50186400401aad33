"""What is taken back and what that comes to, in words: by number, never by a title of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from moedebog.build import sets
from moedebog.calls import call
from moedebog.diagnostics import Phrase, counted
from moedebog.issued import Hold, Issue, issued_file
from moedebog.recall.beyond import Beyond
from moedebog.recall.clearing import Clearing
from moedebog.recall.downing import Downed
from moedebog.recall.reckoning import Out, Recall
from moedebog.retention.reckoning import STORES
from moedebog.rules.dates import in_words
from moedebog.typography import told_size
from moedebog.workspace import Workspace

_FILES = Phrase("fil", "file"), Phrase("filer", "files")
_LISTED = 10
_AND = Phrase(" og ", " and ")
_MEETING = Phrase("{name}: {what}", "{name}: {what}")
_WHOLE = Phrase("hele dokumentet", "the whole document")
_OF = Phrase("    {document}{versions}: {what}.", "    {document}{versions}: {what}.")
_VERSIONS = Phrase(", version {numbers}", ", version {numbers}")
_WILL_STAND = Phrase(
    "det offentliggjorte i {folder} bliver en side, der siger, at det er trukket tilbage",
    "what is published in {folder} becomes a page that says that it was taken back",
)
_NOT_PUBLISHED = Phrase(
    "intet af det er offentliggjort herfra", "nothing of it was published from here"
)
_STANDS = Phrase(
    "siden i {folder} siger allerede, at det er trukket tilbage",
    "the page in {folder} says already that it was taken back",
)
_NEWER = Phrase("det, der er offentliggjort siden, bliver", "what has been published since stays")
_KNOWN = Phrase(
    "    Det blev trukket tilbage {day}: »{grund}«", "    It was taken back {day}: »{grund}«"
)
_LATER = Phrase(
    "    Lavet siden, og røres ikke: {versions}. Skal det også trækkes tilbage, så skriv en anden "
    "--grund (make: GRUND=…).",
    "    Made since, and not touched: {versions}. If that is to be taken back too, write another "
    "--grund (make: GRUND=…).",
)
_REPLACED = Phrase(
    "Trukket tilbage: {folder}/ er nu én side, der siger det. Læg den op i stedet for det, der "
    "ligger på nettet.",
    "Taken back: {folder}/ is one page now that says so. Put it up in place of what is on the web.",
)
_REMOVED = Phrase(
    "Fjernet: {folder}/. Siden, der skulle stå i stedet, kunne ikke laves; ret det, der står "
    "ovenfor, og kør kommandoen igen. Fjern det selv på nettet.",
    "Removed: {folder}/. The page that was to take its place could not be made; mend what is told "
    "above, and run the command again. Remove it from the web yourself.",
)
_PUT_DOWN = Phrase("Noteret i {path}.", "Put down in {path}.")
_TAKEN_FROM_OUTPUT = Phrase("Fjernet fra {folder}/: {files}.", "Removed from {folder}/: {files}.")
_OF_STORE = Phrase(
    "    {folder}/: {files}, {size}.",
    "    {folder}/: {files}, {size}.",
)
_STAYS = Phrase(
    "    {folder}/: {files} bliver, for en version, der ikke er trukket tilbage, har dem også.",
    "    {folder}/: {files} stay, for a version that was not taken back has them as well.",
)
_HOUSE = Phrase("Husets egne kopier:", "The house's own copies:")
_NONE_KEPT = Phrase("    intet i lagrene.", "    nothing in the stores.")
_AND_MADE = Phrase(
    "    dokumenterne i {folder}/, beskederne, som de ville blive sendt, og det, moedebog har set "
    "i filerne.",
    "    the documents in {folder}/, the messages as they would be sent, and what moedebog has "
    "seen in the files.",
)
_STILL = Phrase("Det ligger stadig:", "It still lies:")
_IN_MEETING_FILE = Phrase(
    "    i mødefilen {place}{files}: det er jeres eget; slet det selv, hvis det skal væk.",
    "    in the meeting file {place}{files}: that is your own; delete it yourself if it has to go.",
)
_AND_FILES = Phrase(" og i {names}", " and in {names}")
_IN_STORES = Phrase(
    "    i husets egne kopier ({folders}). De slettes af: {typed}",
    "    in the house's own copies ({folders}). They are deleted by: {typed}",
)
_IN_LATER = Phrase(
    "    i det, der er lavet siden, kan den interne liste over rettelser nævne, hvad der gik ud: "
    "{versions}.",
    "    in what was made since, the internal list of changes may name what went: {versions}.",
)
_IN_GIT = Phrase(
    "    i gits historie, i disse commits: {commits}{more}. At skrive historien om gør moedebog "
    "ikke; se docs/opbevaring.md.",
    "    in git's history, in these commits: {commits}{more}. moedebog does not rewrite history; "
    "see docs/opbevaring.md.",
)
_MORE = Phrase(" og {antal} til", " and {antal} more")
_PUSHED = Phrase(
    "    i alles kopier af det, der er skubbet til {remotes}, og i det, en server har bygget.",
    "    in everybody's copies of what was pushed to {remotes}, and in what a server has built.",
)
_ELSEWHERE = (
    Phrase(
        "    i sikkerhedskopier, på andre maskiner, der sendes fra, og i det, der er skrevet ud.",
        "    in backups, on other machines that are mailed from, and in what was printed.",
    ),
    Phrase(
        "    hos dem, der har fået det med mail, og på mailserverne.",
        "    with those who got it by mail, and on the mail servers.",
    ),
    Phrase(
        "    på den hjemmeside, det er lagt på, i søgemaskiner og i andres kopier af den.",
        "    on the website that it was put on, in search engines and in others' copies of it.",
    ),
)
_NEXT = Phrase("Gør nu:", "Do now:")
_COMMIT = Phrase("    Gem i git: {names}", "    Commit to git: {names}")
_PUBLISH_AGAIN = Phrase(
    "    Når mødefilen er rettet: {typed}", "    Once the meeting file is corrected: {typed}"
)
_TELL = Phrase(
    "    Tal med databeskyttelsesrådgiveren, hvis der stod personoplysninger i det: et brud skal "
    "anmeldes inden 72 timer (databeskyttelsesforordningen, artikel 33).",
    "    Talk to the data protection officer if there were personal data in it: a breach must be "
    "reported within 72 hours (General Data Protection Regulation, art. 33).",
)


def planned(recall: Recall) -> Iterator[Phrase]:
    """What is taken back, before it is."""
    what = Phrase.same("; ".join(recall.item.scope)) if recall.item else _WHOLE
    yield _MEETING.put(name=recall.file.name, what=what)
    for out in recall.outs:
        yield _OF.put(document=out.kind, versions=_numbers(out.issues), what=_place(recall, out))
        if out.event is not None:
            yield _KNOWN.put(day=in_words(out.event.dato), grund=out.event.grund)
            later = [one for one in out.later if recall.item is None or recall.item.of(one)]
            if later:
                yield _LATER.put(versions=_listed(later))


def _place(recall: Recall, out: Out) -> Phrase:
    one = sets.at(recall.ws, recall.file, out.kind)
    named = f"{recall.ws.display(one.folder)}/"
    if out.covers:
        return _WILL_STAND.put(folder=named)
    if not one.is_there:
        return _NOT_PUBLISHED
    return _STANDS.put(folder=named) if one.is_tombstone else _NEWER


def _numbers(issues: Sequence[Issue]) -> Phrase:
    if not issues:
        return Phrase.same("")
    return _VERSIONS.put(numbers=", ".join(str(one.version) for one in issues))


def _listed(issues: Iterable[Issue]) -> str:
    return ", ".join(f"{one.dokument} {one.version}" for one in issues)


def done(recall: Recall, downed: Downed) -> Iterator[Phrase]:
    """What has been done of it."""
    ws, file = recall.ws, recall.file
    for out in downed.replaced:
        yield _REPLACED.put(folder=ws.display(sets.set_folder(ws, file, out.kind)))
    for out in downed.removed:
        yield _REMOVED.put(folder=ws.display(sets.set_folder(ws, file, out.kind)))
    if any(out.event is None for out in recall.outs):
        yield _PUT_DOWN.put(path=ws.display(issued_file(file)))
    if downed.report.removed:
        folder = ws.display(ws.output_folder(file))
        yield _TAKEN_FROM_OUTPUT.put(
            folder=folder, files=counted(len(downed.report.removed), *_FILES)
        )


def kept(found: Clearing) -> Iterator[Phrase]:
    """What goes of the house's own copies, before it does."""
    ws = found.recall.ws
    yield _HOUSE
    if not found.files:
        yield _NONE_KEPT
    for hold, folder in zip(STORES, (ws.issued, ws.issued_closed), strict=True):
        for phrase, files in ((_OF_STORE, found.files), (_STAYS, found.shared)):
            own = [one for one in files if one.hold is hold]
            if own:
                yield phrase.put(
                    folder=ws.display(folder),
                    files=counted(len(own), *_FILES),
                    size=told_size(sum(one.size for one in own)),
                )
    yield _AND_MADE.put(folder=ws.display(ws.output_folder(found.recall.file)))


def total(found: Clearing) -> Phrase:
    """How much goes in all."""
    return counted(len(found.files), *_FILES) + ", " + told_size(found.size)


def left(
    recall: Recall, beyond: Beyond, found: Clearing, *, deleted: bool, sees_closed: bool
) -> Iterator[Phrase]:
    """Where it still lies.

    Others than the forum read neither the line of what is closed nor what its files are called.
    """
    ws = recall.ws
    yield _STILL
    meeting, *files = beyond.own
    if recall.item is None or beyond.line:
        shows = sees_closed and beyond.line
        place = ws.display(meeting) + (f":{beyond.line}" if shows else "")
        named = _others(ws, files) if sees_closed else _number_of(files)
        yield _IN_MEETING_FILE.put(place=place, files=named)
    if not deleted and found.files:
        folders = [Hold.LAGER, Hold.LAGER_LUKKET]
        there = [hold for hold in folders if any(one.hold is hold for one in found.files)]
        places = {Hold.LAGER: ws.issued, Hold.LAGER_LUKKET: ws.issued_closed}
        yield _IN_STORES.put(
            folders=", ".join(f"{ws.display(places[hold])}/" for hold in there),
            typed=_typed(recall),
        )
    if later := [issue for out in recall.outs for issue in out.later]:
        yield _IN_LATER.put(versions=_listed(later))
    if beyond.commits:
        shown = ", ".join(beyond.commits[:_LISTED])
        more = len(beyond.commits) - _LISTED
        yield _IN_GIT.put(commits=shown, more=_MORE.put(antal=more) if more > 0 else "")
        if beyond.remotes:
            yield _PUSHED.put(remotes=", ".join(beyond.remotes))
    yield from _ELSEWHERE


def _others(ws: Workspace, files: Sequence[Path]) -> Phrase:
    if not files:
        return Phrase.same("")
    shown = ", ".join(ws.display(one) for one in files[:_LISTED])
    more = len(files) - _LISTED
    said = _AND_FILES.put(names=shown)
    return said + _MORE.put(antal=more) if more > 0 else said


def _number_of(files: Sequence[Path]) -> Phrase:
    return _AND_FILES.put(names=counted(len(files), *_FILES)) if files else Phrase.same("")


def _typed(recall: Recall) -> str:
    name = recall.file.name
    item, kinds = recall.punkt, {out.kind for out in recall.outs}
    made = f"make traek-tilbage MEETING={name}" + (f" PUNKT={item}" if item else "")
    own = f"moedebog traek-tilbage {name}" + (f" --punkt {item}" if item else "")
    if len(kinds) == 1:
        (kind,) = kinds
        made, own = f"{made} DOC={kind}", f"{own} --doc {kind}"
    return call(f"{made} SLET=1", f"{own} --slet")


def to_do(recall: Recall) -> Iterator[Phrase]:
    """What a person has to do now."""
    ws = recall.ws
    yield _NEXT
    yield _TELL
    yield _COMMIT.put(names=ws.display(issued_file(recall.file)))
    for out in recall.outs:
        name = recall.file.name
        typed = call(
            f"make publish MEETING={name} DOC={out.kind}",
            f"moedebog publish {name} --doc {out.kind}",
        )
        if out.covers:
            yield _PUBLISH_AGAIN.put(typed=typed)
