"""The simulation acts as a user does: it imports no model, outside of annotations."""

import ast
from pathlib import Path

import fazhi.simulation

FOLDER = Path(fazhi.simulation.__file__).parent


def _imports(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
    return found


def _without_annotations(tree: ast.Module) -> ast.Module:
    """Drop what only the type checker reads."""
    kept = [
        node
        for node in tree.body
        if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    ]
    return ast.Module(body=kept, type_ignores=[])


def test_no_module_of_the_simulation_imports_models() -> None:
    guilty = [
        (path.name, module)
        for path in sorted(FOLDER.rglob("*.py"))
        for module in _imports(_without_annotations(ast.parse(path.read_text(encoding="utf-8"))))
        if module.endswith(".models") or ".models." in module or module == "django.db.models"
    ]

    assert guilty == []
