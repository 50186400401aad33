"""E-mail addresses: as mail is sent, which of them are one mailbox, and what hides in them."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from urllib.parse import quote, urlsplit, urlunsplit

from moedebog.character_names import named
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import Example

DECEPTIVE = Rule(
    "M131",
    Severity.ERROR,
    Phrase("{slags} i e-mailadressen: {tegn}.", "{slags} in the e-mail address: {tegn}."),
    Phrase(
        "Skriv adressen om i hånden, uden anførselstegn eller mellem lige. Skal domænet have andre "
        "bogstaver end de latinske, så skriv det i den form, der begynder med xn--.",
        "Type the address anew, without quotation marks or between straight ones. If the domain is "
        "to have other letters than Latin ones, write it in the form that begins with xn--.",
    ),
    Example(
        wrong="navn: U\nkontakt: {email: post@ｅxample.org}",
        right="navn: U\nkontakt: {email: post@example.org}",
        file="forum",
    ),
)
NO_DOMAIN = Rule(
    "M132",
    Severity.ERROR,
    Phrase(
        "Domænet »{domaene}« i e-mailadressen kan ingen mailserver slå op.",
        "No mail server can look up the domain »{domaene}« of the e-mail address.",
    ),
    Phrase(
        "Et domæne har bogstaver, tal, bindestreger og punktummer; ret det.",
        "A domain has letters, digits, hyphens and full stops; correct it.",
    ),
    Example(
        wrong="navn: U\nkontakt: {email: post@-å.example.org}",
        right="navn: U\nkontakt: {email: post@å.example.org}",
        file="forum",
    ),
)

_INVISIBLE = Phrase("Et usynligt tegn", "An invisible character")
_ALIKE = Phrase(
    "Et tegn, der ligner et almindeligt bogstav eller tegn",
    "A character that looks like an ordinary letter or sign",
)
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800\ufe00-\ufe0f]")
"""What shows nothing although Unicode does not count it among the format characters."""
_OTHER_LATIN = re.compile(
    "[\u0131\u0138\u0180-\u019f\u01a2-\u01ae\u01b1-\u01c3\u01dd\u021c-\u021d\u0221-\u0225\u0234-\u02ff"
    "\u1d00-\u1dbf\ua730-\ua7af]"
)
"""Letters of phonetic script and the like, i and j without a dot: no address is meant to have
them. Those of Vietnamese, o and u with a horn, are none of them."""
_MIXED = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO"})
"""Scripts that are written together with Latin letters, and look like none."""
_TWINS = frozenset("асеорхуіјѕһԁԛԝӏкмтвнгґзбь" + "ανορυχικγτωεη" + "օսոցհ" + "ー一丨丶ノ〇")
"""Letters of other scripts, in lower case, that may be read as Latin ones or as signs."""
_ALL_TWINS = frozenset({"CHEROKEE", "LISU", "COPTIC", "DESERET", "OSAGE", "TIFINAGH", "VAI"})
"""Scripts made after the Latin letters, which nobody's mail is addressed in."""
_WORD = re.compile(r"\w+")
_PLAIN_IN_LINK = "!$'*+-._~"
"""What of an address's signs stands in a link as it is."""
_LINK_SIGNS = "!#$%&'()*+,/:;=?@[]~"
"""What of a web address's signs stands in it as it is; a percent sign has escaped something."""
_LABEL = re.compile(r"[^-](?:.{0,61}[^-])?")
"""What stands between the dots of a domain in ASCII."""


def on_the_wire(address: str) -> tuple[str, bool]:
    """The address as SMTP takes it, and whether that needs SMTPUTF8.

    A domain with Danish letters has an ASCII form; what stands before the @ has none.
    """
    local, _, domain = address.rpartition("@")
    whole = f"{unicodedata.normalize('NFC', local)}@{ascii_domain(domain) or domain}"
    return whole, not whole.isascii()


def mailto(address: str) -> str:
    """The address as a link (RFC 6068), which has ASCII alone.

    What stands before the @ may have letters that mail needs SMTPUTF8 for: they are escaped.
    """
    local, _, domain = on_the_wire(address)[0].rpartition("@")
    return f"mailto:{quote(local, safe=_PLAIN_IN_LINK)}@{domain}"


def ascii_link(address: str) -> str:
    """A link as programs hand it on (RFC 3986): its host as it is looked up, and what else is not
    ASCII escaped. What is escaped already stays."""
    if address.isascii():
        return address
    address = unicodedata.normalize("NFC", address)
    if address[:7].lower() == "mailto:":
        boxes, mark, headers = address[7:].partition("?")
        ascii_boxes = (mailto(one).removeprefix("mailto:") for one in boxes.split(","))
        return f"mailto:{','.join(ascii_boxes)}{mark}{quote(headers, safe=_LINK_SIGNS)}"
    try:
        parts = urlsplit(address)
    except ValueError:  # brackets that do not match: it leads nowhere
        return quote(address, safe=_LINK_SIGNS)
    before, at, place = parts.netloc.rpartition("@")
    host, colon, port = place.partition(":")
    host = ascii_domain(host) or quote(host)
    netloc = f"{quote(before, safe=_LINK_SIGNS)}{at}{host}{colon}{port}"
    rest = (quote(part, safe=_LINK_SIGNS) for part in parts[2:])
    return urlunsplit((parts.scheme, netloc, *rest))


def ascii_domain(domain: str) -> str:
    """A domain as it is looked up (IDNA 2008, UTS 46), without the root's dot.

    Empty where it has no such form. An ASCII domain is not looked into.
    """
    if domain.isascii():
        return domain.removesuffix(".").lower()
    import idna  # here, since few domains need it

    with suppress(idna.IDNAError, UnicodeError):
        return idna.encode(domain, uts46=True).decode("ascii").removesuffix(".")
    return ""


def mailbox(address: str) -> str:
    """What makes two ways of writing an address one mailbox.

    Forgiving, so that what an older delivery record tells of somebody still counts: a letter of
    full width is the letter, and an invisible character is none.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKC", address) if not _is_hidden(c))
    local, _, domain = plain.strip().rpartition("@")
    return f"{local.lower()}@{ascii_domain(domain) or domain.lower()}"


def fault(address: str, position: Position) -> Diagnostic | None:
    """What no address that is meant as it looks can have; the first such thing."""
    composed = unicodedata.normalize("NFC", address)
    local, _, domain = composed.rpartition("@")
    parts = (local, *domain.split("."))
    open_about_it = {_script(c) for c in composed if _is_letter(c) and not _is_twin(c)}
    for part in parts:
        if deceiving := _deceptive(part, open_about_it):
            character, slags = deceiving
            return _about(composed, character, slags, position)
    if not all(map(_LABEL.fullmatch, ascii_domain(domain).split("."))):
        return NO_DOMAIN.at(position, domaene=domain).on(domain)
    return None


def _about(address: str, character: str, slags: Phrase, position: Position) -> Diagnostic:
    diagnostic = DECEPTIVE.at(position, slags=slags, tegn=named(character))
    for word in _WORD.finditer(address):  # a letter is found by the word that it stands in
        if character in word[0]:
            return diagnostic.on(word[0])
    return diagnostic.on(character)


def _deceptive(part: str, open_about_it: set[str]) -> tuple[str, Phrase] | None:
    """A character that is not what it looks like, in a domain's label or before the @.

    ``open_about_it``: scripts of which the address has letters that are not read as others.
    """
    for character in part:
        if _is_hidden(character):
            return character, _INVISIBLE
        if not character.isascii() and _is_alike(character):
            return character, _ALIKE
    letters = [c for c in part if _is_letter(c)]
    foreign = [c for c in letters if _script(c) != "LATIN" and _script(c) not in _MIXED]
    if len(foreign) < len(letters):
        foreign += [c for c in letters if _script(c) in _MIXED and c in _TWINS]
        own = any(_script(c) in _MIXED and c not in _TWINS for c in letters)
        return (foreign[0], _ALIKE) if foreign and not own else None
    if all(map(_is_twin, foreign)):
        hidden = [c for c in foreign if _script(c) not in open_about_it]
        return (hidden[0], _ALIKE) if hidden else None
    return None


def _is_letter(character: str) -> bool:
    """Whether it is a letter, or a vowel's sign of a script that has such."""
    return character.isalpha() or unicodedata.category(character)[0] == "M"


def _is_twin(character: str) -> bool:
    return character.lower() in _TWINS or _script(character) in _ALL_TWINS


def _is_alike(character: str) -> bool:
    """Whether a character is no letter or digit of its own: a mark, a sign, another's form."""
    return (
        unicodedata.category(character)[0] in "PS"
        or unicodedata.name(character, "").startswith("COMBINING")
        or bool(_OTHER_LATIN.match(character))
        or unicodedata.normalize("NFKC", character) != character
    )


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn", "Zl", "Zp", "Zs") or bool(
        _UNSEEN.match(character)
    )


def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]
