// A person at a screen without a screen: follows the provider's pages with a cookie jar, fills their forms, and answers
// on the simulated phone through the command line. What a browser would do, no more.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { request } from 'undici';

const run = promisify(execFile);

class Jar {
  #cookies = new Map();

  keep(lines) {
    for (const line of lines) {
      const [pair] = line.split(';');
      const at = pair.indexOf('=');
      const name = pair.slice(0, at);
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, pair.slice(at + 1));
    }
  }

  header() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

const attribute = (tag, name) => {
  const found = tag.match(new RegExp(`\\b${name}="([^"]*)"`));
  return found && found[1].replaceAll('&amp;', '&').replaceAll('&#38;', '&').replaceAll('&quot;', '"').replaceAll('&#x2F;', '/');
};

function forms(html) {
  return [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => {
    const opening = form.slice(0, form.indexOf('>') + 1);
    const fields = [...form.matchAll(/<(?:input|button)\b[^>]*>/g)].map(([tag]) => ({
      name: attribute(tag, 'name'),
      value: attribute(tag, 'value') ?? '',
      type: attribute(tag, 'type') ?? (tag.startsWith('<button') ? 'submit' : 'text'),
    }));
    return { action: attribute(opening, 'action'), method: (attribute(opening, 'method') ?? 'get').toLowerCase(), fields };
  });
}

export class Person {
  #jar = new Jar();

  constructor({ identifiant, caducee, data, portBase, telephone, pin, situation }) {
    Object.assign(this, { identifiant, caducee, data, portBase, telephone, pin, situation });
  }

  async mobile(...verb) {
    const { stdout } = await run(this.caducee, ['mobile', ...verb, '--data', this.data, '--port-base', String(this.portBase)]);
    return stdout;
  }

  /** One request as a browser navigates: a gateway may answer 401 instead of a login to what says it is a script. */
  async go(url, { method = 'GET', body, headers } = {}) {
    const navigation = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    const answer = await request(String(url), { method, body, headers: { ...navigation, ...headers, cookie: this.#jar.header() } });
    this.#jar.keep([answer.headers['set-cookie'] ?? []].flat());
    const text = await answer.body.text();
    return { status: answer.statusCode, location: answer.headers.location, text };
  }

  submit(base, form, values) {
    const body = new URLSearchParams();
    for (const field of form.fields) {
      if (!field.name || ['radio', 'checkbox', 'submit'].includes(field.type)) continue;
      body.append(field.name, values[field.name] ?? field.value);
    }
    for (const [name, value] of Object.entries(values)) if (!body.has(name)) body.append(name, value);
    const target = new URL(form.action || base, base);
    if (form.method === 'get') return this.go(`${target}?${body}`);
    return this.go(target, {
      method: 'POST',
      body: String(body),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: target.origin },
    });
  }

  /** Follows redirects and pages from `start` until an address begins with `until`; gives that address. */
  async walk(start, until) {
    let url = String(start);
    let response = await this.go(url);
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline) {
      const { location } = response;
      if (location) {
        url = new URL(location, url).href;
        if (url.startsWith(until)) return url;
        response = await this.go(url);
        continue;
      }
      const html = response.text;
      if (response.status >= 400) throw new Error(`${response.status} at ${url}\n${html}`);
      [url, response] = await this.answer(url, html);
    }
    throw new Error(`nothing came back to ${until} in a minute; last at ${url}`);
  }

  async answer(url, html) {
    const all = forms(html);
    const asks = (name) => all.find((form) => form.fields.some((field) => field.name === name && field.type !== 'hidden'));
    if (asks('numero')) return [url, await this.submit(url, asks('numero'), { numero: this.identifiant })];
    if (asks('situation')) {
      const form = asks('situation');
      const radios = form.fields.filter((field) => field.name === 'situation').map((field) => field.value);
      return [url, await this.submit(url, form, { situation: this.situation ?? radios[0] })];
    }
    const digits = html.match(/class="digits"[^>]*>([\s\S]*?)<\/(?:p|div|output)>/);
    if (digits && !this.answered) {
      const nombre = digits[1].replace(/<[^>]*>/g, '').replace(/\D/g, '').slice(0, 2);
      await this.mobile('approve', '--telephone', this.telephone, '--nombre', nombre, '--pin', this.pin);
      this.answered = true;
      return [url, await this.go(url)];
    }
    if (digits) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return [url, await this.go(url)];
    }
    const next = all.find((form) => form.method === 'post' && !/annuler|langue/.test(form.action ?? ''));
    if (!next) throw new Error(`no way on from ${url}\n${html}`);
    return [url, await this.submit(url, next, {})];
  }
}

export function fromArguments() {
  const options = JSON.parse(process.argv[2]);
  return { ...options, person: new Person(options.person) };
}
