"""Asking a model on an OpenAI-compatible server: what to send it is the business of those who ask.

`client` asks once, `asker` asks each thing once and keeps the answer, `budget` says what it costs and where to stop.
What servers accept is in `capabilities`, what their errors mean in `failures`.
"""
