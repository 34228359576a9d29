"""Text from papers, files and models, made harmless for a terminal.

A caption can carry escape sequences that rewrite the screen or the clipboard, and bidirectional controls that reorder
what is read (CWE-150, "Trojan Source"). Nothing untrusted is printed without passing through `safe_text`.
"""

import re

# ESC with what it introduces: OSC/DCS/APC/PM/SOS strings up to their terminator (or the line's end when there is none),
# CSI sequences, and the two-byte forms; the C1 bytes 0x80 to 0x9f are the same in eight bits.
_ESCAPES = re.compile(
    r"(?:\x1b[\]P_^X]|[\x9d\x90\x9f\x9e\x98])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|\x1b[ -/]*[0-~]?"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def safe_text(text: str) -> str:
    """Return the text without terminal controls; invisible and bidirectional characters are shown as <U+202E>."""
    text = _CONTROLS.sub("", _ESCAPES.sub("", text.replace("\r\n", "\n")))
    text = _SURROGATE.sub("\ufffd", text)
    return _INVISIBLE.sub(lambda match: f"<U+{ord(match.group()):04X}>", text)
