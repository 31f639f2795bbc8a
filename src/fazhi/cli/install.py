"""`fazhi install`: make what a site needs before it can be served; may be run again at any time."""

import argparse

from fazhi.cli.site import collect_static_files, migrate, open_site
from fazhi.cli.terminal import GOOD, say


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare that the command takes nothing of its own."""
    parser.set_defaults()


def run(_arguments: argparse.Namespace) -> int:
    """Make the keys, bring the database to the present shape, collect the static files."""
    open_site()
    install(is_demonstration=None)
    say("已就绪。启动网站：fazhi serve", "Ready. To serve the site: fazhi serve")
    return GOOD


def install(*, is_demonstration: bool | None) -> None:
    """Make what is missing and leave what is there; refuse to turn a live site into a show.

    Without a word of what the site is, it stays what it was; a new one is a working site.
    """
    from fazhi.kernel import installation, jobs, keys  # noqa: PLC0415 -- needs the settings

    keys.make_keys()
    migrate()
    if is_demonstration is None:
        is_demonstration = installation.is_demonstration()
    installation.install(is_demonstration=is_demonstration)
    jobs.install_sweeps()
    collect_static_files()
