// Many people in one file: sent, looked at line by line, confirmed, followed to the end. A CSV, then a workbook.
import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import { options } from '../chrome.mjs';
import { Guichet, mail } from './guichet.mjs';

const setting = options();
const { manifest, homes } = setting;
const COLUMNS = ['civilite', 'nom_naissance', 'prenoms', 'date_naissance', 'commune_naissance', 'piece_identite', 'courriel', 'telephone',
  'finess', 'profession', 'role', 'date_debut'];
const row = (nom, prenoms, more = {}) => COLUMNS.map((column) => ({
  civilite: 'Madame', nom_naissance: nom, prenoms, date_naissance: '04/02/1988', commune_naissance: '2B033', piece_identite: 'carte',
  courriel: `${prenoms.toLowerCase()}@exemple.test`, telephone: '06 39 98 00 61', finess: '690990114', profession: '313', role: 'GENR11',
  date_debut: '01/12/2026', ...more,
})[column]);
const csv = (rows) => Buffer.from([COLUMNS, ...rows].map((cells) => cells.join(';')).join('\r\n'), 'utf8');

/** A workbook of one sheet, its texts inline, its parts stored as they are. */
function xlsx(rows) {
  const name = (at) => String.fromCharCode(65 + at);
  const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const cell = (text, at, line) => `<c r="${name(at)}${line}" t="inlineStr"><is><t>${escape(text)}</t></is></c>`;
  const lines = [COLUMNS, ...rows].map((cells, at) => `<row r="${at + 1}">${cells.map((text, column) => cell(text, column, at + 1)).join('')}</row>`);
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const links = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  return zip({
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${links}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${links}"><sheets><sheet name="Professionnels" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${lines.join('')}</sheetData></worksheet>`,
  });
}

function zip(parts) {
  const [bodies, index] = [[], []];
  let offset = 0;
  for (const [path, text] of Object.entries(parts)) {
    const [name, body] = [Buffer.from(path), Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`)];
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(crc32(body), 10);
    head.writeUInt32LE(body.length, 14);
    head.writeUInt32LE(body.length, 18);
    head.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, name, body]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    index.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, tail, name]));
    bodies.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(index);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(index.length, 4);
  end.writeUInt16LE(index.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, central, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

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
await desk.look('apercu', { night: true });
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
