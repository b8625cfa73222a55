"""Step 3: personal data is masked before anything is searched, stored, logged or handed to the dialogue."""

from knowledge.answering.context import TurnContext
from knowledge.text.pii import mask


def personal_data(context: TurnContext) -> None:
    """Mask personal data in the words and in the search text."""
    context.original = mask(context.original).text
    found = mask(context.text)
    context.text = found.text
    if found.kinds:
        context.masked = True
        context.rules.extend(f"personal_data:{kind}" for kind in found.kinds)
