"""All that tracing can complain of."""

from pilotage.base import Kind, Severity

NOTHING_TO_TRACE = Kind(
    code="T101",
    name="nothing-to-trace",
    severity=Severity.WARNING,
    en="“{document}” holds no item and no requirement that could be linked.",
    zh="“{document}”中没有可以建立对应关系的事项或要求。",
    hint_en="Check that it is a plan or a meeting brief.",
    hint_zh="请确认该文件是方案或会议纪要。",
)
OTHER_LANGUAGE = Kind(
    code="T102",
    name="other-language",
    severity=Severity.WARNING,
    en="“{lower}” is written in another language than “{upper}”: their items were not compared.",
    zh="“{lower}”与“{upper}”的语言不同，两者的事项未作比较。",
    hint_en="Trace the edition of the document that is in the same language.",
    hint_zh="请改用同一语言的文本。",
)
