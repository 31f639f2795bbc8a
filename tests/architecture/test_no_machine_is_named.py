"""No file names a registry, a path of one machine, or papers that stand outside the project."""

import re

from tests.architecture.source import name_of, own_files

#: Written in pieces, so that this file does not find itself.
REGISTRIES = ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "mirror.com")
PATHS = re.compile(r"(?<![\w.$)}-])/(?:work|root|home/\w+|Users/\w+|opt/pypi)/")
OUTSIDE = re.compile(r"(?:\.\./|/)shared" + "/")


def test_no_file_names_a_registry() -> None:
    named = [
        (name, registry) for name, text in _texts().items() for registry in REGISTRIES
        if registry in text
    ]  # fmt: skip

    assert named == []


def test_no_file_names_a_path_of_a_machine() -> None:
    named = [(name, found[0]) for name, text in _texts().items() if (found := PATHS.search(text))]

    assert named == []


def test_nothing_reads_papers_outside_the_project() -> None:
    named = [(name, found[0]) for name, text in _texts().items() if (found := OUTSIDE.search(text))]

    assert named == []


def _texts() -> dict[str, str]:
    texts = {}
    for path in own_files():
        try:
            texts[name_of(path)] = path.read_text()
        except UnicodeDecodeError:
            continue
    return texts
