"""Whatever signs, seals or exports says beside itself whether it asks for the second factor.

The list is made from the source. An action is taken for one that signs, seals or exports when its
name says so, when only roles that sign may take it, or when it comes to issue a document. Such an
action that says nothing fails; so a new one cannot be forgotten.
"""

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import INSIDERS, Role
from fazhi.kernel.errors import FactorNeededError
from fazhi.kernel.factor_guard import DECLARED, FactorGround, needs_factor
from tests.architecture.source import PACKAGE, action_files, actions_of, name_of, tree_of
from tests.factories.seats import AUTHORITY, make_seat

#: Roles that sign for the authority.
SIGNERS = frozenset({Role.HEAD, Role.CASE_REVIEWER, Role.SQUAD_LEADER})
#: Words with which an act begins that is signed, sealed or taken out of the house.
GRAVE = (
    "approve", "confirm", "decide", "export", "hand_over", "issue", "lock", "publish", "rescind",
    "review", "seal", "sign",
)  # fmt: skip
#: What makes a sealed document.
SEALS = "issue_documents"
#: Verbs with such a word that pass a thing on within the house.
HARMLESS = {"hand_over", "hand_over_all"}


def test_every_action_that_signs_seals_or_exports_says_so() -> None:
    silent = [
        f"{name_of(path)}:{name}"
        for path, name in _actions()
        if _is_grave(path, name) and not hasattr(function_of(path, name), DECLARED)
    ]

    assert silent == []


def test_every_export_says_so() -> None:
    exporting = [*PACKAGE.rglob("exporting.py"), PACKAGE / "web" / "exports.py"]
    verbs = [
        (path, node.name)
        for path in exporting
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith(("export_", "as_"))
    ]

    declared = {name: getattr(function_of(path, name), DECLARED, None) for path, name in verbs}

    assert set(declared) >= {"export_dossier", "as_csv", "as_xlsx"}
    assert set(declared.values()) == {FactorGround.EXPORT}


def test_a_reason_stands_where_no_factor_is_asked_for() -> None:
    reasons = [
        said
        for path, name in _actions()
        for said in [getattr(function_of(path, name), DECLARED, None)]
        if isinstance(said, str) and not isinstance(said, FactorGround)
    ]

    assert reasons
    assert all(len(reason.split()) > 3 for reason in reasons)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("proceedings/cases/actions/ordinary.py", "take_steps"),
        ("proceedings/cases/actions/on_the_spot.py", "decide_on_the_spot"),
        ("capabilities/meetings/actions/minutes.py", "issue_minutes"),
        ("outcomes/returns/actions.py", "lock_annual_report"),
        ("proceedings/cases/actions/correcting.py", "rescind_decisions"),
        ("capabilities/service/actions/announcing.py", "announce_service"),
        ("proceedings/cases/actions/parking_exchange.py", "hand_over_referrals"),
    ],
)
def test_the_list_finds_what_one_knows_to_be_grave(path: str, name: str) -> None:
    assert _is_grave(PACKAGE / path, name)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("proceedings/issues/actions/visits.py", "record_visits"),
        ("capabilities/tasks/actions.py", "assign_tasks"),
        ("capabilities/meetings/actions/planning.py", "plan_meetings"),
    ],
)
def test_the_list_leaves_out_daily_work(path: str, name: str) -> None:
    assert not _is_grave(PACKAGE / path, name)


def test_every_guarded_action_asks_before_it_looks_at_anything() -> None:
    """What is asked in every case is asked of all roles, before an argument is read."""
    stale = Seat(AUTHORITY, make_seat().account_id, "", frozenset(INSIDERS))
    guarded = [function_of(path, name) for path, name in _actions() if _asks_always(path, name)]

    assert len(guarded) > 15
    for action in guarded:
        with pytest.raises(FactorNeededError):
            action(stale, *[None] * _count_of_arguments(action))


def test_a_condition_is_asked_with_what_the_action_is_given() -> None:
    @needs_factor(FactorGround.SIGNATURE, when=lambda count: count > 1)
    def sign(_seat: Seat, count: int) -> int:
        return count

    stale = Seat(AUTHORITY)

    assert sign(stale, 1) == 1
    assert sign(make_seat(), 2) == 2
    with pytest.raises(FactorNeededError):
        sign(stale, 2)


def test_only_a_session_or_a_play_says_that_the_factor_was_given() -> None:
    givers = {
        name_of(path)
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.keyword) and node.arg == "factor_until"
    }

    assert givers == {
        "src/fazhi/web/middleware.py",
        "src/fazhi/web/step_up.py",
        "src/fazhi/simulation/actors.py",
        "src/fazhi/simulation/data/installing.py",
    }


def _actions() -> Iterator[tuple[Path, str]]:
    for path in action_files():
        for name in actions_of(path):
            yield path, name


def _is_grave(path: Path, name: str) -> bool:
    begins = any(name == word or name.startswith(f"{word}_") for word in GRAVE)
    roles = _roles(path, name)
    return (
        (begins and name not in HARMLESS)
        or (bool(roles) and roles <= SIGNERS)
        or SEALS in _reached(path, name)
    )


def function_of(path: Path, name: str) -> Any:
    return getattr(_module(path), name)


def _module(path: Path) -> Any:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return import_module(".".join(parts))


def _asks_always(path: Path, name: str) -> bool:
    node = _defined(path)[name]
    return any(
        ast.unparse(each).startswith("needs_factor(") and "when=" not in ast.unparse(each)
        for each in node.decorator_list
    )


def _count_of_arguments(action: Any) -> int:
    code = action.__wrapped__.__wrapped__.__code__
    return int(code.co_argcount) - 1


def _roles(path: Path, name: str) -> set[object]:
    """Return the roles of which an action, or what it calls in its file, requires one."""
    return {
        role
        for function in _called(path, name)
        for call in _calls(function)
        if ast.unparse(call.func) == "seat.require"
        for role in _evaluated(path, call)
    }


def _evaluated(path: Path, call: ast.Call) -> list[object]:
    asked = ast.unparse(ast.Tuple(elts=call.args, ctx=ast.Load()))
    try:
        return list(eval(asked, vars(_module(path))))  # noqa: S307 -- our own source
    except NameError:  # a role that only the row tells
        return [None]


def _called(path: Path, name: str) -> list[ast.FunctionDef]:
    """Return a function and what it calls, or binds for another to call, in its own file."""
    defined, found, waiting = _defined(path), [], [name]
    while waiting:
        function = defined.get(waiting.pop())
        if function is not None and function not in found:
            found.append(function)
            waiting += [each.id for each in ast.walk(function) if isinstance(each, ast.Name)]
    return found


@cache
def _reached(path: Path, name: str) -> frozenset[str]:
    """Return the names that an action comes to, through the files from which it imports."""
    names = {
        each.id
        for function in _called(path, name)
        for each in ast.walk(function)
        if isinstance(each, ast.Name)
    }
    further = [
        _reached(source, imported)
        for imported, source in _imports(path).items()
        if imported in names and _defined(source).get(imported) is not None
    ]
    return frozenset(names).union(*further)


@cache
def _imports(path: Path) -> dict[str, Path]:
    """Return from which file of ours a name was imported; cycles there are none."""
    found = {}
    for node in tree_of(path).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fazhi."):
            source = PACKAGE.parent.joinpath(*str(node.module).split(".")).with_suffix(".py")
            if source.exists():
                found |= {alias.asname or alias.name: source for alias in node.names}
    return found


@cache
def _defined(path: Path) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in tree_of(path).body if isinstance(node, ast.FunctionDef)}


def _calls(function: ast.FunctionDef) -> Iterator[ast.Call]:
    return (node for node in ast.walk(function) if isinstance(node, ast.Call))
