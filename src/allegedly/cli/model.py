"""Commands on attribution models: evaluate, train."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated

import typer

from allegedly.cli.app import (
    app,
    console_of,
)
from allegedly.errors import ModelError


@app.command()
def evaluate(
    marked: Annotated[Path, typer.Argument(help="Marked text: a JSON object a line with id, text and attributions.")],
    *,
    engine: Annotated[
        str | None, typer.Option(help="What finds attributions: model, rules, or a trained folder.")
    ] = None,
    outermost: Annotated[bool, typer.Option("--outermost", help="The gold marks only the outermost level.")] = False,
) -> None:
    """Score an engine on marked text: spans, who said what, chains, labels."""
    from allegedly.attribute.taggers import load_tagger  # noqa: PLC0415
    from allegedly.evaluate import evaluate as score_tagger  # noqa: PLC0415
    from allegedly.evaluate import read_marked  # noqa: PLC0415
    from allegedly.show import terminal  # noqa: PLC0415

    scores = score_tagger(read_marked(marked), load_tagger(engine), outermost=outermost)
    console_of().print(terminal.scores_table(scores))


@app.command()
def train(  # noqa: PLR0913  the options of one command
    marked: Annotated[list[Path], typer.Argument(help="Marked text, as for evaluate.")],
    *,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the model; give it to --engine.")],
    dev: Annotated[Path | None, typer.Option(help="Marked text to measure the loss on after each pass.")] = None,
    encoder: Annotated[Path | None, typer.Option(help="Folder with the encoder to start from.")] = None,
    passes: Annotated[int, typer.Option(min=1, help="Passes over the texts.")] = 9,
    seed: Annotated[int, typer.Option(help="The same seed gives the same model.")] = 1,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
) -> None:
    """Train an attribution model on marked text (needs the extra `train`)."""
    try:
        from allegedly.train import export, fit  # noqa: PLC0415  loads torch
    except ModuleNotFoundError as error:
        message = f"training needs {error.name}: pip install 'allegedly[train]'"
        raise ModelError(message) from error

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    plan = fit.Plan(passes=passes, seed=seed, workers=workers)
    checkpoint = fit.fit(marked, out=output / "checkpoints", dev_path=dev, encoder=encoder, plan=plan)
    export.export(checkpoint, encoder=encoder or fit.installed_encoder(), out=output)
    console_of(stderr=True).print(f"wrote {output}; next: allegedly evaluate {dev or marked[0]} --engine {output}")
