"""A sheet for what was decided or signed on paper: a few fields, and the scan that proves it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.office import acts
from ui.pages.sheet import FieldSheet, Run
from ui.records.names import Names
from ui.shell.frame import Frame
from ui.widgets.card import label
from ui.widgets.drop import FileDropArea
from xuncha_desktop.records.fields import Field

SCANS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp")


class ScanSheet(FieldSheet):
    """`run` returns the record the scans are hung on once it is registered."""

    def __init__(
        self,
        parent: QWidget | None,
        frame: Frame,
        names: Names,
        title: str,
        sentence: str,
        action: str,
        fields: Sequence[Field],
        run: Run,
        given: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(parent, names, title, sentence, action, fields, run, given=given)
        self._frame = frame
        self.paths: list[Path] = []
        self.drop = FileDropArea("把原件扫描件拖到这里（也可以登记后再添加）", SCANS)
        self.drop.dropped.connect(self._take)
        self.chosen = label("", "small", wrap=True)
        self.chosen.hide()
        at = self._rows.count() - 1  # above the stretch at the end
        self._rows.insertWidget(at, self.drop)
        self._rows.insertWidget(at + 1, self.chosen)
        self.done_with.connect(lambda made: acts.hang(frame, made, self.paths))

    def _take(self, paths: list[Path]) -> None:
        self.paths += [path for path in paths if path not in self.paths]
        self.chosen.setText("将添加：" + "、".join(path.name for path in self.paths))
        self.chosen.show()
