// npm oidc-provider with everything on, behind TLS: prints one line of JSON once it answers, and ends with its standard
// input. The tests pass against it too, so that a wrong test shows.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

// the first line of standard output is for the tests, and there is no other
const say = console.log;
console.log = console.error;
console.info = console.error;

const options = JSON.parse(process.argv[2]);
const { INITIAL_ACCESS_TOKEN, answerCiba, configuration } = await import('./configuration.mjs');
const { SUB, answerInteractions } = await import('./person.mjs');
const { Provider } = await import('oidc-provider');

const tls = { cert: readFileSync(options.certificate), key: readFileSync(options.key) };
let answer;
const listen = (more) => new Promise((resolve) => {
  const server = createServer({ ...tls, ...more }, (request, response) => answer(request, response));
  server.listen(0, '127.0.0.1', () => resolve(`https://localhost:${server.address().port}`));
});

const issuer = await listen({});
const mtls = await listen({ requestCert: true, rejectUnauthorized: false });
const clientsAuthority = readFileSync(options.clientsAuthority);
const provider = new Provider(issuer, configuration({ mtls, clientsAuthority }));
answerInteractions(provider);
answerCiba(provider);
answer = provider.callback();
if (options.verbose) provider.on('server_error', (ctx, error) => console.error(error));

say(JSON.stringify({ issuer, mtls, initialAccessToken: INITIAL_ACCESS_TOKEN, person: SUB }));
process.stdin.resume().on('end', () => process.exit(0));
