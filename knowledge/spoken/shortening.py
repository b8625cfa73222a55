"""An answer short enough to be listened to: the conclusion and every caveat, in whole sentences."""

from collections.abc import Iterator, Sequence

from knowledge.spoken.aloud import aloud
from knowledge.spoken.caveats import Caveat, spoken_rules
from knowledge.spoken.sentences import heard, is_whole, sentences_of

SPOKEN_LIMIT = 80


def for_ear(spoken: str, limit: int = SPOKEN_LIMIT) -> str:
    """Return an answer for the ear: at most ``limit`` characters that are heard, in whole sentences, ready to be read aloud.

    What fits stays as it is. Of what does not, an emergency number or else the conclusion comes first, and no caveat is
    left out: where there is no room for its sentence, a shorter one says it. Empty where not even that fits.
    """
    text = aloud(spoken)
    if heard(text) <= limit:
        return text
    body, caveats = _parted([sentence for sentence in sentences_of(text) if is_whole(sentence)])
    for opening, warnings in _choices(body, caveats):
        if heard("".join((*opening, *warnings))) <= limit:
            return "".join((*_more(opening, body, warnings, limit), *warnings))
    return ""


def _parted(sentences: Sequence[str]) -> tuple[list[str], list[tuple[str, Caveat]]]:
    """Return what is said, emergency numbers first, and the caveats."""
    rules = spoken_rules()
    body, caveats = [], []
    for sentence in sentences:
        if found := rules.caveat(sentence):
            caveats.append((sentence, found))
        else:
            body.append(sentence)
    body.sort(key=lambda sentence: not rules.is_urgent(sentence))
    return body, caveats


def _choices(
    body: Sequence[str], caveats: Sequence[tuple[str, Caveat]]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yield openings and caveats, the best first."""
    whole = [rule.short if body and rule.relative else sentence for sentence, rule in caveats]
    short = list(dict.fromkeys(rule.short for _, rule in caveats if rule.short))
    openings: list[Sequence[str]] = [body[:1]]
    if body or not caveats:
        openings.append([spoken_rules().too_long])
    for opening in openings:
        yield opening, whole
        yield opening, short


def _more(opening: Sequence[str], body: Sequence[str], warnings: Sequence[str], limit: int) -> Sequence[str]:
    """Return the opening with the sentences after it for which there is room."""
    said = list(opening)
    if said != list(body[:1]):
        return said
    room = limit - heard("".join((*said, *warnings)))
    for sentence in body[1:]:
        room -= heard(sentence)
        if room < 0:
            break
        said.append(sentence)
    return said
