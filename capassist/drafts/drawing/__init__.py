"""Reads what is drawn in a figure: axes, legends, panels, nodes."""
