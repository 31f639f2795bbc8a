"""Each room says, in its `__init__.py`, what it owns; nothing else stands there."""

import ast

from tests.architecture.source import name_of, rooms, tree_of

SHORTEST_PARAGRAPH = 30


def test_every_room_says_what_it_owns() -> None:
    silent = [
        name_of(room)
        for room in rooms()
        if not (room / "__init__.py").exists()
        or len(ast.get_docstring(tree_of(room / "__init__.py")) or "") < SHORTEST_PARAGRAPH
    ]

    assert silent == []


def test_the_paragraph_of_a_room_stands_alone() -> None:
    crowded = [
        name_of(room)
        for room in rooms()
        if (room / "__init__.py").exists() and len(tree_of(room / "__init__.py").body) > 1
    ]

    assert crowded == []
