from __future__ import annotations

import pool_tasks
import pytest
from coordo_course.grading_pool import GradingPool


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_tasks(workers: int) -> None:
    with GradingPool(10, workers, "pool_tasks") as pool:
        sent = pool.send(pool_tasks.double, range(5))
        assert list(sent.iter_results(lambda _task: -1)) == [0, 10, 20, 30, 40]


def test_a_task_that_kills_its_worker_stops_no_other() -> None:
    """Both that are on their way when the worker dies and those that are sent later."""
    with GradingPool(10, 2, "pool_tasks") as pool:
        first = pool.send(pool_tasks.double, [1, 2, -1, 3])
        assert list(first.iter_results(lambda task: task)) == [10, 20, -1, 30]
        second = pool.send(pool_tasks.double, [4])
        assert list(second.iter_results(lambda task: task)) == [40]
