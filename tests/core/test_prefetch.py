"""Running ahead: order, errors, and stopping early."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from dfd_core.screening.backlog import Backlog
from dfd_core.screening.prefetch import prefetch


def test_order_is_kept() -> None:
    assert list(prefetch(range(100), 3)) == list(range(100))


def test_an_error_comes_after_the_items_before_it() -> None:
    def source() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    items = prefetch(source(), 2)
    assert next(items) == 1
    with pytest.raises(ValueError, match="broken"):
        next(items)


def test_closing_early_stops_the_thread() -> None:
    before = threading.active_count()
    items = prefetch(iter(range(10**9)), 2)
    next(items)
    items.close()
    assert threading.active_count() == before


def test_backlog_makes_producers_wait() -> None:
    backlog = Backlog(2)
    backlog.add(2)
    passed = threading.Event()

    def produce() -> None:
        backlog.wait(lambda: False)
        passed.set()

    thread = threading.Thread(target=produce)
    thread.start()
    assert not passed.wait(0.15)
    backlog.done(1)
    assert passed.wait(5)
    thread.join()


def test_backlog_lets_go_when_asked_to_stop() -> None:
    backlog = Backlog(1)
    backlog.add(5)
    backlog.wait(lambda: True)
