// The one person of the control: signed in as soon as a page would ask, and in agreement with everything.
export const SUB = 'personne-temoin';

const CLAIMS = {
  name: 'Camille Témoin',
  given_name: 'Camille',
  family_name: 'Témoin',
  preferred_username: 'ctemoin',
  email: 'camille@temoin.example',
  email_verified: true,
  address: { locality: 'Lyon' },
  phone_number: '+33100000000',
  phone_number_verified: true,
};

export async function findAccount(ctx, sub) {
  return { accountId: sub, claims: async () => ({ sub, ...CLAIMS }) };
}

export async function grantEverything(provider, client, { scope, claims, resources } = {}) {
  const grant = new provider.Grant({ accountId: SUB, clientId: client.clientId });
  grant.addOIDCScope(scope || 'openid offline_access profile email address phone');
  grant.addOIDCClaims([...Object.keys(CLAIMS), ...(claims ?? [])]);
  for (const resource of resources ?? []) grant.addResourceScope(resource, 'lire');
  await grant.save();
  return grant;
}

/** A session of this person holds a grant for every client: nothing is asked twice. */
export async function loadExistingGrant(ctx) {
  const { provider, client, session } = ctx.oidc;
  const known = ctx.oidc.result?.consent?.grantId ?? session.grantIdFor(client.clientId);
  if (known) return provider.Grant.find(known);
  const resources = [ctx.oidc.params.resource ?? []].flat();
  return grantEverything(provider, client, { resources, claims: [...ctx.oidc.requestParamClaims] });
}

/** Answers the page of an interaction at once, as a person would after a while. */
export function answerInteractions(provider) {
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) return next();
    const { prompt, params } = await provider.interactionDetails(ctx.req, ctx.res);
    const result = {};
    if (prompt.name === 'login') result.login = { accountId: SUB, acr: 'eidas1', amr: ['pop'] };
    if (prompt.name === 'consent') {
      const client = await provider.Client.find(params.client_id);
      const resources = [params.resource ?? []].flat();
      result.consent = { grantId: (await grantEverything(provider, client, { resources })).jti };
    }
    await provider.interactionFinished(ctx.req, ctx.res, result);
    ctx.respond = false;
  });
}
