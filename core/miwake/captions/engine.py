"""The caption engine: descriptions in, hard negatives out, in batches and in order."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from miwake.captions.drafting import Drafting, fill_all
from miwake.captions.drafts import Draft, cased, realised
from miwake.captions.english import is_english
from miwake.captions.filling import Filler
from miwake.captions.guard import Guard
from miwake.captions.inputs import ALL_KINDS, CaptionInput
from miwake.captions.lexicon import Lexicon
from miwake.captions.pack_files import load_packs
from miwake.captions.parsing import parsed, pipeline
from miwake.captions.ranking import ranked
from miwake.captions.reading import Reading
from miwake.captions.rules.mixups import kind_of, mixup_edits
from miwake.captions.sentence import Sentence
from miwake.captions.spelling import speller_of
from miwake.domain.edits import Edit, apply_edits
from miwake.domain.negatives import Proposal, Proposals
from miwake.domain.terms import Kind, NegativeSource, Operation
from miwake.domain.texts import normalised

_BATCH = 128
_LONGEST = 20_000
_MIXUP_PLAUSIBILITY = 0.9
_LITTLE = 3


class Engine:
    """Makes negatives by rules from the lexicon, the parse and the project's mix-ups (method.md, Text negatives).

    Args:
        lexicon: All packs.
        filler: A masked language model that weighs the negatives and adds some where the lexicon is silent; without
            one every negative keeps the weight that its rule gives it.
    """

    def __init__(self, lexicon: Lexicon, *, filler: Filler | None = None) -> None:
        self._lexicon = lexicon
        self._filler = filler
        self._speller = speller_of(lexicon)

    @classmethod
    def load(cls, *, packs: Sequence[Path] = (), filler: Filler | None = None) -> "Engine":
        """Return the engine with the built-in packs and those of the site.

        Raises:
            NotFoundError: A pack's file cannot be read.
            RefusedError: A pack is wrong; the message names file and line.
        """
        pipeline()
        return cls(Lexicon(load_packs(packs)), filler=filler)

    def propose(
        self,
        captions: Iterable[CaptionInput],
        *,
        kinds: Collection[Kind] = ALL_KINDS,
        per_caption: int = 8,
        seed: int = 0,
    ) -> Iterator[Proposals]:
        """Yield the negatives of each caption, in order; memory does not grow with the number of captions.

        Args:
            captions: Read in batches, so that a caption's negatives come after a few more were read.
            kinds: What the negatives may get wrong.
            per_caption: Most negatives of one caption.
            seed: The same seed gives the same negatives, whatever else is in the batch.
        """
        source = iter(captions)
        while batch := list(islice(source, _BATCH)):
            unreadable = [_why_unreadable(caption.text) for caption in batch]
            readable = [caption.text for caption, why in zip(batch, unreadable, strict=True) if why is None]
            sentences = iter(parsed(readable, self._speller.corrected))
            makers = []
            for caption, why in zip(batch, unreadable, strict=True):
                maker = _Maker(self._lexicon, caption, kinds, per_caption)
                maker.read(None if why else next(sentences), why=why)
                makers.append(maker)
            if self._filler is not None:
                fill_all([maker.drafting for maker in makers if maker.drafting], self._filler)
            for maker in makers:
                yield maker.proposals(seed=seed)


class _Maker:
    """Collects the proposals of one caption; none twice, none that is a true description."""

    def __init__(self, lexicon: Lexicon, caption: CaptionInput, kinds: Collection[Kind], limit: int) -> None:
        self._lexicon = lexicon
        self._caption = caption
        self._kinds = frozenset(kinds)
        self._limit = limit
        self._taken = {normalised(text) for text in (caption.text, *caption.others)}
        self._guard = Guard(caption.text, caption.others, lexicon)
        self._found: list[Proposal] = []
        self._why: str | None = None
        self.drafting: Drafting | None = None

    def read(self, sentence: Sentence | None, *, why: str | None) -> None:
        """Take what the mix-ups say, and draft what the sentence offers if that is not enough."""
        self._why = why
        self._add_mixups()
        if sentence is not None and len(self._found) < self._limit:
            self.drafting = Drafting(Reading(sentence, self._lexicon), self._kinds)

    def proposals(self, *, seed: int) -> Proposals:
        if self.drafting is not None:
            self._add_drafts(self.drafting, seed)
        unsuspected = [each for each in self._found if each.suspect is None]
        suspects = [each for each in self._found if each.suspect is not None]
        negatives = tuple([*unsuspected, *suspects][: self._limit])
        if negatives:
            return Proposals(self._caption.text, negatives)
        return Proposals(self._caption.text, (), self._why or "Nothing in this description has a known counterpart.")

    def _add_mixups(self) -> None:
        for edit in mixup_edits(self._caption):
            kind = kind_of(edit.before, edit.after, self._lexicon)
            fitting = Edit(edit.before, cased(edit.before, edit.after), edit.start, edit.end)
            text = apply_edits(self._caption.text, [fitting])
            if kind in self._kinds and self._is_new(text):
                suspect = self._guard.stated(edit.after, text=text)
                self._found.append(
                    Proposal(
                        text, kind, (fitting,), Operation.REPLACE, NegativeSource.MIXUP, _MIXUP_PLAUSIBILITY, suspect
                    )
                )

    def _add_drafts(self, drafting: Drafting, seed: int) -> None:
        self._take(drafting.reading, drafting.drafts, seed)
        if len(self._found) < min(_LITTLE, self._limit):
            self._take(drafting.reading, drafting.added(), seed)

    def _take(self, reading: Reading, drafts: list[Draft], seed: int) -> None:
        """Realise drafts in order until there are enough that nothing speaks for."""
        enough = sum(each.suspect is None for each in self._found)
        for draft in ranked(drafts, seed=seed, caption=self._caption.text):
            if enough >= self._limit or len(self._found) >= 4 * self._limit:
                return
            made = realised(reading.sentence, draft)
            if made is None or not self._is_new(made[0]):
                continue
            suspect = self._guard.suspicion(draft, text=made[0], reading=reading)
            enough += suspect is None
            self._found.append(
                Proposal(made[0], draft.kind, made[1], draft.operation, draft.source, round(draft.weight, 4), suspect)
            )

    def _is_new(self, text: str) -> bool:
        key = normalised(text)
        if key in self._taken:
            return False
        self._taken.add(key)
        return True


def _why_unreadable(text: str) -> str | None:
    if not text.strip():
        return "This description is empty."
    if len(text) > _LONGEST:
        return f"This description is longer than {_LONGEST} characters."
    return None if is_english(text) else "This is not an English description."
