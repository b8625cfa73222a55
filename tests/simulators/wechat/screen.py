"""What a user sees."""

from dataclasses import dataclass, field

SORRY = "该公众号暂时无法提供服务，请稍后再试"


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message on the screen. ``way``: passive (in the answer to a callback), active (客服消息), platform, own."""

    text: str
    way: str
    kind: str = "text"
    choices: dict[str, str] = field(default_factory=dict)
    key: str = ""


@dataclass(slots=True)
class Screen:
    """A conversation, oldest first."""

    bubbles: list[Bubble] = field(default_factory=list)
    typing: int = 0

    @property
    def received(self) -> list[Bubble]:
        """What did not come from the user."""
        return [bubble for bubble in self.bubbles if bubble.way != "own"]

    @property
    def texts(self) -> list[str]:
        """The words of what was received."""
        return [bubble.text for bubble in self.received]
