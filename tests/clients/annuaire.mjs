// The directory's FHIR, read by a client and held against the definitions of R4 by a validator, neither of which anybody here wrote.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { Client } from 'fhir-kit-client';

const require = createRequire(import.meta.url);
const { Fhir } = require('fhir');
const { annuaire, person } = JSON.parse(process.argv[2]);
const fhir = new Fhir();
const client = new Client({ baseUrl: new URL('fhir/v2', annuaire.url).href, customHeaders: { 'ESANTE-API-KEY': annuaire.cle } });
let checked = 0;

function valid(resource) {
  const { messages } = fhir.validate(resource, { errorOnUnexpected: true });
  // codes of lists that this validator does not carry are warnings
  const wrong = messages.filter(({ severity }) => severity === 'error' || severity === 'fatal');
  assert.deepEqual(wrong, [], JSON.stringify(resource, null, 1));
  checked += 1;
}

const capability = await client.capabilityStatement();
valid(capability);
assert.equal(capability.fhirVersion, '4.0.1');

for (const resourceType of ['Practitioner', 'PractitionerRole', 'Organization']) {
  let bundle = await client.search({ resourceType, searchParams: { _count: 40 } });
  const seen = new Set();
  for (let page = 0; bundle && page < 4; page += 1) {
    valid(bundle);
    for (const { fullUrl, resource } of bundle.entry ?? []) {
      valid(resource);
      assert.equal(fullUrl, new URL(`fhir/v2/${resourceType}/${resource.id}`, annuaire.url).href);
      assert.ok(!seen.has(resource.id), `${resource.id} twice`);
      seen.add(resource.id);
    }
    bundle = bundle.link.some(({ relation }) => relation === 'next') ? await client.nextPage({ bundle }) : undefined;
  }
  assert.ok(seen.size > 7, `${resourceType}: ${seen.size}`);
}

// Somebody, what they do, and where.
const found = await client.search({ resourceType: 'Practitioner', searchParams: { identifier: person, _revinclude: 'PractitionerRole:practitioner' } });
assert.equal(found.total, 1);
valid(found);
const roles = await client.search({
  resourceType: 'PractitionerRole',
  searchParams: { practitioner: `Practitioner/${person}`, _include: ['PractitionerRole:practitioner', 'PractitionerRole:organization'] },
});
valid(roles);
const role = roles.entry.find(({ search }) => search.mode === 'match').resource;
const place = await client.resolve({ reference: role.organization.reference, context: roles });
assert.equal(place.resourceType, 'Organization');
const read = await client.read({ resourceType: 'Practitioner', id: person });
assert.deepEqual(read, found.entry[0].resource);
const posted = await client.search({ resourceType: 'Practitioner', searchParams: { identifier: person }, options: { postSearch: true } });
assert.equal(posted.total, 1);

// What is refused is an outcome, which the client hands over.
for (const [ask, status] of [
  [() => client.read({ resourceType: 'Practitioner', id: '899900099996' }), 404],
  [() => client.search({ resourceType: 'Practitioner', searchParams: { birthdate: '1980' } }), 400],
  [() => client.search({ resourceType: 'Practitioner', searchParams: { 'family:soundex': 'x' } }), 400],
  [() => client.create({ resourceType: 'Practitioner', body: { resourceType: 'Practitioner' } }), 405],
]) {
  const error = await ask().then(() => assert.fail('an error was expected'), (refused) => refused);
  assert.equal(error.response.status, status);
  valid(error.response.data);
  assert.equal(error.response.data.resourceType, 'OperationOutcome');
}
assert.ok(checked > 50, `${checked} resources`);
console.log(`${checked} resources are valid`);
