"""What the queue has to say, in words, to the bar of messages: each thing once, with what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from dfd_core.errors import DfdError
from dfd_gui.queue.entry import Entry, readable
from dfd_gui.queue.journal import Remembered
from dfd_gui.shell.messages import Messages

LISTED = 200
"""Lines of details; nobody reads more."""


class News(QObject):
    """Words for what happens in the queue. A later message of a kind takes the place of the earlier one."""

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages

    def skipped(self, skipped: Sequence[tuple[Path, str]]) -> None:
        """Files that were named and are no clips."""
        if len(skipped) == 1:
            path, why = skipped[0]
            text = self.tr("{name} was left out: {reason}").format(name=readable(path.name), reason=why)
            self._messages.warn(text, details=readable(str(path)), key="queue.skipped")
            return
        text = self.tr("{count} files or folders were left out: nothing in them can be screened").format(
            count=len(skipped)
        )
        lines = [f"{readable(str(path))}: {why}" for path, why in skipped[:LISTED]]
        lines += ["..."] if len(skipped) > LISTED else []
        self._messages.warn(text, details="\n".join(lines), key="queue.skipped")

    def present(self, names: Sequence[str]) -> None:
        """Clips that stand in the queue already."""
        if len(names) == 1:
            text = self.tr("{name} is in the queue already").format(name=names[0])
        else:
            text = self.tr("{count} clips are in the queue already").format(count=len(names))
        hint = self.tr("To screen a finished clip afresh, choose Screen again.")
        details = "\n".join(names[:LISTED]) if len(names) > 1 else ""
        self._messages.info(text, hint, details, key="queue.present")

    def interrupted(self, count: int, resume: Callable[[], object]) -> None:
        """Clips that the last session left unfinished."""
        if count == 1:
            text = self.tr("One clip was not finished last time")
        else:
            text = self.tr("{count} clips were not finished last time").format(count=count)
        buttons = ((self.tr("Resume"), resume),)
        self._messages.info(text, key="queue.interrupted", buttons=buttons)

    def resumed(self) -> None:
        """Nothing is interrupted any more."""
        self._messages.clear("queue.interrupted")

    def damaged(self, remembered: Remembered) -> None:
        """The queue's file could not be read."""
        text = self.tr("The queue of the last session could not be read; finished results are in the case store")
        hint = (
            ""
            if remembered.moved is None
            else self.tr("The file was kept as {name}.").format(name=remembered.moved.name)
        )
        self._messages.warn(text, hint, remembered.problem, key="queue.file")

    def not_saved(self, error: DfdError) -> None:
        """The queue's file cannot be written."""
        text = self.tr("The queue cannot be remembered")
        hint = self.tr("Free some space or check the permissions of the folder.")
        self._messages.warn(text, hint, error.message, key="queue.file")

    def not_kept(self, entry: Entry, error: DfdError) -> None:
        """The case store did not take a result."""
        text = self.tr("The result of {name} could not be saved").format(name=entry.name)
        self._messages.error(text, error.hint, error.message, key="queue.store")

    def refused(self, error: DfdError, log: str, resume: Callable[[], object]) -> None:
        """No clip can be screened: the queue waits."""
        text = self.tr("The queue is paused: {reason}").format(reason=error.message)
        buttons = ((self.tr("Try again"), resume),)
        self._messages.clear("engine.died")  # the same news, without what to do
        self._messages.error(text, error.hint, log, key="queue.refused", buttons=buttons)

    def running(self) -> None:
        """Screening works (again)."""
        self._messages.clear("queue.refused")

    def gone(self, entry: Entry) -> None:
        """A stored result has disappeared."""
        text = self.tr("The result of {name} is no longer in the case store").format(name=entry.name)
        self._messages.warn(text, self.tr("Resume screens the clip again."), key="queue.gone")

    def unreadable(self, entry: Entry, error: DfdError) -> None:
        """A stored result cannot be shown."""
        text = self.tr("The result of {name} cannot be shown").format(name=entry.name)
        self._messages.error(text, error.hint, error.message, key="queue.gone")

    def notice(self, words: str) -> None:
        """Something the engine says that stops nothing."""
        self._messages.info(words, key="queue.notice")
