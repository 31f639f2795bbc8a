"""`fazhi jobs`: run jobs in processes of their own, beside the site, on PostgreSQL."""

import argparse

from fazhi.cli.site import open_site
from fazhi.cli.terminal import FINDING, GOOD, complain, say


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare that the command takes nothing of its own."""
    parser.set_defaults()


def run(_arguments: argparse.Namespace) -> int:
    """Run jobs until interrupted."""
    open_site()
    from django.core.management import call_command  # noqa: PLC0415 -- needs the settings
    from django.db import connection  # noqa: PLC0415 -- needs the settings

    if connection.vendor == "sqlite":
        complain(
            "使用 SQLite 时，任务由网站进程办理：只需运行 fazhi serve。",
            "On SQLite the site itself runs the jobs: fazhi serve is enough.",
        )
        return FINDING
    say("正在办理后台任务（按 Ctrl+C 停止）", "Running jobs (Ctrl+C stops them)")
    call_command("qcluster")
    return GOOD
