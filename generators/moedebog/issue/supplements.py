"""What an issued dagsorden is added: whether there is anything, and whether it comes too late."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from moedebog import rules
from moedebog.calls import call
from moedebog.diagnostics import Diagnostic, Phrase, UsageProblem
from moedebog.document import Audience, Kind
from moedebog.rules.dates import late_if_issued
from moedebog.versions import Versions

_NEVER_ISSUED = Phrase(
    "Mødets dagsorden er ikke udsendt endnu, så der er intet at lægge til. Udsend den først: "
    "{udgave}",
    "The dagsorden of the meeting is not issued yet, so there is nothing to add to. Issue it "
    "first: {udgave}",
)
_NOTHING_NEW = Phrase(
    "Intet er kommet til i dagsordenen siden version {version}, så der er ingen tillægsdagsorden "
    "at lave. Hvad der ellers er ændret, siger {diff}; en rettet dagsorden laver {udgave}.",
    "Nothing has been added to the dagsorden since version {version}, so there is no "
    "supplementary dagsorden to make. What else has changed, {diff} tells; a corrected dagsorden "
    "is made by {udgave}.",
)


def require(versions: Versions, audiences: Collection[Audience]) -> None:
    """Raise ``UsageProblem`` where there is no tillægsdagsorden for any of the audiences."""
    name = versions.file.name
    typed = {
        "udgave": call(
            f"make udgave MEETING={name} DOC=dagsorden", f"moedebog udgave {name} --doc dagsorden"
        ),
        "diff": call(f"make diff MEETING={name}", f"moedebog diff {name}"),
    }
    issues = versions.issues(Kind.DAGSORDEN)
    if not issues:
        raise UsageProblem(_NEVER_ISSUED.put(udgave=typed["udgave"]))
    if not any(versions.supplement(audience) for audience in audiences):
        raise UsageProblem(_NOTHING_NEW.put(version=issues[-1].version, **typed))


def late(versions: Versions, day: date) -> list[Diagnostic]:
    """What would come too late without a reason, were the next version issued on ``day``."""
    issues, planned = versions.issues(Kind.DAGSORDEN), versions.planned
    politik = planned.meeting.forum.politik
    if not issues or (politik.frist_hverdage, politik.materiale_frist_hverdage) == (None, None):
        return []
    added, version = versions.added(), issues[-1].version + 1
    found = late_if_issued(rules.Case(planned), version, day, added.items, added.attachments)
    return rules.wanted(found, politik)
