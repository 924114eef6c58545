"""The auditor's screen: what was done since the last visit, by whom; and whether anything is missing."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.jobs import Job
from ui.shell.frame import Frame
from ui.theme.icons import icon
from ui.theme.metrics import ROW, Space
from ui.widgets.badge import Badge
from ui.widgets.banner import Banner
from ui.widgets.card import Card, Facts, label
from ui.widgets.plain_table import dress
from ui.widgets.progress import ProgressPanel
from xuncha_desktop.kernel.clock import local_text
from xuncha_desktop.kernel.levels import Compartment, Tone
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.registry import record_types
from xuncha_desktop.services import auditing
from xuncha_desktop.services.auditing import Line, Part, Verdict, Visit, Wish

_COLUMNS = (("序号", 60), ("时间", 144), ("人员", 76), ("岗位", 132), ("行为", 124), ("结果", 112), ("对象", 0))
_COMPARTMENTS = {one.value: one.label for one in Compartment}
_FACTS = {
    "why": "拒绝原因",
    "failures": "口令错误次数",
    "failures_of_others": "他人尚未登录成功的口令错误次数",
    "login": "所输登录名",
    "known": "有此账号",
    "refused_logins_lost": "登录被拒的记录有缺失",
    "refused_logins_only_counted": "只有次数的登录被拒",
    "account": "账号",
    "posts": "岗位",
    "keys": "密钥",
    "type": "记录类型",
    "id": "记录编号",
    "ids": "记录编号",
    "count": "条数",
    "narrowed": "经过筛选",
}


class AuditScreen(QWidget):
    """Opening it is an entry; so is every search. `since` and `refused` narrow it from the first."""

    def __init__(
        self, frame: Frame, parent: QWidget | None = None, *, since: bool = False, refused: bool = False
    ) -> None:
        super().__init__(parent)
        self._frame, self._narrowed = frame, (since, refused)
        self._acts = auditing.act_labels()
        self._types = {name: type_.label for name, type_ in record_types().items()}
        self.lines: list[Line] = []
        self._before: int | None = None
        self._wish = Wish()
        self._job: Job | None = None
        self.visit = Visit(0, 0)
        self.verdict: Verdict | None = None
        self._build()
        frame.desk.run(auditing.begin, done=self._begun)

    # ------------------------------------------------------------ reading

    def _begun(self, visit: Visit) -> None:
        self.visit = visit
        unread = visit.head - visit.seen
        self._said.setText(f"共{visit.head}条，上次查阅后新增{unread}条" if visit.seen else f"共{visit.head}条")
        self.since.setEnabled(bool(visit.seen))
        since, refused = self._narrowed
        if not (since and visit.seen) and not refused:
            self._load(fresh=True)
            return
        for box, wanted in ((self.since, since and bool(visit.seen)), (self.refused, refused)):
            with QSignalBlocker(box):
                box.setChecked(wanted)
        self._on_wish()

    def _on_wish(self) -> None:
        self._wish = Wish(
            actor=self.actor.text().strip(),
            act=self.act.currentData() or "",
            refused=self.refused.isChecked(),
            after=self.visit.seen if self.since.isChecked() else 0,
        )
        if self._frame.desk.run(lambda session: auditing.begin(session, self._wish)):
            self._load(fresh=True)

    def _load(self, *, fresh: bool) -> None:
        if self._job is not None:
            self._job.cancel()
        if fresh:
            self.lines, self._before = [], 0
            self.table.setRowCount(0)
        wish, before = self._wish, self._before or 0
        job = self._job = self._frame.jobs.start(
            "查阅审计记录", lambda session, report: auditing.part(session, wish, before, report=report)
        )
        job.finished.connect(self._on_part)
        job.failed.connect(self._frame.refuse)

    def _on_part(self, part: Part) -> None:
        self._job = None
        start = len(self.lines)
        self.lines += part.lines
        self._before = part.before
        self.table.setRowCount(len(self.lines))
        for row, line in enumerate(part.lines, start):
            self._fill(row, line)
        self.more.setVisible(part.before is not None)
        self._none.setVisible(not self.lines)
        if self.lines and start == 0:
            self.table.setCurrentCell(0, 0)

    def _fill(self, row: int, line: Line) -> None:
        posts = "、".join(Post(post).label for post in line.posts if post in set(Post))
        texts: tuple[str, ...] = (
            str(line.seq),
            local_text(line.at) if line.at else "",
            line.name,
            posts,
            self._acts.get(line.act, line.act),
            "",
            self._objects(line),
        )
        if line.broken:
            texts = (str(line.seq), "", "", "", "无法打开", "", line.broken)
        for column, text in enumerate(texts):
            self.table.setItem(row, column, QTableWidgetItem(text))
        tone, words = self._result(line)
        state = QTableWidgetItem()
        state.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self.table.setItem(row, 5, state)
        holder = QWidget()
        inner = QHBoxLayout(holder)
        inner.setContentsMargins(8, 0, 0, 0)
        inner.addWidget(Badge(tone, words))
        inner.addStretch(1)
        self.table.setCellWidget(row, 5, holder)

    @staticmethod
    def _result(line: Line) -> tuple[Tone, str]:
        if line.broken:
            return Tone.ALERT, "损坏"
        return (Tone.ALERT, "被拒绝") if line.refused else (Tone.DONE, "完成")

    def _objects(self, line: Line) -> str:
        names = [self._types.get(one.get("type", ""), str(one.get("type", ""))) for one in line.objects]
        return "、".join(dict.fromkeys(names)) or str(line.facts.get("why", ""))

    def _show_details(self) -> None:
        row = self.table.currentRow()
        if not 0 <= row < len(self.lines):
            self.details.show_facts(())
            return
        line = self.lines[row]
        told = [
            ("所在区", _COMPARTMENTS.get(line.compartment, line.compartment)),
            ("区内编号", str(line.n or "")),
            *((_FACTS.get(name, name), _plain(value)) for name, value in line.facts.items() if value not in ("", [])),
        ]
        for one in line.objects[:20]:
            name = self._types.get(one.get("type", ""), "对象")
            told.append((name, str(one.get("id", "")) or f"{one.get('count', '')}条"))
        self.details.show_facts(told)

    # ------------------------------------------------------------ checking

    def _check(self) -> None:
        job = self._frame.jobs.start("核验审计记录", auditing.check)
        self.progress.follow(job)
        self.check.setEnabled(False)
        job.finished.connect(self._on_verdict)
        job.failed.connect(self._frame.refuse)
        job.ended.connect(lambda: self.check.setEnabled(True))

    def _on_verdict(self, verdict: Verdict) -> None:
        self.verdict = verdict
        banner = Banner(Tone.DONE if verdict.sound else Tone.ALERT, words_of(verdict))
        while (item := self._verdict.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._verdict.addWidget(banner)
        self.result = banner

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.TIGHT, Space.WIDE, Space.WIDE)
        column.setSpacing(Space.NEAR)
        column.addLayout(self._bar())
        self.progress = ProgressPanel()
        self.progress.hide()
        column.addWidget(self.progress)
        self._verdict = QVBoxLayout()
        column.addLayout(self._verdict)
        body = QHBoxLayout()
        body.setSpacing(Space.NORMAL)
        card = Card()
        card.body.setContentsMargins(2, 2, 2, 2)
        card.add(self._table(), 1)
        self._none = label("没有符合条件的记录", "soft")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.hide()
        card.add(self._none)
        self.more = QPushButton("再往前")
        self.more.setProperty("look", "quiet")
        self.more.clicked.connect(lambda: self._load(fresh=False))
        self.more.hide()
        card.add(self.more)
        body.addWidget(card, 1)
        side = Card("详情")
        side.setFixedWidth(264)
        self.details = Facts()
        side.add(self.details)
        side.body.addStretch(1)
        body.addWidget(side)
        column.addLayout(body, 1)

    def _bar(self) -> QHBoxLayout:
        self.since = QCheckBox("只看上次查阅以后")
        self.refused = QCheckBox("只看被拒绝的")
        self.actor = QLineEdit()
        self.actor.setAccessibleName("人员")
        self.actor.setPlaceholderText("人员")
        self.actor.setMaxLength(64)
        self.actor.setFixedWidth(120)
        self.actor.setClearButtonEnabled(True)
        self.act = QComboBox()
        self.act.setAccessibleName("行为")
        self.act.addItem("全部行为", "")
        for name, words in sorted(self._acts.items(), key=lambda pair: pair[1]):
            self.act.addItem(words, name)
        self.act.setFixedWidth(160)
        self._said = label("", "small")
        self.check = QPushButton(icon("shield-check"), "核验完整性")
        self.check.clicked.connect(self._check)
        for box in (self.since, self.refused):
            box.setAccessibleName(box.text())
            box.toggled.connect(lambda _: self._on_wish())
        self.actor.returnPressed.connect(self._on_wish)
        self.act.activated.connect(lambda _: self._on_wish())
        bar = QHBoxLayout()
        bar.setSpacing(Space.TIGHT)
        for widget in (self.since, self.refused, self.actor, self.act, self._said):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.check)
        return bar

    def _table(self) -> QTableWidget:
        self.table = QTableWidget(0, len(_COLUMNS))
        dress(self.table, "审计记录", _COLUMNS, ROW)
        self.table.currentCellChanged.connect(lambda *_: self._show_details())
        return self.table


def words_of(verdict: Verdict) -> str:
    """The result of a check, in words that can be read out."""
    if verdict.sound:
        return f"核验通过：{verdict.entries}条记录校验链完整，编号连续。校验值 {verdict.head[:16]}…"
    said = [f"核验发现问题（共{verdict.entries}条）"]
    if verdict.broken:
        said.append(verdict.broken)
    for name, gaps in verdict.missing.items():
        numbers = "、".join(str(first) if first == last else f"{first}至{last}" for first, last in gaps[:10])
        said.append(f"{_place(name)}缺少编号{numbers}" + "等" * (len(gaps) > 10))
    for name, again in verdict.twice.items():
        said.append(f"{_place(name)}编号重复：{'、'.join(map(str, again[:10]))}")
    if verdict.unreadable:
        said.append(f"无法打开：第{'、'.join(map(str, verdict.unreadable[:10]))}条")
    return "；".join(said)


def _place(name: str) -> str:
    return "登录被拒记录" if name.startswith("login-") else _COMPARTMENTS.get(name, name)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(_plain, value)) if isinstance(value, list) else str(value)
