"""What went wrong with a command, as the one line that its sender shows."""

from __future__ import annotations

import errno

from dfd_core.engine.protocol import Command, Failed
from dfd_core.errors import DfdError

_FULL = {errno.ENOSPC, errno.EDQUOT}


def failed(command: Command, error: BaseException) -> Failed:
    """The answer to a command that could not be done."""
    problem = in_words(error)
    return Failed(command.id, command.KIND, problem.code, problem.message, problem.hint)


def in_words(error: BaseException) -> DfdError:
    """Any error as one of ours. What we did not foresee is called a defect; its traceback is in the log."""
    match error:
        case DfdError():
            return error
        case MemoryError():
            return DfdError(
                "out_of_memory", "there is not enough memory", "close other programs or sample fewer frames"
            )
        case OSError():
            return _of_system(error)
        case ImportError():
            return DfdError("broken_install", f"a library cannot be loaded: {error}", "run 'dfd doctor'")
        case _:
            what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            hint = "the engine's log has the details"
            return DfdError("internal", f"unexpected error, a defect of DFD: {what}", hint)


def _of_system(error: OSError) -> DfdError:
    where = f"{error.filename}: " if error.filename else ""
    if error.errno in _FULL:
        return DfdError("disk_full", f"{where}the disk is full", "make room and try again")
    return DfdError("file_error", f"{where}{error.strerror or error}", "check the permissions and the free space")
