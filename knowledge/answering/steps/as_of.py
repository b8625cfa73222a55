"""The day whose rules are asked for, where the words name one."""

from knowledge.answering.context import TurnContext
from knowledge.text.as_of import read_as_of


def as_of(context: TurnContext) -> None:
    """Set ``context.on`` and take the words for the day out of what is searched.

    Run at the intake, and again before the search: a question that waited for the citizen's region comes back whole.
    """
    asked = read_as_of(context.text, context.today)
    if asked is None:
        return
    context.on = asked.day
    context.text = asked.rest.strip() or context.text
    context.rules.append(f"as_of:{asked.day.isoformat()}")
