"""What a profile must hold together: references, kind, posts, chains, deadlines, forms; each fault with its path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import BUSINESS, GROUP, OFFICE
from xuncha_desktop.rules.basis import Standing
from xuncha_desktop.rules.bodies import BodyKind, Post, PostPlace
from xuncha_desktop.rules.chains import Chain, Step
from xuncha_desktop.rules.clocks import chain_issues
from xuncha_desktop.rules.deadlines import Unit
from xuncha_desktop.rules.lights import light_issues
from xuncha_desktop.rules.purposes import NEEDED_FOR_ROUNDS, NEEDED_FOR_SUPERVISION, ListPurpose
from xuncha_desktop.rules.reading import Issue, Reference
from xuncha_desktop.rules.section_checks import section_issues
from xuncha_desktop.rules.source_lines import Path
from xuncha_desktop.rules.stay import StayRefused, rough_day

if TYPE_CHECKING:
    from xuncha_desktop.rules.profile import Profile

_PLACES = {
    **{post.value: PostPlace.GROUP for post in GROUP},
    **{post.value: PostPlace.OFFICE for post in OFFICE},
}
_ROUND_SECTIONS = ("posts", "documents", "phases", "events", "chains", "category_sets", "forms")
_ROUND_CHAINS = ("working_paper", "rectification_closing")
_ROUND_FORMS = ("working_paper", "supervision_notice")


def issues_of(profile: Profile, references: Sequence[Reference]) -> list[Issue]:
    """Every fault of a profile whose structure is sound; empty when it can be used."""
    return [
        *_dangling(profile, references),
        *_kind_issues(profile),
        *_about_issues(profile),
        *_post_issues(profile),
        *_chain_issues(profile),
        *_deadline_issues(profile),
        *_form_issues(profile),
        *_light_issues(profile),
        *section_issues(profile),
    ]


def _dangling(profile: Profile, references: Sequence[Reference]) -> Iterator[Issue]:
    known = {
        "articles": {item.number for item in profile.articles},
        "bodies": {item.id for item in profile.bodies},
        "posts": {item.id for item in profile.posts},
        "documents": {item.id for item in profile.documents},
        "events": {item.id for item in profile.events},
        "phases": {item.id for item in profile.phases},
        "duties": {item.id for item in profile.duties},
    }
    for reference in references:
        if reference.target not in known[reference.section]:
            yield Issue(reference.path, f"所指的“{reference.target}”在 {reference.section} 中不存在")


def _kind_issues(profile: Profile) -> Iterator[Issue]:
    """What the program cannot do without for the work the profile orders."""
    rounds = profile.about.kind.value == "inspection"
    for purpose in NEEDED_FOR_ROUNDS if rounds else NEEDED_FOR_SUPERVISION:
        if not profile.lists_for(purpose):
            yield Issue(("code_lists",), f"缺少用途为 {purpose.value}（{purpose.label}）的清单")
    if not rounds:
        if not any(body.kind is BodyKind.SUPERVISION_OFFICE for body in profile.bodies):
            yield Issue(("bodies",), "日常监督没有任何负责的室部（supervision_office）")
        return
    for section in _ROUND_SECTIONS:
        if not getattr(profile, section):
            yield Issue((section,), f"缺少“{section}”")
    sets = profile.category_sets
    if all(item.overlay for item in sets if item.purpose is ListPurpose.FINDING_CATEGORY):
        yield Issue(("category_sets",), "问题分类全是叠加的（overlay），至少要有一套基本分类")
    chained = {chain.document for chain in profile.chains}
    forms = {form.id for form in profile.forms}
    yield from (Issue(("chains",), f"缺少“{name}”的审批链") for name in _ROUND_CHAINS if name not in chained)
    yield from (Issue(("forms",), f"缺少表单“{name}”") for name in _ROUND_FORMS if name not in forms)
    held = {post.id for post in profile.posts}
    yield from (Issue(("posts",), f"缺少岗位“{post.value}”（{post.label}）") for post in BUSINESS if post not in held)
    for index, event in enumerate(profile.events):
        if not event.phase:
            yield Issue(("events", index, "phase"), "巡察中的事件必须写明在哪个阶段（phase）")


def _about_issues(profile: Profile) -> Iterator[Issue]:
    about = profile.about
    if about.effective_to and about.effective_from and about.effective_to < about.effective_from:
        yield Issue(("about", "effective_to"), "失效日期早于生效日期")
    if about.effective_from is None and not about.effective_note:
        yield Issue(("about", "effective_from"), "没有生效日期的，须在 effective_note 中说明")
    on_site = profile.on_site
    if on_site is None:
        return
    for name in ("begins", "ends"):
        text = getattr(on_site, name)
        try:
            if text:
                rough_day(text)
        except StayRefused as refusal:
            yield Issue(("on_site", name), str(refusal))
    if on_site.unit is Unit.NONE:
        yield Issue(("on_site", "unit"), "进驻时间必须有单位")


def _post_issues(profile: Profile) -> Iterator[Issue]:
    for index, post in enumerate(profile.posts):
        path: Path = ("posts", index)
        if (place := _PLACES.get(post.id, post.place)) is not post.place:
            yield Issue((*path, "place"), f"“{post.label}”属于 {place.value}，不能改到别处")
        if post.id not in _PLACES and post.place is not PostPlace.LEADING_GROUP:
            yield Issue((*path, "id"), f"程序里没有“{post.id}”这个岗位，没有人能担任")
        if post.at_most is not None and post.at_most < post.at_least:
            yield Issue((*path, "at_most"), "最多人数小于最少人数")
        if Compartment.AUDIT in post.opens:
            yield Issue((*path, "access", "opens"), "审计区只由安全审计员打开，不能配给业务岗位")
        if post.opens_reporter and Compartment.RESTRICTED not in post.opens:
            yield Issue((*path, "access", "reporter"), "不能打开受限区的岗位不能打开举报人身份")
    for compartment in (Compartment.CORE, Compartment.WORK, Compartment.RESTRICTED, Compartment.CONDUCT):
        for place in (PostPlace.GROUP, PostPlace.OFFICE):
            posts = [post for post in profile.posts if post.place is place]
            if posts and not any(compartment in post.opens for post in posts):
                where = "巡察组" if place is PostPlace.GROUP else "巡察办"
                yield Issue(("posts",), f"{where}没有任何岗位能打开{compartment.label}")


def _chain_issues(profile: Profile) -> Iterator[Issue]:
    posts = {post.id: post for post in profile.posts}
    documents: set[str] = set()
    for index, chain in enumerate(profile.chains):
        path: Path = ("chains", index)
        if chain.document in documents:
            yield Issue((*path, "document"), f"“{chain.document}”已有一条审批链")
        documents.add(chain.document)
        if not chain.steps:
            yield Issue((*path, "steps"), "审批链没有任何步骤")
        elif chain.steps[0].on_paper:
            yield Issue((*path, "steps", 0), "审批链不能从会议或机关决定开始，须先有经办人")
        for number, step in enumerate(chain.steps):
            if step.final and number + 1 < len(chain.steps):
                yield Issue((*path, "steps", number + 1), f"“{step.label}”已是终结步骤，后面不能再有步骤")
            yield from _step_issues(chain, step, number, posts, (*path, "steps", number))


def _step_issues(chain: Chain, step: Step, number: int, posts: dict[str, Post], path: Path) -> Iterator[Issue]:
    if bool(step.by) == step.on_paper:
        yield Issue(path, "一个步骤要么由岗位办理（by），要么由机关决定（body），必须且只能写一种")
    elif step.on_paper and not step.registered_by:
        yield Issue(path, "机关在纸上决定，必须写明由哪个岗位代录（registered_by）")
    elif step.by and (step.registered_by or step.minutes):
        yield Issue(path, "由岗位办理的步骤没有代录，也没有会议记录")
    if (step.heard or step.agreed) and not step.on_paper:
        yield Issue(path, "只有机关的决定才有听取（heard）和同意（agreed）的事件")
    if step.switchable and not (step.on_paper and step.travels_as):
        yield Issue((*path, "switchable"), "可停用的只能是机关以请示答复的步骤（travels_as）")
    if step.returns_to and not step.send_back:
        yield Issue((*path, "returns_to"), "不能退回的步骤不应写退回到哪一步")
    earlier = [item.id for item in chain.steps[:number]]
    if step.send_back and not earlier:
        yield Issue((*path, "send_back"), "第一步没有上一步可以退回")
    elif step.returns_to and step.returns_to not in earlier:
        yield Issue((*path, "returns_to"), f"只能退回到前面的步骤，“{step.returns_to}”不在前面")
    for post_id in (*step.by, *step.registered_by):
        if post_id in posts and posts[post_id].place is PostPlace.LEADING_GROUP:
            yield Issue(path, f"“{posts[post_id].label}”不登录本程序，不能由其办理或代录，应写机关（body）")
    holders = [posts[post_id].at_most for post_id in step.by if post_id in posts]
    if len(holders) == len(step.by) > 0 and None not in holders and sum(limit or 0 for limit in holders) < step.persons:
        yield Issue((*path, "persons"), f"这些岗位最多{sum(limit or 0 for limit in holders)}人，凑不够{step.persons}人")


def _deadline_issues(profile: Profile) -> Iterator[Issue]:
    for index, rule in enumerate(profile.deadlines):
        path: Path = ("deadlines", index)
        if (rule.unit is Unit.NONE) != (rule.amount is None):
            yield Issue((*path, "amount"), '有单位就要有数量；规定未定期限的写 unit = "none" 且不写数量')
        if rule.amount is not None and rule.wording:
            yield Issue((*path, "wording"), "已有数量的期限不应再写“及时”一类的词")
        if rule.trigger_standing is not Standing.ARTICLE and not rule.trigger_note:
            yield Issue((*path, "trigger_note"), "起算事件不是条文写明的，必须说明根据什么")
        if rule.amount is not None and rule.own_date:
            yield Issue((*path, "own_date"), "规定了期限的事项不能再由事项自定期限")
    for index, sentence in chain_issues(profile.deadlines):
        yield Issue(("deadlines", index, "fulfilled_by"), sentence)


def _form_issues(profile: Profile) -> Iterator[Issue]:
    for index, form in enumerate(profile.forms):
        if (form.copies is None) != (form.copies_standing is None):
            yield Issue(("forms", index, "copies"), "份数和份数的效力（copies_standing）必须同时写明")
        for number, signer in enumerate(form.signers):
            if bool(signer.post) == bool(signer.body):
                yield Issue(("forms", index, "signers", number), "签名栏必须写明岗位或机关，只能写一种")


def _light_issues(profile: Profile) -> Iterator[Issue]:
    for index, sentence in light_issues(profile.lights):
        yield Issue(("lights",) if index is None else ("lights", "thresholds", index), sentence)
