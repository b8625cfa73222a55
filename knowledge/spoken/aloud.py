"""From what is printed to what is read aloud: every number becomes words, what nobody can hear is left out."""

from collections.abc import Callable
from typing import TypeAlias

from knowledge.spoken.amounts import say_amounts, say_slashes
from knowledge.spoken.clauses import say_clauses, say_list_numbers
from knowledge.spoken.cleaning import clean, without_addresses
from knowledge.spoken.codes import say_codes
from knowledge.spoken.dates import say_dates
from knowledge.spoken.document_numbers import say_document_numbers
from knowledge.spoken.numbers import say_numbers
from knowledge.spoken.pauses import pause_at_brackets, tidy
from knowledge.spoken.telephones import say_telephones

Reading: TypeAlias = Callable[[str], str]

# In this order: a document number has brackets and a year, a telephone number looks like an amount.
_READINGS: tuple[Reading, ...] = (
    clean,
    without_addresses,
    say_document_numbers,
    say_clauses,
    say_list_numbers,
    say_codes,
    say_dates,
    say_telephones,
    say_amounts,
    say_numbers,
    say_slashes,
    pause_at_brackets,
    tidy,
)


def aloud(text: str) -> str:
    """Return a text as it is read aloud: no Arabic digit, no bracket, no web address is left.

    Read again, the result stays as it is.
    """
    for reading in _READINGS:
        text = reading(text)
    return text
