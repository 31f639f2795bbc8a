"""How long a year takes to play, how much memory, and how long its journal takes to verify."""

from collections.abc import Iterator

from benchmarks.played import PlayedYear, played_years
from benchmarks.registry import trial


@trial("the year: played into an empty database, then verified")
def play_the_year() -> Iterator[dict[str, str]]:
    """Yield what each played year took, and its verification by both verifiers."""
    for year in played_years():
        verified, exported = _verified(year)
        yield {
            "year": year.share,
            "engine": year.engine,
            "seconds": f"{year.seconds:.1f}",
            "CPU seconds": f"{year.cpu_seconds:.1f}",
            "peak MiB": f"{year.peak_mebibytes:.0f}",
            "fazhi verify s": f"{verified:.1f}",
            "stand-alone s": f"{exported:.1f}",
        }


def _verified(year: PlayedYear) -> tuple[float, float]:
    """Return the seconds of `fazhi verify` and of the stand-alone verifier."""
    export = str(year.home / "journal.jsonl")
    within, _ = year.run("fazhi", "verify")
    year.run("fazhi", "verify", "--export", export)
    key = (year.home / "var" / "heads" / "signing.pub").read_text().strip()
    alone, _ = year.run("python", "-I", "verifier/verify_journal.py", export, "--key", key)
    return within, alone
