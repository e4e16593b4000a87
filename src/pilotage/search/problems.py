"""Why a search is not made: one sentence each."""

from pilotage.base import Kind

MOST_CHARACTERS = 100
MOST_TERMS = 8

NOTHING = Kind.refusing(
    "Q101",
    "nothing-to-look-for",
    ("These signs hold no word to look for.", "输入的只有符号，没有可查找的文字。"),
    (
        "Enter Chinese characters, an English word or a figure.",
        "请输入汉字、英文单词或数字。",
    ),
)
TOO_SHORT = Kind.refusing(
    "Q102",
    "too-short",
    (
        "One Chinese character stands in nearly every text.",
        "单个汉字几乎处处都有，无从查找。",
    ),
    ("Enter at least two.", "请至少输入两个字。"),
)
TOO_LONG = Kind.refusing(
    "Q103",
    "too-long",
    (
        "This is too long to look for: at most {characters} characters and {terms} terms.",
        "查找内容过长，最多{characters}个字符、{terms}个词。",
    ),
    ("Keep the words that matter most.", "请只保留关键词。"),
)
