/* Comfort only: every page works without this file.
   data-copy="id"      copies the text of that element
   data-until="ISO"    counts down to that instant, and says once that 30 seconds are left
   data-leave="seconds" follows the link once everything on the page has loaded, after so many seconds at the latest
   data-verifier="path" asks there, while somebody types, what is wrong with each line, and says it in data-verifier-dans="id"
   data-poll="path"    asks the server whether the phone has answered: 204 not yet, 200 yes: the form that
                       data-poll-form="id" names is sent. Without a form, or after anything else, the page is loaded again. */
"use strict";

const english = document.documentElement.lang === "en";
const words = {
  copied: english ? "Copied" : "Copié",
  left: (seconds) => (english ? `${seconds} s left` : `Encore ${seconds}\u00a0s`),
  over: english ? "The time is over." : "Le temps est écoulé.",
};

function announce(text) {
  const region = document.createElement("p");
  region.setAttribute("role", "status");
  region.className = "visually-hidden";
  document.body.append(region);
  // A region speaks of what changes in it once it is there.
  setTimeout(() => { region.textContent = text; }, 100);
}

function copy(button) {
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    if (!source) return;
    await navigator.clipboard.writeText(source.textContent.trim());
    announce(words.copied);
  });
}

function countDown(box) {
  const end = Date.parse(box.dataset.until);
  if (Number.isNaN(end)) return;
  const count = document.createElement("p");
  count.setAttribute("aria-live", "off");
  box.append(count);
  let said = false;
  const timer = setInterval(tick, 1000);
  function tick() {
    const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    count.textContent = seconds > 0 ? words.left(seconds) : words.over;
    if (seconds <= 30 && seconds > 0 && !said) { said = true; announce(words.left(seconds)); }
    if (seconds === 0) clearInterval(timer);
  }
  tick();
}

// Somebody who presses a button goes before the page that renews itself: a reload in that instant would lose what was sent.
let leaving = false;
addEventListener("beforeunload", () => {
  leaving = true;
  setTimeout(() => { leaving = false; }, 5000); // a file that was taken leaves no page
});

const pause = (milliseconds) => new Promise((resume) => { setTimeout(resume, milliseconds); });

async function poll(box) {
  for (let waited = 0; waited < 300; waited += 1) {
    await pause(1000);
    if (document.hidden) continue;
    let answer;
    try {
      answer = await fetch(box.dataset.poll, { cache: "no-store", credentials: "same-origin", redirect: "error" });
    } catch { continue; } // the network is away: ask again
    if (leaving || answer.status === 204 || answer.status >= 500) continue;
    const form = document.getElementById(box.dataset.pollForm ?? "");
    if (answer.status === 200 && form) form.requestSubmit(); else location.reload();
    return;
  }
}

function verify(field) {
  const region = document.getElementById(field.dataset.verifierDans ?? "");
  if (!region) return;
  let wait;
  async function look() {
    const lines = field.value.split(/\s+/).filter(Boolean).slice(0, 20);
    const said = [];
    for (const line of lines) {
      const asked = `${field.dataset.verifier}?${new URLSearchParams({ adresse: line, ui_locales: document.documentElement.lang })}`;
      let answer;
      try { answer = await (await fetch(asked, { cache: "no-store", credentials: "same-origin" })).json(); } catch { return; } // the form says it
      said.push(...answer.raisons.map((one) => `${line} — ${one.phrase}`));
    }
    region.replaceChildren(...said.map((text) => { const one = document.createElement("p"); one.className = "field__error"; one.textContent = text; return one; }));
  }
  field.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(look, 400); });
}

/* A finger and the page itself at the same moment: the second would find the step done. */
function sendOnce(form) {
  let sent = false;
  form.addEventListener("submit", (event) => { if (sent) event.preventDefault(); sent = true; });
  addEventListener("pageshow", () => { sent = false; }); // come back to by the button "back"
}

function leave(link) {
  const go = () => { location.replace(link.href); };
  setTimeout(go, Number(link.dataset.leave) * 1000);
  if (document.readyState === "complete") go(); else addEventListener("load", go, { once: true });
}

document.querySelectorAll("[data-leave]").forEach(leave);
document.querySelectorAll("[data-copy]").forEach(copy);
document.querySelectorAll("[data-until]").forEach(countDown);
document.querySelectorAll('form[method="post"]').forEach(sendOnce);
document.querySelectorAll("[data-verifier]").forEach(verify);
document.querySelectorAll("[data-poll]").forEach(poll);
