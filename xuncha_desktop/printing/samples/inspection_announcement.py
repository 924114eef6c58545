"""A filled-in sample: 巡察公告."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.inspection_announcement import Announcement, Poster, Told, poster_of
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.samples.registry import sample


@sample("inspection_announcement")
def inspection_announcement() -> Announcement:
    return Announcement(
        marks=Marks(Level.PUBLIC),
        title="中共临溪县委第二巡察组巡察公告",
        opening="根据县委统一安排，县委第二巡察组对县人防领导小组及其办公室开展专项巡察。现将有关事项公告如下。",
        told=(
            Told("巡察对象", "县人防领导小组及其办公室"),
            Told("巡察任务", "主体责任落实、项目审批验收、易地建设费收支、人防工程出租、审批和作风方面的情况"),
            Told("巡察时间", "2019年7月8日至8月7日"),
            Told("举报电话", "2230119（8:30—12:00，14:30—18:00）"),
            Told("电子邮箱", "xunchazu2@linxi.example"),
            Told("通信地址", "临溪县人民路18号县委第二巡察组，邮政编码742200"),
            Told("举报信箱设置地点", "县人防办公楼一楼大厅、县政务服务中心东门"),
        ),
        closing="巡察组依规受理来信、来电、来访，对反映人严格保密。",
        office="中共临溪县委第二巡察组",
        issued_on="2019年7月8日",
    )


@sample("inspection_announcement_a3")
def inspection_announcement_a3() -> Poster:
    return poster_of(inspection_announcement())
