"""满意度: the votes of a 民主测评 as one figure, by weights that are said beside it."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

PLACES = 2
WEIGHTS: tuple[int | None, ...] = (
    100,
    75,
    55,
    None,
)  # 满意, 基本满意, 不满意; who does not know (不了解) is not counted


def satisfaction(votes: Sequence[int], weights: Sequence[int | None] = WEIGHTS) -> Decimal | None:
    """The weighted mean of the votes with two decimals, half up; None where nobody gave a counted vote.

    The weights are an office's custom: no regulation names them. Raises ValueError for counts that do not fit.
    """
    if len(votes) != len(weights) or any(vote < 0 for vote in votes):
        raise ValueError("one count of at least 0 a weight")
    counted = [(vote, weight) for vote, weight in zip(votes, weights, strict=True) if weight is not None]
    total = sum(vote for vote, _ in counted)
    if not total:
        return None
    mean = Fraction(sum(vote * weight for vote, weight in counted), total)
    exact = Decimal(mean.numerator) / Decimal(mean.denominator)
    return exact.quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_UP)
