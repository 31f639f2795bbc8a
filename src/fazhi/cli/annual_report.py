"""`fazhi annual-report`: the annual report of a year, filled from records, as a page or a PDF."""

import argparse
from pathlib import Path

from fazhi.cli.site import open_site, seat_of
from fazhi.cli.terminal import GOOD, help_of, say


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the year, the format and the file."""
    parser.add_argument("--year", type=int, required=True, help=help_of("年份", "the year"))
    parser.add_argument(
        "--format", choices=("html", "pdf"), default="html", help=help_of("格式", "the format")
    )
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help=help_of("写入的文件", "file to write"),
    )
    parser.add_argument(
        "--authority",
        default="",
        help=help_of("机关代码（只有一个时可省略）", "code of the authority"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the report to the file."""
    open_site()
    write_report(arguments.authority, arguments.year, arguments.format, arguments.out)
    say(f"已写入 {arguments.out}", f"Written to {arguments.out}")
    return GOOD


def write_report(authority: str, year: int, form: str, path: Path) -> None:
    """Write the report of a year in a form, `html` or `pdf`."""
    from fazhi.outcomes.returns import queries  # noqa: PLC0415 -- needs the settings

    write = queries.report_as_pdf if form == "pdf" else queries.report_as_html
    content = write(seat_of(authority), year)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
