"""Articles of the law as a desk names them: 劳动合同法 50 条. Papers write them out."""

import re

_ARTICLE = re.compile("(、?)第([一二三四五六七八九十百〇零]+)条")
_DIGITS = "零一二三四五六七八九"


def short(text: str) -> str:
    """《劳动合同法》第五十条 as 劳动合同法 50 条; whatever else stands there stays."""
    bare = text.replace("《", "").replace("》", "").removeprefix("中华人民共和国")
    return _ARTICLE.sub(lambda found: f"{found[1] or ' '}{_number(found[2])} 条", bare)


def _number(words: str) -> int:
    """一百四十一 is 141."""
    total = digit = 0
    for word in words.replace("〇", "零"):
        if word in "十百":
            total += (digit or 1) * (10 if word == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.index(word)
    return total + digit
