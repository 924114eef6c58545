"""Rare characters: a name is set whole in one face, and what is printed can be searched and copied."""

import re
from dataclasses import replace

import pytest

from tests.printing.papers import STAMP, characters, readers
from xuncha_desktop.printing import FORMS, content_digest, faces, render
from xuncha_desktop.printing.embedding import to_unicode
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.printing.text import Part

RARE = ("𠮷田", "郑𬭎", "马淏然", "陶喆", "赵堃", "孙祎", "李昇", "王镕", "䶮春", "㛃玉", "赵𰻝", "𱁬田")


def with_names(*names: str):
    sample = sample_of("ledger")
    cells = sample.rows[0].cells
    return replace(sample, rows=tuple(LedgerRow((*cells[:3], name, *cells[4:])) for name in names))


@pytest.mark.parametrize("name", RARE)
def test_a_name_is_set_whole_in_one_face(name):
    (chars,) = characters(render("ledger", with_names(name), STAMP))

    found = "".join(char["text"] for char in chars)
    at = found.index(name)
    assert len({char["fontname"].split("+")[1] for char in chars[at : at + len(name)]}) == 1


@pytest.mark.parametrize("reader", readers().values(), ids=readers().keys())
def test_t02_every_reader_finds_rare_characters_in_the_text_layer(reader):
    shown = "".join(reader(render("ledger", with_names(*RARE), STAMP)).split())

    for name in RARE:
        assert name in shown


def test_body_text_keeps_its_face_around_a_character_it_lacks():
    known = faces.shipped()

    runs = known.runs("副主任孙祎在谈话中", Role.FANGSONG)

    assert [run.text for run in runs] == ["副主任孙", "祎", "在谈话中"]
    assert [run.role for run in runs] == [Role.FANGSONG, Role.FALLBACK, Role.FANGSONG]


def test_a_name_the_face_has_stays_in_its_face():
    assert [run.role for run in faces.shipped().runs("赵启明", Role.KAITI, name=True)] == [Role.KAITI]


def test_a_name_no_single_face_has_is_set_character_by_character():
    known = faces.shipped()
    mixed = "①" + "𠮷" if not known.has("①", Role.RARE) else None
    runs = known.runs(mixed or "吉", Role.KAITI, name=True)

    assert "".join(run.text for run in runs) == (mixed or "吉")


def test_characters_beyond_the_bmp_are_mapped_as_surrogate_pairs_in_sections_of_a_hundred():
    shown = to_unicode("A", [0, 0x20BB7, *range(0x4E00, 0x4E00 + 120)])

    assert "<0001> <D842DFB7>" in shown
    assert "<0000> <0000>" not in shown
    assert "100 beginbfchar" in shown
    assert "21 beginbfchar" in shown


PERSONS = ("孙祎", "郑𬭎", "马淏然", "李昇", "王镕", "陶喆")


@pytest.mark.parametrize("name", sorted(FORMS))
def test_no_paper_sets_a_name_in_two_faces_wherever_it_stands(name):
    for chars in characters(render(name, sample_of(name), STAMP)):
        said = "".join(char["text"][0] for char in chars)
        for person in PERSONS:
            for place in (found.start() for found in re.finditer(person, said)):
                faces_of = {char["fontname"].split("+")[1] for char in chars[place : place + len(person)]}
                assert len(faces_of) == 1, (person, said[place - 5 : place + 8])


def test_a_name_in_running_text_is_set_whole_where_the_paper_tells_it():
    sample = sample_of("letter")
    part = Part("经核实，副主任马淏然知情未报，科员赵喆没有责任。")
    pdf = render("letter", replace(sample, text=(part,), marks=replace(sample.marks, names=("马淏然",))), STAMP)
    (chars,) = characters(pdf)
    shown = [(char["text"], char["fontname"].split("+")[1]) for char in chars]
    face = dict(shown)

    assert face["马"] == face["淏"] == face["然"] != face["副"]
    assert face["赵"] != face["喆"]


def test_names_do_not_change_what_is_signed():
    sample = sample_of("letter")

    assert content_digest(sample) == content_digest(replace(sample, marks=replace(sample.marks, names=("孙祎",))))
