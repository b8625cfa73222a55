"""The steps of a turn, put together once for a deployment."""

from dataclasses import dataclass

from knowledge.answering.context import TurnContext
from knowledge.answering.decision import Decision
from knowledge.answering.pipeline import NamedStep, Pipeline
from knowledge.answering.ports import PolicySearch, ScopeJudge
from knowledge.answering.several import RestOfQuestions
from knowledge.answering.steps.choose import Choose
from knowledge.answering.steps.compose import Compose
from knowledge.answering.steps.conversation import ReadInConversation
from knowledge.answering.steps.decide import Decide
from knowledge.answering.steps.emergency import emergency
from knowledge.answering.steps.follow_up import FollowUp
from knowledge.answering.steps.normalise import Normalise
from knowledge.answering.steps.personal_data import personal_data
from knowledge.answering.steps.rank import rank
from knowledge.answering.steps.retrieve import Retrieve
from knowledge.answering.steps.scope import JudgeScope
from knowledge.answering.steps.split_questions import split_questions
from knowledge.answering.steps.topic_passages import TopicPassages
from knowledge.model.region import RegionTree


@dataclass(frozen=True, slots=True)
class Answerer:
    """Two lists of steps: ``intake`` before the dialogue sees a word, ``policy`` once it is a policy question."""

    intake: Pipeline
    policy: Pipeline
    rest: RestOfQuestions
    regions: RegionTree

    def receive(self, context: TurnContext) -> TurnContext:
        """Normalise, mask personal data, watch for danger: words of danger are stored too, so they are masked first."""
        return self.intake.run(context)

    def answer(self, context: TurnContext) -> TurnContext:
        """Find, decide and compose. The context always leaves with an answer."""
        return self.policy.run(context)

    def answer_rest(self, context: TurnContext) -> None:
        """Answer the further questions of the message, once its first one has been answered, by whomever."""
        self.rest(context)


def build_answerer(
    search: PolicySearch, judge: ScopeJudge, regions: RegionTree, home: str, decision: Decision
) -> Answerer:
    """Put the steps in order. ``home`` is the region of the deployment."""
    normalise = NamedStep("normalise", Normalise(regions))
    conversation = NamedStep("conversation", ReadInConversation(search, regions))
    policy = Pipeline(
        (
            NamedStep("scope", JudgeScope(judge)),
            NamedStep("context", FollowUp(search)),
            NamedStep("search", Retrieve(search, regions, home, decision.is_sure)),
            NamedStep("topic", TopicPassages(search)),
            NamedStep("rank", rank),
            NamedStep("decide", Decide(decision, regions, home)),
            NamedStep("compose", Compose(search)),
        )
    )
    return Answerer(
        intake=Pipeline(
            (
                normalise,
                NamedStep("personal_data", personal_data),
                NamedStep("emergency", emergency),
                NamedStep("questions", split_questions),
                NamedStep("choose", Choose(regions)),
                conversation,
            )
        ),
        policy=policy,
        rest=RestOfQuestions(intake=Pipeline((normalise, conversation)), policy=policy),
        regions=regions,
    )
