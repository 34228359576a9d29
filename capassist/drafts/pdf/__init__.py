"""Reads papers in PDF, and draws regions of their pages."""
