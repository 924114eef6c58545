"""Files and functions stay small enough to be read at one sitting, and say what they are for."""

import ast

from tests.architecture.source import Source, program, sources

FILE_LINES = 600
FUNCTION_LINES = 40
REASON = "# long: "


def test_no_file_passes_600_lines():
    assert [f"{s.name}: {len(s.lines)}" for s in sources() if len(s.lines) > FILE_LINES] == []


def test_no_function_passes_40_lines_without_a_reason():
    assert [found for source in sources() for found in long_functions(source)] == []


def test_every_module_says_what_it_is_for():
    """An empty `__init__.py` among the tests holds nothing to speak of."""
    silent = [s.name for s in sources() if s.text.strip() and not (ast.get_docstring(s.tree) or "").strip()]
    empty = [s.name for s in program() if not s.text.strip()]
    assert silent + empty == []


def test_a_long_function_is_found_and_a_reason_lets_it_stand(monkeypatch):
    body = "\n".join(f"    line_{n} = {n}" for n in range(FUNCTION_LINES))
    for head, found in (("def f():", 1), ("def f():  # long: one table of facts", 0), ("def f():  # long: ", 1)):
        source = Source("made_up.py")
        monkeypatch.setitem(source.__dict__, "text", f"{head}\n{body}\n")
        assert len(long_functions(source)) == found, head


def long_functions(source: Source) -> list[str]:
    """Functions of more lines than allowed (docstring and decorators not counted) and no reason on the def line."""
    return [
        f"{source.name}:{node.lineno} {node.name}: {lines}"
        for node in source.walk()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := length(node)) > FUNCTION_LINES
        and not excused(source, node)
    ]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, less the docstring's."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node) is not None:
        lines -= (node.body[0].end_lineno or 0) - node.body[0].lineno + 1
    return lines


def excused(source: Source, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a line of the signature ends with a reason."""
    signature = source.lines[node.lineno - 1 : node.body[0].lineno]
    return any(line.partition(REASON)[2].strip() for line in signature)
