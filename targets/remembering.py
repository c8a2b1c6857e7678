"""Answers that an object gives once and remembers as long as it lives; functools.cache would keep the object for ever."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Method = TypeVar("Method", bound=Callable)


def remembered(method: Method) -> Method:
    """For a method with positional, hashable arguments."""
    name = f"_remembered_{method.__name__}"

    @wraps(method)
    def ask(self, *arguments):
        answers = self.__dict__.setdefault(name, {})
        if arguments not in answers:
            answers[arguments] = method(self, *arguments)
        return answers[arguments]

    return ask
