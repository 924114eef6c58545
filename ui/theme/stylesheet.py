"""The one stylesheet, made from the palette. Widgets choose a look by the dynamic property `look`."""

from string import Template

from ui.theme.icons import file_of
from ui.theme.metrics import CONTROL, RADIUS, Size
from ui.theme.palette import Palette

_TEXT = Template("""
* { font-size: ${body}px; }
QWidget { color: $ink; }
QMainWindow, QDialog, QWidget[look="page"] { background: $page; }
QLabel { background: transparent; }
QLabel[look="display"] { font-size: ${display}px; font-weight: 500; }
QLabel[look="title"] { font-size: ${title}px; font-weight: 500; }
QLabel[look="lead"] { font-size: ${lead}px; font-weight: 500; }
QLabel[look="label"] { color: $ink_soft; }
QLabel[look="soft"] { color: $ink_soft; }
QLabel[look="small"] { color: $ink_faint; font-size: ${small}px; }
QLabel[look="issue"] { color: $red; font-size: ${small}px; }
QLabel[look="strong"] { font-weight: 500; }
QFrame[look="card"] { background: $card; border: 1px solid $edge; border-radius: 8px; }
QFrame[look="line"] { background: $edge; border: none; max-height: 1px; min-height: 1px; }
QFrame[look="secrecy"] { background: $red; border: none; }
QFrame[look="secrecy"] QLabel { color: $on_red; font-weight: 500; }
QToolTip { color: $card; background: $ink; border: none; padding: 6px 8px; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
""")

_BUTTONS = Template("""
QPushButton { background: $card; border: 1px solid $edge_strong; border-radius: ${radius}px; padding: 0 15px;
    min-height: ${control_inner}px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $sunk; }
QPushButton:focus { border: 2px solid $focus; padding: 0 14px; min-height: ${control_focus}px; }
QPushButton:disabled { color: $ink_off; border-color: $edge; background: $page; }
QPushButton[look="primary"] { background: $red; border: 1px solid $red; color: $on_red; font-weight: 500; }
QPushButton[look="primary"]:hover { background: $red_hover; }
QPushButton[look="primary"]:pressed { background: $red_down; }
QPushButton[look="primary"]:focus { border: 2px solid $focus; }
QPushButton[look="primary"]:disabled { background: $edge; border-color: $edge; color: $ink_faint; }
QPushButton[look="quiet"] { background: transparent; border: 1px solid transparent; padding: 0 9px; }
QPushButton[look="quiet"]:hover { background: $sunk; }
QPushButton[look="quiet"]:focus { border: 2px solid $focus; padding: 0 8px; }
QPushButton[look="chip"] { border: 1px solid $edge; border-radius: 14px; padding: 0 11px; min-height: 26px; }
QPushButton[look="chip"]:hover { background: $hover; }
QPushButton[look="chip"]:checked { background: $choice; border-color: $focus; }
QPushButton[look="chip"]:focus { border: 2px solid $focus; padding: 0 10px; min-height: 24px; }
QPushButton[look="cover"] { background: $sunk; border: 1px solid $edge_strong; text-align: left; color: $ink_soft; }
QPushButton[look="cover"]:focus { border: 2px solid $focus; }
QPushButton[look="figure"] { border: 1px solid transparent; background: transparent; padding: 0;
    min-height: 72px; min-width: 96px; }
QPushButton[look="figure"]:hover { background: $hover; }
QPushButton[look="figure"]:focus { border: 2px solid $focus; padding: 0; min-height: 70px; }
QPushButton::menu-indicator { image: none; width: 0; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: ${radius}px; padding: 5px; }
QToolButton:hover { background: $sunk; }
QToolButton:focus { border: 2px solid $focus; padding: 4px; }
QCheckBox, QRadioButton { spacing: 8px; padding: 4px; border: 2px solid transparent; border-radius: ${radius}px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $focus; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid $edge_strong; border-radius: 4px;
    background: $card; }
QCheckBox::indicator:checked { image: url($tick); border-color: $ink_soft; }
QCheckBox::indicator:disabled { border-color: $edge; background: $sunk; }
""")

_INPUTS = Template("""
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { background: $card; border: 1px solid $edge_strong;
    border-radius: ${radius}px; padding: 1px 9px; selection-background-color: $choice; selection-color: $ink; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${line_inner}px; }
QPlainTextEdit, QTextEdit { padding: 5px 5px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid $focus; padding: 0 8px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 4px 4px; }
QLineEdit[broken="true"], QPlainTextEdit[broken="true"], QTextEdit[broken="true"], QComboBox[broken="true"] {
    border: 2px solid $red; padding: 0 8px; }
QPlainTextEdit[broken="true"], QTextEdit[broken="true"] { padding: 4px 4px; }
QLineEdit:disabled, QLineEdit:read-only, QPlainTextEdit:disabled, QComboBox:disabled {
    background: $sunk; border-color: $edge; color: $ink_soft; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 20px; }
QAbstractSpinBox::up-arrow { image: url($up); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url($down); width: 12px; height: 12px; }
QAbstractSpinBox QLineEdit { border: none; padding: 0; min-height: 0; background: transparent; }
QAbstractSpinBox QLineEdit:focus { border: none; padding: 0; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url($down); width: 16px; height: 16px; }
QComboBox QLineEdit { border: none; padding: 0; min-height: 0; background: transparent; }
QComboBox QLineEdit:focus { border: none; padding: 0; }
QAbstractItemView { outline: none; }
QComboBox QAbstractItemView, QListView[look="popup"] { background: $card; border: 1px solid $edge_strong;
    selection-background-color: $choice; selection-color: $ink; padding: 4px; }
QComboBox QAbstractItemView::item, QListView[look="popup"]::item { min-height: 30px; padding: 0 6px; }
QMenu { background: $card; border: 1px solid $edge_strong; padding: 4px; }
QMenu::item { padding: 7px 24px 7px 12px; border-radius: 4px; }
QMenu::item:selected { background: $choice; }
QMenu::item:disabled { color: $ink_off; }
QMenu::separator { height: 1px; background: $edge; margin: 4px 8px; }
""")

_VIEWS = Template("""
QTableView { background: $card; border: none; gridline-color: transparent; alternate-background-color: $card; }
QTableView:focus { border: none; }
QFrame[look="ledger"] { background: $card; border: 1px solid $edge; border-radius: 8px; }
QFrame[look="ledger"][active="true"] { border: 2px solid $focus; }
QHeaderView { background: $card; border: none; }
QHeaderView::section { background: $card; color: $ink_soft; border: none; border-bottom: 1px solid $edge;
    padding: 9px 12px; font-weight: 500; }
QHeaderView::section:hover { background: $hover; }
QListWidget, QTreeView { background: $card; border: 1px solid $edge; border-radius: 8px; }
QListWidget[look="strip"] { background: $sunk; }
QListWidget:focus, QTreeView:focus { border: 2px solid $focus; }
QListWidget::item:selected, QTreeView::item:selected { background: $choice; color: $ink; }
QProgressBar { background: $sunk; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $red; border-radius: 4px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $thumb; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $edge_strong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $sunk; }
QCalendarWidget QAbstractItemView { selection-background-color: $red; selection-color: $on_red; background: $card; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QTabBar::tab { background: transparent; border: none; border-bottom: 2px solid transparent; padding: 8px 14px; }
QTabBar::tab:selected { border-bottom: 2px solid $red; font-weight: 500; }
QTabBar::tab:focus { background: $choice; }
QSplitter::handle { background: transparent; }
""")


def sheet(palette: Palette) -> str:
    """The stylesheet in a palette's colours."""
    values: dict[str, str | int] = {name: getattr(palette, name) for name in palette.__slots__}
    values |= {
        "small": Size.SMALL,
        "body": Size.BODY,
        "lead": Size.LEAD,
        "title": Size.TITLE,
        "display": Size.DISPLAY,
        "radius": RADIUS,
        "control_inner": CONTROL - 2,
        "control_focus": CONTROL - 4,
        "line_inner": CONTROL - 4,
        "tick": file_of("check"),
        "down": file_of("chevron-down"),
        "up": file_of("chevron-up"),
    }
    return "".join(part.substitute(values) for part in (_TEXT, _BUTTONS, _INPUTS, _VIEWS))
