"""The one kind of error that reaches a user, and its one-line form."""

from __future__ import annotations

from pathlib import Path


class DfdError(Exception):
    """A failure that a user can understand: what, which file, what to do.

    Args:
        code: stable machine word in snake case, e.g. ``"no_video_stream"``.
        message: one sentence that says what is wrong; names the file where there is one.
        hint: what to do about it, one short sentence; may be empty.

    A broken file or a user's mistake is always raised as this type, so that callers show one line
    and never a traceback. Anything else that escapes is a defect of the program.
    """

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """``message (hint)`` on one line; line breaks of foreign text are folded."""
        text = f"{self.message} ({self.hint})" if self.hint else self.message
        return " ".join(text.split())

    def __reduce__(self) -> tuple[type[DfdError], tuple[str, str, str]]:
        """Pickle by the three arguments: errors cross process borders."""
        return type(self), (self.code, self.message, self.hint)


class MediaError(DfdError):
    """A clip or picture cannot be read."""

    def __init__(self, code: str, path: Path, reason: str, hint: str = "") -> None:
        super().__init__(code, f"{path}: {reason}", hint)
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[MediaError], tuple[str, Path, str, str]]:  # type: ignore[override]
        return type(self), (self.code, self.path, self.reason, self.hint)


class DetectorError(DfdError):
    """A detector file, card or ensemble is missing, damaged or not what it says."""


class UsageError(DfdError):
    """The request itself makes no sense (unknown name, nothing to do); exit code 2."""


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """Raised inside long work when its stop flag was set; finished results stay."""
