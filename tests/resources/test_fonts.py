"""The fonts are the ones their README names, can be embedded in paper and shown on screen, and hold the characters."""

import hashlib
import json
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtGui import QFontDatabase, QGuiApplication
from reportlab.pdfbase.ttfonts import TTFError
from reportlab.pdfbase.ttfonts import TTFont as PaperFont

from xuncha_desktop.printing import faces
from xuncha_desktop.printing.embedding import embed
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.pdf import Pdf
from xuncha_desktop.printing.pen import PORTRAIT, Pen, Style

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
README = (FONTS / "README.md").read_text(encoding="utf-8")
FACES: dict[str, str] = json.loads((FONTS / "faces.json").read_text(encoding="utf-8"))

BODY = ("fangsong", "kaiti", "heiti", "xiaobiaosong", "songti")
PAPER = (*BODY, "fallback")
# Beyond Fandol; beyond Noto Serif SC too; beyond every face but the screen's.
UNCOMMON = "喆堃昇淏祎镕㛃䶮𬭎"
RARE = "𠮷𫚉𣘺𫝋"
NOWHERE = "𰻝𱁬"


def rows(title: str) -> list[list[str]]:
    """The table under a README heading, without its head."""
    section = README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]
    table = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in table[2:]]


def listed(name: str) -> str:
    lines = (FONTS / name).read_text(encoding="utf-8").splitlines()
    return "".join(line for line in lines if not line.startswith("#"))


def opened(role: str) -> TTFont:
    return TTFont(BytesIO((FONTS / FACES[role]).read_bytes()), lazy=True)


@cache
def covered(role: str) -> frozenset[int]:
    return frozenset(opened(role).getBestCmap())


def lacking(role: str, text: str) -> str:
    held = covered(role)
    return "".join(character for character in text if ord(character) not in held)


def printed(role: str, text: str, folder: Path) -> str:
    """What a reader copies out of a page with the text in the face, as the program embeds it."""
    path, known = folder / f"{role}.pdf", faces.shipped()
    pen = Pen(known)
    pen.begin(PORTRAIT)
    pen.text(50, 100, 500, text, Style(Role(role), 16))
    with path.open("wb") as out:
        pdf = Pdf(out)
        content, tree = pdf.stream(pen.end()), pdf.reserve()
        fonts = [f"/{codes.name} {embed(pdf, known.face(used), codes)} 0 R" for used, codes in pen.codes.items()]
        own = f"/Contents {content} 0 R /Resources << /Font << {' '.join(fonts)} >> >>"
        page = pdf.put(f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] {own} >>")
        pdf.put(f"<< /Type /Pages /Count 1 /Kids [{page} 0 R] >>", tree)
        pdf.finish(pdf.put(f"<< /Type /Catalog /Pages {tree} 0 R >>"), pdf.put("<< >>"))
    return subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True).stdout.decode().strip()


def test_every_file_is_the_one_its_readme_names():
    stated = {row[1]: row[6] for row in rows("字体")}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.ttf")}

    assert found == stated


def test_every_role_has_its_face():
    assert {row[0]: row[1] for row in rows("字体")} == {role: file for role, file in FACES.items() if role != "rare"}
    assert set(FACES) == {*PAPER, "rare", "screen", "screen_medium"}


def test_another_package_than_the_named_ones_is_refused(tmp_path: Path):
    other = tmp_path / "fonts-hanazono.deb"
    other.write_bytes(b"!<arch>\n")
    script = Path(__file__).parents[2] / "packaging" / "make_fonts.py"
    run = subprocess.run([sys.executable, str(script), str(other), "--out", str(tmp_path)], capture_output=True)

    assert run.returncode == 1
    assert b"fonts-hanazono.deb: not one of the packages" in run.stderr
    assert list(tmp_path.iterdir()) == [other]


def test_every_source_is_named_with_version_licence_and_digest():
    sources = {row[0]: row[1:] for row in rows("来源")}
    used = {name for row in rows("字体") for name in row[3].split("、")}

    assert used == set(sources)
    assert all(version and licence and len(digest) == 64 for version, licence, digest in sources.values())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("LICENSE-fandol.txt", ("GNU GENERAL PUBLIC LICENSE", "As a special exception, if you create a document")),
        ("LICENSE-noto-serif-sc.txt", ("SIL OPEN FONT LICENSE Version 1.1",)),
        ("LICENSE-noto-sans-sc.txt", ("SIL OPEN FONT LICENSE Version 1.1", "Reserved Font Name")),
        ("LICENSE-hanazono.txt", ("SIL OPEN FONT LICENSE Version 1.1", "Reserved Font Name")),
        ("LICENSE-unicode.txt", ("UNICODE, INC. LICENSE AGREEMENT",)),
    ],
)
def test_the_licences_stand_beside_the_fonts(name: str, words: tuple[str, ...]):
    text = (FONTS / name).read_text(encoding="utf-8")

    assert all(word in text for word in words)


def test_every_face_names_a_licence_that_is_there():
    assert all((FONTS / name).is_file() for row in rows("字体") for name in row[5].split("、"))


def test_a_changed_face_bears_no_reserved_name():
    names = [str(record) for record in opened("fallback")["name"].names if record.nameID in (1, 4, 6)]

    assert names
    assert not any(reserved in name for name in names for reserved in ("Hana", "花園", "Source", "Noto"))


def test_the_list_of_common_characters_is_the_whole_one():
    common = listed("tongyong.txt")

    assert len(common) == len(set(common)) == 8105
    assert (common[0], common[3499], common[3500], common[6500], common[8104]) == ("一", "矗", "乂", "亍", "蠼")


def test_the_readme_states_the_coverage_as_it_is():
    common = listed("tongyong.txt")
    sets = {role: covered(role) for role in FACES if role != "rare"}
    sets["全部"] = frozenset().union(*sets.values())
    counted = {}
    for role, held in sets.items():
        has = sum(ord(character) in held for character in common)
        counted[role] = [str(has), str(len(common) - has), str(len(held))]

    assert {row[0]: row[1:] for row in rows("收字")} == counted


@pytest.mark.parametrize("role", BODY)
def test_a_body_face_holds_all_of_gb2312(role: str):
    cells = [bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    characters = "".join(cell.decode("gb2312", errors="ignore") for cell in cells)

    assert len(characters) == 6763
    assert lacking(role, characters) == ""


@pytest.mark.parametrize("role", PAPER)
def test_a_paper_face_holds_letters_and_marks(role: str):
    assert lacking(role, "AZaz09 ·—“”‘’…、。《》〔〕【】〇！（），．：；？　") == ""


@pytest.mark.parametrize("role", BODY)
def test_a_body_face_holds_the_marks_forms_are_ruled_with(role: str):
    assert lacking(role, "□■√×○●★→①⑩％℃／") == ""


@pytest.mark.parametrize("role", ["fallback", "screen", "screen_medium"])
def test_these_faces_hold_every_common_character(role: str):
    assert lacking(role, listed("tongyong.txt")) == ""


def test_a_name_is_set_whole_in_one_face_however_rare_its_characters():
    assert lacking("fallback", "王李赵·龑骨" + UNCOMMON + RARE + listed("rare.txt")) == ""
    assert all(lacking(role, UNCOMMON + RARE) for role in BODY)
    assert FACES["rare"] == FACES["fallback"]


def test_the_fallback_face_holds_the_basic_block_and_extension_a():
    assert lacking("fallback", "".join(map(chr, [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]))) == ""


def test_a_character_of_no_paper_face_is_known_to_be_missing():
    """Printing refuses it by name; it must not be found by accident."""
    assert [lacking(role, NOWHERE) for role in PAPER] == [NOWHERE] * len(PAPER)


@pytest.mark.parametrize("role", PAPER)
def test_paper_embeds_the_face_and_its_text_can_be_copied(role: str, tmp_path: Path):
    text = "关于巡察整改的督办通知〔2024〕12号ABC"

    assert printed(role, text, tmp_path) == text


def test_paper_embeds_uncommon_characters(tmp_path: Path):
    assert printed("fallback", "王喆堃昇龑骨㛃䶮", tmp_path) == "王喆堃昇龑骨㛃䶮"


def test_paper_cannot_embed_outlines_of_the_other_kind(tmp_path: Path):
    """Why the faces are converted at all."""
    cut = tmp_path / "cff.ttf"
    cut.write_bytes(b"OTTO" + (FONTS / FACES["kaiti"]).read_bytes()[4:])

    with pytest.raises(TTFError):
        PaperFont("cff", str(cut))


@pytest.mark.parametrize("role", BODY)
def test_a_converted_face_draws_its_characters(role: str):
    """A conversion that loses outlines leaves empty glyphs behind a full character map."""
    font = opened(role)
    names, starts = font.getBestCmap(), font["loca"]
    numbers = {c: font.getGlyphID(names[ord(c)]) for c in listed("tongyong.txt") if ord(c) in names}

    assert len(numbers) == 6638
    assert [c for c, number in numbers.items() if starts[number + 1] - starts[number] < 20] == []


def test_the_added_characters_are_drawn_inside_their_squares():
    font = opened("fallback")
    names, glyf, widths = font.getBestCmap(), font["glyf"], font["hmtx"]
    wrong = []
    for character in listed("rare.txt"):
        name = names[ord(character)]
        glyph = glyf[name]
        inside = glyph.numberOfContours > 0 and glyph.xMin >= -60 and glyph.xMax <= 1060 and glyph.yMin >= -220
        if not inside or glyph.yMax > 980 or widths[name][0] != 1000:
            wrong.append(character)

    assert wrong == []


@pytest.mark.parametrize(("role", "weight"), [("screen", "Regular"), ("screen_medium", "Medium")])
def test_the_window_loads_the_screen_faces(role: str, weight: str, qapp: QGuiApplication):
    number = QFontDatabase.addApplicationFont(str(FONTS / FACES[role]))

    assert "Noto Sans SC" in QFontDatabase.applicationFontFamilies(number)
    assert weight in QFontDatabase.styles("Noto Sans SC")


def test_the_window_loads_the_fallback_face(qapp: QGuiApplication):
    number = QFontDatabase.addApplicationFont(str(FONTS / FACES["fallback"]))

    assert QFontDatabase.applicationFontFamilies(number) == ["Wide Song SC"]
