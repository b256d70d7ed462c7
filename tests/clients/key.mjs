// A fresh P-256 key pair as JWKs, for a client that authenticates with private_key_jwt.
const { publicKey, privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
const bare = async (key) => {
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', key);
  return { kty, crv, x, y, ...(d && { d }), alg: 'ES256', use: 'sig', kid: 'essai' };
};
console.log(JSON.stringify({ public: await bare(publicKey), private: await bare(privateKey) }));
