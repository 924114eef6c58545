"""The list of places at the left: headings, icons, one tab stop, arrows and letters."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.shell.places import Place
from ui.theme.fonts import font
from ui.theme.icons import icon
from ui.theme.metrics import ICON, Size
from ui.theme.palette import LIGHT

WIDTH = 184
_ROW, _HEAD = 30, 26
_NameRole = Qt.ItemDataRole.UserRole


class Navigation(QListWidget):
    """`turned` carries the name of a place."""

    turned = Signal(str)

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("导航")
        self.setFixedWidth(WIDTH)
        self.setIconSize(QSize(ICON, ICON))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setStyleSheet(
            f"QListWidget {{ background: {LIGHT.card}; border: none; border-right: 1px solid {LIGHT.edge};"
            f" border-radius: 0; padding: 8px; }}"
            f"QListWidget:focus {{ border: none; border-right: 1px solid {LIGHT.edge}; padding: 8px; }}"
            f"QListWidget::item {{ padding-left: 8px; border-radius: 6px; border: 2px solid transparent; }}"
            f"QListWidget::item:hover:enabled {{ background: {LIGHT.hover}; }}"
            f"QListWidget::item:selected {{ background: {LIGHT.red_wash}; color: {LIGHT.red}; }}"
            f"QListWidget::item:selected:focus {{ border: 2px solid {LIGHT.focus}; }}"
        )
        groups, group = list(dict.fromkeys(place.group for place in places)), ""
        for place in sorted(places, key=lambda place: groups.index(place.group)):
            if place.group != group:
                group = place.group
                self._add_head(group)
            self._add_place(place)
        self.currentItemChanged.connect(self._on_current)

    def show_place(self, name: str) -> None:
        """Mark a place without turning to it again."""
        for row in range(self.count()):
            item = self.item(row)
            if item is not None and item.data(_NameRole) == name:
                self.blockSignals(True)
                self.setCurrentItem(item)
                self.blockSignals(False)

    def _add_place(self, place: Place) -> None:
        item = QListWidgetItem(icon(place.icon), place.title)
        item.setData(_NameRole, place.name)
        item.setSizeHint(QSize(0, _ROW))
        self.addItem(item)

    def _add_head(self, title: str) -> None:
        item = QListWidgetItem(title)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setSizeHint(QSize(0, _HEAD))
        face: QFont = font(Size.SMALL)
        item.setFont(face)
        self.addItem(item)

    def _on_current(self, now: QListWidgetItem | None, _: QListWidgetItem | None) -> None:
        if now is not None and now.data(_NameRole):
            self.turned.emit(now.data(_NameRole))
