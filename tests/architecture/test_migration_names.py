"""A migration is named as a sentence, by a person."""

import re

from tests.architecture.source import PACKAGE, name_of

MACHINE_MADE = re.compile(r"_auto_|_and_more|^\d{4}_initial|_alter_.*_and|_\d{8}_")
SENTENCE = re.compile(r"\d{4}(_[a-z][a-z0-9]*){2,}")


def test_migrations_are_named_as_sentences() -> None:
    migrations = [path for path in PACKAGE.rglob("migrations/*.py") if path.stem != "__init__"]

    badly_named = [
        name_of(path)
        for path in migrations
        if MACHINE_MADE.search(path.stem) or not SENTENCE.fullmatch(path.stem)
    ]

    assert badly_named == []
