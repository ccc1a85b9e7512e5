"""Everything that is raised on purpose.

AllegedlyError
├── SpanError (ValueError)
├── StageOrderError (ValueError)
├── CaseError
│   ├── CaseNotFoundError
│   ├── CaseBusyError
│   └── CaseFormatError
├── UnknownIdError (LookupError)
├── RejectedError
├── ExportError
├── ModelError
├── JudgementError (ValueError)
├── FeedListError (ValueError)
└── MarkedTextError (ValueError)
"""


class AllegedlyError(Exception):
    """Base of all errors of this package; catch it to catch them all."""


class SpanError(AllegedlyError, ValueError):
    """A span that cannot be: it begins before 0, ends before it begins, or leaves its text."""


class StageOrderError(AllegedlyError, ValueError):
    """Stages put together so that one reads what no earlier one writes."""


class CaseError(AllegedlyError):
    """A case folder that cannot be used as asked."""


class CaseNotFoundError(CaseError):
    """There is no case in the folder named."""


class CaseBusyError(CaseError):
    """Another process is reading into the case, and the time to wait for it has passed."""


class CaseFormatError(CaseError):
    """The folder holds something that is no case, or a case of a newer version."""


class UnknownIdError(AllegedlyError, LookupError):
    """No record has the id, or the beginning of one, that was asked for; or several have."""


class RejectedError(AllegedlyError):
    """An input was rejected while reading with ``strict``."""


class ExportError(AllegedlyError):
    """An export that cannot be made as asked."""


class ModelError(AllegedlyError):
    """A model or word list that is missing or cannot be loaded."""


class JudgementError(AllegedlyError, ValueError):
    """A judgement that cannot be made or taken back as asked."""


class FeedListError(AllegedlyError, ValueError):
    """A list of feeds that cannot be read as one, or names none."""


class MarkedTextError(AllegedlyError, ValueError):
    """A file of marked text that cannot be read as such."""
