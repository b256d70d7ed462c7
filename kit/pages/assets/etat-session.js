/* The frame of OpenID Connect Session Management 1.0 §3.2. A service's own frame posts "client_id session_state"; the answer
   is "unchanged", "changed" or "error", to that service's origin and to nobody else. The origin is part of what is compared:
   whoever asks with another service's state hears "changed". */
"use strict";

const cookie = document.currentScript.dataset.cookie;

function state() {
  const pair = document.cookie.split("; ").find((one) => one.startsWith(`${cookie}=`));
  return pair ? pair.slice(cookie.length + 1) : "";
}

async function compare(client, origin, said) {
  const salt = said.split(".")[1];
  const text = new TextEncoder().encode(`${client} ${origin} ${state()} ${salt}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return said === `${hash}.${salt}` ? "unchanged" : "changed";
}

addEventListener("message", async (event) => {
  if (event.source === window || event.origin === "null") return;
  const parts = typeof event.data === "string" ? event.data.split(" ") : [];
  const readable = parts.length === 2 && parts[0] !== "" && /^[0-9a-f]{64}\.[0-9a-f]{32}$/.test(parts[1]);
  const answer = readable ? await compare(parts[0], event.origin, parts[1]) : "error";
  event.source.postMessage(answer, event.origin);
});
