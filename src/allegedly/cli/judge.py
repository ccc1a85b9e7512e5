"""Commands by which an analyst judges: restore, correct, mean, merge, split, grade, withdraw, undo."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer
from rich.text import Text

from allegedly.cli.app import (
    DEFAULT_CASE,
    CaseOption,
    JsonOption,
    LexiconOption,
    app,
    case_at,
    console_of,
    print_json,
    say_waiting,
)

if TYPE_CHECKING:
    from allegedly.review.unmet import Unmet

NoteOption = Annotated[str | None, typer.Option("--note", help="Why; it is kept with your name.")]
OperatorOption = Annotated[str | None, typer.Option("--operator", help="Your name, kept with the judgement.")]
WaitOption = Annotated[float, typer.Option("--wait", min=0, help="Seconds to wait for another process that writes.")]
EngineOption = Annotated[
    str | None, typer.Option("--engine", help="What finds attributions: model, rules, or a trained folder.")
]
ENGINE = inspect.Parameter("engine", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=EngineOption)
LEXICON = inspect.Parameter("lexicon", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=LexiconOption)
_HOW = (
    inspect.Parameter("note", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=NoteOption),
    inspect.Parameter("wait", inspect.Parameter.KEYWORD_ONLY, default=600.0, annotation=WaitOption),
    inspect.Parameter("operator", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=OperatorOption),
)


def judging(act: Callable[..., None], *more: inspect.Parameter) -> Callable[..., None]:
    """Return a command that takes the options of every judgement beside those of ``act``, which gets them as ``how``.

    ``more`` are options of a judgement for which a document is read again.
    """
    hints = get_type_hints(act, include_extras=True)
    own = [each.replace(annotation=hints[each.name]) for each in inspect.signature(act).parameters.values()]
    parameters = [*(each for each in own if each.name != "how"), *_HOW, *more]

    @wraps(act)
    def command(**given: Any) -> None:
        names = {"note": "note", "wait": "wait", "operator": "operator", "engine": "tagger", "lexicon": "lexicon"}
        how = {names[name]: given.pop(name) for name in list(given) if name in names}
        before = _unmet_at(given["case"]) if more else {}
        act(**given, how={**how, "on_wait": say_waiting})
        _say_unmet(before, _unmet_at(given["case"]) if more else {})

    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return command


def _judge(act: Callable[..., None]) -> Callable[..., None]:
    return app.command()(judging(act))


def _judge_anew(act: Callable[..., None]) -> Callable[..., None]:
    return app.command()(judging(act, ENGINE, LEXICON))


@_judge_anew
def restore(  # noqa: PLR0913  the options of one command
    identity: Annotated[str, typer.Argument(metavar="ID", help="A document's id, or its beginning.")],
    start: Annotated[
        int | None, typer.Argument(metavar="[START]", help="Where the cut begins, as `show ID --removed` says.")
    ] = None,
    *,
    case: CaseOption = DEFAULT_CASE,
    every: Annotated[bool, typer.Option("--all", help="All cuts of the document, instead of one.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Cut again what was put back.")] = False,
    stands: Annotated[
        bool, typer.Option("--stands", help="Keep that it was rightly cut; nothing else changes.")
    ] = False,
    as_json: JsonOption = False,
    how: Any,
) -> None:
    """Put back into a document what cleaning cut, and read it again; --undo cuts it again, --stands lets it be."""
    from allegedly.show import terminal  # noqa: PLC0415

    if (start is None) is not every:
        message = "give either START, where the cut begins (allegedly show ID --removed), or --all"
        raise typer.BadParameter(message)
    with case_at(case) as opened:
        if stands and start is not None:
            kept = {name: value for name, value in how.items() if name not in {"tagger", "lexicon"}}
            _say_judged(opened.let_cut_stand(identity, start, **kept))
            return
        restored = opened.restore(identity, start, undo=undo, **how)
        if as_json:
            shown = opened.show(restored.after.id)
            print_json([shown.document, *shown.attributions, *shown.claims])
    console_of(stderr=True).print(terminal.restored_line(restored, undo=undo))


@_judge_anew
def correct(
    identity: Annotated[
        str, typer.Argument(metavar="ID", help="An attribution's id, that of the claim it carries, or a document's.")
    ],
    mark: Annotated[
        str,
        typer.Argument(metavar="MARK", help="source, cue, content, hedges; of a document outlet, byline, published."),
    ],
    words: Annotated[
        str, typer.Argument(help="The words it lies on, as the text has them (… between pieces); '' for none.")
    ],
    *,
    case: CaseOption = DEFAULT_CASE,
    how: Any,
) -> None:
    """Say where a mark of an attribution belongs; its document is read again with it, now and whenever it is."""
    with case_at(case) as opened:
        number = opened.correct(identity, mark, words, **how)
    _say_judged(number)


@_judge_anew
def mean(
    identity: Annotated[str, typer.Argument(metavar="LINK", help="A link's id, as `allegedly show ID` gives it.")],
    meaning: Annotated[
        str, typer.Argument(help="An id or a name; for a date its days (2033-04-12); '' for nothing that is known.")
    ],
    *,
    case: CaseOption = DEFAULT_CASE,
    how: Any,
) -> None:
    """Say which place, actor, outlet or day the words of a link mean, throughout their document."""
    with case_at(case) as opened:
        number = opened.choose_meaning(identity, meaning or None, **how)
    _say_judged(number)


@_judge
def merge(
    first: Annotated[str, typer.Argument(metavar="ID", help="An allegation's id, or its beginning.")],
    second: Annotated[str, typer.Argument(metavar="ID", help="The other allegation's.")],
    *,
    case: CaseOption = DEFAULT_CASE,
    how: Any,
) -> None:
    """Judge that two allegations are one; later runs respect it, `allegedly undo` takes it back."""
    with case_at(case) as opened:
        number = opened.merge(first, second, **how)
    _say_judged(number)


@_judge
def split(
    identity: Annotated[str, typer.Argument(metavar="ID", help="An allegation's id, or its beginning.")],
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM...", help="Ids of those of its claims that go.")],
    *,
    case: CaseOption = DEFAULT_CASE,
    how: Any,
) -> None:
    """Judge that some claims of an allegation say something else than the rest."""
    with case_at(case) as opened:
        number = opened.split(identity, claims, **how)
    _say_judged(number)


@_judge
def grade(
    subject: Annotated[
        str,
        typer.Argument(metavar="SUBJECT", help="An outlet's name, as `list outlets` has it, or an allegation's id."),
    ],
    given: Annotated[
        str, typer.Argument(metavar="GRADE", help="A-F: how reliable the outlet is; 1-6: how credible the allegation.")
    ],
    *,
    case: CaseOption = DEFAULT_CASE,
    how: Any,
) -> None:
    """Set an outlet's reliability or an allegation's credibility (Admiralty code); nothing but a person ever does."""
    with case_at(case) as opened:
        number = opened.credit(subject, int(given), **how) if given.isdecimal() else opened.grade(subject, given, **how)
    _say_judged(number)


@_judge_anew
def withdraw(
    identity: Annotated[str, typer.Argument(metavar="ID", help="A document's id, or its beginning.")],
    *,
    case: CaseOption = DEFAULT_CASE,
    how: Any,
) -> None:
    """Take a document out of the case, as if it had never been read; its original and its custody stay."""
    with case_at(case) as opened:
        number = opened.withdraw(identity, **how)
    _say_judged(number)


@_judge_anew
def undo(
    number: Annotated[int, typer.Argument(help="The judgement's number, as `allegedly list judgements` has it.")],
    *,
    case: CaseOption = DEFAULT_CASE,
    how: Any,
) -> None:
    """Take back a judgement of any kind."""
    with case_at(case) as opened:
        opened.take_back(number, **how)
    console_of(stderr=True).print(f"judgement {number} is taken back")


def _unmet_at(folder: Path) -> dict[int, Unmet]:
    """Return by their numbers the judgements that no longer find a claim."""
    from allegedly.store import is_case  # noqa: PLC0415

    if not is_case(folder):
        return {}
    with case_at(folder) as opened:
        return {one.review.number: one for one in opened.unmet()}


def _say_unmet(before: Mapping[int, Unmet], now: Mapping[int, Unmet]) -> None:
    """Say which judgements have lost a claim by what was done, and which have found theirs again."""
    from allegedly.show.judged import in_words, unmet_in_words  # noqa: PLC0415

    console = console_of(stderr=True)
    for number, one in now.items():
        if number not in before or len(one.claims) > len(before[number].claims):
            console.print(Text(f"judgement {number} ({in_words(one.review).action}) {unmet_in_words(one)}"))
    for number in sorted(before.keys() - now.keys()):
        console.print(Text(f"judgement {number} finds its claims again, or was taken back"))


def _say_judged(number: int) -> None:
    console_of(stderr=True).print(f"judgement {number} is kept with your name; allegedly undo {number} takes it back")
