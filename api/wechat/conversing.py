"""What is said to each kind of message."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from api.channels.port import Incoming, IncomingKind, OutgoingKind, Rendered
from api.conversations.schemas import MAX_MESSAGE
from api.conversations.service import Question, TurnService
from api.wechat.commands import Command, Deed, command_of
from api.wechat.feedback import FeedbackMenu
from api.wechat.menus import Deed as MenuDeed
from api.wechat.menus import Menu
from api.wechat.person import Person
from api.wechat.personal import PersonalMatters
from api.wechat.ports import Surroundings
from api.wechat.rendering import WeChatRendering
from api.wechat.wording import Wording

_ASK_A_PERSON = "转人工"
_NO_COMMAND = Command(Deed.OWN_CODE)


@dataclass(frozen=True, slots=True)
class Said:
    """What is said. ``choices`` of nothing leaves those of before; ``turn_id`` names the turn whose answer it is;
    ``forgets`` that nothing of before is known any more.
    """

    messages: Sequence[Rendered] = ()
    kind: OutgoingKind = OutgoingKind.NOTICE
    conversation_id: str = ""
    turn_id: str = ""
    choices: Sequence[Mapping[str, str]] | None = None
    forgets: bool = False


_Hearing: TypeAlias = Callable[[Incoming, Person], Awaitable[Said]]
_Doing: TypeAlias = Callable[[Command, Incoming, Person], Awaitable[Said]]


@dataclass(frozen=True, slots=True)
class ConversingParts:
    """What a conversation needs."""

    turns: TurnService
    rendering: WeChatRendering
    wording: Wording
    menu: Menu
    feedback: FeedbackMenu
    matters: PersonalMatters
    surroundings: Surroundings
    city: str


class Conversing:
    """Finds the words; whoever calls sees that they are stored and sent. The same message again gets the same answer."""

    def __init__(self, parts: ConversingParts) -> None:
        self._parts = parts
        self._sentences = parts.wording.sentences
        self._kinds: Mapping[IncomingKind, _Hearing] = {
            IncomingKind.TEXT: self._written,
            IncomingKind.VOICE: self._spoken,
            IncomingKind.CLICK: self._clicked,
            IncomingKind.SUBSCRIBE: self._subscribed,
            IncomingKind.UNSUBSCRIBE: self._left,
        }
        self._deeds: Mapping[Deed, _Doing] = {
            Deed.NOTHING: self._nothing,
            Deed.TOO_LONG: self._too_long,
            Deed.CHOICE: self._choose,
            Deed.MORE: self._more,
            Deed.OWN_CODE: self._own_code,
            Deed.CODE: self._code,
            Deed.LEAVE: self._leave,
            Deed.EXPORT: self._export,
            Deed.ERASE: self._erase,
            Deed.ERASE_SURELY: self._erase_surely,
            Deed.QUESTION: self._question,
        }

    async def hear(self, incoming: Incoming, person: Person) -> Said:
        """Return what is said to a message."""
        if hearing := self._kinds.get(incoming.kind):
            return await hearing(incoming, person)
        return self._notice(getattr(self._sentences, incoming.kind))

    async def _written(self, incoming: Incoming, person: Person) -> Said:
        if sentence := await self._parts.feedback.take(incoming.details.get("menu_item", ""), person.visitor_id):
            return self._notice(sentence)
        return await self._told(incoming.text, incoming, person)

    async def _spoken(self, incoming: Incoming, person: Person) -> Said:
        heard = incoming.text.strip() or (await self._parts.surroundings.ears.hear(incoming)).strip()
        return await self._told(heard, incoming, person) if heard else self._notice(self._sentences.voice)

    async def _clicked(self, incoming: Incoming, person: Person) -> Said:
        item = self._parts.menu.get(incoming.text)
        if item is None or item.do is MenuDeed.HELP:
            return await self._subscribed(incoming, person)
        if item.do is MenuDeed.CODE:
            return await self._own_code(_NO_COMMAND, incoming, person)
        return await self._ask(item.ask or _ASK_A_PERSON, incoming, person)

    async def _subscribed(self, _incoming: Incoming, _person: Person) -> Said:
        examples = self._parts.wording.examples
        numbered = [f"{number}. {example}" for number, example in enumerate(examples, 1)]
        welcome = self._sentences.welcome.format(city=self._parts.city)
        messages = self._parts.rendering.words("\n".join((welcome, *numbered, "", self._sentences.greeting_notice)))
        return Said(messages, choices=[{"title": example, "payload": example} for example in examples])

    async def _left(self, _incoming: Incoming, _person: Person) -> Said:
        return Said(choices=())

    async def _told(self, text: str, incoming: Incoming, person: Person) -> Said:
        command = command_of(text, len(person.choices), self._parts.wording.words)
        return await self._deeds[command.deed](command, incoming, person)

    async def _nothing(self, _command: Command, _incoming: Incoming, _person: Person) -> Said:
        return self._notice(self._sentences.empty)

    async def _too_long(self, _command: Command, _incoming: Incoming, _person: Person) -> Said:
        return self._notice(self._sentences.too_long.format(limit=MAX_MESSAGE))

    async def _choose(self, command: Command, incoming: Incoming, person: Person) -> Said:
        return await self._ask(person.choices[command.number]["payload"], incoming, person)

    async def _question(self, command: Command, incoming: Incoming, person: Person) -> Said:
        return await self._ask(command.words, incoming, person)

    async def _more(self, command: Command, incoming: Incoming, person: Person) -> Said:
        if self._parts.rendering.can_push:
            return await self._question(command, incoming, person)
        return Said()  # what waits goes into the reply by itself

    async def _own_code(self, _command: Command, _incoming: Incoming, person: Person) -> Said:
        if not person.consult_code:
            return self._notice(self._sentences.no_code)
        return self._notice(self._sentences.own_code.format(code=person.consult_code))

    async def _code(self, command: Command, incoming: Incoming, person: Person) -> Said:
        state = await self._parts.surroundings.registry.state_of(command.code, person.visitor_id)
        if state is not None:
            return self._notice(state)
        if command.named:
            return self._notice(self._sentences.unknown_code.format(code=command.code))
        return await self._question(command, incoming, person)  # six letters that are no code: words after all

    async def _leave(self, command: Command, _incoming: Incoming, person: Person) -> Said:
        return self._notice(await self._parts.matters.leave(command.words, person))

    async def _export(self, _command: Command, _incoming: Incoming, person: Person) -> Said:
        return self._notice(await self._parts.matters.export(person))

    async def _erase(self, _command: Command, _incoming: Incoming, _person: Person) -> Said:
        return self._notice(self._sentences.erase_ask)

    async def _erase_surely(self, _command: Command, _incoming: Incoming, person: Person) -> Said:
        return Said(self._parts.rendering.words(await self._parts.matters.erase(person)), forgets=True)

    async def _ask(self, text: str, incoming: Incoming, person: Person) -> Said:
        if refusal := await self._parts.surroundings.door.turn_away(person.visitor_id):
            return self._notice(refusal)
        reply = await self._parts.turns.take(
            Question(
                text,
                person.conversation_id,
                "" if person.conversation_id else person.region,
                channel=incoming.channel,
                visitor=person.visitor_id,
                key=f"{incoming.channel}:{incoming.key}",
            )
        )
        return Said(
            self._parts.rendering.reply(reply),
            OutgoingKind.ANSWER,
            reply.conversation_id,
            reply.message_id,
            [button.model_dump() for button in reply.reply.buttons],
        )

    def _notice(self, words: str) -> Said:
        return Said(self._parts.rendering.words(words))
