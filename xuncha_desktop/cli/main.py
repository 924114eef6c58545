"""`xuncha …`: reads the arguments, opens what they name, prints, and says by its exit code how it went.

Exit codes: 0 done or whole; 1 refused or broken; 2 wrong use; 3 (verify) something could not be checked.
"""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xuncha_desktop import __version__
from xuncha_desktop.cli import calendars, commands, measuring, papers, profiles, regulation
from xuncha_desktop.kernel.errors import Refused

PROGRAM = "xuncha"


_VALUES = {
    "workspace": "工作区",
    "user": "登录名",
    "password_file": "口令文件",
    "file": "文件",
    "folder": "文件夹",
    "text": "字词",
    "type": "类型",
    "limit": "条数",
    "profile": "规则档",
    "name": "代号",
    "left": "前者",
    "right": "后者",
}
_FAULTS = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"unrecognized arguments: (.+)", r"多出 \1"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1不能是 \2，可用：\3"),
    (r"argument (.+?): expected .+", r"\1 后面缺少内容"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 和 \2 不能同时使用"),
    (r"argument (.+?): invalid .+ value: (.+)", r"\1 不能是 \2"),
    (r"argument (.+?): (.+)", r"\1：\2"),
)


class _Parser(argparse.ArgumentParser):
    """argparse in the user's language: its headings, names of values and faults are English constants."""

    def add_argument(self, *names: Any, **how: Any) -> argparse.Action:
        made = super().add_argument(*names, **how)
        if made.nargs != 0 and made.metavar is None and made.choices is None:
            made.metavar = _VALUES.get(made.dest)
        return made

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "用法：")

    def format_help(self) -> str:
        text = super().format_help()
        for english, chinese in (
            ("usage:", "用法："),
            ("positional arguments:", "参数："),
            ("options:", "选项："),
        ):
            text = text.replace(english, chinese)
        return text

    def error(self, message: str) -> "None":  # type: ignore[override]
        found = next(
            (made.expand(words) for fault, words in _FAULTS if (made := re.fullmatch(fault, message))), message
        )
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}：用法不对（{found}）。加 --help 查看用法\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code."""
    parser = build_parser()
    try:
        chosen = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    if chosen.run is None:
        parser.print_help()
        return 2
    try:
        code = int(chosen.run(chosen))
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # who read has seen enough, as `head` does; nothing is left to be flushed at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Refused as reason:
        print(f"{PROGRAM}：{reason}", file=sys.stderr)
        return 1


def build_parser() -> argparse.ArgumentParser:
    """Every command with its Chinese help."""
    parser = _Parser(prog=PROGRAM, description="巡察工作台：离线的巡察、整改与日常监督工作软件", add_help=False)
    _help(parser)
    parser.add_argument("--version", action="version", version=f"巡察工作台 {__version__}", help="显示版本号")
    parser.set_defaults(run=None)
    group = parser.add_subparsers(title="命令", metavar="命令", parser_class=_Parser)
    _verify(_command(group, "verify", "核对工作区是否完整", commands.verify))
    _package(group)
    _search(_command(group, "search", "在有权知悉的范围内检索", commands.search))
    _ledger(_command(group, "ledger", "列出一类记录", commands.ledger))
    _json(_command(group, "forms", "列出能打印的文书", papers.forms))
    _form(_command(group, "form", "写出一种文书的样张", papers.form))
    _measure(_command(group, "measure", "对照《党政机关公文格式》测量一份PDF的版面", measuring.run))
    _json(_command(group, "profiles", "列出随程序提供的规则档", commands.profiles))
    _profile(group)
    _regulation(group)
    _calendar(group)
    _demo(_command(group, "demo", "在空文件夹里生成演示数据（由窗口程序执行）", commands.demo))
    return parser


def _command(group: Any, name: str, text: str, run: commands.Command) -> _Parser:
    made = group.add_parser(name, help=text, description=text, add_help=False)
    made.set_defaults(run=run)
    _help(made)
    return made


def _help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-h", "--help", action="help", help="显示本帮助")


def _verify(parser: _Parser) -> None:
    _workspace(parser, needed=False)
    parser.add_argument("--quick", action="store_true", help="不做数据结构的完整核对")
    _json(parser)


def _package(group: Any) -> None:
    parent = group.add_parser("package", help="数据包", description="数据包", add_help=False)
    _help(parent)
    inner = parent.add_subparsers(title="命令", metavar="命令", parser_class=_Parser, required=True)
    show = _command(inner, "show", "显示不用密钥就能知道的内容", commands.package_show)
    show.add_argument("file", type=Path, help="数据包文件")
    _json(show)


def _form(parser: _Parser) -> None:
    parser.add_argument("name", help="文书的代号，见 xuncha forms")
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--sample", action="store_true", help="用虚构的内容填写")
    how.add_argument("--blank", action="store_true", help="不填内容，供手写")
    parser.add_argument("--profile", help="按这份规则档的名称和签署人；不给则为样张本来的写法")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="F.pdf", help="写到哪个PDF文件")
    parser.add_argument("--docx", type=Path, metavar="F.docx", help="另存一份文稿；表单没有文稿")


def _profile(group: Any) -> None:
    parent = group.add_parser("profile", help="制度配置", description="制度配置", add_help=False)
    _help(parent)
    inner = parent.add_subparsers(title="命令", metavar="命令", parser_class=_Parser, required=True)
    which = "规则档的代号、名称或地名，或存放规则档的文件夹"
    show = _command(inner, "show", "用文字列出一份规则档的全部规定", profiles.show)
    show.add_argument("profile", help=which)
    check = _command(inner, "check", "检查文件夹里的规则档能否使用", profiles.check)
    check.add_argument("folder", type=Path, nargs="+", help="规则档文件夹")
    compare = _command(inner, "compare", "对照两份规则档", profiles.compare_two)
    compare.add_argument("left", help=f"前者：{which}")
    compare.add_argument("right", help=f"后者：{which}")
    compare.add_argument("--all", action="store_true", help="相同的也列出")
    for parser in (show, check, compare):
        _json(parser)


def _regulation(group: Any) -> None:
    of = "规则档的代号、名称或地名"
    found = _command(group, "deadlines", "按事件的日期推算各项期限", regulation.deadlines)
    found.add_argument("--profile", required=True, help=of)
    found.add_argument(
        "--event",
        action="append",
        required=True,
        metavar="事件=日期",
        help="事件的代号或名称和发生日期，如 feedback_received=2019-09-20；可以给出多次",
    )
    found.add_argument("--reference", help=f"另一份规则档，其日期列在旁边供对照：{of}")
    found.add_argument("--today", metavar="日期", help="按这一天显示剩余天数；不给则为今天")
    listed = _command(group, "events", "列出一份规则档的事件", regulation.events)
    listed.add_argument("--profile", required=True, help=of)
    owed = _command(group, "duties", "列出一年中的定期事项", regulation.duties)
    owed.add_argument("--profile", required=True, help=of)
    owed.add_argument("--year", required=True, type=_year, metavar="年份", help="公历年份，如2026")
    for parser in (found, listed, owed):
        _json(parser)


def _calendar(group: Any) -> None:
    parent = group.add_parser("calendar", help="年度放假安排", description="年度放假安排", add_help=False)
    _help(parent)
    inner = parent.add_subparsers(title="命令", metavar="命令", parser_class=_Parser, required=True)
    show = _command(inner, "show", "列出本工作区已知放假安排的年份", calendars.show)
    _workspace(show, needed=True)
    _json(show)
    for name, text, run, what in (
        (
            "enter",
            "录入公布的放假安排并签名（巡察办）",
            calendars.enter,
            "写有 year、source、holidays、workdays 的 TOML 文件",
        ),
        ("take", "查看巡察办签名的放假安排文件，确认后启用", calendars.take, "巡察办签名的放假安排文件"),
    ):
        made = _command(inner, name, text, run)
        _workspace(made, needed=True)
        made.add_argument("file", type=Path, help=what)
        made.add_argument("--yes", action="store_true", help="启用；不给则只列出会改变的期限")
        made.add_argument("--incomplete", action="store_true", help="已核对：通知确实没有列出全部法定节假日")
    export = _command(inner, "export", "导出签名的放假安排文件，交给巡察组", calendars.export)
    _workspace(export, needed=True)
    export.add_argument("year", type=_year, metavar="年份", help="公历年份，如2027")
    export.add_argument("folder", type=Path, help="文件夹或U盘")


def _search(parser: _Parser) -> None:
    _workspace(parser, needed=True)
    parser.add_argument("text", help="要找的字词；多个词用空格隔开，须同时出现")
    parser.add_argument("--limit", type=_positive, default=50, help="每个区最多列出多少条（默认50）")
    _json(parser)


def _ledger(parser: _Parser) -> None:
    _workspace(parser, needed=True)
    parser.add_argument("type", help="记录类型，如 finding（问题）、petition（信访）、rectification_task（整改任务）")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="输出 CSV")
    form.add_argument("--json", action="store_true", help="输出 JSON")


def _measure(parser: _Parser) -> None:
    parser.add_argument("file", type=Path, help="PDF 文件")
    _json(parser)


def _demo(parser: _Parser) -> None:
    parser.add_argument("folder", type=Path, help="空文件夹")
    parser.add_argument("--scale", choices=("office", "city"), help="改为生成一个区五年的数据，或一百万条记录")


def _workspace(parser: _Parser, *, needed: bool) -> None:
    parser.add_argument("workspace", type=Path, help="工作区文件夹")
    parser.add_argument("--user", required=needed, help="登录名")
    parser.add_argument("--password-file", type=Path, help="存有口令的文件（第一行）；不给则在终端里输入")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="输出供程序读取的 JSON")


def _year(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 9999:
        raise argparse.ArgumentTypeError("应为公历年份")
    return number


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("应为正整数")
    return number
