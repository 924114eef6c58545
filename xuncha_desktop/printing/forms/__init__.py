"""One module per printed paper; importing this package registers them all."""

from xuncha_desktop.printing.forms import handover_slip, ledger, paper, supervision_notice, working_paper

__all__ = ["handover_slip", "ledger", "paper", "supervision_notice", "working_paper"]
