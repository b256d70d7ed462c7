/* Comfort only: every page is read, and reached from the contents, without this file.
   The search: an index that this machine already has, read at the first visit of the field. Words in any order, without
   regard for accents or capitals. Down and up go through the answers, Enter opens the first, Escape comes back to the field.
   And the buttons that copy a block. */
"use strict";

(() => {
  const english = document.documentElement.lang === "en";
  const MOST = 12;
  const AROUND = 70;
  const told = (n) => {
    if (n === 0) return english ? "Nothing found. Try fewer words." : "Rien trouvé. Essayez moins de mots.";
    if (n === 1) return english ? "1 answer" : "1 réponse";
    if (n > MOST) return english ? `${n} answers, the first ${MOST}:` : `${n} réponses, les ${MOST} premières\u00a0:`;
    return english ? `${n} answers` : `${n} réponses`;
  };

  /* One character to one or more, so that a place in the folded text can be found again in the text. */
  const foldOne = (letter) => letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
    .replace("œ", "oe").replace("æ", "ae").replace(/[’‘]/, "'").replace(/[\u00a0\u202f]/, " ").replace("\u2011", "-");
  const fold = (text) => Array.from(text, foldOne).join("");

  /* `jetons` finds `jeton`. */
  const stem = (word) => (word.length > 3 ? word.replace(/[sx]$/, "") : word);
  const wordsOf = (text) => fold(text).split(/\s+/).filter(Boolean).map(stem);

  function score(entry, words) {
    let sum = 0;
    let own = entry.whole; // a part is not found by the title of its page alone
    for (const word of words) {
      const where = [[entry.title, 12], [entry.page, 4], [entry.text, 1]].filter(([text]) => text.includes(word));
      if (where.length === 0) return 0;
      own ||= where.some(([text]) => text !== entry.page);
      for (const [text, weight] of where) {
        const at = text.indexOf(word);
        sum += weight * (at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1]) ? 2 : 1);
      }
    }
    if (entry.title === words.join(" ") || entry.title === `${words.join(" ")}s`) sum += 60;
    return own ? sum + (entry.whole ? 3 : 0) : 0;
  }

  /* The words around the first one that was found, each of them marked. */
  function excerpt(text, words) {
    const spread = Array.from(text).flatMap((letter, n) => Array.from(foldOne(letter), (one) => [one, n]));
    const folded = spread.map(([one]) => one).join("");
    const letters = Array.from(text);
    const marks = words.flatMap((word) => {
      const at = folded.indexOf(word);
      return at < 0 ? [] : [[spread[at][1], spread[at + word.length - 1][1] + 1]];
    }).sort(([a], [b]) => a - b);
    if (marks.length === 0) return [document.createTextNode(letters.slice(0, 2 * AROUND).join(""))];
    const from = Math.max(0, marks[0][0] - AROUND);
    const until = Math.min(letters.length, marks[0][1] + AROUND);
    const parts = [from > 0 ? "…" : ""];
    let at = from;
    for (const [start, end] of marks) {
      if (start < at || end > until) continue;
      const mark = document.createElement("mark");
      mark.textContent = letters.slice(start, end).join("");
      parts.push(letters.slice(at, start).join(""), mark);
      at = end;
    }
    parts.push(letters.slice(at, until).join(""), until < letters.length ? "…" : "");
    return parts;
  }

  function hit(entry, words) {
    const link = document.createElement("a");
    link.className = "finder__hit";
    link.href = entry.u;
    const line = (name, ...content) => {
      const span = document.createElement("span");
      span.className = name;
      span.append(...content);
      link.append(span);
    };
    line("finder__title", ...excerpt(entry.t, words));
    if (entry.p !== entry.t) line("finder__page", entry.p);
    if (entry.x) line("finder__words", ...excerpt(entry.x, words));
    const item = document.createElement("li");
    item.append(link);
    return item;
  }

  function finder(form) {
    const input = form.querySelector("input");
    const panel = form.querySelector(".finder__panel");
    const list = form.querySelector(".finder__list");
    const status = form.querySelector(".finder__status");
    let entries;
    let asked = false;

    /* A script, because a page opened from a disk may not fetch. */
    function load() {
      if (asked) return;
      asked = true;
      const script = document.createElement("script");
      script.src = form.dataset.index;
      script.addEventListener("load", () => {
        entries = globalThis.caduceeIndex.entries.map((entry) => ({
          ...entry, title: fold(entry.t), page: fold(entry.p), text: fold(entry.x), whole: !entry.u.includes("#"),
        }));
        show();
      });
      document.head.append(script);
    }

    function show() {
      const words = wordsOf(input.value);
      if (!entries || words.length === 0) return close();
      const found = entries.map((entry) => [score(entry, words), entry]).filter(([worth]) => worth > 0);
      found.sort(([a], [b]) => b - a);
      list.replaceChildren(...found.slice(0, MOST).map(([, entry]) => hit(entry, words)));
      panel.hidden = false;
      status.textContent = told(found.length);
    }

    function close() {
      panel.hidden = true;
      status.textContent = "";
    }

    function step(event) {
      const links = Array.from(list.querySelectorAll("a"));
      const at = links.indexOf(document.activeElement);
      if (event.key === "Escape") { event.preventDefault(); input.focus(); close(); return; }
      if (event.key === "Enter" && at < 0) { event.preventDefault(); if (panel.hidden) show(); else links[0]?.click(); return; }
      if (!["ArrowDown", "ArrowUp"].includes(event.key) || panel.hidden) return;
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      if (next < 0) input.focus();
      else links[Math.min(next, links.length - 1)]?.focus();
    }

    input.addEventListener("focus", load);
    input.addEventListener("input", show);
    input.addEventListener("focus", show);
    form.addEventListener("keydown", step);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) close(); });
    list.addEventListener("click", close);
  }

  function announce(text) {
    const region = document.createElement("p");
    region.setAttribute("role", "status");
    region.className = "visually-hidden";
    document.body.append(region);
    setTimeout(() => { region.textContent = text; }, 100); // a region speaks of what changes in it once it is there
  }

  function copy(button) {
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(`${document.getElementById(button.dataset.copy).textContent}\n`);
      announce(english ? "Copied" : "Copié");
    });
  }

  document.querySelectorAll(".finder").forEach(finder);
  document.querySelectorAll("[data-copy]").forEach(copy);
})();
