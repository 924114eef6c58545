"""What lies ready for a 动员会, before it is held or after: agenda, promise, ballot, tally, questionnaire."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.entries import Entry
from xuncha_desktop.printing.forms.assessment import Ballot, Counted, Grade, Tally
from xuncha_desktop.printing.forms.commitment import Commitment
from xuncha_desktop.printing.forms.entry_agenda import WIDTHS, Agenda, Item
from xuncha_desktop.printing.forms.questionnaire import Question, Questionnaire
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.receipts import Blank
from xuncha_desktop.printing.text import Part
from xuncha_desktop.records.onsite import EntryMeeting
from xuncha_desktop.records.organisation import Group, Unit
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.satisfaction import WEIGHTS
from xuncha_desktop.services import profiles
from xuncha_desktop.services.form_words import LINE, FormWords, day_words
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.session import Session

_AGENDA = {
    "held": "时间地点",
    "chair": "主持人",
    "attendees": "参加人员",
    "order": "序",
    "matter": "议程",
    "speaker": "负责人",
}
_COLUMNS = ("order", "matter", "speaker")
_PROMISE = {"seal": "承诺单位（盖章）", "signed_on": "签订日期"}
_PROMISED = (
    "一、如实提供会议记录、公文、财务票据等资料，不隐瞒、不拖延，不提供虚假情况。",
    "二、如实反映情况，不干扰、不阻挠巡察工作，不打听谈话和信访内容。",
    "三、支持干部群众反映问题，不对反映人和提供情况的人打击报复。",
    "四、对巡察组提出的问题即知即改，按要求报告整改结果。",
)
_BALLOT = {
    "matter": "测评内容",
    "satisfied": "满意",
    "fairly": "基本满意",
    "not": "不满意",
    "unknown": "不了解",
    "result": "满意度",
    "opinion": "意见和建议",
    "unit": "测评单位",
    "held": "测评时间",
    "votes": "票数",
    "whole": "领导班子总体情况",
    "duty": "落实主体责任",
    "decisions": "重大事项集体决策",
    "discipline": "遵守纪律和规矩",
    "integrity": "廉洁从政",
    "style": "工作作风",
}
_ASSESSED = ("whole", "duty", "decisions", "discipline", "integrity", "style")
_GRADES = ("satisfied", "fairly", "not", "unknown")
_VOTES = "发出　　　张，收回　　　张，有效　　　张"
_ANSWERS = ("没有", "个别存在", "比较突出", "不了解")


@paper_of("entry_agenda", EntryMeeting)
def agenda_held(session: Session, meeting: EntryMeeting) -> Agenda:
    """The agenda as it is registered."""
    held = "，".join(text for text in (day_words(meeting.held_on), meeting.place) if text)
    said = {"held": held, "chair": meeting.chair}
    return _agenda(profiles.of_round(session, meeting.round_id), said, meeting.agenda)


@paper_of("entry_agenda", Group)
def agenda(session: Session, group: Group) -> Agenda:
    """The agenda the profile wants, with time, place and persons left to be written in."""
    return _blank_agenda(profiles.of_round(session, group.round_id), Heads())


@blank_of("entry_agenda")
def _blank_agenda(profile: Profile, heads: Heads) -> Agenda:
    del heads
    return _agenda(profile, {}, tuple(profiles.codes(profile, "entry_agenda").values()))


@paper_of("commitment", EntryMeeting)
def commitment_held(session: Session, meeting: EntryMeeting) -> Commitment:
    """The promise the unit signs at the meeting."""
    profile = profiles.of_round(session, meeting.round_id)
    return _commitment(profile, Heads(session.table(Group).get(meeting.group_id).name))


@paper_of("commitment", Group)
def commitment(session: Session, group: Group) -> Commitment:
    """The promise to the group, to be signed and sealed by hand."""
    return _commitment(profiles.of_round(session, group.round_id), Heads(group.name))


@paper_of("assessment", Group)
def ballot(session: Session, group: Group) -> Ballot:
    """The anonymous ballot: the rows the profile's form names, else the program's own."""
    return _ballot(profiles.of_round(session, group.round_id), session.table(Unit).get(group.unit_id).name)


@blank_of("assessment")
def _blank_ballot(profile: Profile, heads: Heads) -> Ballot:
    del heads
    return _ballot(profile, "")


def _ballot(profile: Profile, unit: str) -> Ballot:
    words = _ballot_words(profile)
    return Ballot(
        marks=Marks(Level.PUBLIC),
        title=words.title,
        unit=f"{words.text('unit')}：{unit or LINE}",
        guide="请在每一项您认为合适的一栏内画“○”，每项只选一栏。本表不记名，填好后投入票箱。",
        matter_label=words.text("matter"),
        matters=words.texts(words.rows(_ASSESSED)),
        grades=_grades(words),
        opinion_label=words.text("opinion"),
        note=words.basis("测评依据"),
    )


@paper_of("assessment_tally", Group)
def tally(session: Session, group: Group) -> Tally:
    """The tally to be filled in by hand when the votes are counted."""
    return _tally_of(session, group, "")


@blank_of("assessment_tally")
def _blank_tally(profile: Profile, heads: Heads) -> Tally:
    del heads
    return _tally(profile, "", "")


@paper_of("assessment_tally", EntryMeeting)
def tally_held(session: Session, meeting: EntryMeeting) -> Tally:
    """The tally with the day of the meeting."""
    return _tally_of(session, session.table(Group).get(meeting.group_id), day_words(meeting.held_on))


@paper_of("questionnaire", Group)
def questionnaire(session: Session, group: Group) -> Questionnaire:
    """Questions on the round's points of weight; anonymous."""
    profile = profiles.of_round(session, group.round_id)
    words = FormWords(profile, "questionnaire", "巡察调查问卷", {})
    names, unit = profiles.Names(session, profile), session.table(Unit).get(group.unit_id).name
    asked = [Question("您的身份是", tuple(names.choices("interviewee_level").values()))]
    asked += [Question(f"您认为{unit}是否存在“{focus}”的情况", _ANSWERS) for focus in _focus(names)]
    asked.append(Question("您还有什么意见和建议", lines=6))
    return Questionnaire(
        marks=Marks(Level.PUBLIC),
        title=words.title,
        guide="请如实填写。本问卷不记名，在所选答案前的“□”内画“√”，填好后投入问卷箱。",
        questions=tuple(asked),
        note=words.basis("问卷依据"),
    )


def _agenda(profile: Profile, said: dict[str, str], items: tuple[str, ...]) -> Agenda:
    words = FormWords(profile, "entry_agenda", "巡察动员会议程", _AGENDA)
    rows = ("held", "chair", "attendees")
    return Agenda(
        marks=Marks(Level.INTERNAL),
        title=words.title,
        entries=tuple(Entry(words.text(name), said.get(name, ""), 0 if said.get(name) else 12) for name in rows),
        heads=words.texts(_COLUMNS),
        items=tuple(Item(matter, "") for matter in items),
        note=words.basis("依据"),
        widths=words.widths(_COLUMNS, WIDTHS),
    )


@blank_of("commitment")
def _commitment(profile: Profile, heads: Heads) -> Commitment:
    words = FormWords(profile, "commitment", "巡察承诺书", _PROMISE)
    group = heads.group or f"{LINE}巡察组"
    signer = next((one.label for one in words.signers), "主要负责人（签名）")
    return Commitment(
        marks=Marks(Level.INTERNAL),
        title=words.title,
        recipients=group,
        text=(
            Part(f"在{group}对我单位开展巡察期间，我单位郑重承诺："),
            *(Part(text) for text in _PROMISED),
            Part("以上承诺如有违反，愿意承担责任。"),
        ),
        blanks=tuple(Blank(label, 150) for label in (words.text("seal"), signer, words.text("signed_on"))),
        note=words.basis("依据") + words.copies_note,
    )


def _tally_of(session: Session, group: Group, held: str) -> Tally:
    return _tally(profiles.of_round(session, group.round_id), session.table(Unit).get(group.unit_id).name, held)


def _tally(profile: Profile, unit: str, held: str) -> Tally:
    words = _ballot_words(profile)
    said = {"unit": unit, "held": held, "votes": _VOTES}
    return Tally(
        marks=Marks(Level.CONFIDENTIAL),
        title=f"{words.title.removesuffix('表')}汇总表",
        entries=tuple(Entry(words.text(name), text, 9) for name, text in said.items()),
        matter_label=words.text("matter"),
        result_label=words.text("result"),
        grades=_grades(words),
        counted=tuple(Counted(matter) for matter in words.texts(words.rows(_ASSESSED))),
        rule=words.basis("折算依据"),
        places=words.places(156, ("计票人", "监票人")),
    )


def _ballot_words(profile: Profile) -> FormWords:
    return FormWords(profile, "assessment", "民主测评表", _BALLOT)


def _grades(words: FormWords) -> tuple[Grade, ...]:
    return tuple(Grade(words.text(name), weight) for name, weight in zip(_GRADES, WEIGHTS, strict=True))


def _focus(names: profiles.Names) -> tuple[str, ...]:
    return tuple(names.choices("special_focus").values())
