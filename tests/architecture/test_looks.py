"""Screens and commands reach a secret record through the one door that leaves a trace of the look."""

import ast

import pytest

from tests.architecture.source import Source, program
from xuncha_desktop.records.registry import record_types
from xuncha_desktop.services import reading

DOORLESS = ("ui/", "xuncha_desktop/cli/")
LEDGERS = ("ui/records/table_model.py", "xuncha_desktop/cli/commands.py")  # each calls the ledger's own door
SECRET = {type_.cls.__name__ for type_ in record_types().values() if reading.opening_is_audited(type_)}
SECRET_NAMES = {type_.name for type_ in record_types().values() if reading.opening_is_audited(type_)}


def bypasses(source: Source) -> list[str]:
    """Where a module takes records from a table itself, or reads a list of secret ones past their ledger."""
    found = [
        f"{source.name}:{node.lineno}"
        for node in source.walk()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _reaches(source, node, node.func)
    ]
    return sorted(found)


def _reaches(source: Source, call: ast.Call, func: ast.Attribute) -> bool:
    named = {node.id for arg in call.args for node in ast.walk(arg) if isinstance(node, ast.Name)}
    said = {node.value for arg in call.args for node in ast.walk(arg) if isinstance(node, ast.Constant)}
    if func.attr in ("table", "db"):
        plain = len(call.args) == 1 and isinstance(call.args[0], ast.Name)
        return func.attr == "db" or not plain or bool(named & SECRET)
    if getattr(func.value, "id", "") != "reading" or source.name in LEDGERS:
        return False
    whole = func.attr in ("page", "order", "rows", "related", "by_ids", "history")
    return whole and bool(named & SECRET or said & SECRET_NAMES)


def test_no_screen_and_no_command_reads_a_secret_record_past_its_door() -> None:
    assert {"Petition", "Lead", "RestrictedFile"} <= SECRET
    assert [place for source in program() if source.name.startswith(DOORLESS) for place in bypasses(source)] == []


@pytest.mark.parametrize(
    "line",
    [
        "session.table(Petition).get(one)",
        "session.table(record_type(name).cls).get(one)",
        "session.db(where).execute(sql)",
        "reading.page(session, Query('petition'))",
        "reading.related(session, Lead.type.name, 'unit_id', one)",
    ],
)
def test_a_screen_that_goes_past_the_door_is_seen(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("ui/screens/made_up.py")
    monkeypatch.setitem(source.__dict__, "text", f"found = {line}\n")
    assert bypasses(source) == ["ui/screens/made_up.py:1"]
