"""A filled-in sample: 问题底稿."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.entries import Entry
from xuncha_desktop.printing.forms.working_paper import Evidence, WorkingPaper
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox


@sample("working_paper")
def working_paper() -> WorkingPaper:  # long: one sample paper
    return WorkingPaper(
        marks=Marks(Level.CONFIDENTIAL, "临巡二〔2019〕底003号", "10年", names=("孙祎",)),
        title="巡察问题底稿",
        group="县委第二巡察组",
        written_on="2019年7月24日",
        entries=(
            Entry("底稿编号", "临巡二〔2019〕底003号"),
            Entry("问题分类", "主体责任不到位——“三重一大”事项决策执行不严格"),
            Entry("问题来源", "查阅资料、个别谈话"),
            Entry("问题概述", "县人防领导小组办公室2017年至2018年三笔大额支出共52.6万元未经集体研究决定。"),
            Entry(
                "事实描述",
                "经查阅2017年1月至2018年12月财务凭证和主任办公会议记录，该办公室有三笔大额支出没有提交会议研究："
                "2017年5月12日支付指挥所设备维修费28.6万元，2017年11月3日支付宣传教育材料制作费14.2万元，"
                "2018年4月19日支付档案室改造费9.8万元，合计52.6万元。\n"
                "三笔支出均由主任赵启明一人签批，事前没有预算安排，事后没有向会议通报。分管财务的副主任孙祎在谈话中"
                "表示“知道有这几笔钱，没有上过会”。上述情况造成资金使用失去监督，其中档案室改造至今没有验收。",
            ),
            Entry("定性依据", "该办公室《“三重一大”事项议事规则》规定，5万元以上支出由主任办公会议集体研究。"),
            Entry("责任主体", "县人防领导小组办公室主任赵启明负主要责任，副主任孙祎负重要责任。"),
            Entry("处理建议", "列入反馈意见，责成该办公室完善议事规则，对三笔支出逐笔说明，并验收档案室改造工程。"),
        ),
        evidence_label="佐证材料",
        heads=("序", "编号", "材料名称", "页数", "原/复", "提供人"),
        evidence=(
            Evidence("证003-01", "2017年5月第18号记账凭证及所附发票、合同", "12", "复", "周敏"),
            Evidence("证003-02", "2017年11月第6号记账凭证及所附发票、验收单", "9", "复", "周敏"),
            Evidence("证003-03", "2018年4月第22号记账凭证及所附发票", "7", "复", "周敏"),
            Evidence("证003-04", "主任办公会议记录本（2017年1月至2018年12月）", "86", "复", "郑𬭎"),
            Evidence("证003-05", "与孙祎的个别谈话记录", "4", "原", "—"),
        ),
        basis="审签次序依据：惯例（方案没有规定底稿的审签次序）。",
        places=(
            SignBox("承办人", 78, signed_by="何静", signed_on="2019年7月24日"),
            SignBox("承办人", 78, signed_by="马淏然", signed_on="2019年7月24日"),
            SignBox(
                "副组长审核意见", 78, "事实清楚，证据充分，同意。", "陈立新", "2019年7月25日", "代录，原件存组内1号卷"
            ),
            SignBox(
                "组务会研究意见",
                78,
                "7月26日组务会研究，同意列入报告。",
                "",
                "2019年7月26日",
                "见组务会记录第4号",
                body=True,
            ),
            SignBox("组长签批", 156),
        ),
    )
