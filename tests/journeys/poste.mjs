// Who signs in without a browser of their own: a workstation that shows a code, and a service that rings the phone by itself.
import assert from 'node:assert/strict';
import { Screen, open, options, person } from './chrome.mjs';
import { inspect, stands } from './inspect.mjs';
import { Telephone } from './telephone.mjs';

const { manifest, home, screens, pin } = options();
const { identifiant, prenom } = person(manifest, 'coordinatrice');
const essai = manifest.clients.find((one) => one.client_id === 'essai');
const page = (path) => String(new URL(path, manifest.authorization));

const browser = await open(home);
const desk = await Screen.open(browser, screens, 'ecran');
const pocket = await Screen.open(browser, screens, 'telephone');
const phone = new Telephone(pocket, manifest);

/** What the service asks of the provider, by itself. */
async function ask(path, parameters) {
  const answer = await fetch(`${manifest.issuer}/protocol/openid-connect/${path}`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${essai.client_id}:${essai.client_secret}`).toString('base64')}` },
    body: new URLSearchParams(parameters),
  });
  return answer.json();
}

async function tokens(parameters) {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    const answer = await ask('token', parameters);
    if (answer.access_token) return answer;
    assert.match(answer.error, /authorization_pending|slow_down/);
    await new Promise((resolve) => setTimeout(resolve, 5_500));
  }
  return assert.fail('no tokens in 30 s');
}

const workstation = () => ask('auth/device', { scope: 'openid scope_all' });

/** Types the code as somebody would: small letters, no dash. */
async function typeCode({ user_code: code }) {
  await desk.page.goto(page('/appareil'));
  await desk.at('#code').fill(code.replace('-', '').toLowerCase());
  await desk.press(desk.button('Continuer'));
  await desk.title(/Ce poste est.il devant vous/);
  await desk.says(new RegExp(code));
}

// The code: none, one that nobody waits with, the right one.
await desk.page.goto(page('/appareil'));
await desk.title('Connectez un poste de travail');
await inspect(desk, 'appareil');
await desk.page.goto(page('/appareil?ui_locales=en'));
await desk.title('Connect a workstation');
await inspect(desk, 'appareil-en');
await desk.page.goto(page('/appareil?code=BCDF-GHJK'));
await desk.says(/Aucun poste n’attend avec ce code/);
await stands(desk.page, '.error-summary');
await inspect(desk, 'appareil-inconnu');

// No.
const refused = await workstation();
await typeCode(refused);
await inspect(desk, 'appareil-confirmer');
await desk.press(desk.button('Non, refuser'));
await desk.title('Ce poste n’est pas connecté');
await inspect(desk, 'appareil-refuse');
assert.equal((await ask('token', { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: refused.device_code })).error, 'access_denied');

// Yes: the login begins, the phone answers, the workstation goes on.
const waiting = await workstation();
await typeCode(waiting);
await desk.press(desk.button('Oui, me connecter sur ce poste'));
await desk.title('Connectez-vous');
await desk.at('#numero').fill(identifiant.slice(1));
await desk.press(desk.button('Continuer sur mon téléphone'));
await desk.title('Regardez votre téléphone');
const digits = (await desk.at('.digits__one').allInnerTexts()).join('');
await pocket.page.goto(manifest.telephones);
await pocket.press(pocket.link(new RegExp(`${prenom}`)));
await phone.approve(digits, pin);
await desk.title(/où travaillez.vous maintenant/);
await desk.page.getByRole('radio', { name: /EHPAD FICTIF LES TILLEULS/ }).check();
await desk.press(desk.button(/^Continuer vers/));
await desk.title('C’est fait');
await inspect(desk, 'appareil-fait');
assert.ok((await tokens({ grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: waiting.device_code })).id_token);

// A session is open now, and one click is still not enough for another workstation.
await typeCode(await workstation());
await desk.press(desk.button('Oui, me connecter sur ce poste'));
await desk.title('Connectez-vous');

// A service asks by itself: the phone says so, asks where the person works, then the number.
const asked = await ask('ext/ciba/auth', {
  scope: 'openid scope_all', acr_values: 'eidas1', channel: 'MOBILE', login_hint: identifiant, binding_message: '47',
});
assert.ok(asked.auth_req_id, JSON.stringify(asked));
await phone.look();
await pocket.says(/Où travaillez-vous maintenant/);
await pocket.says(/sans passer par une page de connexion/);
await inspect(pocket, 'lieu');
await phone.touch('lieu');
await pocket.says(/Choisissez un des lieux de la liste/);
await inspect(pocket, 'lieu-absent');
await pocket.page.getByRole('radio', { name: /EHPAD FICTIF LES TILLEULS/ }).check();
await phone.touch('lieu');
await pocket.says(/Tapez le numéro vu à l’écran/);
await inspect(pocket, 'nombre-seul');
await phone.type('47');
await pocket.title('Votre code secret');
await phone.type(pin);
await pocket.title('C’est validé');
assert.ok((await tokens({ grant_type: 'urn:openid:params:grant-type:ciba', auth_req_id: asked.auth_req_id })).id_token);

await desk.close();
await pocket.close();
await browser.close();
console.log('workstation and service: refused, signed in, asked by phone with the place of work');
