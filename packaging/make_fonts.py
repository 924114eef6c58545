"""Makes every file of resources/fonts from the five packages it comes from.

    python packaging/make_fonts.py PACKAGE… [--out resources/fonts]

Each PACKAGE is a downloaded .deb or npm .tgz; which is which is told by its digest, so the order does not
matter and another version is refused. Nothing is fetched. The same packages and the same fontTools give the
same bytes; the digests are printed and written into the README.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import hashlib
import io
import json
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import fontTools
from fontTools.misc.transform import Transform
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Curves may leave the original by at most this much, in units of 1/1000 em: invisible at any printed size.
MAX_ERROR = 1.0

# What `maxp` says about hinting programs and composite glyphs; the converted faces have neither.
UNUSED_LIMITS = (
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
)


@dataclass(frozen=True)
class Source:
    """A package as downloaded."""

    name: str
    version: str
    licence: str
    sha256: str


FANDOL = Source(
    "texlive-lang-chinese（Debian）",
    "2022.20230122-1（Fandol 0.3）",
    "GPL-3 + font exception",
    "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
)
HANAZONO = Source(
    "fonts-hanazono（Debian）",
    "20170904-2.1",
    "OFL-1.1",
    "a6943366b4f5a6cec34221f8b4eb22555a628f0ee6ef4e3d3401cabe9363aeae",
)
SERIF = Source(
    "@expo-google-fonts/noto-serif-sc（npm）",
    "0.4.3（Noto Serif SC 2.003-H1）",
    "OFL-1.1",
    "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
)
SANS = Source(
    "@expo-google-fonts/noto-sans-sc（npm）",
    "0.4.3（Noto Sans SC 2.004-H2）",
    "OFL-1.1",
    "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
)
UNIHAN = Source(
    "unicode-data（Debian）",
    "15.0.0-1",
    "Unicode",
    "5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc",
)
SOURCES = (FANDOL, HANAZONO, SERIF, SANS, UNIHAN)

FANDOL_FOLDER = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
FANDOL_LICENCE = "usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz"
HANA_FOLDER = "usr/share/fonts/truetype/hanazono"
SERIF_REGULAR = "400Regular/NotoSerifSC_400Regular.ttf"
UNIHAN_FOLDER = "usr/share/unicode"


@dataclass(frozen=True)
class Face:
    """One face: what it is used for, where it comes from and how it was changed."""

    role: str
    file: str
    chinese: str
    sources: tuple[Source, ...]
    member: str
    licence_file: str
    change: str
    family: str = ""


def fandol(role: str, chinese: str, member: str, family: str) -> Face:
    change = "轮廓由 CFF 转为 TrueType，去掉竖排与字距表"
    return Face(role, f"{role}.ttf", chinese, (FANDOL,), member, "LICENSE-fandol.txt", change, f"{family} TT")


def noto(role: str, chinese: str, source: Source, member: str, licence_file: str) -> Face:
    return Face(role, f"{role}.ttf", chinese, (source,), member, licence_file, "未改动")


# One face serves both, so that a name with a rare character is always set whole in it.
WIDE = "fallback"
SHARED = {"rare": WIDE}

FACES = (
    fandol("fangsong", "仿宋", "FandolFang-Regular", "FandolFang"),
    fandol("kaiti", "楷体", "FandolKai-Regular", "FandolKai"),
    fandol("heiti", "黑体", "FandolHei-Regular", "FandolHei"),
    fandol("xiaobiaosong", "小标宋", "FandolSong-Bold", "FandolSong Bold"),
    fandol("songti", "宋体", "FandolSong-Regular", "FandolSong"),
    Face(
        role=WIDE,
        file=f"{WIDE}.ttf",
        chinese="生僻的字",
        sources=(SERIF, HANAZONO, UNIHAN),
        member=SERIF_REGULAR,
        licence_file="LICENSE-noto-serif-sc.txt、LICENSE-hanazono.txt",
        change="加入罕见的字，去掉竖排与排版特性表，改名",
        family="Wide Song SC",
    ),
    noto("screen", "屏幕", SANS, "400Regular/NotoSansSC_400Regular.ttf", "LICENSE-noto-sans-sc.txt"),
    noto("screen_medium", "屏幕（加重）", SANS, "500Medium/NotoSansSC_500Medium.ttf", "LICENSE-noto-sans-sc.txt"),
)

# 中国大陆的公安人口信息、人名与报刊、现代字典和科技用字：Unihan 的 G 源代号。
NAME_SOURCES = frozenset({"GIDC", "GXM", "GDM", "GRM", "GGFZ", "GXC", "GXHZ", "GFZ", "GFC", "GKJ", "GWZ", "GOCD"})
# Written forms of common name characters that no list above holds.
OWN_LIST = "𠮷𡈽𠀋𣘺𥔎𠩤𡵅𤠔𡨴𪚥"


class Packages:
    """The downloaded packages, found by digest, and their members by name."""

    def __init__(self, paths: Iterable[Path]) -> None:
        wanted = {source.sha256: source for source in SOURCES}
        self._archives: dict[Source, tarfile.TarFile] = {}
        for path in paths:
            content = path.read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            if digest not in wanted:
                sys.exit(f"{path.name}: not one of the packages named in this script (SHA-256 {digest})")
            self._archives[wanted[digest]] = open_package(content)
        missing = [source.name for source in SOURCES if source not in self._archives]
        if missing:
            sys.exit(f"missing packages: {'、'.join(missing)}")

    def read(self, source: Source, member: str) -> bytes:
        archive = self._archives[source]
        prefix = "./" if source.name.endswith("（Debian）") else "package/"
        stream = archive.extractfile(prefix + member)
        if stream is None:
            sys.exit(f"{source.name}: {member} is no file")
        return stream.read()


def open_package(content: bytes) -> tarfile.TarFile:
    """The files of an npm .tgz, or those a .deb installs."""
    if content.startswith(b"!<arch>\n"):
        content = deb_data(content)
    return tarfile.open(fileobj=io.BytesIO(content))


def deb_data(content: bytes) -> bytes:
    """The `data.tar.*` member of a .deb, which is an `ar` archive: 60-byte headers, members on even offsets."""
    at = 8
    while at + 60 <= len(content):
        name = content[at : at + 16].decode("ascii").strip().rstrip("/")
        size = int(content[at + 48 : at + 58])
        if name.startswith("data.tar"):
            return content[at + 60 : at + 60 + size]
        at += 60 + size + size % 2
    sys.exit("a .deb without data")


def unihan(packages: Packages, file: str, *fields: str) -> dict[str, dict[int, str]]:
    """The named Unihan properties: property → code point → value."""
    found: dict[str, dict[int, str]] = {field: {} for field in fields}
    text = bz2.decompress(packages.read(UNIHAN, f"{UNIHAN_FOLDER}/Unihan_{file}.txt.bz2")).decode("utf-8")
    for line in text.splitlines():
        code, _, rest = line.partition("\t")
        field, _, value = rest.partition("\t")
        if code.startswith("U+") and field in found:
            found[field][int(code[2:], 16)] = value
    return found


def tongyong(packages: Packages) -> str:
    """The 8,105 characters of 通用规范汉字表 in its order (Unihan kTGH, "2013:number")."""
    numbers = unihan(packages, "OtherMappings", "kTGH")["kTGH"]
    ordered = sorted(numbers, key=lambda code: int(numbers[code].partition(":")[2]))
    return "".join(map(chr, ordered))


def rare_characters(packages: Packages, beyond: set[int], available: set[int]) -> list[int]:
    """Extension B–F characters a person's or place's name may hold, not in `beyond` and drawn in `available`."""
    origin = unihan(packages, "IRGSources", "kIRG_GSource", "kIRG_HSource")
    variants = unihan(packages, "Variants", "kTraditionalVariant", "kSemanticVariant")
    chosen = {code for code, value in origin["kIRG_GSource"].items() if value.partition("-")[0] in NAME_SOURCES}
    chosen |= origin["kIRG_HSource"].keys() | variants["kTraditionalVariant"].keys()
    chosen |= variants["kSemanticVariant"].keys() | set(map(ord, OWN_LIST))
    return sorted(code for code in chosen & available - beyond if 0x20000 <= code <= 0x2EBEF)


def to_truetype(content: bytes, face: Face) -> TTFont:
    """The CFF face with quadratic outlines, the same glyphs and widths."""
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        outlines[name] = pen.glyph()
    for tag in ("CFF ", "VORG", "BASE", "GPOS", "vhea", "vmtx"):
        if tag in font:
            del font[tag]
    font.sfntVersion = "\x00\x01\x00\x00"
    put_outlines(font, order, outlines)
    font["cmap"].tables = [table for table in font["cmap"].tables if table.platformID in (0, 3)]
    rename(font, face, original=True)
    return font


def put_outlines(font: TTFont, order: list[str], outlines: Mapping[str, object]) -> None:
    glyf = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = dict(outlines)
    font["glyf"] = glyf
    font["loca"] = newTable("loca")
    font["head"].glyphDataFormat = 0
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for limit in UNUSED_LIMITS:
        setattr(maxp, limit, 0)
    font["post"].formatType = 3.0


def rename(font: TTFont, face: Face, *, original: bool) -> None:
    """Our name for the changed face; who made the original, and its licence, stay as they are."""
    name = font["name"]
    kept = [record for record in name.names if original and record.nameID in (0, 13, 14) and record.platformID == 3]
    version = name.getDebugName(5) or ""
    name.names = kept
    words = {
        1: face.family,
        2: "Regular",
        3: f"{face.family};{version}" if original else face.family,
        4: face.family,
        5: version if original else "Version 1.000",
        6: face.family.replace(" ", "") + "-Regular",
        10: "Changed: " + ("CFF outlines converted to TrueType outlines." if original else "glyphs of two faces."),
    }
    for number, text in words.items():
        name.setName(text, number, 3, 1, 0x409)


def wide_face(packages: Packages, face: Face) -> tuple[TTFont, list[int]]:
    """Noto Serif SC with the rare characters of HanaMin, so that a name is set whole in it; and which those are."""
    base = TTFont(io.BytesIO(packages.read(SERIF, face.member)), recalcTimestamp=False)
    donors = [
        TTFont(io.BytesIO(packages.read(HANAZONO, f"{HANA_FOLDER}/HanaMin{part}.ttf")), lazy=True) for part in "AB"
    ]
    drawn = {code: donor for donor in donors for code in donor.getBestCmap()}
    rare = rare_characters(packages, set(base.getBestCmap()), set(drawn))
    for tag in ("STAT", "BASE", "GPOS", "GSUB", "GDEF", "vhea", "vmtx"):
        del base[tag]
    add_glyphs(base, {code: drawn[code] for code in rare})
    rename(base, face, original=False)
    credit(base)
    return base, rare


def add_glyphs(font: TTFont, drawn: Mapping[int, TTFont]) -> None:
    """Adds a glyph for each code point, scaled from its own em to this font's."""
    glyf, widths = font["glyf"], font["hmtx"]
    order = list(font.getGlyphOrder())
    cmap = dict(font.getBestCmap())
    sets = {id(donor): (donor.getGlyphSet(), donor.getBestCmap()) for donor in drawn.values()}
    for code, donor in sorted(drawn.items()):
        glyphs, names = sets[id(donor)]
        scale = font["head"].unitsPerEm / donor["head"].unitsPerEm
        name, glyph = f"u{code:05X}", glyphs[names[code]]
        pen = TTGlyphPen(None)
        glyph.draw(TransformPen(pen, Transform(scale, 0, 0, scale, 0, 0)))
        outline = pen.glyph()
        outline.recalcBounds(glyf)
        glyf.glyphs[name] = outline
        widths.metrics[name] = (round(glyph.width * scale), outline.xMin if outline.numberOfContours else 0)
        order.append(name)
        cmap[code] = name
    font.setGlyphOrder(order)
    glyf.glyphOrder = order
    font["cmap"].tables = [subtable(4, 1, {c: n for c, n in cmap.items() if c < 0x10000}), subtable(12, 10, cmap)]
    font["post"].formatType = 3.0


def subtable(number: int, encoding: int, cmap: Mapping[int, str]) -> CmapSubtable:
    table = CmapSubtable.newSubtable(number)
    table.platformID, table.platEncID, table.language, table.cmap = 3, encoding, 0, dict(cmap)
    return table


def credit(font: TTFont) -> None:
    words = {
        0: "(c) 2017-2024 Adobe. Copyright 2008-2011 GlyphWiki Project.",
        13: "SIL Open Font License, Version 1.1.",
    }
    for number, text in words.items():
        font["name"].setName(text, number, 3, 1, 0x409)


def licences(packages: Packages) -> dict[str, bytes]:
    return {
        "LICENSE-fandol.txt": gzip.decompress(packages.read(FANDOL, FANDOL_LICENCE)),
        "LICENSE-noto-serif-sc.txt": packages.read(SERIF, "LICENSE_FONT"),
        "LICENSE-noto-sans-sc.txt": packages.read(SANS, "LICENSE_FONT"),
        "LICENSE-hanazono.txt": packages.read(HANAZONO, "usr/share/doc/fonts-hanazono/copyright"),
        "LICENSE-unicode.txt": packages.read(UNIHAN, "usr/share/doc/unicode-data/copyright"),
    }


def write_list(path: Path, title: str, characters: str) -> None:
    """Fifty characters a line under a line that says what they are."""
    lines = [characters[at : at + 50] for at in range(0, len(characters), 50)]
    path.write_text("\n".join([f"# {title}", *lines, ""]), encoding="utf-8")


def make_face(packages: Packages, face: Face, out: Path) -> None:
    target = out / face.file
    if face.role == WIDE:
        font, rare = wide_face(packages, face)
        font.save(target)
        write_list(out / "rare.txt", "由花园明朝补入的字（扩展区 B 至 F）", "".join(map(chr, rare)))
    elif face.sources == (FANDOL,):
        to_truetype(packages.read(FANDOL, f"{FANDOL_FOLDER}/{face.member}.otf"), face).save(target)
    else:
        target.write_bytes(packages.read(face.sources[0], face.member))
    print(hashlib.sha256(target.read_bytes()).hexdigest(), target.name, flush=True)


def readme(out: Path, common: str) -> str:
    """The README: its words from the template beside this script, its tables from the files."""
    faces, coverage, union = [], [], set[int]()
    for face in FACES:
        content = (out / face.file).read_bytes()
        covered = set(TTFont(io.BytesIO(content), lazy=True).getBestCmap())
        union |= covered
        origin = "、".join(source.name for source in face.sources)
        digest = hashlib.sha256(content).hexdigest()
        row = (f"`{face.role}`", face.file, face.chinese, origin, face.change, face.licence_file, digest)
        faces.append(f"| {' | '.join(row)} |")
        coverage.append(coverage_line(face.role, covered, common))
    coverage.append(coverage_line("全部", union, common))
    sources = [f"| {s.name} | {s.version} | {s.licence} | {s.sha256} |" for s in SOURCES]
    template = (Path(__file__).parent / "fonts_readme.md").read_text(encoding="utf-8")
    words = {"sources": sources, "faces": faces, "coverage": coverage, "fonttools": [fontTools.version]}
    for key, lines in words.items():
        template = template.replace("{" + key + "}", "\n".join(lines))
    return template


def coverage_line(title: str, covered: set[int], common: str) -> str:
    held = sum(ord(character) in covered for character in common)
    return f"| {title} | {held} | {len(common) - held} | {len(covered)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "resources" / "fonts")
    arguments = parser.parse_args()
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    packages = Packages(arguments.packages)
    common = tongyong(packages)
    write_list(out / "tongyong.txt", "通用规范汉字表（2013），按字表顺序", common)
    for name, content in licences(packages).items():
        (out / name).write_bytes(content)
    for face in FACES:
        make_face(packages, face, out)
    roles = {face.role: face.file for face in FACES}
    roles |= {role: roles[other] for role, other in SHARED.items()}
    (out / "faces.json").write_text(json.dumps(roles, indent=2) + "\n", encoding="utf-8")
    (out / "README.md").write_text(readme(out, common), encoding="utf-8")


if __name__ == "__main__":
    main()
