// Somebody asks for changes of their place of work with the e-CPS; their employer decides, and moves them to another establishment.
import { Screen, options, person } from '../chrome.mjs';
import { Telephone } from '../telephone.mjs';
import { Guichet, mail } from './guichet.mjs';
import { day } from './jours.mjs';

const setting = options();
const { manifest, homes, pin, screens } = setting;
const { identifiant, prenom } = person(manifest, 'aide-soignante');
const ADDRESS = 'lucie.garnier@example.org';
const SEND = 'Envoyer à mon gestionnaire';

const own = await Guichet.visit(setting, homes.aucune, 'mon-dossier');
const pocket = await Screen.open(own.browser, screens, 'telephone');
const phone = new Telephone(pocket, manifest);
await pocket.page.goto(manifest.telephones);
await pocket.press(pocket.link(new RegExp(prenom)));
await own.go('/');
await own.press(own.link(/J’ai déjà un numéro RPPS/));
await own.title('Connectez-vous');
await own.at('#numero').fill(identifiant.slice(1));
await own.press(own.button('Continuer sur mon téléphone'));
await own.title('Regardez votre téléphone');
await phone.approve((await own.at('.digits__one').allInnerTexts()).join(''), pin);
await own.title('Mon dossier');

/** The form that this button of my file opens. */
const ask = async (act, title) => {
  await own.go('/moi');
  await own.press(own.at(`form[action="/moi/${act}"] button`).first());
  await own.title(title);
};

// Nothing that changes, a day that does not exist, then another role.
await ask('situation', 'Demander un changement');
await own.press(own.button(SEND));
await own.objects({ profession: /Rien ne change/ });
await own.fill({ fin: '31/11/2027' });
await own.press(own.button(SEND));
await own.objects({ fin: /dernier jour/ });
await own.look('changement-a-completer', { night: true });
await own.fill({ fin: '', role: 'GENR08' });
await own.press(own.button(SEND));
await own.title('Mes demandes');
await own.says(/Changement/);
await own.look('mes-demandes');
await own.go('/moi');
await own.says(/Demande en attente/);
await own.look('en-attente', { night: true });

// The employer sees what is and what is asked for, and does it.
const desk = await Guichet.visit(setting, homes.directrice, 'employeur');
await desk.byCard();
const decide = async () => {
  await desk.go('/bureau');
  await desk.press(desk.link(/Examiner la demande de Lucie/));
};
await decide();
await desk.says(/Ce que dit le dossier/);
await desk.says(/Coordination et orientation/);
await desk.look('examen', { night: true });
await desk.press(desk.button('Faire ce qui est demandé'));
await desk.title('Demande validée');
await mail(manifest, ADDRESS, /Votre demande est acceptée/);
await own.go('/moi');
await own.says(/Coordination et orientation/);

// A departure announced by mistake is taken back; announced again, it is rejected with a reason.
await ask('depart', 'Annoncer mon départ');
await own.press(own.button(SEND));
await own.objects({ depart: /dernier jour/ });
await own.fill({ depart: day(404), motif_fin: 'AUT' });
await own.look('depart');
await own.press(own.button(SEND));
// the employer had it open: two at once, and the second one is told
await decide();
await own.press(own.link(/Retirer/));
await own.press(own.button('Retirer ma demande'));
await own.says(/Retirée/);
await desk.press(desk.button('Faire ce qui est demandé'));
await desk.title('Cette demande a déjà sa réponse');
await desk.answered(409);
await desk.look('retiree-entre-temps');
await ask('depart', 'Annoncer mon départ');
await own.fill({ depart: day(404) });
await own.press(own.button(SEND));
await decide();
await desk.fill({ motif: 'CHA', commentaire: 'Nous en parlons mardi.' });
await desk.press(desk.button('Rejeter la demande'));
await mail(manifest, ADDRESS, /n’est pas validée/);
await own.go('/demande');
await own.says(/Nous en parlons mardi/);

// Moved at the desk: the place that is left is still read.
await desk.go('/bureau/professionnels');
await desk.fill({ recherche: 'garnier lucie' });
await desk.press(desk.button('Chercher'));
await desk.press(desk.at('button[aria-label*="Lucie"]').first());
await desk.press(desk.at('form[action="/bureau/professionnels/etablissement"] button').first());
await desk.title('Changer d’établissement');
await desk.look('transfert', { night: true });
await desk.fill({ structure: '690990122', role: 'GENR10' });
await desk.press(desk.at('main form button[type=submit]'));
await desk.objects({ debut: /premier jour/ });
await desk.fill({ debut: day(374) });
await desk.press(desk.at('main form button[type=submit]'));
await desk.says(/Établissement changé/);
await desk.says(/EHPAD FICTIF LES TILLEULS/);
await desk.says(/IME FICTIF/);
await desk.look('transferee');
await mail(manifest, ADDRESS, /Votre fiche RPPS a changé/);
await own.go('/moi');
await own.says(new RegExp(`Jusqu’au ${day(373)}`));
await own.look('deux-lieux');

await pocket.close();
await own.leave();
await desk.leave();
console.log('changes of a place of work: asked for, done, taken back, rejected, moved; the place that is left is still read');
