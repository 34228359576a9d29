"""Text of a paper that reads like an instruction to a model. It is sent as quoted data; the author is told of it."""

import re

from capassist.text.words import one_line

LONGEST_QUOTE = 80  # characters

# The wordings of the hidden prompts that were found in preprints and in the test suites for language models; a paper
# about such prompts has them in plain sight, so they are no more than worth a look.
_INSTRUCTION = re.compile(
    r"""\b(?:ignore|disregard|forget|override)\s+(?:\w+\s+){0,3}(?:previous|prior|above|preceding|earlier|other)\s+
          (?:\w+\s+)?(?:instructions?|prompts?|rules|text|context)\b
      | \b(?:ignore|disregard|forget)\s+(?:all|any|your|the|every)\s+(?:\w+\s+)?instructions?\b
      | \bas\s+(?:an?\s+)?(?:\w+\s+)?(?:reviewer|referee|language\s+model|ai\s+(?:model|assistant)|assistant)
          \s*,\s*(?:you\b|please\b|give\b|write\b|recommend\b|say\b|state\b|do\b|rate\b|accept\b)
      | \b(?:give|write|provide|generate)\s+(?:only\s+)?(?:an?\s+)?(?:\w+\s+)?positive\s+(?:review|feedback|evaluation
          |assessment|rating)s?\b
      | \bdo\s+not\s+(?:highlight|mention|report|list)\s+(?:any\s+)?(?:negatives?|weaknesses|limitations)\b
      | \b(?:recommend|strong(?:ly)?)\s+accept(?:ance)?\b[^.]{0,40}\b(?:paper|submission|review)
      | \b(?:for|to|attention|note\s+to)\s+(?:all\s+)?(?:llm|ai|gpt|chatgpt|large\s+language\s+model)s?\s+
          (?:reviewers?|models?|assistants?|agents?)\b
      | \byou\s+(?:are|must\s+act\s+as)\s+(?:now\s+)?(?:an?\s+)?(?:helpful\s+)?(?:ai|assistant|chatbot
          |language\s+model|reviewer|dan)\b
      | \b(?:reveal|print|repeat|output)\s+(?:your|the)\s+(?:system\s+)?(?:prompt|instructions)\b
      | \b(?:new|updated|system)\s+(?:instructions?|prompt)\s*:
      | <\|?(?:im_start|im_end|system|assistant|endoftext)\|?> | \[/?INST\]""",
    re.IGNORECASE | re.VERBOSE,
)


def instruction_in(text: str) -> str | None:
    """Return the first passage of a text that reads like an instruction to a model, shortened to one line."""
    found = _INSTRUCTION.search(text)
    if found is None:
        return None
    passage = one_line(text[found.start() : found.end() + LONGEST_QUOTE // 2])
    return passage if len(passage) <= LONGEST_QUOTE else passage[: LONGEST_QUOTE - 1] + "…"
