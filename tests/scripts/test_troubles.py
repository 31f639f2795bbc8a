"""What goes wrong outside the house is said as a sentence with what to do."""

import pytest

from scripts.troubles import trouble_of


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full."),
        ("npm error code ENOSPC", "The disk is full."),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "A package does not match its locked"),
        ("npm error code EINTEGRITY", "A package does not match its locked"),
        ("npm error code ENOTFOUND", "The package registry cannot be reached."),
        ("[Errno -3] Temporary failure in name resolution", "The package registry cannot be"),
        ("ERROR: No matching distribution found for django", "The package registry cannot be"),
        ("Segmentation fault", "pip failed, see below."),
    ],
)
def test_what_a_program_says_becomes_a_sentence(output: str, sentence: str) -> None:
    trouble = trouble_of("pip", f"some line\n{output}\n")

    assert trouble.en[: len(sentence)] == sentence


def test_the_last_lines_of_the_program_are_kept_without_warnings() -> None:
    trouble = trouble_of("pip", "WARNING: Retrying\nERROR: something\n")

    assert trouble.details == "ERROR: something"
