"""Whether what goes to somebody tells more than everybody may read: asked here, and nowhere else.

It is not looked up which parts are closed: what the reader gets is held against what the public
gets. So words that are left out of a text, a reason for regrets or a closed correction count like
a closed item, and a meeting with nothing to hide is none, whoever gets it.
"""

from __future__ import annotations

from msgspec.structs import replace

from moedebog.document import Document
from moedebog.outgoing import Forsendelse


def holds_closed(own: Forsendelse, public: Forsendelse | None) -> bool:
    """Whether a document and its attachments tell what the public does not read.

    ``public``: what the public gets of the same; ``None`` where that is nothing. Where one takes
    part from afar is the members' alone, but it is no closed matter.
    """
    if public is None:
        return True
    if any(bilag not in public.bilag for bilag in own.bilag):
        return True
    return _open(own, public) != _open(public, public)


def _open(own: Forsendelse, public: Forsendelse) -> Document:
    """The document without what says for whom it is."""
    document, label = own.document, own.phrases.label_link
    rows = tuple(row for row in document.fakta.items if row.label != label)
    return replace(
        document,
        audience=public.document.audience,
        fortrolighed=None,
        fakta=replace(document.fakta, items=rows),
    )
