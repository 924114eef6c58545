"""Every place of the navigation opens a screen that exists."""

import ast
from pathlib import Path

from ui.shell import places

SOURCE = Path(places.__file__)


def test_every_screen_named_in_the_navigation_is_a_class_of_its_module() -> None:
    named = [
        (call.args[0].value, call.args[1].value)
        for call in ast.walk(ast.parse(SOURCE.read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "_screen"
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[1], ast.Constant)
    ]
    assert len(named) > 10
    for module, name in named:
        tree = ast.parse((SOURCE.parents[1] / "screens" / f"{module}.py").read_text("utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.ClassDef)}, module
