"""The icons are the ones their README names, and Qt draws every one of them in the colour it is given."""

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).parents[2] / "resources" / "icons"
LINES = sorted(path.stem for path in ICONS.glob("*.svg") if path.stem != "app")
GROUND, INK = QColor("white"), QColor("#123456")


def drawn(svg: bytes, pixels: int) -> QImage:
    renderer = QSvgRenderer(QByteArray(svg))
    assert renderer.isValid()
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


def test_every_file_is_the_one_its_readme_names():
    lines = (ICONS / "README.md").read_text(encoding="utf-8").splitlines()
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")][2:]
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in ICONS.iterdir()
        if path.suffix in {".svg", ".png"}
    }

    assert found == {name: digest for name, _, digest in table}


def test_the_licence_stands_beside_the_icons():
    text = (ICONS / "LICENSE-lucide.txt").read_text(encoding="utf-8")

    assert "ISC License" in text
    assert "The MIT License" in text


def test_there_are_icons():
    assert len(LINES) > 60


@pytest.mark.parametrize("name", LINES)
def test_an_icon_is_drawn_in_the_colour_it_is_given(name: str, qapp: QGuiApplication):
    svg = (ICONS / f"{name}.svg").read_bytes()
    assert b'stroke="currentColor"' in svg

    seen = colours(drawn(svg.replace(b"currentColor", INK.name().encode()), 48))

    assert INK.rgba() in seen
    assert GROUND.rgba() in seen


def test_no_two_icons_look_the_same():
    """Two names for one picture would tell the reader two things are one."""
    contents = [(ICONS / f"{name}.svg").read_bytes() for name in LINES]

    assert len(set(contents)) == len(contents)


def test_the_application_icon_is_a_red_square_with_a_white_sign(qapp: QGuiApplication):
    seen = colours(drawn((ICONS / "app.svg").read_bytes(), 256))

    assert {QColor("#8f1d22").rgba(), QColor("white").rgba()} <= seen


def test_the_picture_of_the_application_icon_is_square_and_clear_at_its_corners(qapp: QGuiApplication):
    picture = QImage(str(ICONS / "app.png"))

    assert (picture.width(), picture.height()) == (256, 256)
    assert picture.pixelColor(0, 0).alpha() == 0
    assert picture.pixelColor(128, 20) == QColor("#8f1d22")
