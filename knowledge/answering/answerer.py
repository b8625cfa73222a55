"""The steps of a turn, put together once for a deployment."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from knowledge.answering.context import TurnContext
from knowledge.answering.decision import Decision
from knowledge.answering.looking import LookUp
from knowledge.answering.notes import Notes
from knowledge.answering.pipeline import NamedStep, Pipeline
from knowledge.answering.ports import PolicySearch, ScopeJudge
from knowledge.answering.several import RestOfQuestions
from knowledge.answering.steps.applies_to import AppliesTo
from knowledge.answering.steps.as_of import as_of
from knowledge.answering.steps.choose import Choose
from knowledge.answering.steps.compose import Compose
from knowledge.answering.steps.conversation import ReadInConversation
from knowledge.answering.steps.decide import Decide
from knowledge.answering.steps.elsewhere import Elsewhere
from knowledge.answering.steps.emergency import emergency
from knowledge.answering.steps.follow_up import FollowUp
from knowledge.answering.steps.foreign import ReadForeign, read_back
from knowledge.answering.steps.guard import guard
from knowledge.answering.steps.ladder import Ladder
from knowledge.answering.steps.legal_aid import LegalAid
from knowledge.answering.steps.named_document import NamedDocument
from knowledge.answering.steps.normalise import Normalise
from knowledge.answering.steps.other_audience import OtherAudience
from knowledge.answering.steps.personal_data import personal_data
from knowledge.answering.steps.rank import rank
from knowledge.answering.steps.retrieve import Retrieve
from knowledge.answering.steps.scope import JudgeScope
from knowledge.answering.steps.split_questions import split_questions
from knowledge.answering.steps.succession import Succession
from knowledge.answering.steps.topic_passages import TopicPassages
from knowledge.answering.steps.visible import visible
from knowledge.model.region import RegionTree
from knowledge.wording.reader import WordingReader, default_reader


@dataclass(frozen=True, slots=True)
class Answerer:
    """Two lists of steps: ``intake`` before the dialogue sees a word, ``policy`` once it is a policy question."""

    intake: Pipeline
    policy: Pipeline
    rest: RestOfQuestions
    regions: RegionTree

    def receive(self, context: TurnContext) -> TurnContext:
        """Normalise, mask personal data, watch for danger and for what is never done: all words are stored, so masked first."""
        return self.intake.run(context)

    def answer(self, context: TurnContext) -> TurnContext:
        """Find, decide and compose. The context always leaves with an answer."""
        return self.policy.run(context)

    def answer_rest(self, context: TurnContext) -> None:
        """Answer the further questions of the message, once its first one has been answered, by whomever."""
        self.rest(context)

    def take(self, context: TurnContext) -> TurnContext:
        """Take a whole turn, as the service does while its dialogue is silent."""
        self.receive(context)
        if context.answer is None:
            self.answer(context)
        if context.more:
            self.answer_rest(context)
        return context


def build_answerer(
    search: PolicySearch,
    judge: ScopeJudge,
    regions: RegionTree,
    home: str,
    decision: Decision,
    reader: Callable[[], WordingReader] = default_reader,
) -> Answerer:
    """Put the steps in order. ``home`` is the region of the deployment; ``reader`` gives what reads questions now."""
    normalise, day, applies_to = (
        NamedStep("normalise", Normalise(regions)),
        NamedStep("as_of", as_of),
        NamedStep("applies_to", AppliesTo(regions, home)),
    )
    told = NamedStep("read_back", read_back)
    look_up = LookUp(search, regions, home, decision.is_sure)
    conversation = NamedStep("conversation", ReadInConversation(search, regions))
    policy = Pipeline(
        (
            day,
            applies_to,
            NamedStep("scope", JudgeScope(judge, reader)),
            NamedStep("named_document", NamedDocument(search)),
            NamedStep("context", FollowUp(search)),
            NamedStep("search", Retrieve(look_up)),
            NamedStep("topic", TopicPassages(search)),
            NamedStep("rank", rank),
            NamedStep("elsewhere", Elsewhere(look_up)),
            NamedStep("ladder", Ladder(regions, home)),
            NamedStep("other_audience", OtherAudience(look_up)),
            NamedStep("decide", Decide(decision, regions, home)),
            NamedStep("succession", Succession(look_up)),
            NamedStep("compose", Compose(search, Notes(regions, home))),
        ),
        closing=(NamedStep("legal_aid", LegalAid(decision.private_law_at)), told),
    )
    answerer = Answerer(
        intake=Pipeline(
            (
                NamedStep("visible", visible),
                normalise,
                day,
                applies_to,
                NamedStep("personal_data", personal_data),
                NamedStep("emergency", emergency),
                NamedStep("guard", guard),
                NamedStep("foreign", ReadForeign(normalise.run, emergency)),
                NamedStep("questions", split_questions),
                NamedStep("choose", Choose(regions)),
                conversation,
            ),
            closing=(told,),
        ),
        policy=policy,
        rest=RestOfQuestions(intake=Pipeline((normalise, day, applies_to, conversation)), policy=policy),
        regions=regions,
    )
    # The rules are read here, so that no citizen waits for them.
    answerer.receive(TurnContext(turn_id="", original="", on=date.min))
    return answerer
