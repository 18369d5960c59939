"""What a call was refused with."""
from stack import Refused


def error_of(call):
    """Like "not_found"; nothing when it was answered."""
    try:
        call()
    except Refused as error:
        return error.args[0]
    return None


def refused(call):
    """Like "LEGAL_HOLD", or the code where no rule refused; nothing when it was answered."""
    try:
        call()
    except Refused as error:
        return (error.args[2] if len(error.args) > 2 else "") or error.args[0]
    return None
