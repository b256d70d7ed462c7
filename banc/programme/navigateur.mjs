// A real browser for the bench: one JSON command a line on standard input, one answer a line on standard output.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const reglages = JSON.parse(process.argv[2]);
const { chromium } = createRequire(reglages.playwright)('playwright-core');
const { origines, fournisseur, carte, autorisation, bornes } = reglages;

/** Answers of the service that are kept for one command, and the kinds that are read: a page may ask for thousands. */
const VUES = 200;
const DITS = ['document', 'script', 'xhr', 'fetch'];
/** Milliseconds. */
const FERMETURE = 5_000;

const lignes = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const dire = (valeur) => process.stdout.write(`${JSON.stringify(valeur)}\n`);
const entendre = async () => {
  const { value, done } = await lignes.next();
  if (done) process.exit(0);
  return JSON.parse(value);
};

const ouvrirChromium = () => chromium.launch({ executablePath: reglages.chromium, args: ['--no-sandbox'] });
let navigateur = await ouvrirChromium();
let contexte;
let page;
let vues = [];

const origine = (adresse) => { try { return new URL(adresse).origin; } catch { return ''; } };
const duService = (adresse) => origines.includes(origine(adresse));
const duFournisseur = (adresse) => fournisseur.includes(origine(adresse));

/** What the service sent, as the report's rules read it. */
async function noter(reponse) {
  if (!duService(reponse.url()) || vues.length >= VUES) return;
  const entetes = (await reponse.headersArray()).map(({ name, value }) => [name.toLowerCase(), value]);
  const vue = { adresse: reponse.url(), statut: reponse.status(), entetes, corps: '' };
  vues.push(vue);
  if (DITS.includes(reponse.request().resourceType())) {
    const lu = await reponse.body().catch(() => Buffer.alloc(0));
    vue.corps = lu.subarray(0, bornes.octets).toString('utf8');
  }
}

/** A page in a loop does not let itself be closed: then the whole browser goes. */
async function fermer() {
  const tard = new Promise((fini) => { setTimeout(() => fini('tard'), FERMETURE).unref(); });
  const rendu = await Promise.race([contexte?.close().catch(() => 'tard'), tard]);
  if (rendu !== 'tard') return;
  navigateur.close().catch(() => {});
  navigateur = await ouvrirChromium();
}

async function neuf() {
  await fermer();
  contexte = await navigateur.newContext({
    ignoreHTTPSErrors: true,
    acceptDownloads: false,
    locale: 'fr-FR',
    clientCertificates: [{ origin: origine(carte), cert: Buffer.from(reglages.carte_pem), key: Buffer.from(reglages.carte_pem) }],
  });
  contexte.setDefaultTimeout(bornes.reponse);
  page = await contexte.newPage();
  page.on('response', (reponse) => { noter(reponse).catch(() => {}); });
  page.on('dialog', (boite) => boite.dismiss().catch(() => {}));
  // one window: whatever a page opens beside is closed
  contexte.on('page', (autre) => { if (autre !== page) autre.close().catch(() => {}); });
}

/** Sends an answer as a form of the provider's host: cookies go with it as they would. */
async function envoyerFormulaire({ adresse, champs }) {
  const ici = new URL('/banc-formulaire', autorisation).href;
  const sur = (texte) => texte.replace(/[&<>"]/g, (lettre) => `&#${lettre.charCodeAt(0)};`);
  const caches = champs.map(([nom, valeur]) => `<input type="hidden" name="${sur(nom)}" value="${sur(valeur)}">`).join('');
  const body = `<!doctype html><form method="post" action="${sur(adresse)}">${caches}<button>Continuer</button></form>`;
  await page.route(ici, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(ici);
  await page.locator('button').click();
  await page.unroute(ici);
}

/** What Playwright says, for a report. */
const DITES = [
  [/Download is starting/, 'la page se télécharge au lieu de s’afficher'],
  [/Timeout \d+ms exceeded/, 'la page ne répond pas à temps'],
  [/ERR_TOO_MANY_REDIRECTS/, 'le service tourne en rond'],
  [/ERR_CONNECTION_REFUSED/, 'rien n’écoute à cette adresse'],
  [/ERR_CERT|ERR_SSL/, 'le certificat du service n’est pas celui du banc'],
  [/Target (page|closed)|has been closed|Target crashed/, 'la page s’est fermée, ou est tombée'],
];
const dite = (message) => {
  const connue = DITES.find(([forme]) => forme.test(message));
  return connue ? connue[1] : message.split('\n')[0].replace(/[?#][^\s"]*/g, '');
};

/** The language of docs/banc.md. */
async function suivre(script) {
  for (const { quoi, texte } of script) {
    if (quoi === 'ouvrir') await page.goto(new URL(texte, origines[0]).href);
    else if (quoi === 'attendre') await page.getByText(texte).first().waitFor();
    else {
      const bouton = page.getByRole('button', { name: texte }).or(page.getByRole('link', { name: texte }));
      await bouton.first().click();
    }
  }
}

const envoyer = async (formulaire) => {
  await formulaire.locator('button:not([type=button])').first().click();
};

/** What the person does on a page of the provider; false: there is nothing more to do. */
async function agir({ moyen, identifiant, geste }, etat) {
  const corps = await page.locator('body').innerText();
  if (corps.startsWith('Le banc garde')) return false;
  if (await page.locator('.digits').count()) {
    if (!etat.approuve) {
      etat.approuve = true;
      const nombre = (await page.locator('.digits').innerText()).replace(/\D/g, '').slice(0, 2);
      dire(geste === 'refuser' ? { refuser: true } : { approuver: nombre });
      await entendre();
    }
    await page.waitForTimeout(200);
    if (await page.locator('.digits').count()) await page.reload();
    return true;
  }
  const annulation = page.locator('form[method=post]:is([action$="/annuler"], [action$="/autre-moyen"])');
  if ((geste === 'annuler' || (geste === 'refuser' && etat.approuve)) && await annulation.count()) {
    const replie = page.locator('details:not([open])', { has: annulation });
    if (await replie.count()) await replie.first().locator('summary').click();
    await envoyer(annulation.first());
    return true;
  }
  const numero = page.locator('#numero');
  if (await numero.count()) {
    if (moyen === 'carte') await page.goto(await page.locator(`a[href*="/carte/"]`).first().evaluate((lien) => lien.href));
    else {
      await numero.fill(identifiant);
      await envoyer(page.locator('form', { has: numero }));
    }
    return true;
  }
  const situation = page.locator('input[name=situation]');
  if (await situation.count()) {
    await situation.first().check();
    await envoyer(page.locator('form', { has: situation }));
    return true;
  }
  const formulaire = page.locator('form[method=post]:not([action$="/annuler"])');
  if (!(await formulaire.count())) throw new Error(`le fournisseur s'arrête : « ${await page.locator('h1').first().innerText()} »`);
  await envoyer(formulaire.first());
  return true;
}

/** From the provider's first page to the service's last one. */
async function parcourir(demande) {
  const depuis = Date.now();
  const etat = { approuve: false };
  let attendu = false;
  for (let pas = 0; pas < bornes.sauts; pas += 1) {
    if (Date.now() - depuis > bornes.connexion) throw new Error(`la connexion dure plus de ${bornes.connexion / 1000} s`);
    await page.waitForLoadState('load').catch(() => {});
    if (!duFournisseur(page.url())) {
      await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => {});
      if (!duFournisseur(page.url())) return;
    }
    if (demande.geste === 'abandonner') return;
    // whoever is slow is so with the phone in hand, if there is one
    if (!attendu && (demande.moyen === 'carte' || await page.locator('.digits').count())) {
      await page.waitForTimeout(demande.attente);
      attendu = true;
    }
    try {
      if (!(await agir(demande, etat))) return;
    } catch (erreur) {
      // the page went on by itself while it was read
      if (!/navigat|destroyed|detached/i.test(erreur.message)) throw erreur;
    }
  }
  throw new Error(`plus de ${bornes.sauts} pages de suite`);
}

const commandes = {
  neuf,
  connecter: async (demande) => { await suivre(demande.script); await parcourir(demande); },
  envoyer: async (demande) => { await envoyerFormulaire(demande); await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => {}); },
  ouvrir: async ({ adresse }) => { await page.goto(adresse); await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => {}); },
  lire: async ({ script }) => { await suivre(script); return { texte: await page.locator('body').innerText() }; },
  suivre: async ({ script }) => { await suivre(script); await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => {}); },
};

for (;;) {
  const demande = await entendre();
  vues = [];
  try {
    const rendu = await commandes[demande.commande](demande);
    dire({ fait: rendu ?? {}, vues });
  } catch (erreur) {
    dire({ erreur: dite(String(erreur.message)), vues });
  }
}
