"""Font files: what is read in bulk is what the PDF writer reads sign by sign; a face is one font in the file."""

import re
from dataclasses import replace

import pytest
from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

from tests.printing.papers import STAMP, readers
from xuncha_desktop.kernel.resources import resource
from xuncha_desktop.printing import render
from xuncha_desktop.printing.faces import read_list
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.printing.strokes import Strokes
from xuncha_desktop.printing.truetype import FaceFile

FILES = sorted(set(read_list(resource("fonts/faces.json")).values()))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_face_read_in_bulk_is_the_face_read_sign_by_sign(path):
    ours, theirs = FaceFile(path), TTFontFace(str(path))

    covered = {point: glyph for point, glyph in theirs.charToGlyph.items() if glyph}
    assert {point: glyph for point, glyph in ours.charToGlyph.items() if glyph} == covered
    assert [ours.advance(point) for point in covered] == [theirs.charWidths[point] for point in covered]
    assert ours.makeSubset([0, *list(covered)[::50]]) == theirs.makeSubset([0, *list(covered)[::50]])


def test_a_file_without_a_map_of_characters_is_refused(tmp_path):
    whole = bytearray(FILES[0].read_bytes())
    at = int.from_bytes(whole[whole.index(b"cmap") + 8 :][:4], "big")
    whole[at + 2 : at + 4] = b"\0\0"
    (tmp_path / "no.ttf").write_bytes(whole)

    with pytest.raises(TTFError, match="no character map"):
        FaceFile(tmp_path / "no.ttf")


def test_a_face_with_many_characters_is_one_font_of_the_file():
    many = "".join(chr(0x4E00 + n * 16) for n in range(900))
    sample = sample_of("official")
    pdf = render("official", replace(sample, text=(replace(sample.text[0], text=many),)), STAMP)

    assert len(set(re.findall(rb"/[A-Z]{6}\+FandolFangTT-Regular", pdf))) == 1
    for reader in readers().values():
        assert not set(many) - set(reader(pdf))


def test_lines_that_go_on_are_one_and_none_is_drawn_twice():
    strokes = Strokes()
    strokes.add([(10, 0, 10, 20), (0, 20, 50, 20), (10, 20, 10, 40), (0, 20, 50, 20), (10, 60, 10, 70), (0, 0, 5, 5)])

    assert list(strokes.path(100)) == [
        "10.000 100.000 m 10.000 60.000 l",
        "0.000 80.000 m 50.000 80.000 l",
        "10.000 40.000 m 10.000 30.000 l",
        "0.000 100.000 m 5.000 95.000 l",
    ]
