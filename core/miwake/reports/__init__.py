"""Render a finished comparison."""

from miwake.domain.wording import verdict_sentence
from miwake.reports.contract import comparison_json
from miwake.reports.html import render_html
from miwake.reports.sources import PhotoSource
from miwake.reports.spreadsheet import write_csv, write_xlsx

__all__ = ["PhotoSource", "comparison_json", "render_html", "verdict_sentence", "write_csv", "write_xlsx"]
