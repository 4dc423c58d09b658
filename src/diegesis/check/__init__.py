"""What ``diegesis check`` shows of the findings, and how: choice by code, by probability, by the author's word."""

from diegesis.check.choose import Passage, Shown, shown_findings
from diegesis.check.settings import Ignored, Settings, ignored_beside, read_settings

__all__ = ["Ignored", "Passage", "Settings", "Shown", "ignored_beside", "read_settings", "shown_findings"]
