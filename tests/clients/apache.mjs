// Apache mod_auth_openidc: a protected page, userinfo and refresh, logout, all by the module itself.
import { fromArguments } from './person.mjs';
import assert from 'node:assert/strict';

const { home, identifiant, loggedOut, person } = fromArguments();

// The module sends the browser to the provider and back to the page that was asked for.
const callback = await person.walk(`${home}/protege/`, `${home}/protege/redirect_uri`);
const landed = await person.go(callback);
assert.equal(landed.location, `${home}/protege/`, landed.text);
const page = (await person.go(`${home}/protege/`)).text;
assert.match(page, new RegExp(`utilisateur=${identifiant}`), page);
assert.match(page, /nom=FICTIF/, 'a claim of userinfo reached the page');

const before = JSON.parse((await person.go(`${home}/protege/redirect_uri?info=json`)).text);
assert.equal(before.userinfo.SubjectNameID, identifiant);
const refresh = await person.go(`${home}/protege/redirect_uri?refresh=${encodeURIComponent(`${home}/protege/`)}&access_token=${before.access_token}`);
assert.equal(refresh.location, `${home}/protege/`, 'no error_code: the refresh token was taken');
const after = JSON.parse((await person.go(`${home}/protege/redirect_uri?info=json`)).text);
assert.notEqual(after.access_token, before.access_token);

const end = `${home}/protege/redirect_uri?logout=${encodeURIComponent(loggedOut)}`;
assert.equal(await person.walk(end, loggedOut), loggedOut);
const again = await person.go(`${home}/protege/`);
assert.equal(again.status, 302, 'the page asks for a login again');
console.log('mod_auth_openidc: login, userinfo, refresh, logout');
