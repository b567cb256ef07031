"""Long work beside the site: one at a time, seen by every process, ended when it is told to."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.jobs import NICENESS, Job, JobRunning, Jobs

pytestmark = pytest.mark.anyio

#: Says that it has begun, and goes on until it is ended.
ENDLESS = "import time\nprint('begun')\nwhile True: time.sleep(1)"


@pytest.fixture
async def jobs(tmp_path: Path) -> AsyncIterator[Jobs]:
    jobs = Jobs(tmp_path / "jobs", {"GUIDE_TESTED": "yes"})
    yield jobs
    for name in ("train", "compare"):
        await jobs.cancel(name)
    await asyncio.gather(*jobs._started)


async def start(jobs: Jobs, code: str, name: str = "train") -> None:
    await jobs.start(name, [sys.executable, "-c", code], {"who": "Ada"})


async def until(jobs: Jobs, name: str, *, lines: int = 0, ended: bool = False) -> Job:
    """The job, when it has written so many lines or has ended."""
    for _ in range(3000):
        job = await jobs.look(name)
        if job is not None and len(job.lines) >= lines and not (ended and job.runs):
            return job
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to that")


async def test_a_job_that_ends_well_is_done_and_what_it_said_is_kept(jobs: Jobs) -> None:
    await start(jobs, "import os; print('one'); print(os.environ['GUIDE_TESTED'])")
    job = await until(jobs, "train", ended=True)
    assert (job.state, job.lines, job.about) == ("done", ("one", "yes"), {"who": "Ada"})
    assert job.ended is not None


async def test_a_job_that_fails_is_told_apart(jobs: Jobs) -> None:
    await start(jobs, "import sys; print('no room', file=sys.stderr); sys.exit(1)")
    job = await until(jobs, "train", ended=True)
    assert (job.state, job.lines) == ("failed", ("no room",))


async def test_only_one_runs_at_a_time_whatever_its_name_and_whoever_asks(jobs: Jobs, tmp_path: Path) -> None:
    await start(jobs, ENDLESS)
    with pytest.raises(JobRunning):
        await start(Jobs(tmp_path / "jobs"), "print('never')", "compare")
    assert await jobs.look("compare") is None


async def test_another_process_of_the_site_sees_it_run_and_can_end_it(jobs: Jobs, tmp_path: Path) -> None:
    await start(jobs, ENDLESS)
    other = Jobs(tmp_path / "jobs")
    assert (await until(other, "train", lines=1)).state == "running"
    assert await other.cancel("train")
    assert (await until(jobs, "train", ended=True)).state == "cancelled"
    await start(jobs, "print('next')")
    assert (await until(jobs, "train", ended=True)).lines == ("next",)


async def test_a_job_that_is_killed_from_outside_has_failed(jobs: Jobs) -> None:
    await start(jobs, "import os, signal; os.kill(os.getppid(), signal.SIGKILL); os.kill(os.getpid(), signal.SIGKILL)")
    assert (await until(jobs, "train", ended=True)).state == "failed"
    await start(jobs, ENDLESS, "compare")
    assert (await until(jobs, "train")).state == "failed", "that another one runs now changes nothing"


async def test_what_does_not_run_cannot_be_ended(jobs: Jobs) -> None:
    assert not await jobs.cancel("train")
    await start(jobs, "print('done')")
    await until(jobs, "train", ended=True)
    assert not await jobs.cancel("train")
    assert (await until(jobs, "train")).state == "done"


async def test_a_job_gives_way_to_everything_else(jobs: Jobs) -> None:
    await start(jobs, "import os; print(os.nice(0))")
    job = await until(jobs, "train", ended=True)
    assert job.lines == (str(min(19, os.nice(0) + NICENESS)),)
