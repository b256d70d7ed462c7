/* Passkeys, which a browser gives to scripts alone. A form with data-passkey="get" or "create" asks its question at
   data-passkey-question, hands it to the browser, puts what the authenticator said into its field "reponse" and leaves.
   What goes wrong before is told in its [role=alert] by one of its own sentences, data-dit-…. */
"use strict";

(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

  /* What the exceptions of navigator.credentials mean (WebAuthn §5.1.3 and §5.1.4). */
  const sentences = {
    NotAllowedError: "annulee", AbortError: "annulee", InvalidStateError: "deja", NotSupportedError: "incapable",
    ConstraintError: "incapable", SecurityError: "adresse",
  };

  async function question(form) {
    const fields = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.passkeyQuestion, {
      method: "POST", body: fields, cache: "no-store", credentials: "same-origin", redirect: "error",
    });
    if (!answer.ok) { const refused = new Error(answer.statusText); refused.status = answer.status; throw refused; }
    return (await answer.json()).publicKey;
  }

  async function get(options) {
    const publicKey = { ...options, challenge: bytes(options.challenge) };
    const made = await navigator.credentials.get({ publicKey });
    const { authenticatorData, clientDataJSON, signature, userHandle } = made.response;
    return {
      ...named(made),
      response: {
        authenticatorData: text(authenticatorData), clientDataJSON: text(clientDataJSON), signature: text(signature),
        userHandle: userHandle ? text(userHandle) : null,
      },
      clientExtensionResults: {},
    };
  }

  async function create(options) {
    const known = (options.excludeCredentials ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
    const user = { ...options.user, id: bytes(options.user.id) };
    const publicKey = { ...options, challenge: bytes(options.challenge), user, excludeCredentials: known };
    const made = await navigator.credentials.create({ publicKey });
    const { attestationObject, clientDataJSON } = made.response;
    const { credProps } = made.getClientExtensionResults();
    return {
      ...named(made),
      response: { attestationObject: text(attestationObject), clientDataJSON: text(clientDataJSON) },
      clientExtensionResults: credProps ? { credProps } : {},
    };
  }

  const named = (made) => ({ id: made.id, rawId: text(made.rawId), type: made.type });

  function serve(form) {
    const alert = form.querySelector("[role=alert]");
    const say = (which) => { alert.textContent = form.dataset[`dit${which[0].toUpperCase()}${which.slice(1)}`] ?? ""; };
    let busy = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (busy) return;
      if (!window.PublicKeyCredential) { say("absente"); return; }
      busy = true;
      alert.textContent = "";
      try {
        const asked = await question(form);
        const said = await (form.dataset.passkey === "create" ? create(asked) : get(asked));
        form.elements.reponse.value = JSON.stringify(said);
        form.submit();
      } catch (cause) {
        // the page itself knows better: the login has moved on, or the proof has grown old
        if (cause.status === 409) { location.reload(); return; }
        say(sentences[cause.name] ?? "panne");
        busy = false;
      }
    });
    addEventListener("pageshow", () => { busy = false; }); // come back to by the button "back"
  }

  document.querySelectorAll("form[data-passkey]").forEach(serve);
})();
