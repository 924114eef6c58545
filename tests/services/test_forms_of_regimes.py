"""What each regime fixes of its own papers: name, signers, copies, recipients and words come from its data."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.printing.papers import STAMP, one_line
from xuncha_desktop.printing import render
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.services import inquiries, paper_views, profiles
from xuncha_desktop.services.paper_views import Heads

HEADS = Heads("市委第二巡察组", "市委巡察办")


@dataclass(frozen=True)
class Fact:
    """What must stand on a form of a regime, and what must not; `signers` in their order, `copies` or None."""

    regime: str
    form: str
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    signers: tuple[str, ...] | None = None
    copies: int | None = None


def told(provision: str, regime: str, form: str, *says: str, **more: Any) -> Any:
    marks = [pytest.mark.provision(one) for one in provision.split()]
    return pytest.param(Fact(regime, form, says, **more), marks=marks, id=f"{regime}-{form}-{says[0] if says else ''}")


FACTS = (
    told(
        "JDZ-34-00a",
        "jingdezhen",
        "feedback_receipt",
        "巡察反馈材料签收单",
        "一式3份（条文）",
        signers=("巡察组组长", "被巡察单位党委（党组）主要负责人", "市委巡察办负责人"),
        copies=3,
    ),
    told(
        "JDZ-35-00b JDZ-35-00c",
        "jingdezhen",
        "referral",
        "移交材料交接单",
        "市委巡察工作领导小组领导审批意见",
        never=("一式",),
        signers=("市委巡察组", "市委巡察办", "接收部门（单位）"),
    ),
    told("JDZ-32-00a", "jingdezhen", "disposition_proposal", "市委“五人小组”意见", never=("县委", "书记专题")),
    told("JDZ-25-00", "jingdezhen", "immediate_rectification", "处理建议书", "条文", never=("立行立改建议书",)),
    told("JDZ-26-00b", "jingdezhen", "information_request", "公函回执", "公函已收到", never=("征询函",)),
    told("JDZ-07-00d", "jingdezhen", "group_meeting", "组务会会议记录"),
    told("YL-35-00a", "yangling", "problem_list", "问题清单", "条文", never=("巡察反馈问题清单", "巡察办审核")),
    told("YL-26-00b", "yangling", "immediate_rectification", "立行立改处理建议书"),
    told("YL-28-00e", "yangling", "entry_agenda", "巡察进驻动员会议程"),
    told("YL-31-00c", "yangling", "disposition_proposal", "区委书记专题会议意见", never=("县委",)),
    told("YL-11-03", "yangling", "working_paper", "被巡察党组织", "组长签批", "监督重点", never=("被巡察单位",)),
    told("YL-32-00b", "yangling", "feedback_receipt", "被巡察党组织", never=("被巡察单位",)),
    told("YULIN-02-01d", "yulin", "assessment", "民主测评表", "条文"),
    told("YULIN-04-01a", "yulin", "problem_list", "反馈问题台账", "条文", never=("巡察反馈问题清单",)),
    told("LX-06-04-00d", "lixian", "feedback_receipt", "被巡察单位主要负责人", never=("一式",)),
    told("LX-05-05", "lixian", "petition_slip", "审阅机构意见"),
    told("LX-06-03-02b", "lixian", "overall_evaluation", "巡察总体评价表", "组长意见"),
    told("LX-06-02-02b", "lixian", "commitment", "巡察承诺书", "主要负责人（签名）", "一式2份（惯例）"),
)


@pytest.mark.parametrize("fact", FACTS)
def test_a_form_bears_what_its_regime_fixes(fact: Fact) -> None:
    profile = profiles.shipped(fact.regime)
    text = one_line(render(fact.form, paper_views.blanks()[fact.form](profile, HEADS), STAMP))
    for word in fact.says:
        assert word in text
    for word in fact.never:
        assert word not in text
    form = profile.form(fact.form)
    if fact.signers is not None:
        assert tuple(one.label for one in form.signers for _ in range(one.times)) == fact.signers
        assert all(text.count(signer) >= 1 for signer in fact.signers)
    assert fact.copies is None or form.copies == fact.copies


@pytest.mark.parametrize(
    ("regime", "names"),
    [
        pytest.param(
            "yangling",
            {"rectification_report": "整改情况报告", "principal_report": "主要负责人组织落实情况报告"},
            marks=pytest.mark.provision("YL-35-00d"),
        ),
        pytest.param(
            "jingdezhen",
            {"rectification_report": "整改情况报告", "principal_report": "党委（党组）主要负责人组织落实情况报告"},
            marks=pytest.mark.provision("JDZ-34-00c"),
        ),
        pytest.param(
            "lixian",
            {
                "rectification_report": "整改落实情况报告",
                "principal_report": "主要负责人履行整改第一责任人的情况报告",
            },
            marks=pytest.mark.provision("LX-06-04-00g"),
        ),
    ],
)
def test_the_reports_a_unit_owes_are_called_as_their_regime_calls_them(regime: str, names: dict[str, str]) -> None:
    profile = profiles.shipped(regime)
    assert {form: profile.form(form).title for form in names} == names


@pytest.mark.parametrize("regime", ["yangling", "jingdezhen", "yulin"])
def test_no_regime_but_the_one_that_has_a_reviewing_body_prints_a_place_for_it(regime: str) -> None:
    profile = profiles.shipped(regime)
    assert not [body for body in profile.bodies if body.kind is BodyKind.REVIEWER]
    text = one_line(render("petition_slip", paper_views.blanks()["petition_slip"](profile, HEADS), STAMP))
    assert "审阅机构" not in text
    assert text.count("签名：") == 2


@pytest.mark.provision("JDZ-26-00b")
def test_the_letters_of_every_regime_bear_the_office_and_its_own_departments() -> None:
    for regime in ("lixian", "yangling", "jingdezhen", "yulin"):
        profile = profiles.shipped(regime)
        view: Any = paper_views.blanks()[inquiries.KIND](profile, HEADS)
        assert (view.mark, view.office) == (HEADS.office, HEADS.office)
        assert profiles.codes(profile, inquiries.SOURCE)
