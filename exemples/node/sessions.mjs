// Server-side sessions: the browser holds a random number and nothing else. With several processes, put the map in a
// store that they share (Redis, SQL): the notice of a logout reaches only one of them.
import { randomBytes } from 'node:crypto';

const COOKIE = '__Host-session';
const IDLE = 30 * 60_000;
const WHOLE = 4 * 3_600_000; // no longer than the provider's own
const LOGIN = 10 * 60_000;

export class Sessions {
  #open = new Map();

  /** The session of this browser, if it has one that is not over. */
  of(request) {
    const session = this.#open.get(cookie(request));
    if (!session) return undefined;
    const now = Date.now();
    if (now > session.until || now > session.idle) return this.close(session);
    if (session.user) session.idle = now + IDLE;
    return session;
  }

  /** A new session under a new number (no session fixation); `former` ends. */
  start(response, content, former) {
    if (former) this.close(former);
    const life = content.user ? WHOLE : LOGIN;
    const session = { ...content, id: randomBytes(32).toString('base64url'), until: Date.now() + life, idle: Date.now() + IDLE };
    this.#sweep();
    this.#open.set(session.id, session);
    response.setHeader('Set-Cookie', `${COOKIE}=${session.id}; Path=/; Secure; HttpOnly; SameSite=Lax`);
    return session;
  }

  close(session) {
    this.#open.delete(session.id);
  }

  /** Every session that the provider's session `sid` opened. */
  closeAll(sid) {
    for (const session of this.#open.values()) if (session.user?.sid === sid) this.close(session);
  }

  #sweep() {
    const now = Date.now();
    for (const session of this.#open.values()) if (now > session.until || now > session.idle) this.close(session);
  }
}

function cookie(request) {
  const pairs = (request.headers.cookie ?? '').split('; ').map((pair) => pair.split('='));
  return pairs.find(([name]) => name === COOKIE)?.[1];
}
