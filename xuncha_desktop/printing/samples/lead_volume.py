"""A filled-in sample: 问题线索专册."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.entries import Entry
from xuncha_desktop.printing.forms.lead_volume import LeadPage, LeadVolume
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox


@sample("lead_volume")
def lead_volume() -> LeadVolume:
    rows = ("编号", "被反映人", "职务", "线索来源", "主要内容", "甄别意见", "处置建议")
    first = (
        "临巡二〔2019〕线001号",
        "赵启明",
        "县人防领导小组办公室主任",
        "查阅资料",
        "2016年至2018年口头减免易地建设费98.40万元，其亲属持有受益企业10%的股份。",
        "线索具体，可查性强。",
        "建议移交县纪委监委。",
    )
    second = (
        "临巡二〔2019〕线002号",
        "孙祎",
        "县人防领导小组办公室副主任",
        "个别谈话",
        "地下商场租金4.20万元存入个人银行卡3个月后缴库。",
        "线索具体。",
        "建议移交县纪委监委。",
    )
    return LeadVolume(
        marks=Marks(Level.SECRET, "临巡二〔2019〕1号附册", "10年"),
        title="问题线索专册",
        report="临巡二〔2019〕1号巡察报告附册",
        group="中共临溪县委第二巡察组",
        made_on="2019年8月16日",
        seal="密　封　件",
        warning="本册单独装订密封，由收件人本人拆阅，不与巡察报告一并传阅。",
        leads=tuple(LeadPage("问题线索登记表", tuple(map(Entry, rows, values))) for values in (first, second)),
        places=(SignBox("封存人", 78), SignBox("拆封人", 78)),
    )
