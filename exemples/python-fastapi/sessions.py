"""Server-side sessions: the browser holds a random number and nothing else.

With several processes, put the dictionary in a store that they share (Redis, SQL): the notice of a logout reaches only
one of them.
"""

import secrets
import time
from http.cookies import SimpleCookie

COOKIE = "__Host-session"
IDLE, WHOLE = 30 * 60, 4 * 3600  # seconds; no longer than the provider's own


class Sessions:
    """ASGI middleware: `request.session` is a dictionary that stays here, as Starlette and Authlib expect one."""

    def __init__(self, app):
        self.app = app
        self.open = {}  # number: session

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        number, session = self.of(scope)
        scope["session"], scope["sessions"] = session, self

        async def answer(message):
            if message["type"] == "http.response.start":
                self.keep(number, scope["session"], message)
            await send(message)

        await self.app(scope, receive, answer)

    def of(self, scope):
        header = dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")
        cookie = SimpleCookie(header).get(COOKIE)
        number = cookie.value if cookie else None
        session = self.open.get(number)
        if session is None or self.over(session):
            self.open.pop(number, None)
            return None, {}
        return number, session

    def keep(self, number, session, message):
        if number and number not in self.open:
            return  # the provider closed it meanwhile
        if number and session is self.open[number]:
            session["idle"] = time.time() + IDLE
            return
        self.open.pop(number, None)
        if not session:
            return
        self.open = {known: other for known, other in self.open.items() if not self.over(other)}
        number, now = secrets.token_urlsafe(32), time.time()
        session.update(until=now + WHOLE, idle=now + IDLE)
        self.open[number] = session
        cookie = f"{COOKIE}={number}; Path=/; Secure; HttpOnly; SameSite=Lax"
        message["headers"].append((b"set-cookie", cookie.encode()))

    def close_all(self, sid):
        """Every session that the provider's session `sid` opened."""
        self.open = {number: session for number, session in self.open.items() if session.get("sid") != sid}

    @staticmethod
    def over(session):
        return time.time() > min(session["until"], session["idle"])
