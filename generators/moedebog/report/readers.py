"""Who reads what is printed: somebody at a terminal, or whoever can open a log."""

from __future__ import annotations

from collections.abc import Mapping

CI_VARIABLES = (
    "APPVEYOR",
    "BITBUCKET_BUILD_NUMBER",
    "BUDDY",
    "BUILDKITE",
    "CI",
    "CIRCLECI",
    "CIRRUS_CI",
    "CODEBUILD_BUILD_ID",
    "CONTINUOUS_INTEGRATION",
    "DRONE",
    "FORGEJO_ACTIONS",
    "GITEA_ACTIONS",
    "GITHUB_ACTIONS",
    "GITLAB_CI",
    "GO_PIPELINE_NAME",
    "HARNESS_BUILD_ID",
    "HUDSON_URL",
    "JENKINS_URL",
    "SEMAPHORE",
    "TEAMCITY_VERSION",
    "TF_BUILD",
    "TRAVIS",
    "WERCKER",
    "WOODPECKER",
    "bamboo_buildKey",
)
"""One of these says that a CI server runs the command: Azure DevOps sets TF_BUILD alone."""

ASKED = "VIS_LUKKET"
"""The variable that make hands on; ``1`` asks for what is closed, but not on a CI server."""


def in_ci(environment: Mapping[str, str]) -> bool:
    """Whether a CI server runs the command, whose log others may read."""
    values = (environment.get(name, "") for name in CI_VARIABLES)
    return any(value.strip().lower() not in ("", "0", "false", "no") for value in values)


def sees_closed(environment: Mapping[str, str], *, at_terminal: bool, asked: bool) -> bool:
    """Whether what is not public may be printed; ``asked``: somebody typed ``--vis-lukket``.

    Never unless somebody looks at it: a terminal that is no CI server's, or a plain wish. A
    variable may have been left in the environment, so that on a CI server it is no wish.
    """
    if asked:
        return True
    wished = environment.get(ASKED, "").strip() == "1"
    return (at_terminal or wished) and not in_ci(environment)
