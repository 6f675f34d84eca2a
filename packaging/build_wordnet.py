"""Builds the word relations that ship with Miwake from WordNet 3.0.

    apt-get install wordnet-base wordnet-sense-index
    python packaging/build_wordnet.py [--from /usr/share/wordnet] [--out DIR]

What is kept: of each noun, verb and adjective the senses that a description of a photo usually means, with what is
wider than them, their opposites and their near-synonyms; and the irregular forms. The format is described in the
README.md beside the files. The same database gives the same files, byte by byte.
"""

import argparse
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from wordnet_source.database import PARTS, Synset, read_exceptions, read_senses, read_synsets
from wordnet_source.usual import usual_senses

_SITE = Path(__file__).parent / "wordnet_source" / "site_senses.yaml"
_OUT = Path(__file__).parent.parent / "resources" / "miwake_resources" / "wordnet"
_WIDER = {"noun": ("@",), "verb": ("@", "*"), "adjective": ("&",)}


def main() -> None:
    """Write one file a part of speech."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="source", type=Path, default=Path("/usr/share/wordnet"))
    parser.add_argument("--out", type=Path, default=_OUT)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    site = yaml.safe_load(_SITE.read_text("utf-8"))
    for part in PARTS:
        synsets = read_synsets(arguments.source, part)
        meant = usual_senses(read_senses(arguments.source, part), synsets, part=part, site=site[part])
        of_site = {form: (base,) for form, base in site["irregular"].get(part, {}).items()}
        exceptions = read_exceptions(arguments.source, part) | of_site
        wider = _with_changes(part, synsets, meant, site)
        content = written(synsets, meant, wider, exceptions, title=f"WordNet 3.0, {part}s")
        path = arguments.out / f"{part}s.txt"
        path.write_bytes(content)
        print(f"{path.name}: {len(content) / 1e6:.2f} MB, sha256 {hashlib.sha256(content).hexdigest()}")


def _with_changes(
    part: str, synsets: Mapping[int, Synset], meant: Mapping[str, list[int]], site: Mapping[str, Any]
) -> dict[int, list[int]]:
    """Return for each meaning that is kept the meanings right above it, as the site has it."""
    kept = sorted(_with_wider(part, synsets, {each for its in meant.values() for each in its}))
    wider = {offset: _above(part, synsets[offset]) for offset in kept}
    for word, wide in site["wider"].get(part, {}).items():
        wider[meant[word][0]] += [each for each in meant[wide][:1] if each not in wider[meant[word][0]]]
    for word, wide in site["not_wider"].get(part, {}).items():
        at = meant[word][0]
        wider[at] = [each for each in wider[at] if wide not in synsets[each].words]
    return wider


def written(
    synsets: Mapping[int, Synset],
    meant: Mapping[str, list[int]],
    wider: Mapping[int, list[int]],
    exceptions: Mapping[str, tuple[str, ...]],
    *,
    title: str,
) -> bytes:
    """Return the content of one file; the format is described in the README.md beside it."""
    number = {offset: str(at) for at, offset in enumerate(wider)}
    opposites = _opposites(synsets, meant)
    lines = [f"# {title}, reduced; see LICENSE and README.md", f"synsets {len(wider)}"]
    lines += [" ".join(number[each] for each in its) for its in wider.values()]
    lines.append(f"words {len(meant)}")
    for word, its in sorted(meant.items(), key=lambda each: each[0] + "\t"):
        fields = (word, " ".join(number[each] for each in its), ",".join(opposites.get(word, ())))
        lines.append("\t".join(fields).removesuffix("\t"))
    irregular = {form: [base for base in bases if base in meant] for form, bases in exceptions.items()}
    irregular = {form: bases for form, bases in irregular.items() if bases and bases != [form]}
    lines.append(f"irregular {len(irregular)}")
    lines += ["\t".join((form, ",".join(irregular[form]))) for form in sorted(irregular)]
    return ("\n".join(lines) + "\n").encode()


def _above(part: str, synset: Synset) -> list[int]:
    return synset.to(*_WIDER[part]) if part != "adjective" or synset.satellite else []


def _with_wider(part: str, synsets: Mapping[int, Synset], offsets: Iterable[int]) -> set[int]:
    found = set(offsets)
    todo = list(found)
    while todo:
        new = [each for each in _above(part, synsets[todo.pop()]) if each not in found]
        found.update(new)
        todo += new
    return found


def _opposites(synsets: Mapping[int, Synset], meant: Mapping[str, list[int]]) -> dict[str, list[str]]:
    """Return the antonyms of each word in the senses that it and they usually have."""
    found: dict[str, list[str]] = {}
    for word, offsets in meant.items():
        for offset in offsets:
            for pointer in synsets[offset].pointers:
                if pointer.symbol != "!" or synsets[offset].words[pointer.source - 1].lower() != word:
                    continue
                other = synsets[pointer.synset].words[pointer.target - 1].lower()
                if pointer.synset in meant.get(other, ()):
                    found.setdefault(word, []).append(other)
    return {word: sorted(set(its)) for word, its in found.items()}


if __name__ == "__main__":
    main()
