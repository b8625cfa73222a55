"""Document numbers, as an operator reads them: ``三政〔2021〕18号`` → ``三政二零二一年第十八号``."""

from knowledge.spoken.digits import one_by_one, quantity
from knowledge.text.document_number import DocumentNumber, find_all


def say_document_numbers(text: str) -> str:
    """Return the text with every document number in words."""
    for found in reversed(find_all(text)):
        text = f"{text[: found.start]}{_said(found.number)}{text[found.end :]}"
    return text


def _said(number: DocumentNumber) -> str:
    year = f"{one_by_one(str(number.year))}年" if number.year else ""
    return f"{number.agency}{year}第{quantity(str(number.serial))}号"
