"""Policies: which rules a place uses, how it grades them, and which findings need not be mended, with the reason.

They stand in a TOML file, `POLICY_FILE`, beside the reports or in any folder above them::

    select = ["GD1", "GD2", "GD3"]      # prefixes of codes; without it, all rules but previews
    ignore = ["GD105"]

    [severity]
    GD303 = "warning"                   # error, warning or info

    [[waive]]
    code = "GD104"
    path = "proactive.fees.amount"      # * stands for anything; "" is what concerns the whole report
    reason = "该收费项目已于2022年取消，系统不允许填写"
    file = "云溪县档案馆-2023.json"       # optional, as are organ, year and until
    year = 2023
    until = 2025-12-31                  # the last day on which it holds
"""

from govdisclosure.policy._file import POLICY_FILE, find_policy, load_policy
from govdisclosure.policy._policy import Applied, Policy, Waiver
from govdisclosure.policy._run import Policies

__all__ = ["POLICY_FILE", "Applied", "Policies", "Policy", "Waiver", "find_policy", "load_policy"]
