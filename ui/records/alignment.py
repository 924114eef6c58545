"""Where a cell stands in its column."""

from PySide6.QtCore import Qt

from xuncha_desktop.records.fields import Field, Kind

_NUMBERS = (Kind.COUNT, Kind.MONEY)


def alignment(field: Field) -> Qt.AlignmentFlag:
    """Numbers stand right, so that their digits stand under each other; everything else left."""
    side = Qt.AlignmentFlag.AlignRight if field.kind in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
