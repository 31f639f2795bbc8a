"""`fazhi verify` finds what was altered, says so by its exit code, and exports for a stranger."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, transaction
from jsonschema import Draft202012Validator, FormatChecker

from fazhi.cli.main import main
from fazhi.kernel import head_file, heads, triggers
from fazhi.kernel.choices import Role
from fazhi.kernel.erasure import erase
from fazhi.kernel.faults import Fault, FaultKind
from fazhi.kernel.heads import Head
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Entry
from fazhi.kernel.sequencer import sequence
from fazhi.law.citation import Citation
from tests.factories.seats import AUTHORITY, make_seat

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs" / "commands"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_LANGUAGE", "en")


@pytest.fixture
def newest() -> Head:
    """Record three acts and sign them; return the head."""
    return sign_after(3)


def sign_after(count: int) -> Head:
    with transaction.atomic():
        for number in range(count):
            record(Act("case.filed", by=make_seat()), {"number": number})
    row = sequence(AUTHORITY)
    assert row is not None
    head_file.publish(AUTHORITY)
    return Head.of(row)


def tamper_with_an_entry() -> UUID:
    entry = Entry.objects.order_by("id").first()
    assert entry is not None
    triggers.remove()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        Entry.objects.filter(id=entry.id).update(item_count=9)
    return entry.id


def test_an_unaltered_journal_is_good(newest: Head, capsys: Capture) -> None:
    assert main(["verify"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        f"{AUTHORITY}: 3 entries, 0 pending, root {newest.root}",
        "No alteration found.",
    ]


def test_an_altered_entry_is_a_finding_that_names_it(newest: Head, capsys: Capture) -> None:
    altered = tamper_with_an_entry()

    assert main(["verify"]) == 1

    assert capsys.readouterr().out.splitlines()[1:] == [
        f"  entry {altered}: the entry was changed",
        "Faults found: 1.",
    ]
    assert newest.size == 3


def test_an_older_head_is_taken_from_a_file_or_as_text(
    newest: Head, tmp_path: Path, capsys: Capture
) -> None:
    copy = tmp_path / "heads.jsonl"
    copy.write_text(head_file.path_of(AUTHORITY).read_text())
    sign_after(2)

    assert main(["verify", "--since", str(copy)]) == 0
    assert main(["verify", "--since", newest.write()]) == 0
    capsys.readouterr()


def test_a_head_that_the_journal_does_not_continue_is_a_finding(
    newest: Head, capsys: Capture
) -> None:
    sign_after(2)
    other = replace(newest, root="00" * 32)
    other = replace(other, signature=heads.sign(other).hex())

    assert main(["verify", "--since", other.write(), "--json"]) == 1

    (log,) = json.loads(capsys.readouterr().out)["logs"]
    assert [fault["kind"] for fault in log["faults"]] == ["rebuilt_log"]


def test_a_head_of_an_authority_that_vanished_is_a_finding(newest: Head, capsys: Capture) -> None:
    gone = replace(newest, authority="330211006000")
    gone = replace(gone, signature=heads.sign(gone).hex())

    assert main(["verify", "--since", gone.write(), "--json"]) == 1

    printed = json.loads(capsys.readouterr().out)
    assert [(log["authority"], len(log["faults"])) for log in printed["logs"]] == [
        (AUTHORITY, 0),
        ("330211006000", 1),
    ]


@pytest.mark.parametrize("since", ["no such file", "{}", '{"size": 1}'])
def test_a_head_that_is_none_is_wrong_use(since: str, capsys: Capture) -> None:
    assert main(["verify", "--since", since]) == 2

    assert capsys.readouterr().out == ""


def test_a_file_without_a_head_is_wrong_use(tmp_path: Path, capsys: Capture) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n")

    assert main(["verify", "--since", str(empty)]) == 2
    assert "empty.jsonl" in capsys.readouterr().err


def test_an_export_into_no_folder_is_wrong_use(tmp_path: Path, capsys: Capture) -> None:
    assert main(["verify", "--export", str(tmp_path / "none" / "export.jsonl")]) == 2
    assert "--export" in capsys.readouterr().err


def test_a_lawful_erasure_is_listed_with_its_ground(newest: Head, capsys: Capture) -> None:
    entry = Entry.objects.order_by("id").first()
    assert entry is not None
    erase(make_seat(Role.HEAD), entry, Citation("个人信息保护法", 47), "保存期限届满")
    assert sign_after(1).size == newest.size + 2

    assert main(["verify"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[1:] == [
        f"  entry {entry.id}: erased under 《个人信息保护法》第四十七条",
        "No alteration found.",
    ]


def test_the_json_has_the_published_shape(newest: Head, capsys: Capture) -> None:
    tamper_with_an_entry()

    assert main(["verify", "--json"]) == 1

    printed = json.loads(capsys.readouterr().out)
    assert complaints(printed) == []
    assert printed["logs"][0]["head"] == json.loads(newest.write())


def test_the_published_example_has_the_published_shape() -> None:
    example = json.loads((DOCS / "verify.example.json").read_text(encoding="utf-8"))

    assert complaints(example) == []


def test_every_kind_of_fault_is_published_and_explained() -> None:
    schema = json.loads((DOCS / "verify.schema.json").read_text(encoding="utf-8"))
    page = (DOCS / "verify.md").read_text(encoding="utf-8")

    published = schema["$defs"]["fault"]["properties"]["kind"]["enum"]

    assert sorted(published) == sorted(map(str, FaultKind))
    assert [kind for kind in FaultKind if f"`{kind}`" not in page] == []
    assert all(Fault(kind, "leaf 1").text.zh for kind in FaultKind)


@pytest.mark.django_db(transaction=True)
def test_a_stranger_verifies_the_export_with_nothing_but_python(
    tmp_path: Path, capsys: Capture
) -> None:
    older = sign_after(3)
    sign_after(2)
    export, head = tmp_path / "journal.jsonl", tmp_path / "head.json"
    head.write_text(older.write())
    assert main(["verify", "--export", str(export)]) == 0
    capsys.readouterr()

    good = run_stand_alone(export, head)
    export.write_text(export.read_text().replace('"item_count":1', '"item_count":2', 1))
    bad = run_stand_alone(export, head)

    assert (good.returncode, good.stdout.splitlines()[-1]) == (0, "no fault found")
    assert (bad.returncode, bad.stdout.splitlines()[-1].split()[-1]) == (1, "changed_entry")


def run_stand_alone(export: Path, head: Path) -> "subprocess.CompletedProcess[str]":
    command = [
        sys.executable,
        "-I",  # nothing of ours can be imported
        str(ROOT / "verifier" / "verify_journal.py"),
        str(export),
        f"--key={heads.public_key().hex()}",
        f"--head={head}",
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def complaints(printed: object) -> list[str]:
    schema = json.loads((DOCS / "verify.schema.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(printed)]
