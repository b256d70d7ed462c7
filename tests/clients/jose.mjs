// The other side of protocol/jose: keys, signatures and encryptions of npm `jose`, and what it reads of ours.
import { CompactEncrypt, CompactSign, compactDecrypt, exportJWK, generateKeyPair, importJWK } from 'jose';

const utf8 = (text) => new TextEncoder().encode(text);
const ENCS = ['A128GCM', 'A256GCM', 'A128CBC-HS256'];

async function pair(alg, options) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true, ...options });
  return { public: await exportJWK(publicKey), private: await exportJWK(privateKey) };
}

// What is there to read: one message an algorithm, each with the key that opens it.
async function make() {
  const signed = [];
  for (const alg of ['RS256', 'PS256', 'ES256', 'EdDSA']) {
    const key = await pair(alg);
    const jws = await new CompactSign(utf8('{"sub":"été"}'))
      .setProtectedHeader({ alg, typ: 'JWT' })
      .sign(await importJWK(key.private, alg));
    signed.push({ alg, key, jws });
  }
  const encrypted = [];
  for (const [alg, options] of [['RSA-OAEP-256'], ['ECDH-ES', { crv: 'P-256' }], ['ECDH-ES', { crv: 'X25519' }],
    ['ECDH-ES+A256KW', { crv: 'P-256' }], ['ECDH-ES+A256KW', { crv: 'X25519' }]]) {
    const key = await pair(alg, options);
    for (const enc of ENCS) {
      const jwe = await new CompactEncrypt(utf8('in clear: été'))
        .setProtectedHeader({ alg, enc, cty: 'JWT' })
        .encrypt(await importJWK(key.public, alg));
      encrypted.push({ alg, enc, key, jwe });
    }
  }
  return { signed, encrypted };
}

// What was encrypted for its keys: [{ alg, key, jwe }].
async function open(messages) {
  const opened = [];
  for (const { alg, key, jwe } of messages) {
    const { plaintext, protectedHeader } = await compactDecrypt(jwe, await importJWK(key.private, alg));
    opened.push({ plaintext: new TextDecoder().decode(plaintext), header: protectedHeader });
  }
  return opened;
}

const input = await new Response(process.stdin).text();
console.log(JSON.stringify(process.argv[2] === 'open' ? await open(JSON.parse(input)) : await make()));
