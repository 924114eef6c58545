"""What a list of a profile is for: a closed vocabulary, so that “the methods” of any regime are found."""

from enum import StrEnum


class ListPurpose(StrEnum):
    """The one use a list has. Fields of records choose from lists by the purpose's value."""

    FINDING_CATEGORY = "finding_category"
    SPECIAL_FOCUS = "special_focus"
    FINDING_TAG = "finding_tag"
    SUPERVISION_CONTENT = "supervision_content"
    INSPECTION_TYPE = "inspection_type"
    INSPECTION_ATTRIBUTE = "inspection_attribute"
    UNIT_KIND = "unit_kind"
    METHOD = "method"
    FINDING_SOURCE = "finding_source"
    PETITION_CHANNEL = "petition_channel"
    PETITION_SIGNATURE = "petition_signature"
    PETITION_SCOPE = "petition_scope"
    PETITION_OUTCOME = "petition_outcome"
    LEAD_SOURCE = "lead_source"
    LEAD_SCREENING = "lead_screening"
    LEAD_DISPOSITION = "lead_disposition"
    INTERVIEWEE_LEVEL = "interviewee_level"
    EVIDENCE_FORM = "evidence_form"
    MATERIAL_KIND = "material_kind"
    INQUIRY_DEPARTMENT = "inquiry_department"
    ANNOUNCEMENT_FIELD = "announcement_field"
    ENTRY_AGENDA = "entry_agenda"
    BRIEFING_TOPIC = "briefing_topic"
    REPORT_CONTENT = "report_content"
    RECTIFICATION_PHASE = "rectification_phase"
    RECTIFICATION_QUALITY = "rectification_quality"
    FOLLOW_UP_METHOD = "follow_up_method"
    ACCOUNTABILITY = "accountability"
    RESULT_USE = "result_use"
    ARCHIVE_ITEM = "archive_item"
    PROFESSION = "profession"
    STAFF_SYSTEM = "staff_system"
    CONDUCT = "conduct"
    CONDUCT_OUTCOME = "conduct_outcome"
    OBSTRUCTION = "obstruction"
    COOPERATION = "cooperation"
    LEADING_GROUP_TASK = "leading_group_task"
    OFFICE_TASK = "office_task"
    GROUP_TASK = "group_task"
    SUPERVISION_METHOD = "supervision_method"
    SUPERVISION_DISPOSITION = "supervision_disposition"
    SUPERVISION_OUTCOME = "supervision_outcome"
    ECOLOGY_SECTION = "ecology_section"
    OTHER = "other"

    @property
    def label(self) -> str:
        """What such a list is called when two regimes are set side by side."""
        return _LABELS[self]


_LABELS = {
    ListPurpose.FINDING_CATEGORY: "问题分类",
    ListPurpose.SPECIAL_FOCUS: "专项重点",
    ListPurpose.FINDING_TAG: "专题标记",
    ListPurpose.SUPERVISION_CONTENT: "监督内容",
    ListPurpose.INSPECTION_TYPE: "巡察类型",
    ListPurpose.INSPECTION_ATTRIBUTE: "巡察组织方式",
    ListPurpose.UNIT_KIND: "单位类型",
    ListPurpose.METHOD: "方式方法",
    ListPurpose.FINDING_SOURCE: "问题来源",
    ListPurpose.PETITION_CHANNEL: "信访渠道",
    ListPurpose.PETITION_SIGNATURE: "署名情况",
    ListPurpose.PETITION_SCOPE: "信访受理范围",
    ListPurpose.PETITION_OUTCOME: "信访批办意见",
    ListPurpose.LEAD_SOURCE: "线索来源",
    ListPurpose.LEAD_SCREENING: "线索甄别结果",
    ListPurpose.LEAD_DISPOSITION: "移交线索处置意见",
    ListPurpose.INTERVIEWEE_LEVEL: "谈话对象层级",
    ListPurpose.EVIDENCE_FORM: "原件或复印件",
    ListPurpose.MATERIAL_KIND: "资料种类",
    ListPurpose.INQUIRY_DEPARTMENT: "征询部门",
    ListPurpose.ANNOUNCEMENT_FIELD: "公告内容",
    ListPurpose.ENTRY_AGENDA: "动员会议程",
    ListPurpose.BRIEFING_TOPIC: "专题汇报",
    ListPurpose.REPORT_CONTENT: "报告内容",
    ListPurpose.RECTIFICATION_PHASE: "整改阶段",
    ListPurpose.RECTIFICATION_QUALITY: "整改不力情形",
    ListPurpose.FOLLOW_UP_METHOD: "整改督查方式",
    ListPurpose.ACCOUNTABILITY: "问责情形",
    ListPurpose.RESULT_USE: "结果运用",
    ListPurpose.ARCHIVE_ITEM: "归档资料",
    ListPurpose.PROFESSION: "人才专业",
    ListPurpose.STAFF_SYSTEM: "队伍管理制度",
    ListPurpose.CONDUCT: "巡察人员禁止事项",
    ListPurpose.CONDUCT_OUTCOME: "违纪和干扰的处理",
    ListPurpose.OBSTRUCTION: "不配合和干扰情形",
    ListPurpose.COOPERATION: "部门协作事项",
    ListPurpose.LEADING_GROUP_TASK: "领导小组职责",
    ListPurpose.OFFICE_TASK: "巡察办职责",
    ListPurpose.GROUP_TASK: "巡察组职责",
    ListPurpose.SUPERVISION_METHOD: "日常监督方式",
    ListPurpose.SUPERVISION_DISPOSITION: "日常监督线索处置",
    ListPurpose.SUPERVISION_OUTCOME: "廉政意见回复结论",
    ListPurpose.ECOLOGY_SECTION: "政治生态研判内容",
    ListPurpose.OTHER: "其他清单",
}

SET_PURPOSES = frozenset(
    {
        ListPurpose.FINDING_CATEGORY,
        ListPurpose.SPECIAL_FOCUS,
        ListPurpose.FINDING_TAG,
        ListPurpose.SUPERVISION_CONTENT,
    }
)
"""What a category set may be for; every other purpose belongs to a plain list."""

NEEDED_FOR_ROUNDS = (
    ListPurpose.FINDING_CATEGORY,
    ListPurpose.INSPECTION_TYPE,
    ListPurpose.UNIT_KIND,
    ListPurpose.METHOD,
    ListPurpose.FINDING_SOURCE,
    ListPurpose.PETITION_CHANNEL,
    ListPurpose.PETITION_SIGNATURE,
    ListPurpose.PETITION_OUTCOME,
    ListPurpose.LEAD_SOURCE,
    ListPurpose.LEAD_SCREENING,
    ListPurpose.LEAD_DISPOSITION,
    ListPurpose.INTERVIEWEE_LEVEL,
    ListPurpose.EVIDENCE_FORM,
)
"""Without these a round's records could not be filled in; a regime that is silent states them as custom."""

NEEDED_FOR_SUPERVISION = (
    ListPurpose.SUPERVISION_METHOD,
    ListPurpose.SUPERVISION_CONTENT,
    ListPurpose.SUPERVISION_DISPOSITION,
)
"""Without these daily supervision could not be recorded."""
