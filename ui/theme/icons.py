"""Line icons tinted to an ink, sharp at every screen scale, drawn once."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme.metrics import ICON
from ui.theme.palette import LIGHT, look
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.kernel.resources import resource

_SCALES = (1.0, 1.5, 2.0, 3.0)


def icon(name: str, ink: Tone | str = LIGHT.ink_soft, size: int = ICON) -> QIcon:
    """The icon of that file name, in a tone's ink or a colour. Raises FileNotFoundError for an unknown name."""
    return _icon(name, _colour(ink), size)


def pixmap(name: str, ink: Tone | str = LIGHT.ink_soft, size: int = ICON, scale: float = 2.0) -> QPixmap:
    """The same as a picture of `size` logical pixels for a screen of that scale."""
    return _drawn(name, _colour(ink), size, scale)


def file_of(name: str) -> str:
    """Where the file of an icon lies."""
    return resource(f"icons/{name}.svg").as_posix()


def _colour(ink: Tone | str) -> str:
    return look(ink).ink if isinstance(ink, Tone) else ink


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, size: int) -> QIcon:
    made = QIcon()
    for scale in _SCALES:
        made.addPixmap(_drawn(name, colour, size, scale))
        made.addPixmap(_drawn(name, LIGHT.ink_off, size, scale), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=1024)
def _drawn(name: str, colour: str, size: int, scale: float) -> QPixmap:
    lines = _lines(name, colour)
    picture = QPixmap(QSize(round(size * scale), round(size * scale)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    lines.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture


@lru_cache(maxsize=2)
def _lines(name: str, colour: str) -> QSvgRenderer:
    """Read once for all scales of an icon, and let go with the next ones."""
    # The licence comment stands first in each file; Qt's reader takes it as it is.
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


@lru_cache(maxsize=1)
def _source(name: str) -> str:
    with open(file_of(name), encoding="utf-8") as file:
        return file.read()
