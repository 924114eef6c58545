"""Tables: equal cells joined, sums carried over, widths the office set."""

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.printing.papers import MM, STAMP, characters, one_line, page_texts, rules
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing import Marks, render
from xuncha_desktop.printing.forms.ledger import Ledger, LedgerRow
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.printing.tables import Column

COLUMNS = (
    Column("序", 12, "center"),
    Column("方面", 60, grouped=True),
    Column("问题", 100),
    Column("金额（万元）", 40, "right", summed=True),
)


def ledger(rows, columns=COLUMNS) -> bytes:
    view = Ledger(Marks(Level.INTERNAL, "1号"), "汇总", "全部", columns, tuple(LedgerRow(row) for row in rows))
    return render("ledger", view, STAMP)


def test_equal_cells_are_one_and_are_told_again_on_the_next_page():
    pages = page_texts(ledger([(str(n), "主体责任", f"问题{n}", "1.5") for n in range(60)]))

    assert len(pages) > 1
    assert [page.count("主体责任") for page in pages] == [1] * len(pages)


def test_no_line_parts_joined_cells_but_every_page_closes():
    pdf = ledger([(str(n), "主体责任", f"问题{n}", "") for n in range(60)], (*COLUMNS[:3], Column("备注", 40)))
    left, right = (20 + 12) * MM, (20 + 72) * MM
    for lines in rules(pdf):
        flat = [line for line in lines if abs(line["top"] - line["bottom"]) < 0.1]
        over = sorted({round(f["top"]) for f in flat if f["x0"] < left + 1 and f["x1"] > right - 1})
        assert 2 <= len(over) <= 4  # head, first row, and the lower edge


def test_cells_that_differ_are_not_joined():
    assert page_texts(ledger([("1", "甲", "一", ""), ("2", "乙", "二", ""), ("3", "乙", "三", "")]))[0].count("乙") == 1


def test_sums_are_carried_over_to_each_page_and_added_up_at_the_end():
    pages = page_texts(ledger([(str(n), f"方面{n}", "", "1,000.25" if n % 2 else "无") for n in range(100)]))

    assert "承前页" not in pages[0]
    assert all("承前页" in page for page in pages[1:])
    last = int([line for line in pages[0].split("\n") if "方面" in line][-1].split("方面")[1].split()[0])
    assert f"{sum(n % 2 for n in range(last + 1)) * 1000.25:,.2f}" in pages[1]
    assert "合计" in pages[-1]
    assert "50,012.50" in pages[-1]


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "－", "12万元", "1e999999999"])
def test_what_is_no_amount_adds_nothing(amount):
    assert "合计2.50" in one_line(ledger([("1", "甲", "一", amount), ("2", "乙", "二", "2.50")]))


def test_widths_that_do_not_fill_the_paper_are_refused_in_words():
    view = replace(sample_of("working_paper"), widths=(10, 24, 72, 14, 16, 30))

    with pytest.raises(Refused, match="之和应为156毫米，规则档给出的是166毫米"):
        render("working_paper", view, STAMP)


def test_a_label_column_is_as_wide_as_the_office_wants_it():
    wide = replace(sample_of("working_paper"), label_width=40)
    xs = {round(line["x0"] / MM) for line in rules(render("working_paper", wide, STAMP))[0] if line["x0"] == line["x1"]}

    assert 68 in xs


def test_a_blank_form_leaves_room_to_write():
    sample = sample_of("working_paper")
    entries = tuple(replace(entry, text="", room=20) for entry in sample.entries)
    view = replace(sample, entries=entries, evidence=(replace(sample.evidence[0], number="", title=""),) * 3, places=())

    chars = characters(render("working_paper", view, STAMP))[0]
    labels = sorted(c["top"] for c in chars if c["text"] in "概事" and c["size"] == 12)
    assert min(b - a for a, b in pairwise(labels) if b - a > 1) > 19 * MM
