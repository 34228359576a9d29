"""Text made harmless for a terminal."""

import pytest

from capassist.text.safe import safe_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("µ – 数\n\tb", "µ – 数\n\tb"),
        ("a\r\nb\rc", "a\nbc"),
        ("a\x1b[31mb\x1b[0m", "ab"),
        ("a\x1b]52;c;AAAA\x07b", "ab"),
        ("a\x1b]0;title\x1b\\b", "ab"),
        ("a\x1b]0;never ends\nb", "a\nb"),
        ("a\x9b2Jb\x9d0;t\x9cc", "abc"),
        ("a\x1bcb\x08\x7f\x00", "ab"),
        ("a\u202eb\u200b", "a<U+202E>b<U+200B>"),
        ("\U000e0041", "<U+E0041>"),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert safe_text(text) == shown
