"""What an HTTP request tells about who sent it and how."""

from django.http import HttpRequest

from lizhi.accounts import rules as accounts
from lizhi.offboarding.arrival import Channel

DEVICES = (
    ("MicroMessenger", "微信"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "鸿蒙手机"),
    ("Android", "Android 手机"),
    ("Macintosh", "Mac 电脑"),
    ("Windows", "Windows 电脑"),
    ("Linux", "Linux 电脑"),
)
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg/", "Edge 浏览器"),
    ("Chrome/", "Chrome 浏览器"),
    ("Firefox/", "Firefox 浏览器"),
    ("Safari/", "Safari 浏览器"),
)


def device(request: HttpRequest) -> str:
    """Android 手机，Chrome 浏览器: enough to recognise one's own, too little to follow anybody."""
    agent = request.headers.get("User-Agent", "")
    machine = next((name for mark, name in DEVICES if mark in agent), "")
    browser = next((name for mark, name in BROWSERS if mark in agent), "浏览器")
    return "，".join(dict.fromkeys(part for part in (machine, browser) if part))


def channel(request: HttpRequest, name: str = "phone") -> Channel:
    """The way by which this request came."""
    return Channel(
        name=name,
        device=device(request),
        address=request.META.get("REMOTE_ADDR", ""),
        strength=accounts.strength(request) or "code",
    )
