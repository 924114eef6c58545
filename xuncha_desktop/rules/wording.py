"""A profile said in short Chinese lines, section by section: for reading it and for setting two side by side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xuncha_desktop.rules.basis import Point, Rule
from xuncha_desktop.rules.chains import Chain, Relation, Step
from xuncha_desktop.rules.matters import CadreLevel, Force
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.wording_lists import list_words


@dataclass(frozen=True)
class Line:
    """One rule in words. `entry` is its id and `sort` what it is in general: by these it is found in another profile.

    `ground` is standing and article as a paper prints them, empty for what is no rule.
    """

    section: str
    entry: str
    sort: str
    label: str
    words: str
    ground: str
    note: str = ""


def lines_of(profile: Profile) -> tuple[Line, ...]:
    """The whole profile, in the order of a regulation: bodies, persons, round, consent, results, duties, lists."""
    return tuple(line for section in _SECTIONS for line in section(profile))


def _line(profile: Profile, section: str, rule: Rule, entry: str, label: str, words: str, sort: str = "") -> Line:
    said = f"{words}；原文称“{rule.printed}”" if rule.printed else words
    return Line(section, entry, sort or entry, label, said, profile.cite(rule), rule.note)


def _bodies(profile: Profile, ids: Iterable[str], joined: str = "、") -> str:
    return joined.join(profile.body(one).label for one in ids)


def _posts(profile: Profile, ids: Iterable[str]) -> str:
    return "、".join(profile.post(one).label for one in ids)


def _points(points: Iterable[Point]) -> str:
    return "、".join(point.label for point in points)


def _parts(*parts: str) -> str:
    """What is said, without what is not."""
    return "；".join(part for part in parts if part)


def cadre_words(profile: Profile, level: CadreLevel) -> str:
    """What is said of the leads of a level of cadres: who keeps their ledger, where they go, whether first."""
    return _parts(
        f"{profile.body(level.managed_by).label}管理" if level.managed_by else "",
        f"{profile.body(level.ledger_kept_by).label}建台账" if level.ledger_kept_by else "",
        "专人负责" if level.named_keeper else "",
        f"移交{_bodies(profile, level.received_by)}" if level.received_by else "",
        first_words(level),
    )


def first_words(level: CadreLevel) -> str:
    """That leads of a level go first, with the article that says so; nothing where they do not."""
    said = f"（{level.first_article}）" if level.first_article else ""
    return f"优先办理{said}" if level.first else ""


def _about(profile: Profile) -> Iterator[Line]:
    about = profile.about
    ended = f"至{about.effective_to.isoformat()}" if about.effective_to else "起施行"
    in_force = f"{about.effective_from.isoformat()}{ended}" if about.effective_from else ""
    for entry, label, words in (
        ("kind", "用途", about.kind.label),
        ("title", "名称", about.title),
        ("level", "级别", f"{about.place}（{about.level}）"),
        ("number", "文号", about.number),
        ("nature", "性质", about.nature),
        ("effective", "施行", _parts(in_force, about.effective_note)),
        ("replaces", "代替", about.replaces),
        ("grounds", "依据", "、".join(about.grounds)),
        ("interpreted_by", "解释", about.interpreted_by),
    ):
        if words:
            yield Line("基本情况", entry, entry, label, words, "")


def _organs(profile: Profile) -> Iterator[Line]:
    for body in profile.bodies:
        housed = f"设在{profile.body(body.sits_in).label}" if body.sits_in else ""
        words = _parts(body.label, body.rank, housed, body.letterhead if body.letterhead != body.label else "")
        yield _line(profile, "机构", body, body.id, body.kind.label, words, body.kind.value)
    if found := profile.dispatch:
        words = f"{profile.body(found.sends).label}派出，{profile.body(found.arranges).label}安排"
        yield _line(profile, "机构", found, "dispatch", "派出", words)
    for seat in profile.seats:
        label = f"领导小组{seat.rank.label}"
        yield _line(profile, "机构", seat, f"seat_{seat.id}", label, seat.office, f"seat_{seat.rank.value}")


def _people(profile: Profile) -> Iterator[Line]:
    for post in profile.posts:
        yield _line(profile, "人员", post, post.id, post.label, post.count_text)
        opened = "、".join(one.label for one in post.opens) + ("、举报人身份" if post.opens_reporter else "")
        yield _line(profile, "人员", post.access, f"{post.id}.access", f"{post.label}可打开", opened or "无")
    for rule in profile.staff_rules:
        who = _posts(profile, rule.posts) or "全体巡察人员"
        words = _parts(
            f"{who}：{rule.label}",
            rule.strictness.label,
            "每轮一次" if rule.per_round else "",
            f"由{_bodies(profile, rule.by)}办理" if rule.by else "",
        )
        yield _line(profile, "人员", rule, f"rule_{rule.id}", rule.kind.label, words, f"rule_{rule.kind.value}")
    for pool in profile.pools:
        words = _parts(
            pool.least_rank,
            f"{profile.body(pool.keeper).label}管理" if pool.keeper else "",
            "每年更新" if pool.renewed_yearly else "",
            "随机抽取" if pool.random_draw else "",
            "可从外单位邀请" if pool.outsiders else "",
            "按专业分类" if pool.professions else "",
        )
        yield _line(profile, "人员", pool, f"pool_{pool.id}", pool.label, words or "设立")


def _round(profile: Profile) -> Iterator[Line]:
    for rule in profile.coverage:
        yield _line(
            profile, "巡察安排", rule, f"coverage_{rule.id}", rule.label, f"{rule.words}；{rule.who}", rule.clock
        )
    if stay := profile.on_site:
        unit = "个月" if stay.unit.value == "month" else stay.unit.label
        words = _parts(
            f"{stay.bound.label}{stay.amount}{unit}",
            f"{stay.begins}至{stay.ends}" if stay.begins and stay.ends else "",
            f"变动须经{profile.body(stay.changed_by).label}同意" if stay.changed_by else "",
        )
        yield _line(profile, "巡察安排", stay, "on_site", "进驻时间", words)
    if back := profile.look_back:
        yield _line(profile, "巡察安排", back, "look_back", "了解的年限", f"近{back.years}年")
    for phase in profile.phases:
        yield _line(profile, "巡察安排", phase, f"phase_{phase.id}", "阶段", phase.label)
    for event in profile.events:
        phase = next((one.label for one in profile.phases if one.id == event.phase), "")
        words = _parts(
            event.label,
            phase,
            "可多次" if event.repeatable else "",
            f"由{event.stated_by.label}得知" if event.stated_by else "",
        )
        yield _line(profile, "巡察安排", event, f"event_{event.id}", "登记事项", words)
    for source in profile.information:
        words = _parts(
            _points(source.contents),
            f"近{source.years}年" if source.years else "",
            f"经{profile.body(source.through).label}" if source.through else "",
            "用公函" if source.by_letter else "",
            "当面沟通" if source.in_person else "",
        )
        label = f"向{profile.body(source.body).label}了解"
        yield _line(profile, "巡察安排", source, f"information_{source.id}", label, words or "提供情况")


def _consent(profile: Profile) -> Iterator[Line]:
    for matter in profile.matters:
        joined = "或" if matter.any_approver else "、"
        told = {True: "书面", False: "不要求书面", None: ""}[matter.written]
        words = _parts(
            f"不得{matter.label}" if matter.force is Force.MUST_NOT else f"{matter.label}（{matter.force.label}）",
            f"由{_bodies(profile, matter.asked_by)}提出" if matter.asked_by else "",
            f"经{profile.body(matter.through).label}" if matter.through else "",
            f"{_bodies(profile, matter.approvers, joined)}批准" if matter.approvers else "",
            "须批准，未写明由谁" if matter.approver_open else "",
            f"报{_bodies(profile, matter.addressees)}" if matter.addressees else "",
            ("情形：" if matter.any_condition else "同时具备：") + _points(matter.conditions)
            if matter.conditions
            else "",
            matter.limits,
            told,
            "" if matter.on else "停用",
        )
        yield _line(profile, "请示批准", matter, matter.id, matter.kind.label, words, matter.kind.value)
    for chain in profile.chains:
        steps = (f"{step.label}{'（可停用）' if step.switchable else ''}" for step in chain.steps)
        yield _line(profile, "审批链", chain, chain.id, chain.label, " → ".join(steps), chain.document)
        for step in chain.steps:
            label = f"{chain.label}：{step.label}"
            words = _step(profile, chain, step)
            yield _line(profile, "审批链", step, f"{chain.id}.{step.id}", label, words, f"{chain.document}.{step.id}")


def _step(profile: Profile, chain: Chain, step: Step) -> str:
    by = f"{profile.body(step.body).label}在纸上决定" if step.on_paper else _posts(profile, step.by)
    return _parts(
        by,
        f"不少于{step.persons}人" if step.persons > 1 else "",
        "限承办人" if step.relation is Relation.HANDLER else "",
        f"{_posts(profile, step.registered_by)}代录" if step.registered_by else "",
        "附会议记录" if step.minutes else "",
        "附扫描件" if step.scan else "",
        f"{step.agree}或{step.send_back}" if step.send_back else step.agree,
        f"退到“{chain.step(step.returns_to).label}”" if step.returns_to else "",
        f"随{profile.document(step.travels_as).label}往返" if step.travels_as else "",
        "到此终结" if step.final else "",
    )


def _times(profile: Profile) -> Iterator[Line]:
    policy = profile.deadline_policy
    kept = "不顺延" if policy.rest_day.value == "unchanged" else "顺延到下一个工作日"
    yield _line(profile, "期限", policy, "policy", "到期日遇休息日", kept)
    lights = profile.lights
    marks = [
        f"{f'剩{one.days_left}天' if one.days_left is not None else f'已用{one.used_percent}%'}{one.words}"
        for one in lights.thresholds
    ]
    yield _line(
        profile, "期限", lights, "lights", "预警", _parts(lights.kind.label, "、".join(marks), lights.overdue_words)
    )
    for rule in profile.deadlines:
        words = _parts(
            f"{profile.event(rule.trigger).label}后{rule.limit_text}",
            f"起算：{rule.trigger_standing.label}" if rule.trigger_standing.value != "article" else "",
            profile.body(rule.responsible).label,
            f"报{_bodies(profile, rule.addressees)}" if rule.addressees else "",
            f"{rule.copies}份" if rule.copies else "",
            "正式文件" if rule.formal else "",
        )
        yield _line(profile, "期限", rule, rule.id, rule.label, words, rule.document or rule.id)


def _results(profile: Profile) -> Iterator[Line]:
    if found := profile.feedback:
        words = _parts(
            f"{profile.body(found.responsible).label}负责" if found.responsible else "没有写明由谁反馈",
            f"{_bodies(profile, found.participants)}{'联合' if found.joint else '参加'}" if found.participants else "",
            f"{profile.body(found.signed_by).label}签收" if found.signed_by else "",
            "" if found.deputy_may_sign else "不得代签",
            f"签收单另由{_bodies(profile, found.receipt_signers)}签字" if found.receipt_signers else "",
            f"同时通报{_bodies(profile, found.copied_to)}" if found.copied_to else "",
        )
        yield _line(profile, "反馈公开", found, "feedback", "反馈", words)
        for step in found.sequence:
            by = profile.body(step.by).label if step.by else ""
            words = _parts(
                step.label, by, "不含本人的问题" if step.leaves_out_own else "", "反馈之前" if step.notice else ""
            )
            yield _line(profile, "反馈公开", step, f"feedback_{step.id}", "反馈步骤", words)
    for one in profile.disclosures:
        words = _parts(
            "、".join(audience.label for audience in one.audiences),
            f"{_bodies(profile, one.approvers)}审定" if one.approvers else "",
            f"{profile.body(one.responsible).label}负责" if one.responsible else "",
            f"不公开{_points(one.withheld)}" if one.withheld else "",
            one.media,
        )
        yield _line(profile, "反馈公开", one, f"open_{one.id}", f"公开{one.point.label}", words, f"open_{one.point}")
    if review := profile.external_review:
        shown = "、".join(profile.document(one).label for one in review.documents)
        words = f"{shown}送{profile.body(review.body).label}{'；可停用' if review.switchable else ''}"
        yield _line(profile, "线索", review, "external_review", "送审阅", words)
    for level in profile.cadre_levels:
        words = cadre_words(profile, level)
        yield _line(profile, "线索", level, f"cadres_{level.id}", level.label, words or "单列")


def _mending(profile: Profile) -> Iterator[Line]:
    found = profile.rectification
    if found is None:
        return
    route = " → ".join(f"{profile.body(stop.body).label}{stop.act.label}" for stop in found.route)
    yield _line(profile, "整改", found, "route", "材料路径", route)
    if found.reports:
        words = "、".join(profile.document(one).label for one in found.reports)
        yield _line(profile, "整改", found, "reports", "整改报告", words)
    if found.supervised_by:
        yield _line(profile, "整改", found, "supervised_by", "整改监督", _bodies(profile, found.supervised_by))
    for number, rung in enumerate(found.ladder, start=1):
        other = next((f"与“{one.label}”任选其一" for one in found.ladder if one.id == rung.instead_of), "")
        words = _parts(rung.label, _bodies(profile, rung.by), _points(rung.occasions), other)
        yield _line(profile, "整改", rung, f"rung_{rung.id}", f"督促第{number}级", words, f"rung_{number}")


def _standing_duties(profile: Profile) -> Iterator[Line]:
    for duty in profile.duties:
        begun = profile.event(duty.event).label if duty.event else duty.occasion
        words = _parts(
            f"{duty.period.label}{f'（{begun}）' if begun else ''}",
            f"{_bodies(profile, duty.responsible)}负责",
            f"报{_bodies(profile, duty.addressees)}" if duty.addressees else "",
            _points(duty.contents),
        )
        yield _line(profile, "经常性职责", duty, duty.id, duty.label, words)


def _daily(profile: Profile) -> Iterator[Line]:
    for area in profile.areas:
        words = _parts(profile.body(area.office).label, "、".join(area.units))
        yield _line(profile, "日常监督", area, f"area_{area.id}", area.label, words)
    for method in profile.supervision_methods:
        label = dict(profile.choices("supervision_method"))[method.id]
        words = _parts(
            _bodies(profile, method.bodies),
            " → ".join(stage.label for stage in method.stages),
            "、".join(one.label for one in method.fields),
        )
        yield _line(profile, "日常监督", method, f"method_{method.id}", label, words or "登记")


def _lists(profile: Profile) -> Iterator[Line]:
    for found in (*profile.category_sets, *profile.code_lists):
        label = found.purpose.label if found.purpose.value != "other" else found.label
        sort = found.purpose.value if found.purpose.value != "other" else found.id
        yield _line(profile, "清单", found, found.id, label, list_words(found), sort)
    names = {one.id: one.label for one in profile.category_sets}
    for one in profile.category_maps:
        words = f"{names[one.source]}对应{names[one.target]}，共{len(one.pairs)}项"
        yield _line(profile, "清单", one, f"map_{one.id}", "分类对应", words)


def _papers(profile: Profile) -> Iterator[Line]:
    for form in profile.forms:
        words = _parts(
            f"《{form.title}》",
            f"签署：{'、'.join(signer.label for signer in form.signers)}" if form.signers else "",
            f"{form.copies}份（{form.copies_standing.label}）" if form.copies and form.copies_standing else "",
            "编号" if form.numbered else "",
        )
        yield _line(profile, "表单", form, form.id, profile.document(form.document).label, words, form.document)


def _oddities(profile: Profile) -> Iterator[Line]:
    for defect in profile.defects:
        yield Line("原文疑点", defect.id, defect.id, defect.printed, defect.note, defect.article)


_SECTIONS = (
    _about,
    _organs,
    _people,
    _round,
    _consent,
    _times,
    _results,
    _mending,
    _standing_duties,
    _daily,
    _lists,
    _papers,
    _oddities,
)
