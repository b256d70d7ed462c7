// The browser's side: oidc-client-ts makes the request (state, PKCE) and reads the answer; the back end redeems the code
// and keeps the tokens. What this page knows of the person is what /moi tells.
const told = async (path) => (await fetch(path)).json();

function manager({ issuer, authorization_endpoint, client_id, scope }) {
  return new oidc.UserManager({
    authority: issuer,
    metadata: { issuer, authorization_endpoint, token_endpoint: `${location.origin}/jeton` },
    client_id, scope,
    redirect_uri: `${location.origin}/retour`,
    stateStore: new oidc.WebStorageStateStore({ store: sessionStorage }),
    userStore: new oidc.WebStorageStateStore({ store: new oidc.InMemoryWebStorage() }),
    fetchRequestCredentials: 'same-origin',
    loadUserInfo: false, automaticSilentRenew: false,
  });
}

async function leave(more = {}) {
  const { nonce } = await told('/nonce');
  await manager(await told('/reglages')).signinRedirect({ nonce, acr_values: 'eidas1', ...more });
}

async function show() {
  const { connecte, nom, situation } = await told('/moi');
  document.querySelector('#etat').textContent = connecte ? `connecté : ${nom}` : 'non connecté';
  const place = situation ? `${situation.raisonSociale} (${situation.codeGenreActivite})` : 'aucune';
  document.querySelector('#situation').textContent = connecte ? `situation : ${place}` : '';
  document.querySelector('#dedans').hidden = !connecte;
  document.querySelector('#dehors').hidden = connecte;
}

const pages = {
  '/connexion': () => leave(),
  // Several places of work: the provider asks again for which one the person acts now.
  '/changer-situation': () => leave({ prompt: 'select_account' }),
  '/retour': async () => {
    try {
      const { issuer, iss, ...others } = await told('/reglages');
      const from = new URLSearchParams(location.search).get('iss') ?? (iss ? '' : issuer); // RFC 9207
      if (from !== issuer) throw new Error('réponse d’un autre fournisseur');
      await manager({ issuer, ...others }).signinCallback();
    } finally {
      history.replaceState(null, '', '/'); // the code leaves the address bar
    }
    await show();
  },
};

try {
  await (pages[location.pathname] ?? show)();
} catch (error) {
  document.querySelector('#etat').textContent = `Connexion refusée : ${error.error ?? error.message}.`;
  document.querySelector('#dehors').hidden = false;
}
