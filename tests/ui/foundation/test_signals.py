"""Signals can be sent and Qt be called for as long as the window is open."""

import subprocess
import sys

from tests.architecture.source import ROOT

PROGRAM = """
import ui
from PySide6.QtCore import QObject, Signal

class Sender(QObject):
    told = Signal(int)

sender, heard = Sender(), []
sender.told.connect(heard.append)
for number in range(200_000):
    sender.told.emit(number)
    sender.setObjectName("x")
print(len(heard))
"""


def test_many_signals_and_calls_do_not_end_the_program():
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True)

    assert done.stderr == ""
    assert (done.returncode, done.stdout.strip()) == (0, "200000")
