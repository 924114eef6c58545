"""满意度 as one figure: weighted, who does not know not counted, two decimals half up."""

from decimal import Decimal

import pytest

from xuncha_desktop.rules.satisfaction import satisfaction


@pytest.mark.parametrize(
    ("votes", "figure"),
    [
        ((17, 9, 2, 2), "88.75"),  # (1700 + 675 + 110) / 28
        ((30, 0, 0, 0), "100.00"),
        ((0, 0, 7, 20), "55.00"),
        ((1, 1, 1, 0), "76.67"),
        ((199, 1, 0, 0), "99.88"),  # 99.875: half goes up
    ],
)
def test_the_figure_is_the_mean_of_the_counted_votes(votes, figure):
    assert satisfaction(votes) == Decimal(figure)


def test_where_nobody_knows_there_is_no_figure():
    assert satisfaction((0, 0, 0, 30)) is None


@pytest.mark.parametrize("votes", [(1, 2, 3), (1, 2, 3, 4, 5), (1, -1, 0, 0)])
def test_counts_that_do_not_fit_the_weights_are_no_figure(votes):
    with pytest.raises(ValueError, match="weight"):
        satisfaction(votes)
