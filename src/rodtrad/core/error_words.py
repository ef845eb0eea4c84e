"""An error as a person reads it: what, where, and what to do next."""

import errno
import math
from collections.abc import Mapping
from datetime import datetime

from rodtrad.core.errors import RodtradError
from rodtrad.core.numbers import moment, number
from rodtrad.core.shape import Language
from rodtrad.core.words import say

_SHOWN = 20


def error_sentence(error: RodtradError, language: Language) -> str:
    """The error's sentence."""
    return say(error.message, language, **readable_facts(error.facts, language))


def readable_facts(facts: Mapping[str, object], language: Language) -> dict[str, object]:
    """Facts of an error as they stand in its sentence: moments, numbers and lists in words."""
    return {name: _readable(value, language) for name, value in facts.items()}


def _readable(value: object, language: Language) -> object:
    if isinstance(value, datetime):
        return moment(value.astimezone(), language)
    if isinstance(value, float) and math.isfinite(value):
        return number(value, 0 if value == int(value) else 2, language)
    if isinstance(value, (list, tuple)):
        return ", ".join(str(v) for v in value[:_SHOWN])
    if isinstance(value, Exception):
        return _trouble(value, language)
    return value


def _trouble(error: Exception, language: Language) -> str:
    """Why a file, an address or its content could not be used, in our own words where we have any."""
    if isinstance(error, TimeoutError):
        return say("trouble_too_late", language)
    if not isinstance(error, OSError):
        return say("trouble_of_content", language)
    if type(error).__name__ == "gaierror":
        return say("trouble_unknown_host", language)
    known = error.errno if type(error).__module__ == "builtins" else None
    match known:
        case errno.ENOENT:
            return say("trouble_not_there", language)
        case errno.EACCES | errno.EPERM:
            return say("trouble_no_access", language)
        case errno.EISDIR:
            return say("trouble_is_folder", language)
        case errno.ENOTDIR | errno.EEXIST:
            return say("trouble_is_file", language)
        case errno.ENOSPC | errno.EDQUOT:
            return say("trouble_no_space", language)
        case errno.EROFS:
            return say("trouble_only_read", language)
        case errno.ENAMETOOLONG:
            return say("trouble_long_name", language)
        case errno.EADDRINUSE:
            return say("trouble_port_taken", language)
        case errno.EADDRNOTAVAIL:
            return say("trouble_not_ours", language)
        case errno.ECONNREFUSED | errno.ECONNRESET | errno.EHOSTUNREACH | errno.ENETUNREACH:
            return say("trouble_no_answer", language)
    return say("trouble_other", language, told=error.strerror or str(error))
