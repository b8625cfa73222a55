"""From what is to be said to a step: sentences filled in, paced for who listens, the standing of the call brought up to date."""

import re
from dataclasses import dataclass, replace

from api.voicebot.ear import Ear
from api.voicebot.port import Reason, Say
from api.voicebot.standing import Standing, Step
from api.voicebot.wording import VoiceWording
from knowledge.text.pii import mask

_NUMERALS = "一二三四五六七八九"
_PAUSES = re.compile(r"[，、；：]")
_ENDS = "。？！?!.，, "


@dataclass(frozen=True, slots=True)
class Phrasing:
    """Says things in this installation's words."""

    wording: VoiceWording
    ear: Ear
    city: str

    def step(self, standing: Standing, text: str, *, turn_id: str = "", keeps_last: bool = False) -> Step:
        """Return the step that says a text and listens; ``keeps_last`` where it is not what a caller wants repeated."""
        timing = self.wording.timing
        patience = timing.choosing_seconds if standing.choices else timing.patience_seconds
        say = Say(self.paced(text, standing), patience=patience, turn_id=turn_id)
        return Step(say, standing if keeps_last else replace(standing, last=text))

    def transfer(self, standing: Standing, reason: Reason, *, before: str = "", turn_id: str = "") -> Step:
        """Return the step that gives the call to an operator; what is said ``before`` comes first."""
        sentences = self.wording.sentences
        said = {
            Reason.ASKED: sentences.transfer,
            Reason.SILENCE: sentences.transfer_silence,
            Reason.NOT_UNDERSTOOD: sentences.transfer_not_understood,
            Reason.NO_ANSWER: sentences.transfer_no_answer,
            Reason.MATTER: sentences.transfer_matter,
            Reason.CLOSED: sentences.transfer_closed,
            Reason.FAILURE: sentences.transfer_failure,
        }[reason]
        text = before + said
        say = Say(self.paced(text, standing), listens=False, transfer=True, turn_id=turn_id, reason=reason)
        # Where the transfer fails the caller is with the bot again, with nothing counted.
        return Step(say, Standing(last=text, slow=standing.slow))

    def farewell(self, standing: Standing, text: str, *, turn_id: str = "") -> Step:
        """Return the step that ends the call."""
        say = Say(self.paced(text, standing), listens=False, hangup=True, turn_id=turn_id)
        return Step(say, replace(standing, last=text, over=True))

    def choices(self, question: str, titles: tuple[str, ...]) -> str:
        """Return a question with what can be chosen."""
        sentences = self.wording.sentences
        listed = [
            sentences.choice.format(number=_NUMERALS[at], title=self.ear.aloud(title).rstrip(_ENDS))
            for at, title in enumerate(titles)
        ]
        return sentences.choices.format(question=self.ear.aloud(question), choices="；".join(listed))

    def read_back(self, question: str) -> str:
        """Return words as they are read back: personal data masked, readable aloud, not at length."""
        words = self.ear.aloud(mask(question).text).strip().rstrip(_ENDS)
        limit = self.wording.limits.read_back_hanzi
        return words if len(words) <= limit else f"{words[:limit]}等等"

    def paced(self, text: str, standing: Standing) -> str:
        """Return a text with longer pauses for who asked for it: any speech synthesis rests at a full stop."""
        return _PAUSES.sub("。", text) if standing.slow else text
