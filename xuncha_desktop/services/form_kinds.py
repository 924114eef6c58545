"""Kinds of work and the forms that belong to each, in the order a round meets them."""

from typing import Final

from xuncha_desktop.printing import FORMS

OTHER: Final = "其他"
KINDS: Final = {
    "巡察准备": ("round_work_plan", "information_request", "inspection_announcement", "inspection_announcement_a3"),
    "动员测评": ("entry_agenda", "commitment", "assessment", "assessment_tally", "questionnaire"),
    "现场了解": (
        "interview",
        "materials_list",
        "working_paper",
        "group_meeting",
        "instruction_request",
        "immediate_rectification",
    ),
    "信访线索": (
        "petition_slip",
        "petition_ledger",
        "lead_ledger",
        "lead_volume",
        "disposition_proposal",
        "referral",
    ),
    "巡察汇报": ("inspection_report", "overall_evaluation", "office_review"),
    "反馈整改": (
        "feedback",
        "feedback_receipt",
        "problem_list",
        "task_list",
        "duty_list",
        "rectification_ledger",
        "supervision_notice",
        "urging_letter",
    ),
    "公文台账": ("official", "letter", "minutes", "ledger"),
    "数据打印": ("package_slip", "handover_slip", "transfer_approval", "operation_record", "print_register"),
}
_OF: Final = {form: kind for kind, forms in KINDS.items() for form in forms}


def of(form: str) -> str:
    """The kind of work a form belongs to."""
    return _OF.get(form, OTHER)


def in_order() -> list[str]:
    """Every form, kind by kind; one that is in none last."""
    placed = [form for forms in KINDS.values() for form in forms if form in FORMS]
    return [*placed, *sorted(set(FORMS) - set(placed))]
