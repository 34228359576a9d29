"""What was read from a figure's drawing, in words: one reading of its texts (`labels`), said in a caption (`phrases`),
in a description (`sentences`) and to a model (`lines`).
"""
