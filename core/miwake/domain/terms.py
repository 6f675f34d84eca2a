"""The glossary's closed vocabularies: kinds, statuses, sources, splits, verdicts."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of fact a negative gets wrong."""

    ATTRIBUTE = "attribute"
    STATE = "state"
    PRESENCE = "presence"
    RELATION = "relation"
    OBJECT = "object"
    ACTION = "action"
    COUNT = "count"
    SWAP = "swap"


class Operation(StrEnum):
    """How a negative's text came from its caption (`edit` in the JSON contract)."""

    REPLACE = "replace"
    SWAP = "swap"
    ADDED = "added"


class NegativeSource(StrEnum):
    """Where a negative came from."""

    MIXUP = "mixup"
    LEXICON = "lexicon"
    MASKED_LM = "masked_lm"
    SWAP = "swap"
    PERSON = "person"


class CaptionSource(StrEnum):
    """Where a caption came from."""

    SORTED = "sorted"
    TEMPLATE = "template"
    IMPORTED = "imported"
    TYPED = "typed"
    COUNTERFACTUAL = "counterfactual"


class Status(StrEnum):
    """What has been decided about a negative."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SKIPPED = "skipped"
    STALE = "stale"


class Rejection(StrEnum):
    """Why a negative was rejected."""

    ALSO_TRUE = "also true"
    NONSENSE = "nonsense"
    CAPTION_WRONG = "caption wrong"


class Decided(StrEnum):
    """How a decision was made; bulk is never counted as reviewed one by one."""

    SORTED = "sorted"
    ONE_BY_ONE = "one_by_one"
    BULK = "bulk"


class Split(StrEnum):
    """What a group's photos are used for; sticks for ever."""

    TRAIN = "train"
    VALIDATION = "validation"
    TEST = "test"


class Verdict(StrEnum):
    """What the test cases prove about a retraining (method.md, Evidence)."""

    IMPROVED = "improved"
    WORSE = "worse"
    NO_EVIDENCE = "no evidence"
    TOO_FEW = "too few cases"


class RetentionVerdict(StrEnum):
    """Whether the earlier skill was kept."""

    KEPT = "kept"
    LOST = "lost"
    CANNOT_TELL = "cannot tell"


class Flip(StrEnum):
    """What became of one test case between two models."""

    FIXED = "fixed"
    BROKEN = "broken"
    STILL_WRONG = "still mixed up"
    STILL_RIGHT = "still right"
