"""A follow-up about one aspect of the policy being talked about."""

from actions.answer_policy import AnswerPolicy


class AnswerAspect(AnswerPolicy):
    """Answer the follow-up; its intent ``ask_aspect`` lets the conversation complete the question."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_answer_aspect"
