// Many people in one file: sent, looked at line by line, confirmed, followed to the end. A CSV, then a workbook.
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { Guichet, mail } from './guichet.mjs';
import { csv, row, xlsx } from './tableur.mjs';

const setting = options();
const { manifest, homes } = setting;

const desk = await Guichet.visit(setting, homes.gestionnaire, 'en-nombre');
const DECLARED = { lot_face_a_face: true, lot_diplomes_verifies: true, lot_besoin_verifie: true, lot_conditions_acceptees: true };

async function send(name, mimeType, buffer) {
  await desk.go('/bureau/lots');
  await desk.at('#fichier').setInputFiles({ name, mimeType, buffer });
  await desk.press(desk.button('Envoyer et relire'));
}

async function confirm() {
  await desk.fill(DECLARED);
  await desk.press(desk.button('Enregistrer les lignes prêtes'));
  await desk.title(/: terminé/);
}

await desk.byCard();
await desk.press(desk.link('En nombre'));
await desk.title('Enregistrer en nombre');
await desk.look('envoi', { night: true });
await desk.press(desk.button('Envoyer et relire'));
await desk.says(/Choisissez un fichier/);
await send('photo.png', 'image/png', Buffer.from('\x89PNG\r\n\x1a\n0000000000', 'latin1'));
await desk.says(/Ce fichier n’a pas été lu/);
await desk.look('illisible');

// Line by line: what holds, what does not and why; a formula is never run.
await send('embauches.csv', 'text/csv', csv([
  row('FICTIF-NGUYỄN', 'Anh'),
  row('FICTIF-D’ARC', 'Jeanne', { date_naissance: '31/02/1990' }),
  row('FICTIF-MBAPPÉ', 'Awa', { profession: '999' }),
  row('=HYPERLINK("https://exemple.test")', 'Zora'),
]));
await desk.title(/Aperçu de embauches.csv/);
await desk.says(/Ligne 3\s+Jeanne FICTIF-D’ARC[^]+Ce jour n.existe pas/);
await desk.look('apercu', { night: true, zoom: true });
await desk.press(desk.link('Prête (1)'));
await desk.says(/FICTIF-NGUYỄN/);
await desk.press(desk.button('Enregistrer les lignes prêtes'));
await desk.objects({ lot_face_a_face: /./, lot_diplomes_verifies: /diplômes/, lot_besoin_verifie: /besoin/, lot_conditions_acceptees: /conditions/ });
await confirm();
await desk.says(/Inscrite/);
await desk.look('termine');
await mail(manifest, 'anh@exemple.test', /Votre numéro RPPS/);
const [report] = await Promise.all([desk.page.waitForEvent('download'), desk.link('Télécharger le compte rendu').click()]);
assert.match(report.suggestedFilename(), /\.csv$/);

// The same from a workbook.
await send('renfort.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', xlsx([
  row('FICTIF-ÆRØSKØBING', 'Freja', { date_naissance: '12/06/1994' }),
  row('FICTIF-LOPEZ', 'Ines', { date_naissance: '13/07/1995', finess: '690990122' }),
]));
await desk.title(/Aperçu de renfort.xlsx/);
await confirm();
await desk.look('classeur');
await mail(manifest, 'freja@exemple.test', /Votre numéro RPPS/);
await mail(manifest, 'ines@exemple.test', /Votre numéro RPPS/);

await desk.leave();
console.log('many at once: refused file, preview line by line, confirmed, a CSV and a workbook');
