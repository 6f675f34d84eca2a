"""Small closed lists of words, written as running text so that they can be read and compared."""


def vocabulary(*lines: str) -> frozenset[str]:
    """Return the words of these lines."""
    return frozenset(word for line in lines for word in line.split())
