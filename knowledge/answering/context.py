"""What the steps of one turn share."""

from dataclasses import dataclass, field
from datetime import date

from knowledge.answering.answer import Answer
from knowledge.answering.memory import Asked, Memory
from knowledge.model.hit import SearchResult
from knowledge.model.passage import Aspect, Audience, Passage
from knowledge.regions.places import Place


@dataclass(slots=True)
class TurnContext:
    """One turn on its way through the steps. A step that sets ``answer`` ends it.

    ``text`` starts as what the citizen wrote and becomes what is searched: normalised, personal data masked,
    completed from the conversation. ``original`` keeps the words (personal data masked too, once that step ran).
    ``on`` is the day whose rules are asked for, ``today`` the day on which that is asked, the same unless given.
    ``elsewhere`` is a place of whose own rules nothing is known here; ``in_force`` what holds, where ``found`` is a rule
    that does not; ``asked_about`` the rule that was asked about, where the answer rests on another in its place;
    ``differing`` the counties with a rule of their own on what is answered.
    ``memory`` is where the conversation stood before; ``question`` what may be asked again after this turn; ``act`` the
    intent that the conversation itself tells, whatever the completed words look like; ``more`` the further questions of
    the message; ``region_chosen`` that the citizen said where they are.
    """

    turn_id: str
    original: str
    on: date
    region: str = ""
    topic_id: str = ""
    text: str = ""
    masked: bool = False
    intent: str = ""
    intent_confidence: float = 0.0
    aspect: Aspect | None = None
    audience: Audience | None = None
    follow_up: bool = False
    region_named: bool = False
    in_scope: float = 1.0
    private_law: float = 0.0
    found: SearchResult | None = None
    past: SearchResult | None = None
    confidence: float = 0.0
    today: date = date.min
    elsewhere: Place | None = None
    in_force: SearchResult | None = None
    asked_about: Passage | None = None
    differing: tuple[str, ...] = ()
    answer: Answer | None = None
    rules: list[str] = field(default_factory=list)
    timing_ms: dict[str, float] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    remembered: Memory | None = None
    question: str = ""
    act: str = ""
    more: tuple[str, ...] = ()
    region_chosen: bool = False
    form_open: bool = False
    read_as: str = ""

    def __post_init__(self) -> None:
        """Search what was asked, until a step knows better."""
        self.text = self.text or self.original
        if self.today == date.min:
            self.today = self.on
        self.topic_id = self.topic_id or self.memory.topic_id

    def remember(self) -> Memory:
        """Return where the conversation stands after this turn."""
        if self.answer is None or self.remembered is not None:
            return self.remembered or self.memory
        asked = Asked(
            question=self.question or self.text,
            leaning=self.follow_up,
            aspect=self.aspect,
            region=self.region if self.region_named else "",
            audience=self.audience,
            day=self.on if self.on != self.today else None,
            searched=self.found is not None,
            form_open=self.form_open,
        )
        return self.memory.after(asked, self.answer)
