"""Union-find over photos whose sets may carry a group number and a name that forbid joining."""

from collections.abc import Sequence


class Components:
    """Sets of photos; a set has at most one existing group, and joining keeps to what a person named.

    Args:
        groups: Existing group of each photo, or None.
        names: Name that a person gave to the photo's group, or None.
    """

    def __init__(self, groups: Sequence[int | None], names: Sequence[str | None]) -> None:
        self._parents = list(range(len(groups)))
        self._groups = list(groups)
        self._names = list(names)
        firsts: dict[int, int] = {}
        for index, group in enumerate(groups):
            if group is not None:
                self._unite(firsts.setdefault(group, index), index)

    def root(self, index: int) -> int:
        """Return the first photo of the set; paths are shortened on the way."""
        while self._parents[index] != index:
            self._parents[index] = self._parents[self._parents[index]]
            index = self._parents[index]
        return index

    def group(self, index: int) -> int | None:
        """Return the existing group of the photo's set."""
        return self._groups[self.root(index)]

    def name(self, index: int) -> str | None:
        """Return the name that a person gave to the photo's set."""
        return self._names[self.root(index)]

    def join(self, one: int, other: int, *, forced: bool) -> bool:
        """Join the sets of two photos; return False where they belong together but have to stay apart.

        Existing groups are never merged, and a newly named set does not go into an existing nameless group. Two sets
        that a person named differently are nothing to each other. `forced` (the pixels are equal) overrules names.
        """
        first, second = self.root(one), self.root(other)
        if first == second:
            return True
        names = {name for name in (self._names[first], self._names[second]) if name is not None}
        if len(names) > 1 and not forced:
            return True
        existing = [root for root in (first, second) if self._groups[root] is not None]
        if len(existing) > 1:
            return False
        if existing and names and self._names[existing[0]] is None and not forced:
            return False
        self._unite(first, second)
        return True

    def _unite(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        self._parents[second] = first
        if self._groups[first] is None:
            self._groups[first] = self._groups[second]
        if self._names[first] is None:
            self._names[first] = self._names[second]
