"""Batches of texts of like length, so that little work goes into padding."""

from collections.abc import Iterator, Sequence


def length_sorted(texts: Sequence[str], limit: int, longest: int) -> Iterator[list[int]]:
    """Yield positions in ``texts``, longest texts first, in batches of at most ``limit`` characters once padded.

    Args:
        texts: The texts to batch.
        limit: Characters a padded batch may hold; a single text may exceed it.
        longest: Characters after which the model reads no further, so that a text counts for no more.
    """
    lengths = [min(len(text), longest) for text in texts]
    batch: list[int] = []
    for position in sorted(range(len(texts)), key=lambda at: -lengths[at]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > limit:
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch
