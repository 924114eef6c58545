"""What people wrote, as it stands on a paper."""

import pytest

from xuncha_desktop.services.form_words import sentence


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("限7日内整改到位", "限7日内整改到位。"),
        ("限7日内整改到位。", "限7日内整改到位。"),
        ("已经到位 \n还有两处", "已经到位。\n还有两处。"),
        ("是否同意？", "是否同意？"),
        ("＿＿＿＿", "＿＿＿＿"),
        ("第一段\n\n第二段", "第一段。\n\n第二段。"),
        ("", ""),
    ],
)
def test_a_written_line_ends_as_a_sentence(written, shown):
    assert sentence(written) == shown
