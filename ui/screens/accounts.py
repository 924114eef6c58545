"""Accounts, certificates and keys: each officer and each holder sees the same list and only his own acts."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.office.slip_sheet import SlipSheet
from ui.shell.frame import Frame
from ui.shell.parts import Sheet
from ui.shell.sheets import CertifySheet, OpenAccountSheet
from ui.theme.icons import icon
from ui.theme.metrics import ROW, Space
from ui.theme.palette import LIGHT
from ui.widgets.badge import Badge
from ui.widgets.card import Card, Facts, label
from ui.widgets.confirm import ConfirmSheet
from ui.widgets.plain_table import dress
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.kernel.people import BUSINESS, Post
from xuncha_desktop.services import accounts, clock_trust, idle, profiles, slips
from xuncha_desktop.services.accounts import AccountLine

_TONES = {"new": Tone.NOTICE, "pending": Tone.NOTICE, "active": Tone.DONE, "disabled": Tone.MUTED}
_COLUMNS = (("姓名", 120), ("登录名", 130), ("状态", 130), ("岗位", 0))


def mark(line: AccountLine) -> tuple[Tone, str]:
    """The state in words; a certified person without keys says what is missing."""
    if line.state.value == "pending":
        return Tone.NOTICE, "待授予密钥" if line.certificates else "待认定岗位"
    if line.state.value == "active" and line.wants_keys:
        return Tone.NOTICE, "在用，缺部分密钥"
    return _TONES[line.state.value], line.state.label


class AccountsScreen(QWidget):
    """The list, and beside it the chosen account with what this person may do."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        posts = frame.desk.session.actor.posts
        self._admin = Post.SYSTEM_ADMIN in posts
        self._security = Post.SECURITY_ADMIN in posts
        self._holder = bool(posts & (BUSINESS | {Post.SECURITY_AUDITOR}))
        self.lines: list[AccountLine] = []
        self.table = QTableWidget(0, len(_COLUMNS))
        self.facts = Facts()
        self.title = label("", "lead")
        self.certificates = QVBoxLayout()
        self.buttons: dict[str, QPushButton] = {}
        self.sheet: Any = None  # the sheet that is open; a test and a screen reader find it here
        self.minutes = QComboBox()
        self.clock = QPushButton("时钟倒退，确认…")
        self._build()
        frame.desk.changed.connect(lambda _: self.reload())
        self.reload()

    @property
    def chosen(self) -> AccountLine | None:
        """The account of the marked row."""
        row = self.table.currentRow()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def reload(self) -> None:
        """Read the list anew, keeping the marked row."""
        kept = self.chosen.account.user_id if self.chosen else ""
        self.lines = accounts.lines(self._frame.desk.session)
        self.table.blockSignals(True)
        self.table.setRowCount(len(self.lines))
        for row, line in enumerate(self.lines):
            texts = (line.account.name, line.account.login, "", "、".join(post.label for post in line.posts) or "—")
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(text))
            tone, words = mark(line)
            state = QTableWidgetItem()
            state.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            self.table.setItem(row, 2, state)
            self.table.setCellWidget(row, 2, _centred(Badge(tone, words)))
        ids = [line.account.user_id for line in self.lines]
        self.table.setCurrentCell(ids.index(kept) if kept in ids else 0, 0)
        self.table.blockSignals(False)
        self._show()

    # ------------------------------------------------------------ acts

    def _open(self) -> None:
        sheet = self.sheet = OpenAccountSheet(self)
        sheet.accepted.connect(lambda: self._opened(sheet.login.edit.text(), sheet.name.edit.text()))
        sheet.open()

    def _opened(self, login: str, name: str) -> None:
        initial = accounts.initial_password(self._frame.desk.session.random)
        self._slow(
            "开设账号",
            lambda session: accounts.open_account(session, login.strip(), name.strip(), initial),
            lambda: self._hand_out(name.strip(), login.strip(), initial),
        )

    def _reset(self) -> None:
        line = self.chosen
        assert line is not None
        initial = accounts.initial_password(self._frame.desk.session.random)
        self._slow(
            "重置初始口令",
            lambda session: accounts.reset(session, line.account.user_id, initial),
            lambda: self._hand_out(line.account.name, line.account.login, initial),
        )

    def _slow(self, what: str, act: Any, done: Any) -> None:
        """A key derivation takes its time: off the window's thread."""
        job = self._frame.jobs.start(what, lambda session, _: act(session))
        job.finished.connect(lambda _: (self.reload(), done()))
        job.failed.connect(self._frame.refuse)

    def _hand_out(self, name: str, login: str, initial: str) -> None:
        self.sheet = Sheet(
            self,
            "初始口令",
            f"请当面交给{name}。初始口令只显示这一次，首次登录时必须更换。",
            (("登录名", login), ("初始口令", initial)),
            "已交给本人",
        )
        self.slip_button = QPushButton(icon("printer"), " 制作交接单…")
        self.slip_button.clicked.connect(lambda: self._make_slip(name, login, initial))
        self.sheet.body.insertWidget(self.sheet.body.count() - 1, self.slip_button)
        self.sheet.open()

    def _make_slip(self, name: str, login: str, initial: str) -> None:
        made = slips.of_account(self._frame.desk.session, name, login, initial)
        self.slip = SlipSheet(self.sheet, self._frame, made)
        self.slip.open()

    def _switch(self) -> None:
        line = self.chosen
        assert line is not None
        act, words = (accounts.enable, "启用") if line.state.value == "disabled" else (accounts.disable, "停用")
        user_id, name = line.account.user_id, line.account.name
        sheet = self.sheet = ConfirmSheet(self, f"{words}账号", f"{words}“{name}”的账号？历史记录不受影响。", words)
        sheet.accepted.connect(lambda: self._frame.desk.run(lambda session: act(session, user_id)))
        sheet.open()

    def _certify(self) -> None:
        line, session = self.chosen, self._frame.desk.session
        assert line is not None
        user_id = line.account.user_id
        print_ = accounts.fingerprint(session, user_id)
        sheet = self.sheet = CertifySheet(self, line.account.name, print_, session.today, accounts.posts_here(session))
        sheet.accepted.connect(lambda: self._certified(user_id, sheet))
        sheet.open()

    def _certified(self, user_id: str, sheet: CertifySheet) -> None:
        self._frame.desk.run(
            lambda session: accounts.certify(
                session,
                user_id,
                sheet.posts,
                profiles.latest(session),
                from_on=sheet.from_on,
                until_on=sheet.until_on,
            ),
            done=lambda _: self._frame.say("岗位已认定；还须由持有密钥的负责人授权"),
        )

    def _revoke(self, certificate_id: str, words: str) -> None:
        sheet = self.sheet = ConfirmSheet(
            self,
            "撤销岗位",
            f"撤销“{words}”的认定，立即生效。",
            "撤销",
            reasons=("巡察组解散", "人员调离", "认定有误"),
            reason_required=True,
        )
        sheet.accepted.connect(
            lambda: self._frame.desk.run(lambda session: accounts.revoke(session, certificate_id, sheet.reason))
        )
        sheet.open()

    def _grant(self) -> None:
        line = self.chosen
        assert line is not None
        self._frame.desk.run(
            lambda session: accounts.grant_wanting(session, line.account.user_id),
            done=lambda given: self._frame.say(f"已向{line.account.name}授予{len(given)}把密钥"),
        )

    def _release(self) -> None:
        line = self.chosen
        assert line is not None
        self._frame.desk.run(
            lambda session: accounts.release(session, line.account.user_id),
            done=lambda _: self._frame.say(f"{line.account.name}可以马上重新登录"),
        )
        self.reload()  # nothing of a record changed, so no news comes round

    def _confirm_clock(self) -> None:
        sheet = self.sheet = ConfirmSheet(
            self,
            "确认系统时钟",
            "系统时钟早于本工作区已经到过的时间，岗位认定和口令因此按较晚的时间判断是否到期。"
            "请先核对日期和时间；确认后以现在的时钟为准，并记入审计。",
            "时钟无误",
            reasons=("此前时钟曾误设为将来",),
            reason_required=True,
        )
        sheet.accepted.connect(
            lambda: self._frame.desk.run(
                lambda session: clock_trust.confirm(session, sheet.reason),
                done=lambda _: (self.clock.hide(), self._frame.say("已以现在的时钟为准")),
            )
        )
        sheet.open()

    def _set_minutes(self) -> None:
        wanted = self.minutes.currentData()
        self._frame.desk.run(
            lambda session: idle.set_minutes(session, wanted), done=lambda _: self._frame.say("自动锁定时间已更改")
        )

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        line = self.chosen
        for button in self.buttons.values():
            button.hide()
        _empty(self.certificates)
        self.title.setText(line.account.name if line else "")
        self.facts.show_facts(self._told(line) if line else ())
        if line is None:
            return
        state = line.state.value
        self._offer("reset", self._admin and state == "new")
        self._offer("switch", self._admin and line.account.user_id != self._frame.desk.session.actor.user_id)
        self.buttons["switch"].setText("启用账号" if state == "disabled" else "停用账号")
        self._offer("certify", self._security and line.account.enrolled and state != "disabled")
        self._offer("grant", self._holder and line.wants_keys)
        self._offer("release", self._security and line.failures > 0)
        for certificate in (*line.certificates, *line.misplaced):
            words = "、".join(Post(post).label for post in certificate.posts)
            until = "长期" if certificate.until_on.year == 9999 else f"至{certificate.until_on.isoformat()}"
            self.certificates.addWidget(
                _certificate(
                    words,
                    f"{certificate.from_on.isoformat()}起，{until}"
                    + f"　{certificate.scope}" * bool(certificate.scope)
                    + "　不属于本工作区，不生效" * (certificate in line.misplaced),
                    (lambda _=False, c=certificate, w=words: self._revoke(c.certificate_id, w))
                    if self._security
                    else None,
                )
            )

    def _told(self, line: AccountLine) -> list[tuple[str, str]]:
        told = [("登录名", line.account.login), ("状态", mark(line)[1])]
        if line.failures:
            told.append(("登录失败", f"连续{line.failures}次"))
        if line.account.enrolled:
            told.append(("公钥指纹", accounts.fingerprint(self._frame.desk.session, line.account.user_id)))
        return told

    def _offer(self, name: str, on: bool) -> None:
        self.buttons[name].setVisible(on)

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.WIDE, Space.TIGHT, Space.WIDE, Space.WIDE)
        row.setSpacing(Space.NORMAL)
        left = QVBoxLayout()
        left.setSpacing(Space.NEAR)
        left.addLayout(self._bar())
        card = Card()
        card.body.setContentsMargins(2, 2, 2, 2)
        card.add(self._table(), 1)
        left.addWidget(card, 1)
        row.addLayout(left, 1)
        row.addWidget(self._side())

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(Space.TIGHT)
        self.open = QPushButton(icon("plus", LIGHT.on_red), "开设账号")
        self.open.setProperty("look", "primary")
        self.open.clicked.connect(self._open)
        self.open.setVisible(self._admin)
        bar.addWidget(label(self._duty(), "soft"))
        bar.addStretch(1)
        if self._security:
            self.clock.setProperty("look", "quiet")
            self.clock.clicked.connect(self._confirm_clock)
            self.clock.setVisible(bool(clock_trust.behind(self._frame.desk.session)))
            bar.addWidget(self.clock)
            self._minutes_box(bar)
        bar.addWidget(self.open)
        return bar

    def _duty(self) -> str:
        if self._admin:
            return "开设、停用账号；岗位由安全保密管理员认定"
        return "核对指纹后认定岗位，解散时撤销" if self._security else "向已认定岗位的人员授予您持有的密钥"

    def _minutes_box(self, bar: QHBoxLayout) -> None:
        now = idle.minutes(self._frame.desk.session)
        for minutes in range(idle.SHORTEST, idle.LONGEST + 1):
            self.minutes.addItem(f"{minutes}分钟", minutes)
        self.minutes.setCurrentIndex(now - idle.SHORTEST)
        self.minutes.setAccessibleName("无人操作自动锁定")
        self.minutes.activated.connect(lambda _: self._set_minutes())
        bar.addWidget(label("无人操作自动锁定", "soft"))
        bar.addWidget(self.minutes)

    def _table(self) -> QTableWidget:
        dress(self.table, "账号列表", _COLUMNS, ROW + 4)
        self.table.currentCellChanged.connect(lambda *_: self._show())
        return self.table

    def _side(self) -> QWidget:
        card = Card()
        card.setFixedWidth(320)
        card.add(self.title)
        card.add(self.facts)
        card.body.addLayout(self.certificates)
        card.body.addStretch(1)
        acts = (
            ("certify", "认定岗位…", self._certify, True),
            ("grant", "授予密钥", self._grant, True),
            ("release", "解除登录等待", self._release, False),
            ("reset", "重置初始口令", self._reset, False),
            ("switch", "停用账号", self._switch, False),
        )
        for name, words, act, main in acts:
            button = QPushButton(words)
            button.setProperty("look", "primary" if main else "")
            button.clicked.connect(act)
            self.buttons[name] = button
            card.add(button)
        return card


def _certificate(words: str, days: str, revoke: Any) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    said = QVBoxLayout()
    said.setSpacing(0)
    said.addWidget(label(words, "strong", wrap=True))
    said.addWidget(label(days, "small", wrap=True))
    row.addLayout(said, 1)
    if revoke is not None:
        button = QPushButton("撤销…")
        button.setProperty("look", "quiet")
        button.setAccessibleName(f"撤销{words}")
        button.clicked.connect(revoke)
        row.addWidget(button)
    return line


def _centred(badge: Badge) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(8, 0, 8, 0)
    row.addWidget(badge)
    row.addStretch(1)
    return holder


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
