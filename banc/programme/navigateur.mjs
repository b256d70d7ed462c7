// A real browser for the bench: one JSON command a line on standard input, one answer a line on standard output.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const reglages = JSON.parse(process.argv[2]);
const { chromium } = createRequire(reglages.playwright)('playwright-core');
const { origines, fournisseur, carte, autorisation, bornes } = reglages;

const lignes = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const dire = (valeur) => process.stdout.write(`${JSON.stringify(valeur)}\n`);
const entendre = async () => {
  const { value, done } = await lignes.next();
  if (done) process.exit(0);
  return JSON.parse(value);
};

const navigateur = await chromium.launch({ executablePath: reglages.chromium, args: ['--no-sandbox'] });
let contexte;
let page;
let vues = [];

const origine = (adresse) => { try { return new URL(adresse).origin; } catch { return ''; } };
const duService = (adresse) => origines.includes(origine(adresse));
const duFournisseur = (adresse) => fournisseur.includes(origine(adresse));

/** What the service sent, as the report's rules read it. */
async function noter(reponse) {
  if (!duService(reponse.url())) return;
  const entetes = (await reponse.headersArray()).map(({ name, value }) => [name.toLowerCase(), value]);
  const vue = { adresse: reponse.url(), statut: reponse.status(), entetes, corps: '' };
  vues.push(vue);
  const lu = await reponse.body().catch(() => Buffer.alloc(0));
  vue.corps = lu.subarray(0, bornes.octets).toString('utf8');
}

async function neuf() {
  await contexte?.close();
  contexte = await navigateur.newContext({
    ignoreHTTPSErrors: true,
    locale: 'fr-FR',
    clientCertificates: [{ origin: origine(carte), cert: Buffer.from(reglages.carte_pem), key: Buffer.from(reglages.carte_pem) }],
  });
  contexte.setDefaultTimeout(bornes.reponse);
  page = await contexte.newPage();
  page.on('response', (reponse) => { noter(reponse).catch(() => {}); });
  page.on('dialog', (boite) => boite.dismiss().catch(() => {}));
}

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
  const annulation = page.locator('form[method=post][action$="/annuler"]');
  if ((geste === 'annuler' || (geste === 'refuser' && etat.approuve)) && await annulation.count()) {
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
    dire({ erreur: String(erreur.message).split('\n')[0].replace(/[?#][^\s"]*/g, ''), vues });
  }
}
