"""What of a web page is the page and not the document: menus, share bars, links, closing lines.

Own rules for the pages of governments, which are alike: what an element is called, how much of it
is links, and a few lines that are the same everywhere.
"""

import re

from lxml import html as lxml_html

_TAGS = frozenset(["nav", "footer", "aside", "menu", "button"])
_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "menu", "toolbar", "dialog"])
_NAMES = re.compile(
    r"nav|navbar|navigation|menu|submenu|breadcrumbs?|crumbs?|share|sharing|bdshare|bshare|social"
    r"|footer|foot|copyright|sidebar|toolbar|print|printer|pagination|pager|related|recommend"
    r"|qrcode|ewm|weixin|wechat|weibo|location|position|dqwz|weizhi|friendlink|search|login|skip"
    r"|cookies?|comments?|fontsize|zihao|dayin|accessibility|wza|xiangguan"
)
_CONTAINERS = frozenset(["div", "ul", "ol", "dl", "section", "table", "form", "header"])
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_BUTTON = re.compile(
    r"^[\s【】\[\]｜|·>＞»/、，,:：()（）]*"
    r"(?:(?:打印本页|打印|关闭窗口|关闭本页|关闭|我要纠错|纠错|分享到?|收藏本页|收藏|返回顶部|回到顶部"
    r"|返回|字体|字号|[大中小]|下载|首页|上一篇|下一篇|微信|微博|扫一扫在手机打开当前页|扫一扫"
    r"|无障碍(?:浏览|阅读)?|网站地图|设为首页|加入收藏|print(?: this page)?|close(?: window)?|share"
    r"|back to top|skip to (?:main )?content|home|email|download)"
    r"[\s【】\[\]｜|·>＞»/、，,:：()（）]*)+$",
    re.IGNORECASE,
)
_CRUMBS = re.compile(
    r"^\s*(?:您?(?:现在|当前|所在|目前)?(?:的)?(?:所在)?位置(?:是)?\s*[:：]"
    r"|(?:首页|网站首页|Home)\s*[>＞»/\-›]|You are here)",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"^[\s【\[]*(?:发布(?:时间|日期)|信息来源|来源|浏览次数)\s*[:：]")
_IMPRINT = re.compile(
    r"(?:ICP备|公网安备|网站标识码|版权所有|Copyright\s|©|All rights reserved|阅读次数"
    r"|扫一扫|网站地图|技术支持[:：])",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar|pptx?|txt)(?:[?#].*)?$", re.IGNORECASE)
_LONGEST_LINE = 160
_DENSE = 0.6
_MOST = 0.3
"""An element that holds more than this share of a page's words is no furniture, however named."""


class Furniture:
    """Knows how many signs every element of one page holds, and how many of them are links."""

    def __init__(self, root: lxml_html.HtmlElement) -> None:
        self._sizes: dict[lxml_html.HtmlElement, tuple[int, int, int]] = {}
        for node in reversed(list(root.iter())):
            self._sizes[node] = self._size(node)
        self._total = max(self._sizes[root][0], 1)

    def _size(self, node: lxml_html.HtmlElement) -> tuple[int, int, int]:
        """Signs, signs in links, and links below ``node``."""
        if not isinstance(node.tag, str) or node.tag in ("script", "style", "noscript"):
            return 0, 0, 0
        signs, linked, links = len((node.text or "").strip()), 0, 0
        for child in node:
            inner = self._sizes[child]
            signs += inner[0] + len((child.tail or "").strip())
            linked += inner[1]
            links += inner[2]
        return (signs, signs, 1) if node.tag == "a" and node.get("href") else (signs, linked, links)

    def reason(self, node: lxml_html.HtmlElement) -> str | None:
        """Why an element is set aside with all that is in it; None when it is not."""
        if _hidden(node):
            return "hidden-text"
        signs, linked, links = self._sizes[node]
        if node.tag in _TAGS or node.get("role", "").lower() in _ROLES:
            return "page-furniture"
        if signs > _MOST * self._total:
            return None
        if node.tag in _CONTAINERS and _named(node):
            return "page-furniture"
        if links > 2 and linked > _DENSE * signs:
            return "attachments" if _of_files(node) else "links"
        return None


def reason_of(line: str) -> str | None:
    """Why a line of a page is no part of the document; None when it may be."""
    if len(line) > _LONGEST_LINE:
        return None
    if _BUTTON.match(line):
        return "page-button"
    if _PUBLISHED.match(line):
        return "publication-line"
    return "page-furniture" if _CRUMBS.match(line) or _IMPRINT.search(line) else None


def _named(node: lxml_html.HtmlElement) -> bool:
    """Whether an element is called a menu, a share bar, a foot: by one whole word of its names."""
    names = f"{node.get('class', '')} {node.get('id', '')}"
    return any(_NAMES.fullmatch(word.lower()) for word in _WORD.findall(names))


def _hidden(node: lxml_html.HtmlElement) -> bool:
    style = node.get("style", "").replace(" ", "").lower()
    return "display:none" in style or node.get("hidden") is not None


def _of_files(node: lxml_html.HtmlElement) -> bool:
    links = [at.get("href", "") for at in node.iter("a")]
    return sum(bool(_FILE.search(link)) for link in links) > len(links) / 2
