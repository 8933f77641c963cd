"""What hands do with a phone: take a photo, write a name."""

import io

from PIL import Image
from playwright.sync_api import FilePayload, Page

STROKES = (0.2, 0.5)


def photo(*, detailed: bool = False) -> FilePayload:
    """A paper from a hospital as a camera sees it; a detailed one takes a while to be sent."""
    picture = Image.new("RGB", (1200, 900), "#f4f1e8")
    if detailed:
        picture = Image.effect_noise((1600, 1200), 90).convert("RGB")
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=72)
    return {"name": "陪护证明.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def write_name(page: Page) -> None:
    """Two zigzags with a finger, or what a mouse makes of one."""
    box = page.locator("canvas").bounding_box()
    assert box
    for start in STROKES:
        left, top = box["x"] + box["width"] * start, box["y"] + 60
        page.mouse.move(left, top)
        page.mouse.down()
        for step in range(12):
            page.mouse.move(left + step * 6, top + step % 5 * 20)
        page.mouse.up()
