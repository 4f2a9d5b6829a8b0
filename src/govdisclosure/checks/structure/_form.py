"""What the rules of this family rest on."""

from govdisclosure.checks._rule import Message

FORM = Message(zh="政府信息公开工作年度报告格式", en="The prescribed format of the annual report")
"""The basis of what a report must consist of."""
