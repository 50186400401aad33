"""Which documents are out of date, and making them: several meetings at once, each whole.

``run`` reads as the whole of it. The manifest says what was made from what; ``make`` makes
one meeting's documents. Public documents made from something that has changed since are
removed (``sweep``) before anything is built: an item may have become closed, and no failure
on the way may leave the old one standing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog.build import jobs, rooms
from moedebog.build.crashes import Failure, finding
from moedebog.build.manifest import BuiltMeeting, Made, fingerprint, is_intact
from moedebog.build.origin import program, template_set
from moedebog.build.ours import is_public
from moedebog.build.sets import installed
from moedebog.build.store import Held, RecordFolder
from moedebog.build.sweep import Sweep
from moedebog.build.tasks import Paper, Result, Task, every_paper, kinds, papers
from moedebog.diagnostics import (
    Diagnostic,
    EnvironmentProblem,
    Phrase,
    UsageProblem,
    has_errors,
    in_order,
)
from moedebog.document import Audience, Kind
from moedebog.render.formats import FORMATS
from moedebog.workspace import MeetingFile, Workspace

_OF_THE_SYSTEM = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What systems put into folders by themselves."""
_FOREIGN = Phrase(
    "I {folder} ligger filer, som moedebog ikke har lavet: {files}. Flyt dem, og prøv igen.",
    "In {folder} there are files that moedebog did not make: {files}. Move them, and try again.",
)
_NEVER = "-"
"""A fingerprint that no document has."""
SAVED_EVERY = 25
"""After so many meetings the record is written, should the run be killed."""


class Order(Struct, frozen=True):
    """Documents asked for."""

    file: MeetingFile
    kinds: tuple[Kind, ...] | None = None
    """``None``: those there is content for."""
    audiences: tuple[Audience, ...] = (Audience.OFFENTLIG,)
    besides: tuple[Paper, ...] = ()
    """What else of the meeting stood there, and is made anew with these."""
    tillaeg: bool = False
    """The tillægsdagsorden in place of whole documents; removed where there is nothing to add."""


class Basis(Struct, frozen=True):
    """What further files of a meeting were made from, while other runs may have worked."""

    order: Order
    """The documents that they were made with."""
    still: Callable[[], bool]
    """Whether the rest is as it was. It is asked while no other run can work."""


class Report(Struct):
    """What a run has done."""

    made: list[Path] = field(default_factory=list)
    up_to_date: list[MeetingFile] = field(default_factory=list)
    failed: list[MeetingFile] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    unproven: list[Path] = field(default_factory=list)
    """Sets that were removed, since they may hold what is closed by now."""
    stale: list[Path] = field(default_factory=list)
    """Internal documents that stand there still and say what the meeting said before."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    trouble: list[Phrase] = field(default_factory=list)
    """What in the environment stood in the way."""
    crashes: list[Failure] = field(default_factory=list)
    """The meetings that moedebog itself failed at."""
    stood: list[Paper] = field(default_factory=list)
    """The documents of the meeting in question that were there before."""


class Watcher(Struct, frozen=True):
    """Somebody who is told how a run goes."""

    waiting: Callable[[], None] = lambda: None
    """Another run has the workspace."""
    begun: Callable[[int], None] = lambda _: None
    """So many meetings will be made."""
    done: Callable[[MeetingFile], None] = lambda _: None


def run(
    ws: Workspace,
    orders: Sequence[Order],
    *,
    processes: int = 1,
    everything: bool = False,
    watcher: Watcher | None = None,
) -> Report:
    """Make the documents asked for that are out of date.

    ``everything``: the orders are for all meetings there are, so what was made for others
    is removed.
    """
    watcher = watcher or Watcher()
    state = RecordFolder(ws.root)
    with state.held(watcher.waiting) as held:
        build = _Build(ws, state, held.started)
        stood = {order.file: build.standing(order.file) for order in orders}
        build.sweep_all()
        try:
            build.require(held)
            ordered = {order.file.name for order in orders}
            if everything:
                build.sweep.remove_orphans(ordered)
            stale = [
                build.with_others(left, stood[order.file])
                for order in orders
                if (left := build.left_of(order))
            ]
            if stale:
                build.make(stale, processes, watcher)
            build.save(prune=everything)
        except EnvironmentProblem as problem:
            build.broken_off(orders, problem.said)
        finally:
            build.store.clear()
    return build.finished()


def tidy(
    ws: Workspace,
    *,
    settled: bool = True,
    watcher: Watcher | None = None,
    of: MeetingFile | None = None,
) -> Report:
    """Remove the public files that may no longer stand, for a command that makes none.

    ``settled``: the settings are without faults, so that ``ws`` has the folder they name.
    ``of``: the meeting whose documents ``again`` is to make anew, once they can be.
    """
    state = RecordFolder(ws.root)
    with state.held((watcher or Watcher()).waiting) as held:
        build = _Build(ws, state, held.started)
        build.report.stood += build.standing(of) if of else ()
        build.sweep_all(settled=settled)
        try:
            build.require(held)
            build.save()
        except EnvironmentProblem as problem:
            build.broken_off((), problem.said)
    return build.finished()


def again(
    ws: Workspace,
    file: MeetingFile,
    stood: Iterable[Paper],
    watcher: Watcher | None = None,
) -> Report:
    """Make those documents of a meeting anew that are, or were (``stood``), there and say what the
    meeting said before."""
    watcher = watcher or Watcher()
    state = RecordFolder(ws.root)
    with state.held(watcher.waiting) as held:
        build = _Build(ws, state, held.started)
        wanted = dict.fromkeys((*stood, *build.standing(file)))
        build.sweep_all()
        try:
            build.require(held)
            order = build.with_others(Order(file, (), ()), wanted)
            if order.besides:
                build.make([order], 1, watcher)
            build.save()
        except EnvironmentProblem as problem:
            build.broken_off((), problem.said)
        finally:
            build.store.clear()
    return build.finished()


def clean(ws: Workspace, watcher: Watcher | None = None, narrowed: Sequence[str] = ()) -> Report:
    """Remove what was made, in every folder used, and the records of it; nothing else.

    What is like a document of ours and stays is told. ``narrowed``: only what lies in these
    folders, of a forum or a meeting; the rest stays, and its records.
    """
    state = RecordFolder(ws.root)
    with state.held((watcher or Watcher()).waiting) as held:
        held.require()
        build = _Build(ws, state, 0)
        build.sweep.clean(narrowed)
        if narrowed:
            build.save()
        elif not build.report.trouble:
            for root in build.sweep.roots:
                if not root.closed:
                    root.store.forget()
            state.forget()
    return build.finished()


def take_down(ws: Workspace, file: MeetingFile, *, whole: bool = False) -> Report:
    """Remove what was made of a meeting for everybody, in every folder used.

    ``whole``: all that was made of it, also what is only begun or shown while a meeting is watched,
    and what is known of the files that it was made from.
    """
    state = RecordFolder(ws.root)
    with state.held(lambda: None) as held:
        held.require()
        build = _Build(ws, state, held.started)
        build.sweep.clean([file.name], public=not whole)
        if whole:
            state.forget_seen()
            for root in build.sweep.roots:
                root.store.clear()
                root.manifest.files.clear()
        build.save()
    return build.finished()


def keep(
    ws: Workspace,
    file: MeetingFile,
    files: Mapping[Path, Iterable[bytes] | Path],
    instead: Callable[[], Iterable[Path]] = tuple,
    basis: Basis | None = None,
) -> bool:
    """Write further files made of a meeting, which go when it changes, and with ``clean``.

    They lie in a folder under the meeting's. Each is written piece by piece, or moved there. The
    meeting's documents must be up to date. ``instead``: files that go because these come. All of
    it happens or nothing does; that, too, where the ``basis`` of them has changed, and then it
    says ``False``. Raises ``EnvironmentProblem``.
    """
    state = RecordFolder(ws.root)
    with state.held(lambda: None) as held:
        build = _Build(ws, state, held.started)
        build.require(held)
        if not build.holds(basis):
            return False
        build.keep(file, files, [path for path in instead() if path not in files])
    return True


def keep_folder(
    ws: Workspace,
    file: MeetingFile,
    folder: Path,
    files: Mapping[str, bytes | Path],
    proven: Mapping[str, str],
    basis: Basis | None = None,
) -> bool:
    """The same with a folder of such files, which is put there as a whole, or not at all.

    ``proven``: the SHA-256 of each. Raises ``EnvironmentProblem``, also where one was changed
    since, and ``UsageProblem`` where somebody has put files of their own there.
    """
    state = RecordFolder(ws.root)
    with state.held(lambda: None) as held:
        build = _Build(ws, state, held.started)
        build.require(held)
        if not build.holds(basis):
            return False
        build.keep_folder(file, folder, files, proven)
    return True


def keep_feed(ws: Workspace, path: Path, data: bytes, files: Iterable[MeetingFile]) -> None:
    """Write a file made of several meetings; it goes with the first of them, and with ``clean``."""
    state = RecordFolder(ws.root)
    with state.held(lambda: None) as held:
        build = _Build(ws, state, held.started)
        build.require(held)
        name = path.relative_to(ws.output).as_posix()
        build.manifest.feeds[name] = tuple(ws.display(file.path) for file in files)
        build.save()
        build.store.write(path, data)
        build.store.clear()


class _Build:
    """A run over a workspace, which it holds."""

    def __init__(self, ws: Workspace, state: RecordFolder, started: int) -> None:
        self.ws = ws
        self.started = started
        self.sweep = Sweep(ws, state, started)
        self.store = self.sweep.current.store
        self.store.clear()
        rooms.clear(state)
        self.manifest = self.sweep.current.manifest
        self.digests = self.sweep.digests
        self.report = Report(
            removed=self.sweep.removed,
            diagnostics=self.sweep.diagnostics,
            trouble=self.sweep.trouble,
        )
        self._program = ""
        self._templates: dict[str, str] = {}

    def sweep_all(self, *, settled: bool = True) -> None:
        """Remove what may no longer stand, before anything that can fail: documents, and sets that
        were published."""
        self.sweep.sweep(settled=settled)
        for one in () if self.sweep.current.closed else installed(self.ws):
            from moedebog.build.proofs import may_stand  # what proves is loaded where it must

            if may_stand(self.ws, one, self.digests):
                continue
            try:
                self.store.remove_folder(one.folder)
                self.report.unproven.append(one.folder)
            except EnvironmentProblem as problem:
                self.sweep.trouble.append(problem.said)
        self._before: dict[str, list[Path]] = {}
        """The documents of a meeting that were on record when it was begun, by its name."""

    def holds(self, basis: Basis | None) -> bool:
        """Whether what something was made from is as it was."""
        return basis is None or (self.left_of(basis.order) is None and basis.still())

    def require(self, held: Held) -> None:
        """Raise ``EnvironmentProblem`` where nothing can be made."""
        held.require()
        if self.sweep.current.closed:
            raise EnvironmentProblem(self.sweep.leads_out())

    def broken_off(self, orders: Iterable[Order], trouble: Phrase) -> None:
        """Note what stood in the way, and whose documents are not there."""
        made = {path.parent for path in self.report.made}
        if trouble not in self.report.trouble:
            self.report.trouble.append(trouble)
        for order in orders:
            is_there = order.file in self.report.up_to_date
            if not is_there and self.ws.output_folder(order.file) not in made:
                self._fail(order.file, trouble)

    def finished(self) -> Report:
        """What has been done, in order."""
        report = self.report
        written = {self.ws.display(path) for path in report.made}
        report.diagnostics = in_order(
            d for d in report.diagnostics if d.position.file not in written
        )
        report.made.sort()
        report.stale.sort()
        report.failed.sort(key=lambda file: file.name)
        return report

    # --- what there is ------------------------------------------------------------

    def left_of(self, order: Order) -> Order | None:
        """The order for those audiences whose documents are not all there, made from what there
        is now; ``None`` where there is nobody left."""
        entry = self.manifest.meetings.get(order.file.name)
        if entry is None or not entry.formats:
            return order
        current = self._fingerprint(entry)
        left = tuple(a for a in order.audiences if not self._is_there(order, entry, current, a))
        if not left:
            self.report.up_to_date.append(order.file)
            return None
        return replace(order, audiences=left)

    def _is_there(
        self, order: Order, entry: BuiltMeeting, current: str, audience: Audience
    ) -> bool:
        wanted = papers(order.kinds or kinds(entry.minutes), (audience,), order.tillaeg)
        return all(self._is_paper_there(order.file, entry, current, one) for one in wanted)

    def _is_paper_there(
        self, file: MeetingFile, entry: BuiltMeeting, current: str, paper: Paper
    ) -> bool:
        for path in self._files(file, (paper,), entry.formats):
            made = entry.outputs.get(self._name(path))
            if made is None or made.fingerprint != current:
                return False
            if str(path) not in self.sweep.intact and not is_intact(path, made):
                return False
        return True

    def standing(self, file: MeetingFile) -> list[Paper]:
        """The documents of a meeting that are on record and there."""
        entry = self.manifest.meetings.get(file.name)
        if entry is None:
            return []
        return [
            paper
            for paper in every_paper()
            for paths in [self._files(file, (paper,), entry.formats)]
            if any(self._name(path) in entry.outputs and path.exists() for path in paths)
        ]

    def with_others(self, order: Order, stood: Iterable[Paper]) -> Order:
        """The order with those documents that stood there and are no longer what they were.

        So making one never takes away another, and none stays behind that says what was.
        """
        entry = self.manifest.meetings.get(order.file.name)
        if entry is None:
            return order
        own = papers(order.kinds or Kind, order.audiences, order.tillaeg)
        current = self._fingerprint(entry)
        besides = tuple(
            paper
            for paper in stood
            if paper not in own and not self._is_paper_there(order.file, entry, current, paper)
        )
        return replace(order, besides=besides)

    def _fingerprint(self, entry: BuiltMeeting) -> str:
        self._program = self._program or program(self.ws, self.digests)
        if entry.template not in self._templates:
            self._templates[entry.template] = self._template_digest(entry.template)
        templates = self._templates[entry.template]
        return fingerprint(self._program, templates, self.digests, entry.inputs)

    def _template_digest(self, name: str) -> str:
        try:
            return template_set(self.ws.template_set(name), self.ws, self.digests)
        except UsageProblem:
            return ""

    def _paths(self, order: Order, formats: Iterable[str]) -> list[Path]:
        """The files of an order."""
        wanted = papers(order.kinds or Kind, order.audiences, order.tillaeg)
        return self._files(order.file, [*wanted, *order.besides], formats)

    def _files(
        self, file: MeetingFile, wanted: Iterable[Paper], formats: Iterable[str]
    ) -> list[Path]:
        """The files of some documents."""
        return [
            self.ws.output_file(file, paper.stem, paper.audience, suffix)
            for paper in wanted
            for suffix in formats
        ]

    def _name(self, path: Path) -> str:
        return path.relative_to(self.ws.output).as_posix()

    # --- what is removed ------------------------------------------------------------

    def keep(
        self,
        file: MeetingFile,
        files: Mapping[Path, Iterable[bytes] | Path],
        instead: Sequence[Path],
    ) -> None:
        """Write files and put down what they were made from."""
        entry = self.manifest.meetings.setdefault(file.name, BuiltMeeting())
        current = self._fingerprint(entry)
        try:
            begun = self.store.begin(files, current)
            before = dict(entry.outputs)
            for path in (*instead, *files):  # should the run be killed now, nothing proves them
                entry.outputs[self._name(path)] = Made(current)
            self.save()
            try:
                self.store.place(begun.files, instead)
            except BaseException:
                entry.outputs = before
                self.save()
                raise
            for path in instead:
                del entry.outputs[self._name(path)]
            entry.outputs |= {self._name(path): made for path, made in begun.made.items()}
        finally:
            self.store.clear()
        self.save()

    def keep_folder(
        self,
        file: MeetingFile,
        folder: Path,
        files: Mapping[str, bytes | Path],
        proven: Mapping[str, str],
    ) -> None:
        """Put a folder of files there and put down what they were made from."""
        entry = self.manifest.meetings.setdefault(file.name, BuiltMeeting())
        current = self._fingerprint(entry)
        before = {name for name in entry.outputs if (self.ws.output / name).parent == folder}
        there = folder.iterdir() if folder.is_dir() else ()
        foreign = [
            one.name
            for one in there
            if self._name(one) not in before and one.name not in _OF_THE_SYSTEM
        ]
        if foreign:
            raise UsageProblem(
                _FOREIGN.put(folder=self.ws.display(folder), files=", ".join(sorted(foreign)))
            )
        names = {name: self._name(folder / name) for name in files}
        entry.outputs |= {name: Made(current) for name in names.values()}
        self.save()
        self.store.install(folder, files, proven)
        for name in before - set(names.values()):
            del entry.outputs[name]
        for name, path in names.items():
            status = (folder / name).stat()
            made = Made(current, status.st_size, status.st_mtime_ns, proven[name])
            entry.outputs[path] = made
        self.store.clear()
        self.save()

    def _remove_stale(self, file: MeetingFile, entry: BuiltMeeting, current: str) -> None:
        """Remove what is public, or no document, and was not made from what there is now."""
        folder = self.ws.output_folder(file)
        for name, made in list(entry.outputs.items()):
            path = self.ws.output / name
            goes = is_public(name) or path.parent != folder
            if goes and made.fingerprint != current:
                self._remove(path)
                del entry.outputs[name]

    def _stale(self, entry: BuiltMeeting, current: str) -> list[Path]:
        """What was not made from what there is now, and stands there still."""
        old = (name for name, made in entry.outputs.items() if made.fingerprint != current)
        return [path for name in old if (path := self.ws.output / name).exists()]

    def _remove_unchosen(self, result: Result) -> None:
        """Remove the documents in formats that the forum no longer makes, the internal too."""
        for path in self._before.pop(result.file.name, ()):
            if result.formats and path.suffix[1:] not in result.formats:
                self._remove(path)
                self.manifest.meetings[result.file.name].outputs.pop(self._name(path), None)

    def _remove(self, path: Path) -> None:
        if path.exists():
            self.store.remove(path)
            self.report.removed.append(path)

    # --- what is made ---------------------------------------------------------------

    def make(self, orders: list[Order], processes: int, watcher: Watcher) -> None:
        """Make documents, in several processes, and record what became of them."""
        self._program = self._program or program(self.ws, self.digests)
        tasks = [task for order in orders if (task := self._begin(order))]
        self.save()
        watcher.begun(len(tasks))
        from moedebog.build.make import make

        try:
            with closing(jobs.each(make, tasks, processes)) as results:
                for count, result in enumerate(results, start=1):
                    if isinstance(result, jobs.Crash):
                        file = result.task.file
                        self._crashed(file, result)
                    else:
                        file = result.file
                        self._finish(result)
                    watcher.done(file)
                    if count % SAVED_EVERY == 0:
                        self.save()
        finally:
            self.save()

    def _begin(self, order: Order) -> Task | None:
        """Clear the ground for one meeting, and put down what is going to be made."""
        entry = self.manifest.meetings.setdefault(order.file.name, BuiltMeeting())
        try:
            self._remove_stale(order.file, entry, self._fingerprint(entry))
        except EnvironmentProblem as problem:
            self._fail(order.file, problem.said)
            return None
        folder = self.ws.output_folder(order.file)
        paths = [self.ws.output / name for name in entry.outputs]
        self._before[order.file.name] = [path for path in paths if path.parent == folder]
        for path in self._paths(order, entry.formats or FORMATS):
            entry.outputs.setdefault(self._name(path), Made(""))
        return Task(
            self.ws,
            order.file,
            order.kinds,
            order.audiences,
            self._program,
            self.started,
            entry.inputs,
            order.besides,
            order.tillaeg,
        )

    def _finish(self, result: Result) -> None:
        entry = self.manifest.meetings[result.file.name]
        entry.inputs, entry.template = result.inputs, result.template
        if result.formats:  # else it could not be read: what stands there is as it was
            entry.formats, entry.minutes = result.formats, result.minutes
        entry.contents = result.contents
        entry.outputs = {name: made for name, made in entry.outputs.items() if made.fingerprint}
        entry.outputs |= {self._name(path): made for path, made in result.made.items()}
        self.digests.seen |= result.seen
        self.report.diagnostics += result.diagnostics
        self.report.made += result.made
        if has_errors(result.diagnostics) or result.trouble:
            self._fail(result.file, result.trouble)
        try:
            self._remove_stale(result.file, entry, result.fingerprint)
            self._remove_unchosen(result)
            for path in result.untrue:
                self._remove(path)
        except EnvironmentProblem as problem:
            self._fail(result.file, problem.said)
        self.report.stale += self._stale(entry, result.fingerprint)

    def _crashed(self, file: MeetingFile, crash: jobs.Crash[Task]) -> None:
        """Moedebog itself failed: nothing of what it may have begun is left standing."""
        self.report.crashes.append(Failure(file.name, crash))
        self.report.diagnostics.append(finding(self.ws, file, crash))
        self._fail(file, None)
        try:
            self._remove_stale(file, self.manifest.meetings[file.name], _NEVER)
        except EnvironmentProblem as problem:
            self._fail(file, problem.said)

    def _fail(self, file: MeetingFile, trouble: Phrase | None) -> None:
        if file not in self.report.failed:
            self.report.failed.append(file)
        if trouble and trouble not in self.report.trouble:
            self.report.trouble.append(trouble)

    def save(self, *, prune: bool = False) -> None:
        """Write the records, where they have changed. ``prune``: forget files not seen."""
        self.sweep.save(prune=prune)
