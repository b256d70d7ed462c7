// Files of people to register: the columns of the model, as a CSV or as a workbook.
import { crc32 } from 'node:zlib';
import { day } from './jours.mjs';

const COLUMNS = ['civilite', 'nom_naissance', 'prenoms', 'date_naissance', 'commune_naissance', 'piece_identite', 'courriel', 'telephone',
  'finess', 'profession', 'role', 'date_debut'];
/** One person of the file; `more` is what is particular about them. */
export const row = (nom, prenoms, more = {}) => COLUMNS.map((column) => ({
  civilite: 'Madame', nom_naissance: nom, prenoms, date_naissance: '04/02/1988', commune_naissance: '2B033', piece_identite: 'carte',
  courriel: `${prenoms.toLowerCase()}@exemple.test`, telephone: '06 39 98 00 61', finess: '690990114', profession: '313', role: 'GENR11',
  date_debut: day(9), ...more,
})[column]);

export const csv = (rows) => Buffer.from([COLUMNS, ...rows].map((cells) => cells.join(';')).join('\r\n'), 'utf8');

/** A workbook of one sheet, its texts inline, its parts stored as they are. */
export function xlsx(rows) {
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
