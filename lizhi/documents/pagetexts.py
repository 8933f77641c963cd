"""What stands on the pages of a PDF, as plain letters: to see whether two files say the same."""

from collections.abc import Iterator

from lizhi.documents import pages


def of(pdf: bytes) -> list[str]:
    """The letters of each page, without spaces and ends of lines."""
    return list(_letters(pdf))


def _letters(pdf: bytes) -> Iterator[str]:
    with pages.opened(pdf) as document:
        for number in range(len(document)):
            sheet = document[number]
            text = sheet.get_textpage()
            yield "".join(text.get_text_bounded().split())
            text.close()
            sheet.close()
