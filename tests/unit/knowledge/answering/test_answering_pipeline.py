"""Steps in order, until one of them answers."""

from tiny_knowledge import BORROWING, TODAY, answerer_over, ask

from knowledge.answering import replies
from knowledge.answering.context import TurnContext
from knowledge.answering.pipeline import NamedStep, Pipeline


def test_a_step_that_answers_ends_the_turn() -> None:
    ran: list[str] = []

    def step(name: str, answers: bool = False) -> NamedStep:
        def run(context: TurnContext) -> None:
            ran.append(name)
            context.answer = replies.no_answer() if answers else None

        return NamedStep(name, run)

    context = TurnContext(turn_id="t", original="问", on=TODAY)
    Pipeline((step("first"), step("second", answers=True), step("third"))).run(context)
    assert ran == ["first", "second"]
    assert set(context.timing_ms) == {"first", "second"}


def test_time_of_a_step_that_runs_twice_adds_up() -> None:
    context = TurnContext(turn_id="t", original="问", on=TODAY, timing_ms={"only": 1000.0})
    Pipeline((NamedStep("only", lambda _: None),)).run(context)
    assert context.timing_ms["only"] > 1000.0


def test_a_whole_turn_is_timed_step_by_step() -> None:
    turn = ask(answerer_over(BORROWING), BORROWING.questions[0])
    assert list(turn.timing_ms) == [
        *("visible", "normalise", "as_of", "applies_to", "personal_data", "emergency", "guard"),
        *("foreign", "questions", "choose", "conversation", "read_back"),
        *("scope", "named_document", "context", "search", "topic", "rank", "elsewhere", "ladder", "other_audience"),
        *("decide", "succession", "compose", "legal_aid"),
    ]


def test_the_search_text_starts_as_the_words() -> None:
    assert TurnContext(turn_id="t", original="问", on=TODAY).text == "问"
