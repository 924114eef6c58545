"""Coverage: every unit with its last inspection, whether this term has reached it, and when the years run out."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.office.grid import Grid, Said
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets import why
from ui.widgets.card import label
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.organisation import Group, Round, Term, Unit
from xuncha_desktop.services import coverage
from xuncha_desktop.services.coverage import Covered
from xuncha_desktop.services.due_reasons import Why
from xuncha_desktop.services.session import Changes

_COLUMNS = (("单位", 0), ("上次巡察", 120), ("巡察类型", 190), ("本届", 110), ("应再次巡察", 130), ("期限", 150))


class CoveragePage(QWidget):
    """Reads the library anew whenever units, rounds, groups or terms change."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self.told = label("", "strong")
        self.rules = label("", "small", wrap=True)
        self.grid = Grid("巡察覆盖", _COLUMNS, "单位库里还没有单位")
        self.grid.opened.connect(lambda unit_id: frame.open_record(Unit.type.name, unit_id))
        self._found: dict[str, Covered] = {}
        why.attach(self.grid, self._why)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.TIGHT, 0, 0)
        column.setSpacing(Space.NEAR)
        for part in (self.told, self.rules):
            column.addWidget(part)
        column.addWidget(self.grid, 1)
        frame.desk.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        """Reckon again."""
        found = coverage.standing(self._frame.desk.session)
        term = f"{found.term}：" if found.term else "还没有登记届次。"
        self.told.setText(f"{term}已巡察{found.done}个单位，单位库共{len(found.units)}个")
        self.rules.setText("；".join(found.rules) or "本规则档没有规定巡察覆盖")
        self._found = {one.unit.id: one for one in found.units}
        self.grid.show_rows([(one.unit.id, _cells(one)) for one in found.units])

    def _why(self) -> Why | None:
        one = self._found.get(self.grid.current)
        return one.why if one else None

    def _on_changed(self, changes: Changes) -> None:
        if changes.of(*(type_.type.name for type_ in (Unit, Round, Group, Term))):
            self.reload()


def _cells(one: Covered) -> list[Said | str]:
    about = "约" if one.rough else ""
    last = f"{about}{one.last_on.isoformat()}" if one.last_on else "没有记录"
    term = Said("已巡察", Tone.DONE) if one.in_term else Said("未巡察", Tone.NOTICE)
    due = Said(f"{about}{one.due_on.isoformat()}" if one.due_on else "—", hint=why.hint(one.why) if one.why else "")
    light = Said(one.light.words, one.light.tone, one.light.ground) if one.light else Said("—")
    return [one.unit.name, last, one.kind or "—", term, due, light]
