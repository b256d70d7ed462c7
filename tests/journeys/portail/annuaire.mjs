// Anybody looks somebody up in the public directory: by number, by name, with a letter that slipped; too short, nobody, too many.
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { inspect } from '../inspect.mjs';
import { Guichet } from './guichet.mjs';

const setting = options();
const visitor = await Guichet.visit(setting, setting.homes.aucune, 'annuaire');

const ask = async (text) => {
  await visitor.fill({ recherche: text });
  await visitor.press(visitor.button('Chercher'));
};

await visitor.go('/');
await visitor.press(visitor.link(/annuaire public/));
await visitor.title('Annuaire public');
await visitor.look('question');

await ask('martel alba');
await visitor.says(/FICTIF-MARTEL/);
await visitor.says(/EHPAD FICTIF LES TILLEULS\s+Aide-soignant/);
await visitor.look('nom', { night: true, zoom: true });

// Every width of the house, by day and by night.
await inspect(visitor, 'annuaire-partout');

// One letter slipped: the page says so before it names anybody.
await ask('martle');
await visitor.says(/à une lettre près/);
await visitor.says(/FICTIF-MARTEL/);
await visitor.look('lettre');
await ask('FICTIF-MARTEK');
await visitor.says(/à une lettre près/);

const number = setting.manifest.personnes.find(({ qui }) => qui === 'coordinatrice').identifiant;
await ask(number);
await visitor.says(/Une personne trouvée/);
await visitor.look('numero');

await ask('fictif');
// fifty at most, without those who are not public yet
await visitor.says(/Trop de réponses : en voici \d\d\n/);
await visitor.look('beaucoup', { zoom: true });

await ask('xyzzyq');
await visitor.says(/Personne ne répond/);
await visitor.look('personne');

await ask('a');
await visitor.objects({ recherche: /trop court/ });
await visitor.look('trop-court');

// The answer has an address of its own, which anybody may keep.
await visitor.go('/annuaire?recherche=martel');
await visitor.says(/FICTIF-MARTEL/);
assert.doesNotMatch(await visitor.text(), /@|\+33|06 /, 'no contact data');
await visitor.leave();
