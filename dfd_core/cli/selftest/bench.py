"""What the checks of the self-test share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dfd_core.cases.extract import Extract
from dfd_core.errors import DfdError
from dfd_core.paths import UserPaths


@dataclass(slots=True)
class Bench:
    """Where the self-test works.

    ``places`` is a home of its own, ``clip`` the bundled clip, ``scratch`` a folder for anything; ``extract`` is the
    clip's result, once it was screened.
    """

    places: UserPaths
    clip: Path
    scratch: Path
    extract: Extract | None = None

    def result(self) -> Extract:
        """The clip's result.

        Raises:
            DfdError: the clip was not screened.
        """
        if self.extract is None:
            raise failure("the bundled clip was not screened", "see the check before")
        return self.extract


def failure(what: str, hint: str = "") -> DfdError:
    """A check's verdict where something is amiss."""
    return DfdError("self_test", what, hint)
