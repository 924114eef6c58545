"""Setting up says what is missing, and leaves an environment that runs without a network and may be moved."""

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.source import ROOT

PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"


def load(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A script of the packaging folder, which is no package."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    spec = spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_missing_library_or_program_is_named_by_its_package(monkeypatch, capsys):
    system = load("check_system", monkeypatch)
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    parts = {"libnot-there.so.9": "libnot-there9", "not-a-program": "not-a-program-tools", "sh": "dash"}

    assert not system.ensure(parts)

    told = capsys.readouterr().err
    assert "缺少系统组件" in told
    assert "apt-get install libnot-there9 not-a-program-tools\n" in told


def test_root_installs_what_is_missing_and_looks_again(monkeypatch):
    system = load("check_system", monkeypatch)
    there: set[str] = set()
    monkeypatch.setattr(system.os, "geteuid", lambda: 0)
    monkeypatch.setattr(system, "on_path", lambda program: program == "apt-get" or program in there)
    monkeypatch.setattr(system, "install", lambda packages: there.update({"tool"} if packages == ["tools"] else ()))

    assert system.ensure({"tool": "tools"})
    assert not system.ensure({"other": "others"})


def test_without_a_usable_python_the_set_up_says_so_in_both_languages(tmp_path: Path):
    command = ["/bin/sh", str(ROOT / "packaging/bootstrap.sh"), str(tmp_path / "venv"), "lock", "stamp"]
    environment = {"PATH": "/usr/bin:/bin", "PYTHON": "/bin/false"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)

    assert done.returncode == 1
    assert "没有找到可用的 Python" in done.stderr
    assert "No usable Python was found" in done.stderr


def test_the_environment_finds_the_source_beside_it_wherever_both_are_moved(monkeypatch, tmp_path: Path):
    bootstrap = load("bootstrap", monkeypatch)
    site = tmp_path / "tree" / ".venv" / "lib" / PYTHON / "site-packages"
    site.mkdir(parents=True)
    (tmp_path / "tree" / ".venv" / "bin").mkdir()

    bootstrap.link(tmp_path / "tree" / ".venv")
    (tmp_path / "tree").rename(tmp_path / "moved")

    moved = tmp_path / "moved"
    (moved / "ui.py").write_text("import sys\nprint('opened', *sys.argv[1:])\n", encoding="utf-8")
    (moved / ".venv/bin/python").symlink_to(sys.executable)
    (moved / ".venv/pyvenv.cfg").write_text(f"home = {Path(sys.base_prefix) / 'bin'}\n", encoding="utf-8")
    done = subprocess.run([moved / ".venv/bin/xuncha", "demo"], cwd=tmp_path, capture_output=True, text=True)

    assert done.stdout == "opened demo\n", done.stderr
