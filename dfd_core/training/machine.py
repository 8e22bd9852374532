"""What a training takes of its machine (T: asks torch for the GPU)."""

from __future__ import annotations

from typing import Any

import psutil
import torch


class Machine:
    """Measures this process and its loader processes; the first measure of the load is 0."""

    def __init__(self) -> None:
        self._processes: dict[int, psutil.Process] = {}

    def usage(self) -> dict[str, Any]:
        """``cpu``: cores at work since the last call, of ``cores``; memory in MB, the processes' and the GPU's."""
        load, memory = 0.0, 0
        for process in self._known():
            try:
                load += process.cpu_percent() / 100.0
                memory += process.memory_info().rss
            except psutil.Error:
                self._processes.pop(process.pid, None)
        facts = {"cpu": round(load, 2), "cores": psutil.cpu_count() or 1, "memory_mb": memory >> 20}
        return {**facts, "memory_total_mb": psutil.virtual_memory().total >> 20, **_gpu()}

    def _known(self) -> list[psutil.Process]:
        """The same objects at every call: the load is counted from one call to the next."""
        me = psutil.Process()
        for process in (me, *me.children(recursive=True)):
            self._processes.setdefault(process.pid, process)
        return list(self._processes.values())


def _gpu() -> dict[str, Any]:
    """Memory in use on the GPU, by whomever, where this process uses one."""
    if not (torch.cuda.is_available() and torch.cuda.memory_reserved()):
        return {}
    free, total = torch.cuda.mem_get_info()
    return {"gpu_memory_mb": (total - free) >> 20, "gpu_memory_total_mb": total >> 20}
