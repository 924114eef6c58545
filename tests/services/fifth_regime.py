"""An invented regime, 云川区委察访, as the TOML of a folder: its own names, chain, events and clocks."""

from collections.abc import Iterator, Sequence
from pathlib import Path

ABOUT = """
[about]
id = "yunchuan"
kind = "inspection"
name = "云川区委察访"
place = "云川"
level = "区"
title = "云川区委察访规程"
cites = "云川察访规程"
edition = 1
effective_from = 2021-01-01

[on_site]
standing = "article"
article = "三"
amount = 30
unit = "calendar_day"
bound = "minimum"

[[articles]]
number = "三"
gist = "驻留"
[[articles]]
number = "五"
gist = "底稿"
[[articles]]
number = "七"
gist = "评议"
[[articles]]
number = "九"
gist = "整改"
"""

# id, name, kind: the council is a body no other regime has.
BODIES = (
    ("district", "区委", "committee"),
    ("steering", "察访领导组", "leading_group"),
    ("review_council", "评议会", "meeting"),
    ("bureau", "察访办", "office"),
    ("team", "察访组", "group"),
    ("round_table", "组内圆桌会", "group_meeting"),
    ("inspected", "受访单位", "unit"),
    ("head", "受访单位负责人", "principal"),
)

# id, name, place, compartments, whether the reporter's name is opened
POSTS = (
    ("leader", "察访组长", "group", ("core", "work", "restricted", "conduct"), True),
    ("deputy_leader", "察访副组长", "group", ("core", "work", "restricted"), False),
    ("liaison", "察访联络员", "group", ("core", "work", "restricted"), True),
    ("member", "察访员", "group", ("core", "work"), False),
    ("office_director", "察访办主任", "office", ("core", "work", "restricted", "conduct"), True),
    ("office_clerk", "察访办干事", "office", ("core", "work"), False),
    ("rectification_supervisor", "回访员", "office", ("core", "work"), False),
)

DOCUMENTS = (
    ("working_paper", "察访底稿"),
    ("immediate_rectification", "即改"),
    ("inspection_report", "察访摘要"),
    ("feedback", "反馈意见"),
    ("rectification_plan", "整改清单"),
    ("rectification_report", "整改回报"),
    ("rectification_closing", "销项"),
    ("supervision_notice", "催办单"),
)

PHASES = (("moored", "驻留"), ("weighed", "评议"), ("mended", "整改"))

# id, name, phase, whether it can happen again
EVENTS = (
    ("boats_landed", "驻点", "moored", False),
    ("boats_left", "离点", "moored", False),
    ("digest_sent", "摘要送达", "weighed", False),
    ("council_sat", "评议会议事", "weighed", False),
    ("council_released", "评议会放行", "weighed", False),
    ("crew_told", "向全体反馈", "weighed", False),
    ("head_told", "向负责人反馈", "weighed", False),
    ("acknowledged", "签认反馈", "weighed", False),
    ("list_came", "收到整改清单", "mended", False),
    ("return_came", "收到整改回报", "mended", False),
)

FEEDBACK = """
[feedback]
standing = "article"
article = "七"
responsible = "team"
signed_by = "inspected"
received = "acknowledged"
ordered = true

[[feedback.sequence]]
id = "organisation"
label = "向全体反馈"
event = "crew_told"
audience = "inspected"
standing = "article"
article = "七"

[[feedback.sequence]]
id = "principal"
label = "向负责人反馈"
event = "head_told"
audience = "head"
standing = "article"
article = "七"
"""

# document, then its steps: (id, name, posts, or (body, posts that register it), what agreeing is called, more)
CHAINS: tuple[tuple[str, tuple[tuple[str, str, Sequence[str], str, str, str], ...]], ...] = (
    (
        "working_paper",
        (
            ("draft", "察访员起草", ("member",), "", "提交", 'relation = "handler"'),
            ("leader", "组长先阅", ("leader",), "", "交议", 'send_back = "退回"'),
            ("table", "圆桌会议定", ("liaison",), "round_table", "议定", "minutes = true"),
            ("deputy", "副组长用印", ("deputy_leader",), "", "用印", ""),
        ),
    ),
    (
        "immediate_rectification",
        (
            ("draft", "察访员起草", ("member",), "", "提交", 'relation = "handler"'),
            ("issue", "组长签发", ("leader",), "", "签发", ""),
        ),
    ),
    (
        "inspection_report",
        (
            ("draft", "组长起草", ("leader",), "", "提交", 'relation = "handler"'),
            (
                "council",
                "评议会放行",
                ("office_clerk",),
                "review_council",
                "放行",
                'scan = true\nheard = "council_sat"\nagreed = "council_released"',
            ),
        ),
    ),
    (
        "rectification_closing",
        (
            ("check", "回访员核对", ("rectification_supervisor",), "", "拟销", 'relation = "handler"'),
            ("close", "主任销项", ("office_director",), "", "销项", 'send_back = "退回"'),
        ),
    ),
)

# id, name, document, trigger, end, days (0: none), who
DEADLINES = (
    ("digest_due", "送出摘要", "inspection_report", "boats_left", "digest_sent", 10, "team"),
    ("council_due", "评议会议事", "", "digest_sent", "council_sat", 15, "review_council"),
    ("telling_due", "反馈", "feedback", "council_released", "crew_told", 7, "team"),
    ("mending_plan", "报整改清单", "rectification_plan", "acknowledged", "list_came", 20, "inspected"),
    ("mending_report", "报整改回报", "rectification_report", "acknowledged", "return_came", 90, "inspected"),
)

LIGHTS = """
[deadline_policy]
standing = "article"
article = "九"
rest_day = "unchanged"

[lights]
standing = "article"
article = "九"
kind = "share_used"
overdue = "alert"
own_overdue = "notice"
thresholds = [{ used_percent = 50, tone = "notice", words = "黄签" }]
"""

LISTS = {
    "inspection_type": (("sweep", "普访"),),
    "unit_kind": (("bureau", "区属局"),),
    "method": (("visit", "走访"),),
    "finding_source": (("ledger_check", "查账"),),
    "petition_channel": (("box", "信箱"),),
    "petition_signature": (("signed", "具名"), ("anonymous", "匿名")),
    "petition_outcome": (("keep", "留用"),),
    "lead_source": (("found", "察访发现"),),
    "lead_screening": (("valid", "可查"),),
    "lead_disposition": (("check", "核查"),),
    "interviewee_level": (("staff", "员工"),),
    "evidence_form": (("original", "原件"), ("copy", "复印件")),
}

FORM_LABELS = {
    "working_paper": (
        *("number", "unit", "title", "category", "focus", "source", "summary", "fact", "basis", "subject"),
        *("suggestion", "evidence", "evidence_order", "evidence_number", "evidence_name", "evidence_pages"),
        *("evidence_form", "evidence_provider"),
    ),
    "supervision_notice": (
        *("number", "unit", "order", "matter", "measure", "due", "late", "note", "basis", "requirement", "receipt"),
    ),
}
CUSTOM = 'standing = "custom"\nnote = "规程没有写"'


def write(folder: Path) -> Path:
    """The folder with the regime's files."""
    folder.mkdir()
    parts = {
        "profile": [ABOUT],
        "people": _people(),
        "course": _course(),
        "chains": _chains(),
        "deadlines": [*_deadlines(), LIGHTS],
        "lists": [*_lists(), *_forms()],
    }
    for name, found in parts.items():
        (folder / f"{name}.toml").write_text("\n".join(found), encoding="utf-8")
    return folder


def _people() -> Iterator[str]:
    for body, label, kind in BODIES:
        yield f'[[bodies]]\nid = "{body}"\nlabel = "{label}"\nkind = "{kind}"\nstanding = "article"\narticle = "七"'
    for post, label, place, opens, reporter in POSTS:
        yield f'[[posts]]\nid = "{post}"\nlabel = "{label}"\nplace = "{place}"\nat_least = 1\n{CUSTOM}'
        shown = "reporter = true\n" if reporter else ""
        yield f"[posts.access]\nopens = {_words(opens)}\n{shown}{CUSTOM}"
    for document, label in DOCUMENTS:
        yield f'[[documents]]\nid = "{document}"\nlabel = "{label}"'


def _course() -> Iterator[str]:
    for phase, label in PHASES:
        yield f'[[phases]]\nid = "{phase}"\nlabel = "{label}"\nstanding = "article"\narticle = "三"'
    for event, label, phase, again in EVENTS:
        yield f'[[events]]\nid = "{event}"\nlabel = "{label}"\nphase = "{phase}"\nrepeatable = {str(again).lower()}'
        yield 'standing = "article"\narticle = "三"'
    yield FEEDBACK


def _chains() -> Iterator[str]:
    for document, steps in CHAINS:
        yield f'[[chains]]\nid = "{document}"\nlabel = "{document}"\ndocument = "{document}"'
        yield 'standing = "article"\narticle = "五"'
        for step, label, posts, body, agree, more in steps:
            who = f'body = "{body}"\nregistered_by = {_words(posts)}' if body else f"by = {_words(posts)}"
            yield f'[[chains.steps]]\nid = "{step}"\nlabel = "{label}"\n{who}\nagree = "{agree}"\n{more}'
            yield 'standing = "article"\narticle = "五"'


def _deadlines() -> Iterator[str]:
    for rule, label, document, trigger, end, days, who in DEADLINES:
        yield f'[[deadlines]]\nid = "{rule}"\nlabel = "{label}"\ntrigger = "{trigger}"\nfulfilled_by = "{end}"'
        yield f'trigger_standing = "article"\nunit = "calendar_day"\namount = {days}\nresponsible = "{who}"'
        yield (f'document = "{document}"\n' if document else "") + 'standing = "article"\narticle = "九"'


def _lists() -> Iterator[str]:
    yield '[[category_sets]]\nid = "kinds"\nlabel = "问题类别"\npurpose = "finding_category"'
    yield 'items = [{ id = "money", label = "钱物" }, { id = "duty", label = "履职" }]'
    yield 'standing = "article"\narticle = "五"'
    for purpose, items in LISTS.items():
        yield f'[[code_lists]]\nid = "{purpose}"\nlabel = "{purpose}"\npurpose = "{purpose}"\n{CUSTOM}'
        yield "items = [" + ", ".join(f'{{ id = "{code}", label = "{label}" }}' for code, label in items) + "]"


def _forms() -> Iterator[str]:
    for form, labels in FORM_LABELS.items():
        yield f'[[forms]]\nid = "{form}"\ntitle = "{form}"\ndocument = "{form}"\nnumbered = true\n{CUSTOM}'
        yield 'signers = [{ label = "承办", post = "member" }]'
        yield "labels = [" + ", ".join(f'{{ id = "{name}", label = "{name}" }}' for name in labels) + "]"


def _words(found: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{one}"' for one in found) + "]"
