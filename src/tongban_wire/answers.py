"""What came back judged: is it the provider's own answer to this very request?"""

from __future__ import annotations

from tongban_trust.signing import PublicKey
from tongban_wire.faults import Code
from tongban_wire.messages import Request, Response, read_response
from tongban_wire.plain import Malformed
from tongban_wire.sessions import Direction, Sealed, Session, signature_holds


def judged(
    session: Session, request: Request, digest: str, sealed: Sealed, key: PublicKey | None, *,
    sign: bool,
) -> Response | Code:  # fmt: skip
    """The response, or the code of what is wrong with it. Never raises.

    ``digest`` is of the request's exact bytes, hex. When both sides ``sign`` each message the
    answer must bear the signature of the provider's ``key``, too.
    """
    if not session.holds(Direction.TO_CONSUMER, sealed):
        return Code.NOT_AUTHENTIC
    try:
        response = read_response(sealed.body)
    except Malformed:
        return Code.MALFORMED
    about = (digest, request.id, request.provider)
    if (response.request, response.id or request.id, response.provider) != about:
        return Code.NOT_AUTHENTIC
    if not response.values.keys() <= set(request.fields):
        return Code.SOURCE_ODD
    if sign and (key is None or not signature_holds(sealed, key)):
        return Code.NOT_SIGNED
    return response
