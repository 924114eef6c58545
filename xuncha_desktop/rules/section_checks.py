"""What the sections about work, persons, lists and duties must hold together; the rest is in `checks`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from xuncha_desktop.rules.basis import Standing
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.codes import CategorySet, Code, CodeList
from xuncha_desktop.rules.duties import DutyKind, Period
from xuncha_desktop.rules.matters import Force, Matter
from xuncha_desktop.rules.purposes import SET_PURPOSES, ListPurpose
from xuncha_desktop.rules.reading import Issue
from xuncha_desktop.rules.rectification import RouteAct
from xuncha_desktop.rules.rounds import CoverageClock
from xuncha_desktop.rules.source_lines import Path
from xuncha_desktop.rules.supervision import FieldKind
from xuncha_desktop.rules.telling import FEEDBACK_STEPS

if TYPE_CHECKING:
    from xuncha_desktop.rules.profile import Profile


def section_issues(profile: Profile) -> Iterator[Issue]:
    """Every fault of these sections."""
    yield from _list_issues("category_sets", profile.category_sets)
    yield from _list_issues("code_lists", profile.code_lists)
    yield from _shared_ids(profile)
    yield from _map_issues(profile)
    yield from _staffing_issues(profile)
    yield from _coverage_issues(profile)
    for index, matter in enumerate(profile.matters):
        yield from _matter_issues(matter, ("matters", index))
    yield from _feedback_issues(profile)
    yield from _disclosure_issues(profile)
    yield from _rectification_issues(profile)
    yield from _duty_issues(profile)
    yield from _supervision_issues(profile)


def _list_issues(section: str, lists: Sequence[CodeList]) -> Iterator[Issue]:
    for index, item in enumerate(lists):
        path: Path = (section, index)
        if not item.items:
            yield Issue((*path, "items"), "清单没有任何选项")
        if isinstance(item, CategorySet) != (item.purpose in SET_PURPOSES):
            where = "code_lists" if isinstance(item, CategorySet) else "category_sets"
            yield Issue((*path, "purpose"), f"“{item.purpose.label}”应写在 {where} 中")
        for number, code in enumerate(item.items):
            yield from _code_issues(item, code, (*path, "items", number))


def _code_issues(found: CodeList, code: Code, path: Path) -> Iterator[Issue]:
    if code.article and found.standing is Standing.CUSTOM:
        yield Issue((*path, "article"), "惯例不得援引条文")
    if code.all_met and not code.conditions:
        yield Issue((*path, "all_met"), "没有条件（conditions），就没有“全部具备”的称谓")
    if not code.parent:
        return
    above = next((item for item in found.items if item.id == code.parent), None)
    if above is None:
        yield Issue((*path, "parent"), f"上一级“{code.parent}”不在本清单中")
    elif above.parent:
        yield Issue((*path, "parent"), "清单只有两级，上一级不能另有上一级")


def _shared_ids(profile: Profile) -> Iterator[Issue]:
    """List ids are told apart everywhere; choices of lists with one use are offered together, so their ids are too."""
    taken = {"body", "post"}
    codes: dict[tuple[ListPurpose, str], str] = {}
    sections: tuple[tuple[str, Sequence[CodeList]], ...] = (
        ("category_sets", profile.category_sets),
        ("code_lists", profile.code_lists),
    )
    for section, lists in sections:
        for index, item in enumerate(lists):
            if item.id in taken:
                yield Issue((section, index, "id"), f"清单名“{item.id}”已被占用")
            taken.add(item.id)
            for number, code in enumerate(item.items if item.purpose is not ListPurpose.OTHER else ()):
                key = (item.purpose, code.id)
                if codes.setdefault(key, item.id) != item.id:
                    told = f"“{code.id}”已用在同一用途的清单“{codes[key]}”中"
                    yield Issue((section, index, "items", number, "id"), told)


def _map_issues(profile: Profile) -> Iterator[Issue]:
    sets = {item.id: {code.id for code in item.items} for item in profile.category_sets}
    for index, found in enumerate(profile.category_maps):
        path: Path = ("category_maps", index)
        for side, name in (("source", found.source), ("target", found.target)):
            if name not in sets:
                yield Issue((*path, side), f"所指的“{name}”在 category_sets 中不存在")
                continue
            for number, pair in enumerate(found.pairs):
                code = getattr(pair, side)
                if code not in sets[name]:
                    yield Issue((*path, "pairs", number, side), f"“{name}”中没有“{code}”")
        if found.source == found.target:
            yield Issue((*path, "target"), "分类不能对应到自己")


def _staffing_issues(profile: Profile) -> Iterator[Issue]:
    professions = profile.lists_for(ListPurpose.PROFESSION)
    for index, pool in enumerate(profile.pools):
        if pool.professions and not professions:
            yield Issue(("pools", index, "professions"), "没有用途为 profession 的清单")
    for index, body in enumerate(profile.bodies):
        if body.sits_in == body.id:
            yield Issue(("bodies", index, "sits_in"), "机构不能设在自己之内")


def _coverage_issues(profile: Profile) -> Iterator[Issue]:
    for index, rule in enumerate(profile.coverage):
        if (rule.clock is CoverageClock.YEARS) != (rule.years is not None):
            yield Issue(("coverage", index, "years"), '按年计的覆盖要写年数，写 clock = "years" 和 years')


def _matter_issues(matter: Matter, path: Path) -> Iterator[Issue]:
    if matter.approvers and matter.approver_open:
        yield Issue((*path, "approver_open"), "已写明由谁批准，不能又说没有写明")
    if matter.any_approver and len(matter.approvers) < 2:
        yield Issue((*path, "any_approver"), "只有一个批准机构时不必写任选其一")
    if matter.force is Force.MUST_NOT and (matter.approvers or matter.approver_open):
        yield Issue((*path, "force"), "禁止的事项没有批准人")
    if not matter.on and not matter.switchable:
        yield Issue((*path, "on"), "不能启用的事项不应写入；可由办公室启用的写 switchable = true")


def _feedback_issues(profile: Profile) -> Iterator[Issue]:
    feedback = profile.feedback
    if feedback is None:
        return
    if not feedback.sequence:
        yield Issue(("feedback", "sequence"), "反馈没有任何步骤")
    elif "organisation" not in {step.id for step in feedback.sequence}:
        yield Issue(("feedback", "sequence"), "反馈要有向党组织反馈（organisation）这一步")
    elif feedback.sequence[-1].notice:
        yield Issue(("feedback", "sequence"), "反馈不能以通报（notice）结束")
    if not feedback.deputy_may_sign and not feedback.signed_by:
        yield Issue(("feedback", "deputy_may_sign"), "不得代签，就要写明由谁签收（signed_by）")
    if feedback.joint and len(feedback.participants) < 2:
        yield Issue(("feedback", "joint"), "联合反馈至少要有两个机构参加")
    if not feedback.received and feedback.receipt_event not in {event.id for event in profile.events}:
        yield Issue(("feedback",), f"有反馈就要写明签收是哪个事项（received），或有“{feedback.receipt_event}”这一事项")
    for index, step in enumerate(feedback.sequence):
        if step.id not in FEEDBACK_STEPS:
            yield Issue(("feedback", "sequence", index, "id"), f"只能是 {'、'.join(FEEDBACK_STEPS)} 之一")


def _disclosure_issues(profile: Profile) -> Iterator[Issue]:
    for index, found in enumerate(profile.disclosures):
        if not found.audiences:
            yield Issue(("disclosures", index, "audiences"), "没有写明向谁公开")


def _rectification_issues(profile: Profile) -> Iterator[Issue]:
    found = profile.rectification
    if found is None:
        return
    acts = [stop.act for stop in found.route]
    if len(acts) < 2 or acts[0] is not RouteAct.SUBMIT or acts[-1] is not RouteAct.RECEIVE:
        yield Issue(("rectification", "route"), "整改材料的路径应从报送开始，到接收结束")
    elif any(act is not RouteAct.REVIEW for act in acts[1:-1]):
        yield Issue(("rectification", "route"), "报送与接收之间只能是审核")
    bodies = [stop.body for stop in found.route]
    if len(set(bodies)) != len(bodies):
        yield Issue(("rectification", "route"), "整改材料的路径不能两次经过同一机构")
    earlier: set[str] = set()
    for index, rung in enumerate(found.ladder):
        path: Path = ("rectification", "ladder", index)
        if rung.id in earlier:
            yield Issue((*path, "id"), f"督促措施“{rung.id}”已有一级")
        if rung.instead_of and rung.instead_of not in earlier:
            yield Issue((*path, "instead_of"), f"只能与前面的一级任选其一，“{rung.instead_of}”不在前面")
        earlier.add(rung.id)


def _duty_issues(profile: Profile) -> Iterator[Issue]:
    after = {duty.id: duty.after for duty in profile.duties}
    for index, duty in enumerate(profile.duties):
        path: Path = ("duties", index)
        if (duty.period is Period.EVENT) != bool(duty.event or duty.occasion):
            yield Issue((*path, "period"), '遇事才有的职责写 period = "event" 并写明 event 或 occasion；其余不写')
        if not duty.responsible:
            yield Issue((*path, "responsible"), "没有写明由谁负责")
        if duty.kind in (DutyKind.REPORT, DutyKind.FILING) and not duty.addressees and not duty.note:
            yield Issue((*path, "addressees"), "报告和备案没有写明向谁报，须在 note 中说明原文没有写")
        if _goes_round(duty.id, after):
            yield Issue((*path, "after"), "前后衔接的职责绕成了圈")


def _goes_round(start: str, after: dict[str, str]) -> bool:
    seen: set[str] = set()
    at = after.get(start, "")
    while at and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = after.get(at, "")
    return False


def _supervision_issues(profile: Profile) -> Iterator[Issue]:
    methods = {code.id for code in profile.codes_for(ListPurpose.SUPERVISION_METHOD)}
    kinds = {body.id: body.kind for body in profile.bodies}
    for index, area in enumerate(profile.areas):
        if kinds.get(area.office) not in (None, BodyKind.SUPERVISION_OFFICE):
            yield Issue(("areas", index, "office"), "协作区应由纪委监委的室（supervision_office）负责")
    for index, method in enumerate(profile.supervision_methods):
        path: Path = ("supervision_methods", index)
        if method.id not in methods:
            yield Issue((*path, "id"), f"“{method.id}”不在日常监督方式清单中")
        for number, found in enumerate(method.fields):
            if (found.kind is FieldKind.CHOICE) != bool(found.choices):
                yield Issue((*path, "fields", number, "choices"), "选项栏要写明选项，其余栏不写")
