"""Shipped data is found from source and in a built program."""

import sys

from tests.architecture.source import ROOT
from xuncha_desktop.kernel.resources import resource


def test_from_source_data_stands_beside_the_packages():
    assert resource("fonts/a.ttf") == ROOT / "resources" / "fonts" / "a.ttf"


def test_a_built_program_looks_where_it_was_unpacked(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)

    assert resource("rules") == tmp_path / "resources" / "rules"
