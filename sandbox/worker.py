"""The child process: takes jobs from its input, answers each on its output, ends with its input.

Started as `python -m sandbox.worker` by `sandbox.run`, by nobody else.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import BinaryIO

from ioc.errors import IocError
from sandbox.limits import apply_limits, cut_off
from sandbox.messages import Job, MessageKind, receive, send

_LARGEST_JOB = 1 << 30


def main() -> None:
    """Do the jobs, and say of each how it ended."""
    cut_off()
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints would break the answer.
    os.dup2(2, 1)
    job = receive(sys.stdin.buffer, _LARGEST_JOB)
    apply_limits(job.limits)
    while True:
        _answer(answers, job)
        try:
            job = receive(sys.stdin.buffer, _LARGEST_JOB)
        except EOFError:
            return


def _answer(answers: BinaryIO, job: Job) -> None:
    options = dict(job.options)
    if job.reports_progress:
        options["progress"] = lambda *facts: send(answers, (MessageKind.PROGRESS, facts))
    try:
        message = (MessageKind.RESULT, job.function(*job.arguments, **options))
    except IocError as error:
        message = (MessageKind.REFUSAL, error)
    except (MemoryError, RecursionError):
        message = (MessageKind.MEMORY, None)
    except BaseException:
        message = (MessageKind.FAILURE, traceback.format_exc())
    try:
        send(answers, message)
    except MemoryError:
        send(answers, (MessageKind.MEMORY, None))


if __name__ == "__main__":
    main()
