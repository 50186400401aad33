"""The text of a message: subject, plain text and HTML, from the template set's ``mail/``.

A template is evaluated in Jinja's sandbox and gets data only. What it is given is never
evaluated again, and reaches HTML escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import unescape
from itertools import pairwise
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from msgspec import Struct
from msgspec.structs import replace

from moedebog.addresses import ascii_link
from moedebog.catalogue import ReferatStatus
from moedebog.diagnostics import Phrase, Position, Problems, Rule, Severity
from moedebog.document import Document, Kind
from moedebog.examples import Example
from moedebog.outgoing import Forsendelse, Indkaldelse, Kontaktlinje
from moedebog.phrases import Phrases
from moedebog.typography import capitalised, long_date, moment, plain_spaces

BROKEN = Rule(
    "M450",
    Severity.ERROR,
    Phrase(
        "Skabelonen til e-mail kan ikke bruges: {fejl}",
        "The template of messages cannot be used: {fejl}",
    ),
    Phrase(
        "Ret den, eller slet den, så den fra det sæt bruges, der bygges på (bygger_paa: standard).",
        "Correct it, or delete it, so that the one of the set that is built on is used "
        "(bygger_paa: standard).",
    ),
    Example(wrong="besked.txt med {{ ukendt }}", right="besked.txt med {{ sted }}", file="Word"),
)

SUBJECT, PLAIN, HTML = "emne.txt", "besked.txt", "besked.html"
REMOVAL = "afmeldt-emne.txt", "afmeldt.txt", "afmeldt.html"
"""The same to somebody who is no longer invited."""


_NOT_SAID = Phrase(
    "den siger ikke »{what}«. Skriv {{{{ ord.mail_attached[dokument.kind] }}}} i den",
    "it does not say »{what}«. Write {{{{ ord.mail_attached[dokument.kind] }}}} in it",
)


class Brev(Struct, frozen=True):
    """What a message tells besides the document."""

    forsendelse: Forsendelse
    gruppe: str
    version: int
    forrige: int
    """The version that the reader last had; 0: none."""
    aendringer: tuple[str, ...]
    """What has changed since that one, a sentence each."""
    vedhaeftet: tuple[str, ...]
    """Names of the files that come with this message."""
    uden_bilag: bool
    """Whether there are attachments that do not come along."""
    kalender: bool
    del_nr: int = 1
    dele: int = 1
    """How many messages the material is spread over."""
    udkast: bool = False
    """Whether it is a draft, of which nothing is issued."""
    stand: str = ""
    """How far the referat is, in a sentence, where that is what is new of it to the reader; else
    empty."""
    kun_stand: bool = False
    """Whether nothing else is new since the version that the reader has."""
    spurgt: bool = True
    """Whether the reader is asked for remarks to a referat that is out for approval."""
    elsewhere: str = ""
    """Where what is closed lies, where it is not in the message; else empty."""
    has_papers: bool = True
    """Whether the document comes along; else the message is for the calendar alone."""
    samlet: bool = False
    """Whether the document and its attachments are one file."""
    ved_siden_af: bool = False
    """Whether some attachments come as files of their own then."""

    @property
    def tillaeg(self) -> bool:
        """Whether it brings only what is new since the version that the reader has."""
        return self.forsendelse.document.is_supplement


class MessageText(Struct, frozen=True):
    """A message's text."""

    subject: str
    plain: str
    html: str


def render(brev: Brev, folders: tuple[Path, ...]) -> MessageText:
    """The message's text by the templates in the first of ``folders`` that has them.

    Raises ``Problems`` where a template is broken.
    """
    values = _values(brev)
    made = _whole(_filled(name, values, folders) for name in (SUBJECT, PLAIN, HTML))
    _see_that_it_says(brev, made, folders)
    if not brev.udkast:
        return made
    words = brev.forsendelse.phrases
    return replace(made, subject=words.subject_draft.format(subject=made.subject))


def _see_that_it_says(brev: Brev, made: MessageText, folders: tuple[Path, ...]) -> None:
    """Raise ``Problems`` where somebody's own template leaves out why the reader lacks something:
    nobody would look for it elsewhere."""
    what = brev.elsewhere if brev.has_papers else brev.forsendelse.phrases.mail_no_papers
    if brev.del_nr > 1:
        return  # the first message says it
    for name, text in ((PLAIN, made.plain), (HTML, unescape(made.html))):
        if _squeezed(what) not in _squeezed(text):
            template = _environment(folders).get_template(name)
            place = Position(template.filename or name)
            raise Problems([BROKEN.at(place, fejl=_NOT_SAID.put(what=what))])


def _squeezed(text: str) -> str:
    return " ".join(plain_spaces(text).split())


def render_removal(
    dispatch: Forsendelse, known: Indkaldelse, folders: tuple[Path, ...]
) -> MessageText:
    """The text to somebody who is no longer invited, by templates of its own.

    ``dispatch`` is the public one, ``known`` the meeting as they were invited to it. Raises
    ``Problems`` where a template is broken.
    """
    when = moment(known.start, dispatch.phrases, dispatch.klokkeslaet)
    told = capitalised(when)
    words = dispatch.phrases
    if known.written and known.moede.svarfrist:
        told = words.labelled.format(label=words.label_deadline, text=when)
    values = {
        "ord": words,
        "sprog": dispatch.document.sprog,
        "moede": known,
        "forum": known.titel,
        "tidspunkt": when,
        "dato_tid": told,
        "sted": known.sted,
        "kontakt": dispatch.kontakt or (Kontaktlinje(dispatch.document.forum),),
    }
    return _whole(_filled(name, values, folders) for name in REMOVAL)


def _whole(texts: Iterable[str]) -> MessageText:
    subject, plain, html = texts
    return MessageText(" ".join(subject.split()), plain.strip("\n") + "\n", html.strip("\n") + "\n")


def _values(brev: Brev) -> dict[str, object]:
    """What the templates of a letter can use."""
    dispatch = brev.forsendelse
    words = dispatch.phrases
    document = dispatch.document
    # So that it says so by templates of before as well.
    if brev.tillaeg:
        said = words.mail_supplement_draft
        if not brev.udkast:
            said = words.mail_supplement.format(version=brev.version, before=brev.version - 1)
        own = {**words.mail_attached, document.kind.value: said}
        heading = words.mail_items_new if _all_new(document, words) else words.mail_items_some_new
        words = replace(words, mail_attached=own, mail_items=heading)
        document = _with_reasons(dispatch)
    elif brev.udkast:
        words = replace(words, mail_attached=words.mail_draft)
    elif document.kind is Kind.REFERAT and not dispatch.fakta.moede.aflyst:
        words, document = _as_it_stands(brev)
    words = _with_what_is_missing(brev, words)
    if brev.samlet and brev.dele == 1:  # else they are in several
        words = _with_where_attachments_are(brev, words)
    return {
        "ord": words,
        "dokument": document,
        "fakta": dispatch.fakta,
        "moede": dispatch.indkaldelse,
        "dato_tid": capitalised(dispatch.dato_tid),
        "tid": dispatch.tid,
        "sted": dispatch.fakta.moede.sted or "",
        "moedelink": dispatch.moedelink,
        "moedelink_href": ascii_link(dispatch.moedelink),
        "kontakt": dispatch.kontakt,
        "udeladt": dispatch.udeladt,
        "gruppe": brev.gruppe,
        "version": brev.version,
        "rettet": brev.version > 1 and not brev.tillaeg and not brev.stand,
        "forrige": brev.forrige,
        "aendringer": brev.aendringer,
        "vedhaeftet": brev.vedhaeftet,
        "uden_bilag": brev.uden_bilag,
        "kalender": brev.kalender,
        "del_nr": brev.del_nr,
        "dele": brev.dele,
    }


def _with_what_is_missing(brev: Brev, words: Phrases) -> Phrases:
    """The words of a mail that says, by templates of before as well, what it does not bring."""
    if not brev.has_papers:
        said, kind = words.mail_no_papers, brev.forsendelse.document.kind.value
        attached = {**words.mail_attached, kind: said}
        corrected = {**words.mail_attached_corrected, kind: said}
        return replace(words, mail_attached=attached, mail_attached_corrected=corrected)
    if brev.elsewhere:
        own = words.mail_closed_elsewhere.format(where=brev.elsewhere)
        return _saying_more(brev, words, own)
    return words


def _with_where_attachments_are(brev: Brev, words: Phrases) -> Phrases:
    """The words of a mail that says the same of attachments that are in one file."""
    words = _saying_more(brev, words, words.mail_one_file)
    return _saying_more(brev, words, words.mail_one_file_besides) if brev.ved_siden_af else words


def _saying_more(brev: Brev, words: Phrases, more: str) -> Phrases:
    """The words of a mail whose first sentence is followed by another."""
    kind, own = brev.forsendelse.document.kind.value, _literal(more)
    first, corrected = words.mail_attached, words.mail_attached_corrected
    return replace(
        words,
        mail_attached={**first, kind: f"{first[kind]} {own}"},
        mail_attached_corrected={**corrected, kind: f"{corrected[kind]} {own}"},
    )


def _as_it_stands(brev: Brev) -> tuple[Phrases, Document]:
    """The words of a mail with a referat, and the document, called by how far it is."""
    dispatch = brev.forsendelse
    words, document, moede = dispatch.phrases, dispatch.document, dispatch.fakta.moede
    status, kind = ReferatStatus.of(moede.status), document.kind.value
    if brev.stand or not status.is_draft:
        name = words.subject_status.get(status, words.documents[Kind.REFERAT])
        before = words.labelled.format(label=words.documents[Kind.REFERAT], text="")
        own = words.labelled.format(label=name, text=document.titel.removeprefix(before))
        document = replace(document, titel=own)
    more = []
    if moede.indsigelsesfrist:
        until = long_date(moede.indsigelsesfrist, words, weekday=False)
        said = words.mail_remarks_until if brev.spurgt else words.mail_remarks_from_members
        more.append(said.format(date=until))
    if brev.stand and brev.kun_stand:
        more.append(words.mail_unchanged.format(version=brev.forrige))
    attached = words.mail_attached[kind]
    if brev.stand and status is ReferatStatus.TIL_GODKENDELSE:
        attached = words.mail_for_approval
    elif brev.stand:
        attached = words.mail_approved.format(told=_literal(brev.stand), version="{version}")
    told = tuple(map(_literal, more))
    first, corrected = words.mail_attached, words.mail_attached_corrected
    words = replace(
        words,
        mail_attached={**first, kind: " ".join((attached, *told))},
        mail_attached_corrected={**corrected, kind: " ".join((corrected[kind], *told))},
    )
    return words, document


def _literal(text: str) -> str:
    """Text that stays as it is where a template fills in the version."""
    return text.replace("{", "{{").replace("}", "}}")


def _all_new(document: Document, words: Phrases) -> bool:
    """Whether no item of a tillægsdagsorden was there before, with something new of its own or
    below it."""
    sections = (one for punkt in document.punkter for one in punkt.afsnit)
    if any(one.overskrift == words.supplement_attachments for one in sections):
        return False
    return not any(
        above.niveau < punkt.niveau and not above.afsnit
        for above, punkt in pairwise(document.punkter)
    )


def _with_reasons(dispatch: Forsendelse) -> Document:
    """The document whose overview says why an item is added, as the line under its heading does."""
    document, words = dispatch.document, dispatch.phrases
    why = {one.anker: one.tillaeg_grund for one in dispatch.fakta.punkter if one.tillaeg_grund}
    lines = tuple(
        replace(
            line,
            titel=words.in_brackets.format(
                text=line.titel, more=words.late_item_because.format(reason=why[line.anker])
            ),
        )
        if line.anker in why
        else line
        for line in document.oversigt.linjer
    )
    return replace(document, oversigt=replace(document.oversigt, linjer=lines))


def _filled(name: str, values: Mapping[str, object], folders: tuple[Path, ...]) -> str:
    place = Position(name)
    try:
        template = _environment(folders).get_template(name)
        place = Position(template.filename or name)
        filled = template.render(values)
    except TemplateSyntaxError as error:
        place = Position(error.filename or name, error.lineno, 1)
        raise Problems([BROKEN.at(place, fejl=error.message)]) from error
    except (TemplateError, TypeError, AttributeError, ArithmeticError, LookupError) as error:
        raise Problems([BROKEN.at(place, fejl=error)]) from error
    return plain_spaces(filled)


@lru_cache(maxsize=4)
def _environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=lambda name: bool(name and name.endswith(".html")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
