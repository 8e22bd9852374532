"""The command line of the engine: the user's own, or this program's."""

from __future__ import annotations

import os
import shlex

from PySide6.QtCore import QCoreApplication, QProcess

from dfd_core.errors import DfdError


def engine_words(text: str) -> list[str]:
    """The words of the engine command of the settings; this program's own engine where it is empty.

    Raises:
        DfdError: ``bad_command``.
    """
    if not text.strip():
        from dfd_core.engine.client import engine_command

        return engine_command()
    if os.name == "nt":  # backslashes separate folders there
        return list(QProcess.splitCommand(text))
    try:
        return shlex.split(text)
    except ValueError as error:
        words = QCoreApplication.translate("EngineClient", "the engine command cannot be read: {reason}")
        hint = QCoreApplication.translate("EngineClient", "correct it in the settings")
        raise DfdError("bad_command", words.format(reason=error), hint) from None
