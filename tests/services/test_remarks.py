"""The remarks on a paper: every text of its view, a few words around each place; the program's own words have none."""

from dataclasses import replace
from typing import Any

import pytest

from xuncha_desktop.printing import FORMS
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.services import remarks
from xuncha_desktop.services.remarks import Remark


@pytest.mark.parametrize("name", FORMS)
def test_no_form_has_a_remark_on_its_sample(name: str) -> None:
    assert remarks.of(sample_of(name)) == []


def test_a_place_is_shown_with_what_stands_beside_it_in_its_own_text() -> None:
    view: Any = replace(sample_of("ledger"), title="甲,乙")
    assert remarks.of(view) == [Remark("甲,乙", "中文句子里用全角“，”")]


def test_no_more_are_listed_than_a_person_reads() -> None:
    found = [Remark(f"第{number}处", "连着几个空格") for number in range(9)]
    assert remarks.said(found).splitlines()[0] == "写法提示9处，不影响打印"
    assert remarks.said(found).splitlines()[-1] == "……另有4处"
    assert len(remarks.said(found).splitlines()) == 7
    assert remarks.said([]) == ""
