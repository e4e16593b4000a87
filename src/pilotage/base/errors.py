"""The one kind of error that a person sees."""


class PilotageError(Exception):
    """Unusable input or arguments, told in one clear sentence.

    ``what`` says what cannot be done and why; ``remedy`` says what to do about it (may be
    empty). Both are whole sentences with their full stops, in the language of the reader.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what} {remedy}".strip())
        self.what = what
        self.remedy = remedy
