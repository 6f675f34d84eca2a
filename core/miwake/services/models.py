"""The model registry: list, use, go back."""

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from miwake.domain.changes import Changes
from miwake.domain.comparisons import Comparison
from miwake.domain.errors import DamagedError, MiwakeError, NotFoundError, RefusedError
from miwake.domain.gate import check_gate
from miwake.domain.models import BUILTIN, Model
from miwake.domain.wording import model_words
from miwake.services import base_models
from miwake.services.comparisons import kept_comparison
from miwake.services.projects import Project
from miwake.storage import models, settings
from miwake.storage.database import Transaction

WEIGHTS = "open_clip_model.safetensors"
_ACTIVE = settings.ACTIVE_MODEL
_EARLIER = "earlier_models"


def list_models(project: Project) -> list[Model]:
    """Return the built-in model and those that runs made, oldest first, the active one marked."""
    with project.database.read() as transaction:
        active = settings.setting(transaction, _ACTIVE, BUILTIN)
        made = models.models(transaction)
    builtin = Model(0, BUILTIN, None, None, "", "", "", note="Ships with Miwake.")
    return [replace(model, active=model.name == active) for model in (builtin, *made)]


def model_named(project: Project, name: str) -> Model:
    """Return the model of that name.

    Raises:
        NotFoundError: There is none.
    """
    for model in list_models(project):
        if model.name == name:
            return model
    raise NotFoundError(f"There is no model {name!r} in this project.", todo="See `miwake models list PROJECT`.")


def base_of(project: Project, name: str) -> str:
    """Return the model that no run made and that a model comes from; its own name where no run made it."""
    parents = {model.name: model.parent for model in list_models(project)}
    while parent := parents.get(name):
        name = parent
    return name


def model_comparison(project: Project, model: Model) -> Comparison | None:
    """Return what the run that made a model proved; None where there was no run or its folder is gone.

    Raises:
        DamagedError: It is there and cannot be read.
    """
    return kept_comparison(project, model.run) if model.run else None


def active_model(project: Project) -> str:
    """Return the name of the model that is in use."""
    with project.database.read() as transaction:
        return str(settings.setting(transaction, _ACTIVE, BUILTIN))


def model_source(project: Project, name: str) -> str:
    """Return what to load for a model: one of the project, or a base model or files (`base_models.source_of`).

    Raises:
        NotFoundError: There is no such model.
        RefusedError: Its weights were deleted, or its files are no longer what was registered.
    """
    model = next((each for each in list_models(project) if each.name == name), None)
    if model is None or model.name == BUILTIN:
        return base_models.source_of(name)
    weights = project.folder.root / model.folder / WEIGHTS
    if not model.folder or not weights.is_file():
        raise RefusedError(
            f"The weights of {name} are gone.", kept="Its record is kept.", todo="Choose another model, or retrain."
        )
    if file_sha256(weights) != model.sha256:
        raise RefusedError(
            f"The weights of {name} are not those that were registered.",
            why="The file has changed.",
            todo="Restore it from a backup, or choose another model.",
        )
    return str(weights.parent)


def lasting_name(project: Project, name: str) -> str:
    """Return a name for a model that means the same from any folder: files get their whole path.

    Raises:
        NotFoundError: There is no such model.
    """
    known = name in {model.name for model in list_models(project)} or base_models.is_downloaded(name)
    return name if known else base_models.source_of(name)


def register_model(
    project: Project, folder: Path, *, name: str, parent: str, run: str, metrics: dict[str, Any]
) -> Changes:
    """Enter a model that a run left in the project's `models/`."""
    inside = folder.relative_to(project.folder.root).as_posix()
    sha256 = file_sha256(folder / WEIGHTS)
    with project.database.action("register", f"Model {name}", undoable=False) as transaction:
        models.add_model(transaction, name, parent=parent, run=run, folder=inside, sha256=sha256, metrics=metrics)
    return transaction.changes


def promote(project: Project, name: str, *, confirmed: bool = False) -> Changes:
    """Make a model the project's active one.

    Raises:
        NotFoundError: There is no such model.
        RefusedError: Its weights are gone or are not those that were registered, or a mix-up that must never get worse
            did.
        UnconfirmedError: Not `confirmed`, and earlier skill was lost or a mix-up got worse, or perhaps did, or that
            can no longer be read.
    """
    model = model_named(project, name)
    model_source(project, name)
    try:
        proof, unread = model_comparison(project, model), ""
    except DamagedError as error:
        proof, unread = None, error.why
    check_gate(model, proof, confirmed=confirmed, unread=unread)
    with project.database.action("promote", f"Use {model_words(name)}") as transaction:
        before = settings.setting(transaction, _ACTIVE, BUILTIN)
        if before != name:
            settings.set_setting(transaction, _EARLIER, [*settings.setting(transaction, _EARLIER, []), before])
            settings.set_setting(transaction, _ACTIVE, name)
    return transaction.changes


def model_before(project: Project) -> str | None:
    """Return the model that going back leads to; None where there is none."""
    usable = _usable(project)
    with project.database.read() as transaction:
        return next(reversed(_earlier(transaction, usable)), None)


def roll_back(project: Project) -> tuple[str, Changes]:
    """Go back to the model that was active before, passing over those whose weights are gone; return its name.

    Raises:
        NotFoundError: There was none before.
    """
    usable = _usable(project)
    with project.database.action("rollback", "Went back to the model before") as transaction:
        earlier = _earlier(transaction, usable)
        if not earlier:
            raise NotFoundError("There is no earlier model to go back to.")
        settings.set_setting(transaction, _EARLIER, earlier[:-1])
        settings.set_setting(transaction, _ACTIVE, earlier[-1])
    return earlier[-1], transaction.changes


def _usable(project: Project) -> set[str]:
    return {model.name for model in list_models(project) if model.folder or model.name == BUILTIN}


def _earlier(transaction: Transaction, usable: set[str]) -> list[str]:
    """Return the models that were active before, the last one last; going back from a model never leads to itself."""
    active = settings.setting(transaction, _ACTIVE, BUILTIN)
    found = [str(name) for name in settings.setting(transaction, _EARLIER, []) if name in usable]
    while found and found[-1] == active:
        found.pop()
    return found


def export_model(project: Project, name: str, target: Path) -> Path:
    """Copy a model's folder, which plain open_clip can load, to `target`; return where it is.

    Raises:
        RefusedError: Something is at `target`, or the model has no files of its own.
    """
    source = model_source(project, name)
    if source == BUILTIN:
        raise RefusedError("The built-in model ships with Miwake.", todo="Export a model that you trained.")
    if target.exists():
        raise RefusedError(f"{target} exists already.", kept="It was not touched.", todo="Name a new folder.")
    try:
        shutil.copytree(source, target)
    except OSError as error:
        raise MiwakeError(f"{target} cannot be written.", why=str(error), todo="Choose another place.") from error
    return target


def delete_weights(project: Project, name: str) -> Changes:
    """Delete a model's files and keep its record.

    Raises:
        NotFoundError: There is no such model.
        RefusedError: It is the built-in or the active model.
    """
    model = model_named(project, name)
    if model.active or model.name == BUILTIN:
        raise RefusedError(f"{name} is in use.", kept="Nothing was deleted.", todo="Use another model first.")
    with project.database.action("delete-weights", f"Deleted weights of {name}", undoable=False) as transaction:
        models.set_weights_deleted(transaction, name)
    if model.folder:
        # The record says that they are gone; what cannot be deleted now is no reason to fail.
        shutil.rmtree(project.folder.root / model.folder, ignore_errors=True)
    return transaction.changes


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
