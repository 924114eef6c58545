"""Who data go to and come from: every known workspace with its fingerprint, and our own to be read out."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.office.grid import Grid, Said
from ui.office.parts import allow, button, row
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.card import Card, Facts, label
from ui.widgets.confirm import ConfirmSheet
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.exchange_log import Peer
from xuncha_desktop.services.packages import peers, replacing
from xuncha_desktop.services.packages.replacing import Losses

NOT_YET = "尚未开通"


class PeersPage(QWidget):
    """Revoking is the security officer's act; replacing a group's lost computer is the director's."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._found: dict[str, Peer] = {}
        self.own = Facts()
        self.grid = Grid(
            "往来工作区",
            (("名称", 170), ("类型", 80), ("状态", 110), ("密钥指纹", 0)),
            nothing="还没有往来工作区。签发任务包、收到第一份回执后自动登记。",
        )
        self.grid.chosen.connect(lambda _: self._show_acts())
        self.revoke_button = button("停用…", self._revoke)
        self.replace_button = button("更换工作机…", self._replace)
        mine, others = Card("本工作区"), Card("往来工作区", "指纹由双方当面或电话逐组念读核对")
        mine.add(self.own)
        others.add(self.grid, 1)
        others.body.addLayout(
            row(
                label("遗失电脑或U盘泄密时，请安全保密管理员立即停用，再由主任登记更换工作机", "small"),
                1,
                self.replace_button,
                self.revoke_button,
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.NEAR)
        column.addWidget(mine)
        column.addWidget(others, 1)
        frame.desk.changed.connect(lambda changes: self.reload() if changes.of("peer") else None)
        self.reload()

    def reload(self) -> None:
        """Read everything anew."""
        session = self._frame.desk.session
        try:
            own = peers.public_keys(session).fingerprint
        except Refused as reason:
            own = str(reason)
        self.own.show_facts([("名称", session.place.name), ("密钥指纹", own)])
        self._found = {one.id: one for one in peers.all_of(session)}
        self.grid.show_rows([(one.id, self._cells(one)) for one in self._found.values()])
        self._show_acts()

    def _cells(self, one: Peer) -> tuple[Said | str, ...]:
        if one.revoked:
            return one.name, one.kind, Said("已停用", Tone.ALERT), ""
        try:
            return one.name, one.kind, Said("正常", Tone.DONE), peers.keys_of(one).fingerprint
        except Refused as reason:
            return one.name, one.kind, Said(NOT_YET, Tone.MUTED), Said("", None, str(reason))

    def _show_acts(self) -> None:
        one = self._found.get(self.grid.current)
        gone = "已经停用" if one is not None and one.revoked else None
        allow(
            self.revoke_button, gone or peers.revoke.why_not(self._frame.desk.session) if one else "请先选择一个工作区"
        )

        allow(self.replace_button, replacing.why_not(self._frame.desk.session, one) if one else "请先选择一个工作区")

    def _replace(self) -> None:
        one, session = self._found[self.grid.current], self._frame.desk.session
        sheet = ConfirmSheet(
            self,
            f"更换“{one.name}”的工作机",
            "登记后不再接收原机的数据包，原机保管的记录由巡察办收回；不能撤销。\n"
            + "；\n".join(replacing.losses(session, one).words())
            + "。",
            "登记更换",
            reasons=("工作机遗失", "工作机损坏", "工作机收回"),
            reason_required=True,
        )
        sheet.accepted.connect(
            lambda: self._frame.desk.run(
                lambda session: replacing.replace(session, one.id, one.version, sheet.reason), done=self._on_replaced
            )
        )
        sheet.open()

    def _on_replaced(self, found: Losses) -> None:
        del found
        self._frame.say("已登记更换。请签发任务包；收到新工作机的回执后，再发换机资料包")

    def _revoke(self) -> None:
        one = self._found[self.grid.current]
        sheet = ConfirmSheet(
            self,
            f"停用“{one.name}”",
            "停用后不再接收它的数据包，也不能向它发送；不能恢复，须重新开通。",
            "停用",
            reasons=("电脑遗失", "电脑更换", "轮次结束"),
            reason_required=True,
        )
        sheet.accepted.connect(
            lambda: self._frame.desk.run(lambda session: peers.revoke(session, one.id, one.version, sheet.reason))
        )
        sheet.open()
