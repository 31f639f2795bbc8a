"""Each verb of a room is one transaction and writes exactly one entry of the journal."""

import ast
from pathlib import Path

from tests.architecture.source import action_files, actions_of, name_of, tree_of

#: Verbs that write no entry, with the reason.
SILENT: dict[str, str] = {
    "src/fazhi/proceedings/cases/actions/cash.py:hand_in_fines": "the room of payments writes it",
    "src/fazhi/proceedings/cases/actions/cash.py:bank_fines": "the room of payments writes it",
    "src/fazhi/proceedings/cases/actions/deferrals.py:record_fine_deferrals": "as above",
    "src/fazhi/proceedings/cases/actions/deferrals.py:decide_fine_deferrals": "as above",
    "src/fazhi/proceedings/cases/actions/measures.py:propose_case_measures": (
        "the room of measures writes it"
    ),
}


def test_each_action_writes_one_entry() -> None:
    counts = {
        f"{name_of(path)}:{name}": _entries(_defined(path)[name], _defined(path), ())
        for path in action_files()
        for name in actions_of(path)
    }

    wrong = {name: count for name, count in counts.items() if count != 1 and name not in SILENT}

    assert wrong == {}


def test_each_action_is_one_transaction() -> None:
    loose = [
        f"{name_of(path)}:{name}"
        for path in action_files()
        for name in actions_of(path)
        if not _is_atomic(_defined(path)[name]) and _writes(_defined(path)[name])
    ]

    assert loose == []


def _defined(path: Path) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in tree_of(path).body if isinstance(node, ast.FunctionDef)}


def _entries(
    function: ast.FunctionDef, defined: dict[str, ast.FunctionDef], above: tuple[str, ...]
) -> int:
    count = 0
    for called in _calls(function):
        if called == "record":
            count += 1
        elif called in defined and called not in above:
            count += _entries(defined[called], defined, (*above, function.name))
    return count


def _calls(function: ast.FunctionDef) -> list[str]:
    """Return what a function calls, and what it binds with `partial` for another to call."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    bound = [call.args[0] for call in calls if ast.unparse(call.func) == "partial"]
    named = [ast.unparse(called) for called in [*(call.func for call in calls), *bound]]
    return [name.removeprefix("journal.") for name in named if _is_plain(name)]


def _is_plain(called: str) -> bool:
    return called.removeprefix("journal.").isidentifier()


def _is_atomic(function: ast.FunctionDef) -> bool:
    return any("transaction.atomic" in ast.unparse(item) for item in function.decorator_list)


def _writes(function: ast.FunctionDef) -> bool:
    # The single form of a batch action hands over to it, and that one is the transaction.
    return "record" in _calls(function) or any(
        isinstance(node, ast.Attribute) and node.attr in {"save", "create", "bulk_create", "update"}
        for node in ast.walk(function)
    )
