"""The report as one HTML file that loads nothing from elsewhere."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from miwake.domain.comparisons import Comparison
from miwake.reports.page import page
from miwake.reports.sources import PhotoSource
from miwake.reports.texts import Texts


def render_html(comparison: Comparison, *, photos: PhotoSource | None, title: str, language: str = "en") -> str:
    """Return the whole report: styles, drawings and photos are inside the one file.

    Args:
        comparison: What the run proved.
        photos: Where thumbnails and names come from; None for a report without photos.
        title: What the report is about, such as the project's name.
        language: Of the report's own words.

    Raises:
        NotFoundError: The report is not written in that language.
    """
    texts = Texts(language)
    shown = page(comparison, photos=photos, title=title, texts=texts)
    return _environment().get_template("report.html.j2").render(page=shown, t=texts, language=language)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template(name: str) -> str:
    return files("miwake_resources").joinpath("templates", name).read_text(encoding="utf-8")
