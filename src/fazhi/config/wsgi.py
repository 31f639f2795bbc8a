"""The entry for a WSGI server; on SQLite the one process also runs the jobs."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fazhi.config.settings")

#: A thread that holds a lock of the database gives the interpreter up with each statement; within
#: half a millisecond, not five, it has it back from one that computes, and whoever waits goes on.
sys.setswitchinterval(0.0005)

application = get_wsgi_application()


def _run_jobs_beside() -> None:
    """Run jobs in a thread where a second process would fight for the lock of the file."""
    from django.db import connection  # noqa: PLC0415 -- needs the settings

    from fazhi.kernel.jobs import run_jobs_in_thread  # noqa: PLC0415 -- needs the settings

    if connection.vendor == "sqlite" and not os.environ.get("FAZHI_WITHOUT_JOBS"):
        run_jobs_in_thread()


_run_jobs_beside()
