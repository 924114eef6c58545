"""A whole program with a person in it, for the test of the lock: types, locks, comes back, and tells what is there."""

import json
import os
import sys
from pathlib import Path

from tests.offices import PASSWORD
from ui import app, environment
from ui.__main__ import main


def tell(what: str, **facts: object) -> None:
    with Path(TOLD).open("a", encoding="utf-8") as file:
        file.write(json.dumps({"what": what, **facts}, ensure_ascii=False) + "\n")


def again(*words: str) -> list[str]:
    return [sys.executable, "-m", "tests.ui.shell.child", *words]


class Hand:
    """Acts whenever the window has come to the next point."""

    def __init__(self) -> None:
        self.first = not Path(TOLD).exists()
        self.acted = False

    def look(self, program: app.Program) -> None:
        login, shell = program.login, program.shell
        if login is not None and not login.worker.busy and not self.acted:
            self.acted = True
            login.sign_in.login.setText("zhangsan")
            login.sign_in.password.setText(PASSWORD)
            login.sign_in.submit()
        elif shell is not None and self.acted:
            self.acted = False
            (self.write if self.first else self.read)(program)

    def write(self, program: app.Program) -> None:
        from xuncha_desktop.services import reading

        shell = program.shell
        (finding,) = reading.page(shell.desk.session, reading.Query("finding")).rows
        shell.go("finding")
        shell.open_record("finding", finding.id)
        shell.pile.top.form.editors["fact"].input.setPlainText("写到一半的事实")
        tell("typed")
        shell.lock_wanted.emit()

    def read(self, program: app.Program) -> None:
        shell = program.shell
        text = shell.pile.top.form.editors["fact"].input.toPlainText()
        tell("returned", place=shell.place, fact=text, argv=" ".join(sys.argv))
        shell.pile.drop()
        shell.close()


if __name__ == "__main__":
    TOLD = os.environ["XUNCHA_TOLD"]
    environment.again = again
    hand = Hand()
    started = app.Program.open_login

    def open_login(self: app.Program, workspace: Path | None):
        from PySide6.QtCore import QTimer

        timer = QTimer(self)
        timer.setInterval(20)
        timer.timeout.connect(lambda: hand.look(self))
        timer.start()
        return started(self, workspace)

    app.Program.open_login = open_login  # type: ignore[method-assign]
    sys.exit(main())
