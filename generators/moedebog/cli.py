"""The command: reads its arguments, has the work done, prints, and gives an exit status.

0: all is well. 1: the content has errors. 2: the command was called wrongly. 3: something
outside the content is missing. What is made is told on standard output, what is wrong and
how it went on standard error. Heavy modules are imported where they are needed, so that
``moedebog --help`` answers at once.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from msgspec import Struct
from msgspec.structs import replace

from moedebog import __version__, printable
from moedebog.diagnostics import (
    Diagnostic,
    EnvironmentProblem,
    Language,
    Problems,
    Severity,
    UsageProblem,
    has_errors,
)
from moedebog.workspace import MeetingFile, Workspace

if TYPE_CHECKING:
    from moedebog.build import Failure, Report, Watcher
    from moedebog.send.mailing import Mailing
    from moedebog.send.record import Record
    from moedebog.settings.command import Mail

GOOD, CONTENT, USAGE, ENVIRONMENT, INTERRUPTED = 0, 1, 2, 3, 130
AUDIENCES = ("offentlig", "intern")
DOCUMENTS = ("dagsorden", "referat")
SETTINGS = "moedebog.yaml"
_ONLY_LOOK = ("validate", "fakta", "mail-status")
"""Commands that make and remove nothing."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without Danish letters
            stream.reconfigure(errors="backslashreplace")
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except _Unwritten as unwritten:
        tell_unwritten(unwritten.reason)
        return ENVIRONMENT


def _run(arguments: Sequence[str]) -> int:
    options = _parser(next(iter(arguments), None)).parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.run
    try:
        return command(options)
    except UsageProblem as problem:
        _say_problem(options, problem)
        return USAGE
    except EnvironmentProblem as problem:
        _say_problem(options, problem)
        return ENVIRONMENT
    except Problems as problems:
        _report(options, problems.diagnostics)
        return CONTENT
    except OSError as problem:
        if problem.filename is None:  # not of a file: a bug
            raise
        _say(f"moedebog: {problem.filename}: {problem.strerror}")
        return ENVIRONMENT
    except KeyboardInterrupt:
        _say("\nAfbrudt.")
        return INTERRUPTED


# --- the commands -----------------------------------------------------------------------


def _documents(options: argparse.Namespace) -> int:
    """``dagsorden`` and ``referat``: one document of one meeting."""
    from moedebog.build import Order, run
    from moedebog.document import Audience, Kind

    ws, _ = _workspace(options)
    file = _meeting_file(ws, options)
    order = Order(file, (Kind(options.command),), (Audience(options.audience),))
    return _tell(ws, run(ws, [order], watcher=_watcher(options)), options)


def _all(options: argparse.Namespace) -> int:
    from moedebog.build import Order, run

    ws, processes = _workspace(options)
    if _variable("AUDIENCE") not in (None, "offentlig"):
        _tidy(ws, options)
        raise UsageProblem(
            "all laver kun offentlige dokumenter. De interne laves ét møde ad gangen: "
            "make referat MEETING=2025-09-12 AUDIENCE=intern"
        )
    files = ws.meeting_files()
    orders = [Order(file) for file in files]
    report = run(ws, orders, processes=processes, everything=True, watcher=_watcher(options))
    status = _tell(ws, report, options, each=False)
    _say_unless_quiet(
        options,
        f"{_count(len(report.made), 'dokument', 'dokumenter')} skrevet, "
        f"{_count(len(report.up_to_date), 'møde', 'møder')} af {len(files)} var ajour.",
    )
    return status


def _validate(options: argparse.Namespace) -> int:
    from moedebog.build import validate

    ws, processes = _workspace(options)
    names = options.meeting or [name for name in [_variable("MEETING")] if name]
    files = [ws.meeting_file(name) for name in names] or ws.meeting_files()
    progress = _Progress(options)
    progress.begin(len(files))
    failures: list[Failure] = []
    found = validate(
        ws,
        files,
        processes=processes,
        everything=not names,
        remember=not _in_ci(),
        done=progress.advance,
        failed=failures.append,
    )
    progress.end()
    _report(options, found)
    language: Language = options.lang
    words = {"da": ("møde", "møder"), "en": ("meeting", "meetings")}[language]
    _say(f"{_count(len(files), *words)}, {_tally(found, language)}")
    _tell_of_forklar(options, found)
    if _tell_failures(options, failures):
        return ENVIRONMENT
    return CONTENT if has_errors(found) else GOOD


def _forklar(options: argparse.Namespace) -> int:
    """Tell of rules by their codes."""
    from moedebog.rulebook.explain import explain

    typed = " ".join(options.codes) or _variable("KODE") or ""
    for line in explain(typed.replace(",", " ").split(), options.lang):
        _out(line)
    return GOOD


def _tell_of_forklar(options: argparse.Namespace, found: Sequence[Diagnostic]) -> None:
    """Say once, to a person, how to read more of what was found."""
    if found and _at_terminal() and options.format == "text" and not options.quiet:
        more = {"da": "Mere om en besked:", "en": "More about a message:"}[options.lang]
        code = found[0].code
        by_make = "MAKECMDGOALS" in os.environ
        _say(f"{more} {f'make forklar KODE={code}' if by_make else f'moedebog forklar {code}'}")


def _new(options: argparse.Namespace) -> int:
    from moedebog.starter import new

    try:
        ws = Workspace.find(Path.cwd())
    except UsageProblem:
        ws = Workspace(Path.cwd())
    made = new(ws, _meeting(options), options.forum)
    for path in made:
        _out(ws.display(path))
    return GOOD


def _import(options: argparse.Namespace) -> int:
    from moedebog.importer import import_file
    from moedebog.importer.yaml_text import MARK

    if options.file is None:
        raise UsageProblem(
            "Hvilken fil? Skriv: make import FILE=gammelt-referat.pdf FORUM=mit-forum "
            "(eller: moedebog import gammelt-referat.pdf --forum mit-forum)"
        )
    try:
        ws = Workspace.find(Path.cwd())
    except UsageProblem:
        ws = Workspace(Path.cwd())
    done = import_file(ws, Path(options.file), options.forum, options.meeting)
    for path in done.made:
        _say_unless_quiet(options, f"Skrevet: {ws.display(path)}", _out)
    unsure = _count(done.unsure, "sted er usikkert", "steder er usikre")
    _say_unless_quiet(
        options,
        f"{_count(done.items, 'punkt', 'punkter')}. "
        + (f"{unsure} og mærket »{MARK.strip()}«." if done.unsure else "Intet usikkert fundet."),
    )
    if done.pictures:
        count = _count(done.pictures, "billede er", "billeder er")
        _say_unless_quiet(options, f"{count} lagt i {ws.display(done.made[0].parent)}/.")
    if done.forum_drafted:
        _say_unless_quiet(options, "forum.yaml er et udkast efter dokumentet; læs den igennem.")
    return GOOD


def _watch(options: argparse.Namespace) -> int:
    from moedebog.build import Order, rebuild_on_save, run
    from moedebog.document import Audience

    ws, _ = _workspace(options)
    order = Order(_meeting_file(ws, options), None, (Audience(options.audience),))

    def rebuild() -> None:
        try:
            _tell(ws, run(ws, [order], watcher=_watcher(options)), options, idle=False)
        except EnvironmentProblem as problem:
            _say_problem(options, problem)

    _say_unless_quiet(options, f"Holder øje med {order.file.name}. Stop med Ctrl-C.")
    rebuild_on_save(ws, [ws.meetings, ws.root / "templates"], rebuild)
    return GOOD


def _mail(options: argparse.Namespace) -> int:
    """Show what would be mailed, or mail it."""
    from moedebog.document import Kind
    from moedebog.send.prepare import prepare
    from moedebog.send.record import Record

    if options.typed:
        _take_typed(options)
    ws, settings = _mail_settings(options)
    _tidy(ws, options)
    file = ws.meeting_file(_meeting(options))
    if options.doc not in DOCUMENTS:  # from the environment it may be anything
        raise UsageProblem("Hvilket dokument? Skriv DOC=dagsorden eller DOC=referat.")
    rec = Record(ws.root / settings.protokol)
    now = _Clock().now()
    if options.send:
        with rec.locked(), rec.opened():
            mailing = prepare(ws, file, Kind(options.doc), settings, now, rec, _watcher(options))
            return _mail_sent(ws, mailing, rec, settings, options)
    if options.resend:
        raise UsageProblem("RESEND sender igen og kræver SEND=1 (eller --send).")
    with rec.opened(make=False):
        mailing = prepare(ws, file, Kind(options.doc), settings, now, rec, _watcher(options))
        return _mail_shown(ws, mailing, rec, options)


def _take_typed(options: argparse.Namespace) -> None:
    """Send, or send again, if that stands on the command line of the make that runs this."""
    from moedebog.send.typed import typed

    found = typed(("SEND", "RESEND"))
    options.send = found.get("SEND") == "1"
    options.resend = found.get("RESEND") or None
    if not found:
        _say(
            "SEND og RESEND gælder kun på makes egen kommandolinje. Her står de i MAKEFLAGS i "
            "miljøet, så intet bliver sendt."
        )


def _mail_shown(ws: Workspace, mailing: Mailing, rec: Record, options: argparse.Namespace) -> int:
    """The dry run."""
    from moedebog.send import summaries
    from moedebog.send.due import due_deliveries

    _show(options, mailing.warnings)
    trouble, planned = None, None
    try:
        planned = due_deliveries(mailing, rec)
    except UsageProblem as problem:  # nobody knows who has it; what it is can be shown
        trouble = problem
    files = summaries.write_previews(ws, mailing)
    sees_closed = _sees_closed(options)
    for line in summaries.preview(ws, mailing, planned, files, sees_closed=sees_closed):
        _out(line)
    _tell_of_veil(options, veiled=not sees_closed)
    if trouble:
        _out("\nIntet er sendt.")
        raise trouble
    _out("\nIntet er sendt. Tilføj SEND=1 (eller --send) for at sende.")
    return GOOD


def _mail_sent(
    ws: Workspace, mailing: Mailing, rec: Record, mail: Mail, options: argparse.Namespace
) -> int:
    from moedebog.send import summaries
    from moedebog.send.credentials import server_from
    from moedebog.send.issued import issued_file
    from moedebog.send.outbox import Sending
    from moedebog.send.smtp import SmtpConnection

    _show(options, mailing.warnings)
    connection = SmtpConnection(server_from(os.environ))
    sending = Sending(
        mailing,
        rec,
        connection,
        _Clock(),
        resend=options.resend or "",
        per_minute=mail.pr_minut,
        settled=_sending_progress(options),
        waiting=lambda seconds, why: _say(
            f"Prøver igen om {seconds:.0f} sekunder ({_for_reader(options, why)}) …"
        ),
    )
    summary = sending.run(_confirmed)
    issued, sees_closed = ws.display(issued_file(mailing.file)), _sees_closed(options)
    for line in summaries.summary(summary, issued, sees_closed=sees_closed):
        _out(line)
    _tell_of_veil(options, veiled=not sees_closed and not summary.is_complete)
    if summary.stopped or summary.missing or summary.declined:
        return ENVIRONMENT
    return GOOD if summary.is_complete else CONTENT


def _confirmed(recipients: int) -> bool:
    """Whether somebody at the terminal agrees; where nobody is, asking for it was enough."""
    if not sys.stdin.isatty():
        return True
    people = _count(recipients, "modtager", "modtagere")
    _write(sys.stderr, f"Send til {people}? Skriv ja: ", at_once=True)
    return sys.stdin.readline().strip().lower() in ("ja", "j")


def _sending_progress(options: argparse.Namespace) -> Callable[[int, int, str, object], None]:
    def told(done: int, everything: int, address: str, state: object) -> None:
        if _at_terminal() and not options.quiet:
            _show_passing(f"[{done}/{everything}] {_for_reader(options, address)}: {state}")
            if done == everything:
                _show_passing("")

    return told


def _mail_status(options: argparse.Namespace) -> int:
    from moedebog.send import summaries
    from moedebog.send.record import Record

    ws, settings = _mail_settings(options)
    file = ws.meeting_file(_meeting(options))
    rec = Record(ws.root / settings.protokol)
    with rec.opened(make=False):
        sees_closed = _sees_closed(options)
        lines = list(summaries.status(rec, ws, file, sees_closed=sees_closed))
    for line in lines or [f"Der er ikke sendt noget ud herfra for {file.name}."]:
        _out(line)
    _tell_of_veil(options, veiled=bool(lines) and not sees_closed)
    return GOOD


def _facts(options: argparse.Namespace) -> int:
    """Print the facts of a document as JSON."""
    from moedebog.document import Audience, Kind
    from moedebog.send.export import export

    ws, _ = _workspace(options)
    file = ws.meeting_file(_meeting(options))
    if options.doc not in (None, *DOCUMENTS):  # from the environment it may be anything
        raise UsageProblem("Hvilket dokument? Skriv DOC=dagsorden eller DOC=referat.")
    audience = Audience(options.audience)
    if audience.sees_closed and not _sees_closed(options):
        raise UsageProblem(
            "De interne fakta rummer det lukkede. De skrives kun ud på en terminal eller med "
            "--vis-lukket (make: VIS_LUKKET=1), hvor ingen andre læser med."
        )
    kind = Kind(options.doc) if options.doc else None
    data, found = export(ws, file, kind, audience, checksums=options.sha256)
    _show(options, [d for d in found if d.severity is not Severity.HINT])
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    _write(sys.stdout, data.decode())  # nothing in it steers or commands
    return GOOD


def _calendar(options: argparse.Namespace) -> int:
    from moedebog.send.feed import write_feed

    ws, _ = _workspace(options)
    _tidy(ws, options)
    forum = options.forum or _only_forum(ws)
    path, diagnostics = write_feed(ws, forum, _Clock().now())
    _show(options, diagnostics)
    _say_unless_quiet(options, f"Skrevet: {ws.display(path)}", _out)
    return GOOD


def _only_forum(ws: Workspace) -> str:
    forums = sorted({file.forum for file in ws.meeting_files()})
    if len(forums) != 1:
        raise UsageProblem(f"Hvilket forum? Skriv f.eks. FORUM={forums[0] if forums else 'mit'}")
    return forums[0]


class _Clock:
    """The real one."""

    def now(self) -> datetime:
        return datetime.now().astimezone()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def _mail_settings(options: argparse.Namespace) -> tuple[Workspace, Mail]:
    from moedebog.settings.command import load_settings

    ws, _ = _workspace(options)
    settings, diagnostics = load_settings(ws)
    if settings is None:
        raise Problems(diagnostics)
    return ws, settings.mail


def _opgrader(options: argparse.Namespace) -> int:
    """Show what older files would be brought up to date with, or write it."""
    from moedebog.send import older
    from moedebog.upgrade.changes import CHANGES, TAG_CHANGES
    from moedebog.upgrade.renewal import difference, outdated, write

    ws = Workspace.find(Path.cwd())
    changes = (*CHANGES, *older.CHANGES)
    if options.typografi:
        from moedebog.upgrade.typographic import TYPOGRAPHIC

        changes = (*changes, TYPOGRAPHIC)
    found = outdated(ws, changes, TAG_CHANGES)
    _show(options, found.diagnostics)
    sees_closed = _sees_closed(options)
    for file in found.files:
        for line in difference(file) if sees_closed else ():
            _out(line)
        for done in () if sees_closed else file.done:
            _out(f"{file.name}{f':{done.line}' if done.line else ''}: {done.says}")
        if options.skriv:
            write(file)
            _say_unless_quiet(options, f"Skrevet: {file.name}")
    _tell_of_veil(options, veiled=bool(found.files) and not sees_closed)
    if found.files and not options.skriv:
        files = _count(len(found.files), "fil er", "filer er")
        _say(f"{files} ikke ajour. Intet er skrevet; tilføj SKRIV=1 (eller --skriv).")
    elif not found.files:
        looked_at = _count(found.looked_at, "fil", "filer")
        _say_unless_quiet(options, f"Intet at gøre i {looked_at}.")
    return CONTENT if has_errors(found.diagnostics) else GOOD


def _clean(options: argparse.Namespace) -> int:
    from moedebog.build import clean

    ws, _ = _workspace(options)
    report = clean(ws, _watcher(options))
    _say_unless_quiet(options, f"{_count(len(report.removed), 'fil', 'filer')} fjernet.")
    report.removed.clear()
    return _tell(ws, report, options)


# --- what they share ----------------------------------------------------------------------


def _workspace(options: argparse.Namespace) -> tuple[Workspace, int]:
    """The workspace as its settings have it, and the number of processes to use."""
    from moedebog.build import available

    ws = Workspace.find(Path.cwd())
    jobs = options.jobs
    if (ws.root / SETTINGS).exists():
        from moedebog.settings.command import load_settings, output_in

        settings, diagnostics = load_settings(ws)
        if settings is None:
            if options.command not in _ONLY_LOOK:
                _tidy(replace(ws, output_name=output_in(ws)), options, settled=False)
            raise Problems(diagnostics)
        ws = replace(
            ws,
            output_name=settings.output,
            issued_name=settings.udsendt,
            closed_name=settings.udsendt_lukket,
        )
        jobs = jobs or settings.jobs
    return ws, jobs or available()


def _tidy(ws: Workspace, options: argparse.Namespace, *, settled: bool = True) -> None:
    """Remove the public files that may no longer stand, whatever becomes of the command."""
    from moedebog.build import tidy

    _tell(ws, tidy(ws, settled=settled, watcher=_watcher(options)), options)


def _meeting_file(ws: Workspace, options: argparse.Namespace) -> MeetingFile:
    """The meeting to make documents of; where there is none, what is stale goes all the same."""
    try:
        return ws.meeting_file(_meeting(options))
    except UsageProblem:
        _tidy(ws, options)
        raise


def _meeting(options: argparse.Namespace) -> str:
    if options.meeting is None:
        raise UsageProblem(
            f"Hvilket møde? Skriv: make {options.command} MEETING=2025-09-12 "
            f"(eller: moedebog {options.command} 2025-09-12)"
        )
    return str(options.meeting)


def _tell(
    ws: Workspace,
    report: Report,
    options: argparse.Namespace,
    *,
    each: bool = True,
    idle: bool = True,
) -> int:
    """Print what a run has done; returns the exit status. ``idle``: also that it did nothing."""
    # Hints are for those who ask for them, with validate.
    found = [d for d in report.diagnostics if d.severity is not Severity.HINT]
    _show(options, found)
    for path in report.removed:
        if path not in report.made:
            _say_unless_quiet(options, f"Fjernet, fordi det var forældet: {ws.display(path)}")
    if each and set(report.removed) - set(report.made):
        _say_unless_quiet(options, "Hvad der stadig hører til et møde, laver make all igen.")
    for path in report.made if each else ():
        _say_unless_quiet(options, f"Skrevet: {ws.display(path)}", _out)
    for file in report.up_to_date if each and idle else ():
        _say_unless_quiet(options, f"Intet at gøre: {file.name} er ajour.")
    for trouble in report.trouble:
        _say(f"moedebog: {trouble}")
    if found:
        _say(_tally(found, options.lang))
    if report.failed:
        names = ", ".join(file.name for file in report.failed)
        _say(f"Kunne ikke laves: {names}")
    if _tell_failures(options, report.crashes) or report.trouble:
        return ENVIRONMENT
    return CONTENT if report.failed else GOOD


def _tell_failures(options: argparse.Namespace, failures: Sequence[Failure]) -> bool:
    """Print what moedebog itself failed at; returns whether the system stopped it somewhere."""
    for failure in failures:
        _say(failure.traceback(public=not _sees_closed(options)))
    return any(failure.killed for failure in failures)


def _report(options: argparse.Namespace, found: Sequence[Diagnostic]) -> None:
    """Print findings in the format that was asked for."""
    form = getattr(options, "format", "text")
    if form == "text":
        _show(options, found)
        return
    from moedebog.report import OPEN_FORMATS, explain
    from moedebog.report.machine import render

    public = form in OPEN_FORMATS or not _sees_closed(options)
    findings = explain(_root(), found, language=options.lang, public=public)
    if isinstance(sys.stdout, TextIOWrapper):
        # As these formats are, wherever they are read.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    # Among it are commands of GitHub's; what it quotes has been escaped by its own rules.
    _write(sys.stdout, render(findings, form, options.lang))
    if form not in OPEN_FORMATS:
        _tell_of_veil(options, veiled=any(finding.veiled for finding in findings))


def _show(options: argparse.Namespace, diagnostics: Sequence[Diagnostic]) -> None:
    if not diagnostics:
        return
    from moedebog.report import explain
    from moedebog.report.text import text

    public = not _sees_closed(options)
    findings = explain(_root(), diagnostics, language=options.lang, public=public)
    colour = _at_terminal() and not os.environ.get("NO_COLOR")
    _write(sys.stderr, printable.unsteering(text(findings, options.lang, colour=colour)))
    _tell_of_veil(options, veiled=any(finding.veiled for finding in findings))


_VEILED: dict[Language, str] = {
    "da": "Noget er skjult her, fordi det ikke er offentligt. Det vises på en terminal, eller med "
    "--vis-lukket (make: VIS_LUKKET=1), hvor ingen andre læser med.",
    "en": "Something is hidden here, because it is not public. It is shown on a terminal, or with "
    "--vis-lukket (make: VIS_LUKKET=1), where nobody else reads along.",
}


def _tell_of_veil(options: argparse.Namespace, *, veiled: bool) -> None:
    """Say once how to see what was hidden, where something was."""
    if veiled and not options.told_of_veil:
        options.told_of_veil = True
        _say(_VEILED[options.lang])


def _say_problem(options: argparse.Namespace, problem: UsageProblem | EnvironmentProblem) -> None:
    text = str(problem)
    if isinstance(problem, EnvironmentProblem) and not _sees_closed(options):
        text = problem.public
    shown = _for_reader(options, text)
    _say(f"moedebog: {shown}")
    _tell_of_veil(options, veiled=shown != str(problem))


def _for_reader(options: argparse.Namespace, text: str) -> str:
    """A text of ours as it may be printed: without addresses, where others may read it."""
    if _sees_closed(options):
        return text
    from moedebog.secrecy import masked

    return masked(text)


def _at_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _root() -> Path:
    try:
        return Workspace.find(Path.cwd()).root
    except UsageProblem:
        return Path.cwd()


def _in_ci() -> bool:
    from moedebog.report.readers import in_ci

    return in_ci(os.environ)


def _sees_closed(options: argparse.Namespace) -> bool:
    """Whether what is not public may be printed."""
    from moedebog.report.readers import sees_closed

    return sees_closed(os.environ, at_terminal=_at_terminal(), asked=options.vis_lukket)


def _tally(diagnostics: Sequence[Diagnostic], language: Language) -> str:
    """How many findings there are, e.g. ``1 fejl, 2 advarsler``."""
    numbers = dict.fromkeys(Severity, 0)
    for diagnostic in diagnostics:
        numbers[diagnostic.severity] += 1
    words = {
        "da": (("fejl", "fejl"), ("advarsel", "advarsler"), ("råd", "råd")),
        "en": (("error", "errors"), ("warning", "warnings"), ("hint", "hints")),
    }[language]
    counted = [_count(n, *word) for n, word in zip(numbers.values(), words, strict=True)]
    return ", ".join(counted if numbers[Severity.HINT] else counted[:2])


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


class _Unwritten(Exception):
    """Something could not be printed."""

    def __init__(self, reason: OSError) -> None:
        super().__init__()
        self.reason = reason


def tell_unwritten(reason: OSError) -> None:
    """Say that the output could not be written, if it is not that nobody reads it any more."""
    if not isinstance(reason, BrokenPipeError):
        with contextlib.suppress(OSError, AttributeError):
            sys.stderr.write(
                printable.lines(f"moedebog: Der kan ikke skrives: {reason.strerror}\n")
            )
            sys.stderr.flush()


def tell_bug(bug: Exception) -> None:
    """Print the traceback of a fault of the program.

    What an exception says may quote a file, so that others than the forum read of the way through
    the program alone.
    """
    import traceback

    if _sees_closed(argparse.Namespace(vis_lukket="--vis-lukket" in sys.argv)):
        told = traceback.format_exception(bug)
    else:
        head = "Traceback (most recent call last):\n"
        told = [head, *traceback.format_tb(bug.__traceback__), f"{type(bug).__name__}: …\n"]
    with contextlib.suppress(_Unwritten):
        _say("".join(told).rstrip("\n"))


def _write(stream: TextIO | None, text: str, *, at_once: bool = False) -> None:
    """Print to a stream; one that was closed before the command began gets nothing.

    The text is ``printable``: what comes from a file may look like a command to who reads it.
    """
    try:
        if stream is not None:
            stream.write(text)
            if at_once:
                stream.flush()
    except OSError as problem:
        raise _Unwritten(problem) from None


def _say(text: str) -> None:
    _write(sys.stderr, printable.lines(f"{text}\n"))


def _out(text: str) -> None:
    _write(sys.stdout, printable.lines(f"{text}\n"))


def _show_passing(text: str) -> None:
    """A line on the terminal that the next one takes the place of; an empty one removes it."""
    shown = printable.visible(text.replace("\n", " "))
    _write(sys.stderr, f"\r\x1b[K{shown}", at_once=True)


def _say_unless_quiet(
    options: argparse.Namespace, text: str, say: Callable[[str], None] = _say
) -> None:
    if not options.quiet:
        say(text)


def _watcher(options: argparse.Namespace) -> Watcher:
    from moedebog.build import Watcher

    progress = _Progress(options)
    return Watcher(
        waiting=lambda: _say("Venter på, at en anden kørsel bliver færdig …"),
        begun=progress.begin,
        done=progress.advance,
    )


class _Progress:
    """``[12/40] byraad/2025-09-12`` on a terminal, once it takes longer than a second."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._wanted = _at_terminal() and not options.quiet
        self._all = self._done = 0
        self._begun = 0.0

    def begin(self, number: int) -> None:
        self._all, self._done = number, 0
        self._begun = time.monotonic()

    def advance(self, file: MeetingFile) -> None:
        self._done += 1
        if self._wanted and self._all > 1 and time.monotonic() - self._begun > 1:
            _show_passing(f"[{self._done}/{self._all}] {file.name}")
            if self._done == self._all:
                self.end()

    def end(self) -> None:
        if self._wanted and self._all > 1:
            _show_passing("")


# --- arguments ------------------------------------------------------------------------------


class _Wide(argparse.HelpFormatter):
    """Help texts beside the longest option."""

    def __init__(self, prog: str, **settings: Any) -> None:
        super().__init__(prog, **{**settings, "max_help_position": 34})


class _Parser(argparse.ArgumentParser):
    """argparse, but in Danish."""

    _PHRASES = (
        ("the following arguments are required", "der mangler"),
        ("unrecognized arguments", "ukendt"),
        ("expected one argument", "mangler en værdi"),
        ("invalid choice", "kan ikke være"),
        ("choose from", "vælg mellem"),
    )

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=_Wide, **settings)

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "brug:", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "brug:", 1)

    def error(self, message: str) -> NoReturn:
        for english, danish in self._PHRASES:
            message = message.replace(english, danish)
        self.print_usage(sys.stderr)
        self.exit(USAGE, printable.lines(f"moedebog: {message}\n"))

    def _print_message(self, message: str, file: Any = None) -> None:
        """All that argparse prints; ``error`` alone quotes what was typed."""
        if message:
            _write(file or sys.stderr, printable.unsteering(message))


class _Command(Struct, frozen=True):
    run: Callable[[argparse.Namespace], int]
    help: str
    takes: tuple[str, ...] = ()
    """Groups of arguments."""


_COMMANDS = {
    "dagsorden": _Command(_documents, "lav dagsordenen for ét møde", ("meeting", "audience")),
    "referat": _Command(_documents, "lav referatet af ét møde", ("meeting", "audience")),
    "all": _Command(_all, "lav alle møders offentlige dokumenter; kun det ændrede", ("jobs",)),
    "validate": _Command(_validate, "kontrollér mødefilerne", ("meetings", "jobs", "report")),
    "forklar": _Command(_forklar, "fortæl, hvad en regel siger, og hvorfor", ("codes",)),
    "new": _Command(_new, "begynd en ny mødefil", ("meeting", "forum")),
    "import": _Command(_import, "lav en mødefil af et ældre dokument", ("file", "forum", "name")),
    "watch": _Command(_watch, "lav dokumenterne igen ved hver ændring", ("meeting", "audience")),
    "fakta": _Command(
        _facts,
        "skriv et mødes fakta ud som JSON til andre programmer",
        ("meeting", "audience", "doc", "facts"),
    ),
    "mail": _Command(
        _mail, "vis, hvad der vil blive sendt ud, eller send det", ("meeting", "doc", "mail")
    ),
    "mail-status": _Command(_mail_status, "vis, hvem der har fået hvad", ("meeting",)),
    "calendar": _Command(_calendar, "lav en kalenderfil med et forums møder", ("forum",)),
    "opgrader": _Command(
        _opgrader, "vis, hvad ældre filer skal rettes til, eller skriv det", ("skriv", "typografi")
    ),
    "clean": _Command(_clean, "fjern de dokumenter, som moedebog har lavet"),
}


def _parser(typed: str | None = None) -> argparse.ArgumentParser:
    """``typed``: a command to make the parser for alone, since each of them takes its time."""
    parser = _Parser(
        prog="moedebog",
        description="Laver dagsorden og referat (.docx og .pdf) af en YAML-fil pr. møde.",
        epilog="Skriv moedebog KOMMANDO --help for at se, hvad en kommando kan. "
        "Møde, målgruppe og forum kan også stå i miljøet som MEETING, AUDIENCE og FORUM.",
        add_help=False,
    )
    general = parser.add_argument_group("valg")
    _add_help(general)
    general.add_argument(
        "--version",
        action="version",
        version=f"moedebog {__version__}",
        help="vis, hvilken version det er",
    )
    commands = parser.add_subparsers(
        title="kommandoer", metavar="KOMMANDO", dest="command", required=True, prog="moedebog"
    )
    for name in [typed] if typed in _COMMANDS else _COMMANDS:
        _add(commands, name, _COMMANDS[name])
    return parser


def _add_what(what: argparse._ArgumentGroup, takes: Collection[str]) -> None:
    """The arguments without a dash: what the command is about."""
    if "meeting" in takes:
        what.add_argument(
            "meeting",
            nargs="?",
            metavar="MØDE",
            default=_variable("MEETING"),
            help="mødefilens navn, f.eks. 2025-09-12 eller byraad/2025-09-12",
        )
    if "meetings" in takes:
        what.add_argument(
            "meeting", nargs="*", metavar="MØDE", help="mødefilers navne; uden dem: alle"
        )
    if "codes" in takes:
        what.add_argument(
            "codes",
            nargs="*",
            metavar="KODE",
            help="reglers koder, f.eks. M202; uden dem: en liste over alle regler",
        )
    if "file" in takes:
        what.add_argument(
            "file",
            nargs="?",
            metavar="FIL",
            default=_variable("FILE"),
            help="en dagsorden eller et referat: .docx, .pdf, .txt eller .md",
        )


def _add(
    commands: argparse._SubParsersAction[_Parser],
    name: str,
    command: _Command,
) -> None:
    text, takes = command.help, command.takes
    parser = commands.add_parser(
        name, help=text, description=text[0].upper() + text[1:] + ".", add_help=False
    )
    parser.set_defaults(run=command.run, jobs=0, told_of_veil=False)
    what = parser.add_argument_group("argumenter")
    options = parser.add_argument_group("valg")
    _add_what(what, takes)
    if "name" in takes:
        options.add_argument(
            "--meeting",
            metavar="MØDE",
            default=_variable("MEETING"),
            help="mødefilens navn; uden det: mødets dato",
        )
    if "audience" in takes:
        options.add_argument(
            "--audience",
            type=_audience,
            metavar="|".join(AUDIENCES),
            default=_variable("AUDIENCE") or AUDIENCES[0],
            help="hvem dokumentet er til; kun det interne rummer det lukkede",
        )
    if "forum" in takes:
        options.add_argument(
            "--forum",
            metavar="MAPPE",
            default=_variable("FORUM"),
            help="forummets mappe under meetings/",
        )
    if "doc" in takes:
        options.add_argument(
            "--doc",
            choices=DOCUMENTS,
            default=_variable("DOC"),
            help="hvilket dokument",
        )
    if "facts" in takes:
        options.add_argument(
            "--sha256",
            action="store_true",
            default=_variable("SHA256") == "1",
            help="tag bilagenes kontrolsummer med",
        )
    if "mail" in takes:
        # Only an argument sends: a variable left in the environment must not.
        options.add_argument("--send", action="store_true", help="send; ellers vises det kun")
        options.add_argument(
            "--resend", metavar="ADRESSE", help="send igen til én, der har fået den"
        )
        # For the Makefile: SEND=1 and RESEND=… as they stand on make's command line.
        options.add_argument("--typed", action="store_true", help=argparse.SUPPRESS)
    if "skriv" in takes:
        options.add_argument(
            "--skriv",
            action="store_true",
            default=_variable("SKRIV") == "1",
            help="skriv filerne; ellers vises det kun",
        )
    if "typografi" in takes:
        options.add_argument(
            "--typografi",
            action="store_true",
            default=_variable("TYPOGRAFI") == "1",
            help="ret også lige anførselstegn, bindestreger som tankestreger og ... i teksterne",
        )
    if "jobs" in takes:
        options.add_argument(
            "--jobs", type=_jobs, metavar="ANTAL", help="hvor mange møder ad gangen"
        )
    if "report" in takes:
        options.add_argument(
            "--format",
            choices=("text", "json", "github", "gitlab", "sarif"),
            default="text",
            metavar="FORM",
            help="text, eller for andre programmer: json, github, gitlab, sarif",
        )
    options.add_argument(
        "--lang",
        choices=("da", "en"),
        default="da",
        metavar="SPROG",
        help="sproget, som fejlene fortælles på: da eller en",
    )
    options.add_argument(
        "--vis-lukket",
        action="store_true",
        help="vis også det, der ikke er offentligt, hvor andre kan læse med (uden terminal, i CI)",
    )
    options.add_argument("--quiet", action="store_true", help="skriv kun, hvad der er galt")
    _add_help(options)


def _add_help(group: argparse._ArgumentGroup) -> None:
    group.add_argument("-h", "--help", action="help", help="vis denne hjælp")


def _variable(name: str) -> str | None:
    """A name that make hands over; an empty one is none."""
    return os.environ.get(name, "").strip() or None


def _audience(text: str) -> str:
    if text not in AUDIENCES:
        raise argparse.ArgumentTypeError(f"{text!r} duer ikke; skriv offentlig eller intern")
    return text


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} duer ikke; skriv et tal, f.eks. 2")
    return int(text)
