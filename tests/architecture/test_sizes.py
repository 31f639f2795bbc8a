"""Files and functions stay small; what is larger stands in a list that may only shrink."""

from tests.architecture.source import functions, name_of, python_files, tree_of

LONGEST_FILE, LONGEST_TEST_FILE, LONGEST_FUNCTION = 400, 600, 40

#: "path" or "path:function" that is larger than it should be, with the reason. Only shrinks.
EXCEPTIONS: dict[str, str] = {}


def test_files_are_at_most_400_lines_long() -> None:
    too_long = [
        name_of(path)
        for path in python_files("src", "scripts", "benchmarks", "verifier")
        if len(path.read_text().splitlines()) > LONGEST_FILE
    ]

    assert [name for name in too_long if name not in EXCEPTIONS] == []


def test_test_files_are_at_most_600_lines_long() -> None:
    too_long = [
        name_of(path)
        for path in python_files("tests")
        if len(path.read_text().splitlines()) > LONGEST_TEST_FILE
    ]

    assert [name for name in too_long if name not in EXCEPTIONS] == []


def test_functions_are_at_most_40_lines_long() -> None:
    too_long = [
        f"{name_of(path)}:{function.name}"
        for path in python_files("src", "scripts", "benchmarks", "verifier", "tests")
        for function in functions(tree_of(path))
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST_FUNCTION
    ]

    assert [name for name in too_long if name not in EXCEPTIONS] == []
