// A service of one journey, registered and listening: where the browser comes back, and what it is told of the proof.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

export class Service {
  static async open(manifest, name) {
    const tls = { cert: readFileSync(manifest.tls.certificate), key: readFileSync(manifest.tls.key) };
    const server = createServer(tls, (request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end('<!doctype html><html lang="fr"><link rel="icon" href="data:,"><title>Un service</title><h1>De retour</h1></html>');
    });
    await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
    const own = `https://localhost:${server.address().port}/retour`;
    const answer = await fetch(manifest.registration.endpoint, {
      method: 'POST',
      headers: { authorization: `Bearer ${manifest.registration.initial_access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ client_name: name, redirect_uris: [own] }),
    });
    const client = await answer.json();
    assert.equal(answer.status, 201, JSON.stringify(client));
    return Object.assign(new Service(), { manifest, server, own, client });
  }

  /** The address of a request, with these parameters too. */
  request(more = {}) {
    return `${new URL('/auth', this.manifest.authorization)}?${new URLSearchParams({
      client_id: this.client.client_id, redirect_uri: this.own, response_type: 'code', scope: 'openid',
      state: 'un-etat-assez-long-pour-un-essai', nonce: 'un-nonce-assez-long-pour-un-essai', ...more,
    })}`;
  }

  /** `acr` and `amr`, for the code of the address to which the browser came back. */
  async told(address) {
    const { client_id: id, client_secret: secret } = this.client;
    const answer = await fetch(`${this.manifest.issuer}/protocol/openid-connect/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code', code: new URL(address).searchParams.get('code'), redirect_uri: this.own,
      }),
    });
    const { id_token: token, ...rest } = await answer.json();
    assert.ok(token, JSON.stringify(rest));
    const { acr, amr } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
    return { acr, amr };
  }

  close() {
    this.server.close();
  }
}

/** What a request demands in `claims` for the ID token. */
export const demand = (claim) => ({ claims: JSON.stringify({ id_token: claim }) });
