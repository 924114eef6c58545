"""Lengths in logical pixels on a grid of 8, and the scale of type."""

from enum import IntEnum

GRID = 8
ROW = 36  # a row of a list
CONTROL = 34  # an input or a button
RADIUS = 6
ICON = 18
ICON_SMALL = 14
ICON_LARGE = 40
TWO_COLUMNS_FROM = 560  # a form narrower than this has one column


class Space(IntEnum):
    """Distances between things."""

    HAIR = 4
    TIGHT = 8
    NEAR = 12
    NORMAL = 16
    WIDE = 24
    FAR = 32


class Size(IntEnum):
    """Type sizes."""

    SMALL = 12
    BODY = 14
    LEAD = 16
    TITLE = 20
    DISPLAY = 26
