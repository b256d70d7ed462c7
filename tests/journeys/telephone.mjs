// A finger on the simulated phone's page.
import assert from 'node:assert/strict';

export class Telephone {
  constructor(screen, manifest) {
    Object.assign(this, { screen, manifest });
  }

  touch(value) {
    return this.screen.press(this.screen.at(`button[name=touche][value="${value}"]`));
  }

  async type(digits) {
    for (const digit of digits) await this.touch(digit);
  }

  /** From the list of phones to an active e-CPS: number, two codes read in the inbox, PIN twice. */
  async activate(inbox, { identifiant, name, pin }) {
    const { screen } = this;
    await screen.page.goto(this.manifest.telephones);
    await screen.moment('liste');
    await screen.at('#nom').fill(name);
    await screen.press(screen.button('Créer ce téléphone'));
    await screen.title('Activez votre e-CPS');
    await screen.moment('activer');
    await screen.at('#numero').fill(identifiant);
    const since = Date.now();
    await this.touch('continuer');
    await screen.title('Deux codes vous attendent');
    await screen.moment('codes');
    const { sms, courriel } = await this.#codes(since);
    await inbox.read();
    await screen.at('#sms').fill(sms);
    await screen.at('#courriel').fill(courriel);
    await this.touch('continuer');
    await screen.title('Choisissez un code secret');
    await screen.moment('choisir');
    await this.type(pin);
    await screen.title('Tapez-le encore une fois');
    await this.type(pin);
    await screen.title('Votre e-CPS est prête');
    await screen.moment('activee');
    await this.touch('fermer');
    await screen.title('Accueil');
    await screen.moment('accueil');
  }

  async #codes(since) {
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline) {
      const answer = await fetch(new URL(`/api/messages?depuis=${since - 1_000}`, this.manifest.messagerie));
      const messages = await answer.json();
      // other letters leave the sandbox in its first minute
      const said = (canal) => messages.filter((one) => one.canal === canal).map((one) => one.texte.match(/(?<!\d)\d{6}(?!\d)/)?.[0]);
      const code = (canal) => said(canal).find(Boolean);
      const codes = { sms: code('sms'), courriel: code('courriel') };
      if (codes.sms && codes.courriel) return codes;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.fail('the two codes did not reach the inbox in 20 s');
  }

  /** The notification comes by itself: the page asks whether something is new. */
  async notified() {
    await this.screen.at('.phone__note').waitFor({ timeout: 15_000 });
  }

  async look() {
    await this.notified();
    await this.screen.press(this.screen.at('.phone__note'));
    await this.screen.title('Qui demande ?');
  }

  async approve(digits, pin) {
    await this.look();
    await this.type(digits);
    await this.screen.title('Votre code secret');
    await this.type(pin);
    await this.screen.title("C’est validé");
    await this.touch('fermer');
  }
}

/** The page of messages, as the person reads it. */
export class Inbox {
  constructor(screen, manifest) {
    Object.assign(this, { screen, manifest });
  }

  async read() {
    const { screen } = this;
    await screen.page.goto(this.manifest.messagerie);
    await screen.title('Messages');
    await screen.moment('boite');
    for (const [at, label] of [[0, 'message'], [1, 'autre-message']]) {
      await screen.press(screen.at('.rows a').nth(at));
      await screen.moment(label);
      await screen.press(screen.link('Tous les messages'));
    }
  }
}
