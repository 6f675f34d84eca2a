"""Every sentence of the report, read from one file for each language."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from miwake.domain.errors import NotFoundError

_FOLDER = files("miwake_resources").joinpath("templates")


class Texts:
    """The report's sentences in one language: `texts("more", n=3)`."""

    def __init__(self, language: str = "en") -> None:
        """Choose the language.

        Raises:
            NotFoundError: The report is not written in that language.
        """
        self.language = language
        self._known = _sentences(language)

    def __call__(self, key: str, **values: object) -> str:
        """Return the sentence with its values filled in.

        Raises:
            KeyError: There is no such sentence, or a value is missing.
        """
        return self._known[key].format(**values)

    def photos(self, n: int) -> str:
        """Return "1 test photo" or "40 test photos"."""
        return self("photos.one") if n == 1 else self("photos.many", n=n)

    def scenes(self, n: int) -> str:
        """Return "1 scene" or "38 scenes"."""
        return self("scenes.one") if n == 1 else self("scenes.many", n=n)


@cache
def _sentences(language: str) -> Mapping[str, str]:
    source = _FOLDER.joinpath(f"report.{language}.yaml")
    if not source.is_file():
        raise NotFoundError(f"The report is not there in {language!r}.", todo=f"Languages: {', '.join(_languages())}.")
    found: dict[str, str] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return found


def _languages() -> list[str]:
    names = [each.name.split(".") for each in _FOLDER.iterdir()]
    return sorted(name[1] for name in names if name[0] == "report" and name[-1] == "yaml")
