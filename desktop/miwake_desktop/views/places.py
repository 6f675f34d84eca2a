"""The table of all places of the window; each is imported when it is first shown."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """One entry of the rail.

    Attributes:
        name: What `Session.wanted` calls it; also its icon.
        title: What the person reads.
        factory: Module and class of the `Place`, as "module:Class".
        below: Whether it lies at the lower end of the rail.
    """

    name: str
    title: str
    factory: str
    below: bool = False


PLACES = (
    PlaceEntry("photos", "Photos", "miwake_desktop.views.photos:PhotosPlace"),
    PlaceEntry("mixups", "Mix-ups", "miwake_desktop.views.mixups:MixupsPlace"),
    PlaceEntry("review", "Review", "miwake_desktop.views.review:ReviewPlace"),
    PlaceEntry("retrain", "Retrain", "miwake_desktop.views.retrain:RetrainPlace"),
    PlaceEntry("report", "Report", "miwake_desktop.views.report:ReportPlace"),
    PlaceEntry("use", "Use", "miwake_desktop.views.use:UsePlace"),
    PlaceEntry("models", "Models", "miwake_desktop.views.models:ModelsPlace", below=True),
    PlaceEntry("settings", "Settings", "miwake_desktop.views.settings:SettingsPlace", below=True),
)
JOB_STRIP = "miwake_desktop.views.job_strip:JobStrip"


def load(factory: str) -> Any:
    """Import what "module:Class" names and return the class.

    Raises:
        ImportError: The module or something that it needs does not exist.
    """
    module, _, name = factory.partition(":")
    return getattr(import_module(module), name)
