"""What is said of the days on which a rule holds: warnings, the day asked about, what is about to end, what replaced it."""

from datetime import date, timedelta

from knowledge.answering.applicability import applicability
from knowledge.answering.sentences import sentences
from knowledge.model.passage import Passage, Successor
from knowledge.model.validity import Status, Validity


def validity_text(passage: Passage, on: date, today: date | None = None) -> str:
    """Return the warning of a passage that does not hold on the day; empty for one that does.

    Where the day asked about is another than ``today``, the words say how it stands with the rule on both.
    """
    validity, name, today = passage.validity, title_of(passage), today or on
    status = validity.status(on)
    if status is Status.IN_FORCE:
        return ""
    if status is Status.NOT_YET and validity.effective_from:
        words = sentences().answered.not_yet if on >= today else sentences().applicability.not_then
        start = chinese_day(validity.effective_from)
        return words.format(title=name, day=start if on >= today else chinese_day(on), start=start)
    if on > today and validity.status(today) is Status.IN_FORCE and validity.last_day:
        text = sentences().applicability.over_then.format(
            title=name, end=chinese_day(validity.last_day), day=chinese_day(on)
        )
    else:
        text = sentences().answered.not_in_force.format(title=name, reason=ended(validity, on))
    return text + replaced_by(passage, max(on, today))


def as_of_text(passage: Passage, on: date, today: date) -> str:
    """Return what comes first when another day than today is asked about, and how the rule stands today; else nothing."""
    if on == today:
        return ""
    words, validity = sentences().applicability, passage.validity
    text = words.as_of.format(day=chinese_day(on))
    if validity.status(on) is not Status.IN_FORCE:
        return text
    now = validity.status(today)
    if now is Status.IN_FORCE:
        return text + (words.still if on < today else words.ahead)
    if now is Status.NOT_YET and validity.effective_from:
        start = chinese_day(validity.effective_from)
        return text + sentences().answered.not_yet.format(title=title_of(passage), day=start)
    return text + words.since.format(reason=ended(validity, today)) + replaced_by(passage, today)


def expiry_text(passage: Passage, on: date) -> str:
    """Return the reminder of a rule in force that ends soon, and what follows it; empty for any other."""
    if not ends_soon(passage.validity, on):
        return ""
    words, validity, last = sentences().applicability, passage.validity, passage.validity.last_day
    if validity.expires_on is not None and validity.expires_on == last:
        text = words.expiring.format(day=chinese_day(validity.expires_on))
    else:
        text = words.ending.format(day=chinese_day(validity.repealed_on or on))
    follows = current_successor(passage, last + timedelta(days=1)) if last and last < date.max else None
    return text + (_will_hold(follows) if follows and follows.validity.effective_from else "")


def ends_soon(validity: Validity, on: date) -> bool:
    """Whether a rule holds on the day and ends within the days of the settings."""
    last = validity.last_day
    if last is None or validity.status(on) is not Status.IN_FORCE:
        return False
    return (last - on).days <= applicability().expiring_within_days


def status_text(validity: Validity, on: date, today: date) -> str:
    """Return in a few words how a rule stands on the day asked about, never as if that were today."""
    labels, status = sentences().applicability.status, validity.status(on)
    if status is Status.NOT_YET and validity.effective_from:
        return labels.not_yet.format(day=chinese_day(validity.effective_from))
    if status is not Status.IN_FORCE:
        return labels.repealed if status is Status.REPEALED else labels.expired
    now = validity.status(today)
    if now is not Status.IN_FORCE:
        words = labels.will_hold if now is Status.NOT_YET else labels.held_then
        return words.format(day=chinese_day(on))
    if ends_soon(validity, on):
        expires = validity.expires_on is not None and validity.expires_on == validity.last_day
        day = validity.expires_on if expires else validity.repealed_on
        return (labels.expiring if expires else labels.ending).format(day=chinese_day(day or on))
    return labels.in_force


def current_successor(passage: Passage, day: date) -> Successor | None:
    """Return the link of the chain that holds on a day, the farthest where several do; nothing where none is known."""
    holding = [link for link in passage.successors if link.validity.status(day) is Status.IN_FORCE]
    return holding[-1] if holding else None


def replaced_by(passage: Passage, day: date) -> str:
    """Return where the rule that holds now stands. A successor that does not hold on the day is not named as current."""
    words = sentences().answered
    if current := current_successor(passage, day):
        return words.successor.format(successor=current.name)
    coming = [link for link in passage.successors if link.validity.status(day) is Status.NOT_YET]
    if coming and coming[0].validity.effective_from:
        return _will_hold(coming[0])
    if passage.successor and not passage.successors:
        return words.successor.format(successor=passage.successor)
    return words.no_successor


def ended(validity: Validity, day: date) -> str:
    """Return how a rule that no longer holds on the day came to its end, empty where it did not."""
    words, status = sentences().answered, validity.status(day)
    if status is Status.REPEALED and validity.repealed_on:
        return words.repealed.format(day=chinese_day(validity.repealed_on))
    if status is Status.EXPIRED and validity.expires_on:
        return words.expired.format(day=chinese_day(validity.expires_on))
    return ""


def title_of(passage: Passage) -> str:
    """Return the title of the passage's first source as it is printed; where its days are those of several, no title."""
    if passage.jointly_dated:
        return sentences().applicability.jointly
    return f"《{passage.sources[0].title}》"


def chinese_day(day: date) -> str:
    """Return a day as it is written: ``2026年6月1日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def _will_hold(successor: Successor) -> str:
    start = successor.validity.effective_from
    words = sentences().applicability.will_hold
    return words.format(successor=successor.name, start=chinese_day(start)) if start else ""
