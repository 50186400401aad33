"""What an issued dagsorden is added: whether there is anything."""

from __future__ import annotations

from collections.abc import Collection

from moedebog.calls import call
from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.document import Audience, Kind
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
