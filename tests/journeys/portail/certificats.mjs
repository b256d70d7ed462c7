// The certificates of a legal person: the administrateur technique orders, retrieves, renews and revokes; who named them watches.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { options } from '../chrome.mjs';
import { Guichet, later } from './guichet.mjs';

const setting = options();
const { homes, manifest } = setting;
const folder = mkdtempSync(join(tmpdir(), 'certificats-'));

/** What the page tells to run on the server of the software: a new key, and a request of this name. */
function request(name, file) {
  const [key, csr] = ['key', 'csr'].map((end) => join(folder, `${file}.${end}`));
  execFileSync('openssl', ['req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', csr, '-subj', `/CN=${name}`], { stdio: 'ignore' });
  return { key: readFileSync(key, 'utf8'), csr: readFileSync(csr, 'utf8') };
}

const yann = await Guichet.visit(setting, homes.technicien, 'technicien');
const send = () => yann.press(yann.at('main form button[type=submit]').last());
const act = (name) => yann.press(yann.page.getByRole('button', { name, exact: true }));
const order = async (emploi, name) => {
  await yann.press(yann.link('Commander un certificat'));
  await yann.fill({ logiciel: 'Dossier résident', emploi, nom_certificat: name });
  await send();
};

/** The card once more: the portal leads back to the form, with what was typed. */
async function prove() {
  await yann.title('Confirmez que c’est vous');
  await yann.answered(401);
  await yann.press(yann.link('Me reconnecter maintenant'));
  await yann.title('Connectez-vous');
  await yann.press(yann.link(/Ma carte/));
}

/** The card is shown again before an act asks for it: so many pages are looked at that minutes pass. */
async function fresh() {
  await yann.go('/connexion/preuve');
  await yann.title('Connectez-vous');
  await yann.press(yann.link(/Ma carte/));
  await yann.go('/bureau/certificats');
}

await yann.byCard();
await yann.go('/bureau');
await yann.press(yann.link('Certificats'));
await yann.title('Certificats des logiciels');
await yann.says(/Au moins trois certificats/);
await yann.says(/Aucun certificat ne permet de lire le DMP/);
await yann.look('aucun', { night: true });

// An order: what is missing is told at once, the rule of names in words that help.
await yann.press(yann.link('Commander un certificat'));
await yann.look('commander');
await send();
await yann.objects({ emploi: /à quoi servira/, logiciel: /nom du logiciel/, nom_certificat: /nom du certificat/ });
await yann.fill({ logiciel: 'Dossier résident', emploi: 'AUTHENTIFICATION', nom_certificat: 'INSI-AUTO-DUI' });
await send();
await yann.objects({ nom_certificat: /INSi, et lui seul/ });
await yann.holds({ logiciel: 'Dossier résident', nom_certificat: 'INSI-AUTO-DUI' });
await yann.look('nom-refuse');
// Six minutes after the card was shown it proves too little to be given a certificate: what was typed waits.
await later(manifest, 'preuve');
await yann.fill({ nom_certificat: 'DUI-AUTH' });
await send();
await yann.title('Confirmez que c’est vous');
await yann.look('preuve');
await prove();
await yann.title('Commander un certificat');
await yann.holds({ logiciel: 'Dossier résident', emploi: 'AUTHENTIFICATION', nom_certificat: 'DUI-AUTH' });
await send();
await yann.says(/Certificat commandé/);
await yann.look('commande');

// The request: a private key is given back to nobody, everything else stays where it was typed.
const first = request('DUI-AUTH', 'first');
await act('Déposer la demande du certificat DUI-AUTH');
await yann.look('deposer');
await yann.fill({ demande: first.key });
await send();
await yann.objects({ demande: /clé privée/ });
await yann.holds({ demande: '' });
const { csr: other } = request('AUTRE-NOM', 'other');
await yann.fill({ demande: other });
await send();
await yann.objects({ demande: /autre nom/ });
assert.match(await yann.at('[name=demande]').inputValue(), /BEGIN CERTIFICATE REQUEST/);
await yann.look('demande-refusee');
await later(manifest, 'preuve');
await yann.fill({ demande: first.csr });
await send();
await prove();
assert.equal((await yann.at('[name=demande]').inputValue()).trim(), first.csr.trim(), 'the request waited');
await send();
await yann.says(/Certificat délivré/);
await yann.says(/Il manque : Signature \(SIGN\), Authentification à INSi/);
await yann.look('delivre');
const address = await yann.link('Télécharger le certificat DUI-AUTH').getAttribute('href');
const file = await yann.page.evaluate(async (path) => (await fetch(path)).text(), address);
assert.match(file, /^-----BEGIN CERTIFICATE-----/);

// The two that were missing.
await fresh();
for (const [emploi, name] of [['SIGNATURE', 'DUI-SIGN'], ['INSI', 'INSI-AUTO-DUI']]) {
  await order(emploi, name);
  await act(`Déposer la demande du certificat ${name}`);
  await yann.fill({ demande: request(name, name).csr });
  await send();
  await yann.says(/Certificat délivré/);
}
await yann.says(/Les trois certificats sont là/);

// Renewed with another key, then the former one is revoked.
await fresh();
await act('Renouveler le certificat DUI-AUTH');
await yann.look('renouveler');
await yann.fill({ demande: first.csr });
await send();
await yann.objects({ demande: /Cette clé a déjà un certificat/ });
await later(manifest, 'preuve');
await yann.fill({ demande: request('DUI-AUTH', 'second').csr });
await send();
await prove();
await send();
await yann.says(/Nouveau certificat délivré/);
await yann.look('renouvele');
// A lost key waits for nobody: six minutes later it is revoked at once.
await later(manifest, 'preuve');
await act('Révoquer le certificat DUI-AUTH (l’ancien)');
await yann.look('revoquer');
await send();
await yann.objects({ raison: /pourquoi/ });
await yann.fill({ raison: 'remplacee' });
await send();
await yann.says(/Certificat révoqué/);
await yann.look('revoque');

// Who named them orders nothing, and may revoke: a lost key waits for nobody.
const claire = await Guichet.visit(setting, homes.directrice, 'representante');
await claire.byCard();
await claire.go('/bureau/certificats');
await claire.says(/DUI-SIGN/);
assert.equal(await claire.link('Commander un certificat').count(), 0);
assert.equal(await claire.page.getByRole('button', { name: /^Renouveler/ }).count(), 0);
assert.equal(await claire.page.getByRole('button', { name: /^Révoquer/ }).count(), 3);
await claire.look('regarde');

await yann.leave();
await claire.leave();
console.log('certificates: three ordered, one renewed, the former revoked; an old proof shown again, and nothing typed was lost');
