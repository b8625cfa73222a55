"""What is said to words, keys and silence, with the rules of the telephone: danger first, then a person, then the question."""

from dataclasses import replace

from api.voicebot.asking import Asking, Moment
from api.voicebot.danger import Danger
from api.voicebot.phrasing import Phrasing
from api.voicebot.port import Heard, Reason
from api.voicebot.standing import Step
from api.voicebot.wishes import Wish, Wishes, readable
from knowledge.text.pii import mask


class Hearing:
    """Decides each step of a call."""

    def __init__(self, asking: Asking, danger: Danger, phrasing: Phrasing, wishes: Wishes) -> None:
        self._asking = asking
        self._danger = danger
        self._phrasing = phrasing
        self._wording = phrasing.wording
        self._wishes = wishes

    async def start(self, moment: Moment, _heard: Heard) -> Step:
        """Greet, say that a machine speaks, and how a person is reached."""
        greeting = self._wording.sentences.greeting.format(city=self._phrasing.city)
        return self._phrasing.step(moment.standing, greeting)

    async def words(self, moment: Moment, heard: Heard) -> Step:
        """Answer words."""
        words = readable(heard.text)
        if danger := self._danger.in_words(words):
            return await self._asking.warn(moment, words, danger)
        wish = self._wishes.of(words)
        if wish is Wish.NOISE:
            return await self.silence(moment, heard)
        if step := self._wished(moment, wish):
            return step
        if moment.standing.pending or moment.standing.offered:
            return await self._replied(moment, heard, words, wish)
        return await self._question(moment, heard, words, wish)

    async def digits(self, moment: Moment, heard: Heard) -> Step:
        """Answer keys: 0 is a person at any time, the others what they were said to be."""
        keys, pressed, standing = self._wording.keys, heard.text.strip(), moment.standing
        if pressed == keys.person or (keys.person in pressed and not standing.form):
            return self._phrasing.transfer(standing, Reason.ASKED)
        if pressed == keys.repeat:
            return self._phrasing.step(standing, standing.last)
        if (standing.pending or standing.offered) and pressed in {keys.yes, keys.no}:
            return await self._replied(moment, heard, "", Wish.YES if pressed == keys.yes else Wish.NO)
        if pressed.isdecimal() and 0 < int(pressed) <= len(standing.choices):
            return await self._asking.ask(moment, standing.choices[int(pressed) - 1], read_back=False)
        if standing.form and pressed.isdecimal():
            return await self._asking.ask(moment, pressed, read_back=False)
        wrong = self._wording.sentences.no_such_key.format(last=standing.last)
        return self._phrasing.step(standing, wrong, keeps_last=True)

    async def silence(self, moment: Moment, _heard: Heard) -> Step:
        """Say it again, then shorter, then give the call to an operator."""
        standing, sentences = moment.standing, self._wording.sentences
        silences = standing.silences + 1
        if silences >= self._wording.limits.silences:
            return self._phrasing.transfer(standing, Reason.SILENCE)
        again = sentences.silence_again.format(last=standing.last) if silences == 1 else sentences.silence_short
        return self._phrasing.step(replace(standing, silences=silences), again, keeps_last=True)

    def _wished(self, moment: Moment, wish: Wish) -> Step | None:
        """Do what can be asked for at any time."""
        standing, sentences = replace(moment.standing, silences=0), self._wording.sentences
        if wish is Wish.PERSON:
            return self._phrasing.transfer(standing, Reason.ASKED)
        if wish is Wish.REPEAT:
            return self._phrasing.step(standing, standing.last)
        if wish is Wish.SLOWER:
            slow = replace(standing, slow=True)
            return self._phrasing.step(slow, sentences.slower.format(last=standing.last), keeps_last=True)
        if wish is Wish.NOTHING:
            misses = standing.misses + 1
            if misses >= self._wording.limits.misses:
                return self._phrasing.transfer(standing, Reason.NOT_UNDERSTOOD)
            return self._phrasing.step(replace(standing, misses=misses), sentences.not_understood, keeps_last=True)
        return None

    async def _replied(self, moment: Moment, heard: Heard, words: str, wish: Wish) -> Step:
        """Take words as the reply to a question of ours, or for a question after all."""
        standing, sentences = moment.standing, self._wording.sentences
        settled = standing.settled()
        if wish is Wish.YES and standing.pending:
            return await self._asking.ask(replace(moment, standing=settled), standing.pending, read_back=False)
        if wish is Wish.YES:
            return self._phrasing.transfer(settled, Reason.ASKED)
        if wish is Wish.NO:
            said = sentences.say_again if standing.pending else sentences.offer_declined
            return self._phrasing.step(settled, said)
        rest = self._wishes.corrected(words) or words
        return await self._question(replace(moment, standing=settled), heard, rest, Wish.QUESTION)

    async def _question(self, moment: Moment, heard: Heard, words: str, wish: Wish) -> Step:
        """Answer a question; one that was hardly made out is asked back first."""
        standing, limits = moment.standing, self._wording.limits
        is_reply = wish in {Wish.YES, Wish.NO}  # to a question of the answers themselves: too short to be read back
        if heard.confidence >= limits.sure or is_reply:
            return await self._asking.ask(moment, words, read_back=heard.recognised and not is_reply)
        doubts = standing.doubts + 1
        if doubts > limits.doubts:
            return self._phrasing.transfer(standing, Reason.NOT_UNDERSTOOD)
        pending = mask(words).text
        text = self._wording.sentences.is_it.format(question=self._phrasing.read_back(pending))
        return self._phrasing.step(replace(standing.settled(), pending=pending, doubts=doubts), text)
