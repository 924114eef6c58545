"""礼县's profile as it is shipped: what it holds, what it cites, and that it travels unchanged."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.errors import Damaged, NotFound
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.registry import record_types
from xuncha_desktop.rules.basis import Rule, Standing
from xuncha_desktop.rules.bodies import BodyKind, PostPlace
from xuncha_desktop.rules.profile import BYTES_LIMIT, Profile, ProfileRefused, load_folder
from xuncha_desktop.rules.purposes import ListPurpose
from xuncha_desktop.rules.shipped import shipped_profile, shipped_profiles

LIXIAN = shipped_profile("lixian")


def rules_of(value: Any) -> Iterator[Rule]:
    """Every rule anywhere in a profile."""
    if isinstance(value, Rule):
        yield value
    if isinstance(value, tuple):
        for item in value:
            yield from rules_of(item)
    elif is_dataclass(value):
        for item in fields(value):
            yield from rules_of(getattr(value, item.name))


def test_every_shipped_profile_loads_under_its_folders_name(root):
    folders = {path.parent.name for path in (root / "resources" / "rules").glob("*/profile.toml")}
    assert {profile.about.id for profile in shipped_profiles()} == folders
    assert "lixian" in folders
    with pytest.raises(NotFound):
        shipped_profile("nowhere")


def test_a_profile_comes_back_from_its_bytes_with_the_same_digest():
    again = Profile.from_bytes(LIXIAN.to_bytes())
    assert again == LIXIAN
    assert again.digest == LIXIAN.digest
    assert again.to_bytes() == LIXIAN.to_bytes()


def test_the_smallest_edit_is_another_version(root, tmp_path):
    source = root / "resources" / "rules" / "lixian"
    for path in source.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert load_folder(tmp_path).digest == LIXIAN.digest
    edited = (tmp_path / "deadlines.toml").read_text("utf-8").replace("days_left = 10", "days_left = 9")
    (tmp_path / "deadlines.toml").write_text(edited, "utf-8")
    assert load_folder(tmp_path).digest != LIXIAN.digest
    commented = "# 批注\n" + (source / "deadlines.toml").read_text("utf-8")
    (tmp_path / "deadlines.toml").write_text(commented, "utf-8")
    assert load_folder(tmp_path).digest == LIXIAN.digest


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"null",
        LIXIAN.to_bytes()[:-1],
        LIXIAN.to_bytes() + b"\n",
        b" " + LIXIAN.to_bytes(),
        LIXIAN.to_bytes().replace(b"xuncha-profile/2", b"xuncha-profile/1"),
        b'{"format":"xuncha-profile/2","a":1.5}',
        b"[" * 100_000 + b"]" * 100_000,
        b'{"about":' + b"[" * 900 + b"]" * 900 + b"}",
        b"x" * (BYTES_LIMIT + 1),
    ],
)
def test_bytes_that_are_no_profile_are_refused(raw: bytes):
    with pytest.raises(Damaged):
        Profile.from_bytes(raw)


def test_a_profile_from_a_package_passes_the_same_checks():
    raw = LIXIAN.to_bytes().replace(b'"trigger":"stay_ended"', b'"trigger":"nowhere_1"')
    with pytest.raises(ProfileRefused, match=r"随包制度配置 deadlines.*nowhere_1"):
        Profile.from_bytes(raw)
    with pytest.raises(ProfileRefused, match="缺少“about”"):
        Profile.from_bytes(canonical({"format": "xuncha-profile/2"}))


def test_every_rule_has_its_standing_and_no_custom_cites_an_article():
    found = list(rules_of(LIXIAN))
    assert len(found) > 150
    for rule in found:
        assert bool(rule.article) == (rule.standing is not Standing.CUSTOM)
        assert "条文" not in LIXIAN.cite(rule) or rule.standing is Standing.ARTICLE
        if rule.article:
            assert LIXIAN.gist(rule.article)
    assert LIXIAN.cite(LIXIAN.chain_for("working_paper")) == "惯例"
    assert LIXIAN.cite(LIXIAN.deadline("rectification_plan")) == "条文·巡察工作方案六、（四）"


@pytest.mark.parametrize("profile", shipped_profiles(), ids=lambda profile: profile.about.id)
def test_no_text_of_a_profile_is_long_enough_to_be_an_articles_sentence(profile: Profile):
    assert max(len(item.gist) for item in profile.articles) <= 24
    assert max(len(rule.note) for rule in rules_of(profile)) <= 60
    assert max(len(rule.printed) for rule in rules_of(profile)) <= 24


def test_defects_of_the_text_are_kept_and_each_is_told_once():
    assert LIXIAN.about.issued_on == date(2018, 7, 1)
    warnings = LIXIAN.warnings()
    assert len(warnings) == len(LIXIAN.defects) == 7
    assert sum("2018年7月1日" in warning or "2018-07-01" in warning for warning in warnings) == 1
    assert any("县委第五巡视组" in warning for warning in warnings)


def test_an_early_date_of_issue_no_defect_names_is_warned_of():
    silent = replace(LIXIAN, defects=())
    assert silent.warnings() == ("印发日期2018-07-01早于所规定的2019年，照原文保留，请核对",)


@pytest.mark.provision("LX-03-00b")
def test_the_committee_sends_the_group_and_the_office_arranges_its_work():
    assert LIXIAN.body(LIXIAN.dispatch.sends).kind is BodyKind.COMMITTEE
    assert LIXIAN.body(LIXIAN.dispatch.arranges).kind is BodyKind.OFFICE
    assert LIXIAN.cite(LIXIAN.dispatch) == "条文·巡察工作方案三"


def test_a_group_has_one_leader_exactly_one_liaison_and_at_least_a_deputy_and_a_member():
    full = {"leader": 1, "deputy_leader": 1, "liaison": 1, "member": 3}
    assert LIXIAN.roster_issues(PostPlace.GROUP, full) == ()
    assert LIXIAN.roster_issues(PostPlace.GROUP, full | {"liaison": 2}) == ("联络员应有1名，现有2名",)
    assert LIXIAN.roster_issues(PostPlace.GROUP, full | {"liaison": 0}) == ("联络员应有1名，现有0名",)
    assert LIXIAN.roster_issues(PostPlace.GROUP, full | {"leader": 2}) == ("组长应有1名，现有2名",)
    assert LIXIAN.roster_issues(PostPlace.GROUP, full | {"deputy_leader": 0}) == ("副组长应有至少1名，现有0名",)
    assert LIXIAN.cite(LIXIAN.post("liaison")) == "条文·巡察工作方案五、7"


def test_what_a_post_opens_is_custom_and_nobody_here_opens_the_audit():
    opened = {post.id: set(post.opens) for post in LIXIAN.posts}
    plain = {Compartment.CORE, Compartment.WORK}
    assert opened["leader"] == plain | {Compartment.RESTRICTED, Compartment.CONDUCT}
    assert opened["liaison"] == opened["deputy_leader"] == plain | {Compartment.RESTRICTED}
    assert opened["member"] == opened["office_clerk"] == opened["rectification_supervisor"] == plain
    assert all(post.access.standing is Standing.CUSTOM for post in LIXIAN.posts)
    assert not any(Compartment.AUDIT in post.opens for post in LIXIAN.posts)
    assert {post.id for post in LIXIAN.posts if post.opens_reporter} == {"leader", "liaison", "office_director"}


def test_a_working_paper_goes_from_handler_to_deputy_to_the_meeting_to_the_leader():
    chain = LIXIAN.chain_for("working_paper")
    assert chain is not None
    assert [step.id for step in chain.steps] == ["handler", "deputy_review", "group_meeting", "leader_sign"]
    meeting = chain.step("group_meeting")
    assert meeting.on_paper
    assert meeting.minutes
    assert "liaison" in meeting.registered_by
    assert chain.step("handler").persons == 2
    assert chain.after("handler") == chain.step("deputy_review")
    assert chain.after("leader_sign") is None
    assert chain.returned_to("leader_sign").id == "handler"
    with pytest.raises(KeyError):
        chain.step("nobody")


def test_mending_on_the_spot_needs_the_leading_groups_consent_which_travels_as_a_request():
    chain = LIXIAN.chain_for("immediate_rectification")
    assert chain is not None
    consent = chain.steps[-1]
    assert (consent.body, consent.travels_as, consent.scan) == ("leading_group", "instruction_request", True)
    assert LIXIAN.cite(consent) == "条文·巡察工作方案六、（二）8"
    assert chain.returned_to(consent.id).id == "leader_request"


def test_the_report_passes_leader_office_leading_group_and_secretary_meeting_in_that_order():
    chain = LIXIAN.chain_for("inspection_report")
    assert chain is not None
    assert [step.id for step in chain.steps][1:] == [
        "leader_sign",
        "office_review",
        "leading_group",
        "secretary_meeting",
    ]
    assert LIXIAN.cite(chain.step("office_review")) == "条文·巡察工作方案五、2"
    assert LIXIAN.chain_for("interview") is None


def test_feedback_is_told_to_the_principal_first_without_his_own_and_only_he_signs():
    feedback = LIXIAN.feedback
    assert [step.id for step in feedback.sequence] == ["committee_notice", "principal", "organisation"]
    assert [step.leaves_out_own for step in feedback.sequence] == [False, True, False]
    assert not feedback.deputy_may_sign
    assert feedback.signed_by == "unit_principal"
    assert feedback.order_issue((), "principal") == "应先完成“县委向被巡察单位通报”"
    assert feedback.order_issue(("committee_notice",), "organisation") == "应先完成“向主要负责人通报”"
    assert feedback.order_issue(("committee_notice", "principal"), "organisation") is None


def test_every_petition_and_lead_is_shown_to_the_reviewing_body_named_as_in_the_text():
    review = LIXIAN.external_review
    assert review is not None
    assert LIXIAN.body(review.body).label == "县委第五巡视组"
    assert review.documents == ("petition", "lead")
    assert review.switchable


@pytest.mark.provision("LX-02-00a")
def test_the_seven_categories_are_there_and_poverty_relief_beside_them():
    categories = LIXIAN.category_set("finding_category")
    assert categories.label == "六围绕一加强"
    assert len(categories.items) == 7
    assert categories.standing is Standing.INFERRED
    assert categories.several
    tags = LIXIAN.category_set("finding_tag")
    assert tags.overlay
    assert "脱贫攻坚" in tags.word("poverty_relief")


@pytest.mark.provision("LX-02-00b")
def test_the_rounds_own_focus_lies_over_the_general_categories_with_check_points():
    focus = LIXIAN.category_set("special_focus")
    assert focus.overlay
    assert not LIXIAN.category_set("finding_category").overlay
    assert [item.article for item in focus.items] == [f"二、（{number}）" for number in "一二三四五"]
    assert [len(item.points) for item in focus.items] == [4, 9, 6, 6, 9]
    assert {point.group for point in focus.code("approval_acceptance").points} == {"审批", "验收", "监管"}


@pytest.mark.provision("LX-08-05b")
def test_three_situations_of_obstruction_are_offered():
    assert [word for _, word in LIXIAN.choices("obstruction")] == [
        "隐瞒或提供虚假情况",
        "不提供或不按要求提供资料",
        "指使他人干扰阻挠",
    ]


@pytest.mark.provision("LX-08-04d")
def test_four_prohibitions_are_offered_as_kinds_of_conduct_cases():
    assert len(LIXIAN.choices("conduct")) == 4
    assert LIXIAN.cite(LIXIAN.code_list("conduct")) == "条文·巡察工作方案八、4"


def test_petitions_have_six_outcomes_and_a_word_from_elsewhere_is_shown_as_it_is():
    outcomes = LIXIAN.code_list("petition_outcome")
    assert len(outcomes.items) == 6
    assert outcomes.word("keep") == "留存"
    assert outcomes.word("elsewhere") == "elsewhere"
    with pytest.raises(KeyError):
        outcomes.code("elsewhere")


def test_the_three_addressees_of_important_matters_are_kept_apart():
    found = {name: LIXIAN.deadline(name).addressees for name in ("important_matter", "major_lead", "special_situation")}
    assert found == {
        "important_matter": ("office",),
        "major_lead": ("office", "county_committee"),
        "special_situation": ("leading_group",),
    }


def test_receipt_starts_three_clocks_and_no_other_event_starts_a_numbered_one():
    started = {rule.id for rule in LIXIAN.started_by("feedback_received")}
    assert started == {"rectification_plan", "rectification_report", "principal_report"}


def test_the_look_back_reaches_three_years():
    assert LIXIAN.look_back.starts_on(date(2019, 7, 8)) == date(2016, 7, 8)
    assert LIXIAN.look_back.starts_on(date(2020, 2, 29)) == date(2017, 2, 28)


def test_every_code_a_record_field_chooses_from_is_offered():
    sources = {item.source for kind in record_types().values() for item in kind.fields if item.kind is Kind.CODE}
    assert len(sources) > 5
    for source in sources - {"cadre_level"}:
        assert LIXIAN.choices(source), source
    assert LIXIAN.choices("cadre_level") == (), "礼县 parts no leads by levels of cadres"


def test_every_use_a_record_field_chooses_by_is_a_known_purpose():
    fields = [item for kind in record_types().values() for item in kind.fields]
    sources = {item.source for item in fields if item.kind in (Kind.CODE, Kind.CODES)}
    assert sources - {"body", "post", "event", "cadre_level"} <= {purpose.value for purpose in ListPurpose}


def test_forms_carry_their_labels_and_custom_copies_are_marked():
    paper = LIXIAN.form("working_paper")
    assert paper.text("fact") == "事实描述"
    assert [(signer.label, signer.times) for signer in paper.signers] == [
        ("承办人", 2),
        ("副组长审核意见", 1),
        ("组务会研究意见", 1),
        ("组长签批", 1),
    ]
    assert LIXIAN.form("rectification_plan").copies_standing is Standing.ARTICLE
    assert LIXIAN.form("referral").copies_standing is Standing.CUSTOM
    assert LIXIAN.form("supervision_notice").text("basis") == "督办依据"
    with pytest.raises(KeyError):
        paper.text("nothing")
