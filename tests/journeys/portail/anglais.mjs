// The portal in English, page by page: what axe finds, what does not fit, and French words that nobody marked as French.
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { inspect } from '../inspect.mjs';
import { Guichet } from './guichet.mjs';
import { day } from './jours.mjs';

const setting = options();
const { manifest, homes } = setting;
const ONCE = { widths: [320, 1440], checked: [1440], schemes: ['light'] };
const FRENCH = /(?<!\p{L})(vous|votre|vos|cette|une|est|pour|avec|dans|qui|pas|nous|aux|ou|sera|depuis|aucune?|par)(?!\p{L})/u;

/** In the page: the texts that are said to be English. */
const english = () => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [document.title];
  while (walker.nextNode()) {
    const said = walker.currentNode.parentElement.closest('[lang]');
    if (said.lang === 'en') texts.push(walker.currentNode.textContent);
  }
  for (const element of document.querySelectorAll('[aria-label]')) {
    if (element.closest('[lang]').lang === 'en') texts.push(element.getAttribute('aria-label'));
  }
  const lines = [...document.querySelectorAll('p, dd, .small')].map((element) => element.innerText.trim());
  return { lang: document.documentElement.lang, texts, lines };
};

/** Names of professions, roles and countries stay as the registry's lists have them, wherever they stand. */
const labels = new Set();
const listed = () => [...document.querySelectorAll('option[lang=fr], .choice__body[lang=fr]')].map((one) => one.textContent.trim());

class Desk extends Guichet {
  #read = 0;

  /** The page as it stands. */
  async read(label) {
    this.#read += 1;
    const place = `${this.name}-${String(this.#read).padStart(2, '0')}-${label}`;
    const { lang, texts, lines } = await this.page.evaluate(english);
    if (lang !== 'en') this.faults.push(`${place}: the page says that it is ${lang}`);
    for (const label of await this.page.evaluate(listed)) labels.add(label);
    const said = texts.map((text) => [...labels].reduce((left, label) => left.replace(label, ''), text));
    for (const text of said.filter((one) => FRENCH.test(one))) this.faults.push(`${place}: French: ${text.trim()}`);
    // what was to be said is empty, and its comma stays
    for (const line of lines.filter((one) => /^,|,\s*[,.]?$/.test(one))) this.faults.push(`${place}: a comma with nothing beside it: ${line}`);
    if (/⟦/.test(texts.join())) this.faults.push(`${place}: a text is missing`);
    await inspect(this, place, ONCE);
    await this.page.setViewportSize({ width: 1280, height: 800 });
  }

  async open(path, label) {
    await this.go(path);
    await this.read(label);
  }

  send() {
    return this.press(this.at('main form button[type=submit].button--primary').first());
  }

  async sendAndRead(label) {
    await this.send();
    await this.read(label);
  }
}

const at = (who, name) => Desk.visit(setting, homes[who], name, { locale: 'en-GB' });
const byCard = async (desk) => {
  await desk.go('/connexion');
  await desk.press(desk.at(`a[href^="${manifest.carte}"]`));
};

// The doors, the directory, a request from the first page to its withdrawal.
const lina = await at('aucune', 'professional');
await lina.open('/', 'doors');
await lina.open('/annuaire', 'directory');
await lina.fill({ recherche: 'a' });
await lina.sendAndRead('directory-too-short');
await lina.fill({ recherche: 'martel alba' });
await lina.sendAndRead('directory-found');
await lina.open('/franceconnect/retour?code=x&state=y', 'login-refused');
await lina.go('/franceconnect');
await lina.fill({ personne: 'lina' });
await lina.send();
await lina.read('no-request');
await lina.open('/demande/nouvelle', 'request');
await lina.sendAndRead('request-to-complete');
await lina.fill({ structure: '690990114', mobile: '06 39 98 00 31', profession: '313', role: 'GENR11', debut: day(9) });
await lina.sendAndRead('request-sent');
await lina.press(lina.at('a[href^="/demande/retirer/"]'));
await lina.read('withdraw');
await lina.open('/deconnexion', 'sign-out');

// The gestionnaire's desk.
const malik = await at('gestionnaire', 'gestionnaire');
await byCard(malik);
await malik.read('requests');
await malik.press(malik.at('a[href^="/bureau/demandes/"]').first());
await malik.read('examine');
await malik.press(malik.at('button[value=valider]'));
await malik.read('examine-to-complete');
await malik.fill({ motif: 'CHA', commentaire: 'Elsewhere now' });
await malik.press(malik.at('button[value=rejeter]'));
await malik.read('rejected');
await malik.open('/bureau/historique', 'history');
await malik.open('/bureau/enregistrer', 'register');
await malik.sendAndRead('register-to-complete');
await malik.fill({
  code_civilite: 'MME', nom: 'FICTIF-QUEMENER', prenoms: 'Maude', naissance: '19/02/1992', pays_naissance: '99100', lieu_naissance: 'Saint-Denis',
  courriel: 'maude@nulle-part.exemple.test', mobile: '06 39 98 00 95', structure: '690990114', profession: '313', role: 'GENR11',
  nom_exercice: 'FICTIF-QUEMENER', prenom_exercice: 'Maude', debut: day(-21),
  face_a_face: true, piece: 'carte', diplomes_verifies: true, besoin_verifie: true, conditions_acceptees: true,
});
await malik.sendAndRead('homonyms');
await malik.fill({ commune_naissance: '97411' });
await malik.sendAndRead('registered');
await malik.open('/bureau/professionnels', 'search');
await malik.fill({ recherche: 'maude quemener' });
await malik.sendAndRead('found');
const number = (await malik.text()).match(/8(\d{11})/)?.[1] ?? assert.fail('no number is shown');
await malik.press(malik.at('button[aria-label*="Maude"]'));
await malik.read('file');
for (const [action, label] of [['lieu', 'place'], ['situation', 'change'], ['fin', 'end'], ['coordonnees', 'contact']]) {
  const form = `form[action="/bureau/professionnels/${action}"] button`;
  await malik.press(malik.at(form));
  await malik.read(label);
  await malik.press(malik.at('main form button[type=submit]').last());
  if (await malik.at('.error-summary').count()) await malik.read(`${label}-to-complete`);
  await malik.go('/bureau/professionnels');
  await malik.fill({ recherche: number });
  await malik.send();
  await malik.press(malik.at('button[aria-label*="Maude"]'));
}
await malik.open('/bureau/etablissements/690990114', 'who-works-there');
await malik.open('/bureau/coordonnees', 'contact-to-see-to');
await malik.open('/bureau/professions', 'professions');
await malik.open('/bureau/professions/nouvelle', 'profession');
await malik.open('/bureau/lots', 'files');
await malik.sendAndRead('no-file');
await malik.open('/bureau/droits', 'rights');
await malik.open('/support', 'not-open');
await malik.leave();

const claire = await at('directrice', 'legal-representative');
await byCard(claire);
await claire.open('/bureau/droits', 'rights');
await claire.open('/bureau/droits/designer', 'name');
await claire.sendAndRead('name-to-complete');
await claire.leave();

const ines = await at('support', 'support');
await byCard(ines);
await ines.read('support');
await ines.fill({ personne: number });
await ines.sendAndRead('civil-status');
await ines.sendAndRead('civil-status-to-complete');
await ines.fill({ nom: 'FICTIF-QUEMENEUR', motif_correction: 'birth certificate, request 42' });
await ines.sendAndRead('proposed');
await ines.open('/support/professions', 'professions');
await ines.leave();

await lina.leave();
console.log('English: every page read, with what is wrong in each form');
