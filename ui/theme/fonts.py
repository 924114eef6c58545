"""The faces of the screen: Noto Sans SC in two weights, and faces for rare characters, loaded when first wanted."""

import logging

from PySide6.QtGui import QFont, QFontDatabase

from ui.theme.metrics import Size
from xuncha_desktop.kernel.resources import resource

FAMILY = "Noto Sans SC"
MEDIUM = QFont.Weight.Medium
_FACES = ("screen", "screen_medium")
_RARE = ("fallback",)
_loaded: dict[str, list[str]] = {}
log = logging.getLogger(__name__)


def load() -> None:
    """Make the two weights of the screen face known. Qt reads a face's outlines only as they are drawn."""
    _add(_FACES)


def load_rare() -> None:
    """Make the faces for rare characters known; after login, where names may be shown."""
    _add(_RARE)
    QFont.insertSubstitutions(FAMILY, [family for face in _RARE for family in _loaded.get(face, ())])


def font(size: int = Size.BODY, *, medium: bool = False) -> QFont:
    """The screen face at a size in logical pixels."""
    made = QFont(FAMILY)
    made.setPixelSize(size)
    if medium:
        made.setWeight(MEDIUM)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return made


def _add(faces: tuple[str, ...]) -> None:
    for face in faces:
        if face in _loaded:
            continue
        number = QFontDatabase.addApplicationFont(str(resource(f"fonts/{face}.ttf")))
        _loaded[face] = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        if number < 0:
            log.warning("font %s cannot be read", face)
