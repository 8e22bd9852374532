"""Work spread over processes that outlives a crash of one of them and leaves no orphan behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from dfd_core.errors import Cancelled, DfdError

Task = TypeVar("Task")
Result = TypeVar("Result")

POLL_S = 0.2
AHEAD = 2
"""Tasks handed out per process: one at work, one waiting, so that a stop is answered soon."""


def run_tasks(
    work: Callable[[Task], Result], tasks: Iterable[Task], processes: int, stop: Callable[[], bool]
) -> Generator[tuple[Task, Result | None], None, None]:
    """Do all tasks, in any order of completion.

    Args:
        work: a module-level function; tasks and results must pickle.
        tasks: what to do; taken as needed.
        processes: how many at once; 1 works in this process.
        stop: asked between tasks.

    Yields:
        Each task with its result, or with None where the task killed its process (twice, the second time alone).

    Raises:
        Cancelled: ``stop`` said so; tasks at work are finished first, their results are lost.
    """
    waiting = deque(tasks)
    if processes <= 1:
        while waiting:
            _check(stop)
            task = waiting.popleft()
            yield task, work(task)
        return
    while waiting:
        suspects: list[Task] = []
        yield from _spread(work, waiting, processes, stop, suspects)
        for task in suspects:
            _check(stop)
            yield task, _alone(work, task)


def _check(stop: Callable[[], bool]) -> None:
    if stop():
        raise Cancelled


def _spread(
    work: Callable[[Task], Result],
    waiting: deque[Task],
    processes: int,
    stop: Callable[[], bool],
    suspects: list[Task],
) -> Generator[tuple[Task, Result | None], None, None]:
    """Work through ``waiting`` until it is empty or a process dies; its tasks then are ``suspects``."""
    running: dict[Future[Result], Task] = {}
    pool = _pool(processes)
    try:
        while (waiting or running) and not suspects:
            _check(stop)
            while waiting and len(running) < processes * AHEAD and not suspects:
                task = waiting.popleft()
                try:
                    running[pool.submit(work, task)] = task
                except BrokenProcessPool:
                    suspects.append(task)
            done, _ = wait(running, timeout=POLL_S, return_when=FIRST_COMPLETED)
            for future in done:
                task = running.pop(future)
                try:
                    yield task, future.result()
                except BrokenProcessPool:
                    suspects.append(task)
        suspects += running.values()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(work: Callable[[Task], Result], task: Task) -> Result | None:
    """One more try in a process of its own; None where it dies of the task again."""
    with _pool(1) as pool:
        try:
            pool.submit(os.getpid).result()
        except BrokenProcessPool as error:
            raise DfdError("no_processes", "this system starts no child processes", "work with one process") from error
        try:
            return pool.submit(work, task).result()
        except BrokenProcessPool:
            return None


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _settle_in)


def _settle_in() -> None:
    """First thing in a child: Ctrl+C is the parent's business, and without a parent there is nothing to work for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="parent watch", daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
