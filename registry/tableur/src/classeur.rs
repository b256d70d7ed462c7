//! XLSX: the visible sheet whose first row names the most columns, cell by cell. A cell with a formula is told to have one, and its value is not looked at.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Dimensions, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError, open_workbook_from_rs};
use registry_core::lot::{
    AutreGenre, COLONNES, Calendrier, Case, Colonne, Feuille, FichierRefuse, LIGNES, LONGUEUR, Rang,
};

use crate::{case, regardee};

/// Characters of all cells together: a few shared strings may fill every cell.
const TEXTE: usize = 8 * 1_024 * 1_024;
/// Sheets that are looked at.
const FEUILLES: usize = 20;
/// Merged ranges of one sheet.
const FUSIONS: usize = 2_000;

type Rangs = BTreeMap<u32, Vec<Case>>;

pub fn lire(octets: &[u8]) -> Result<Feuille, FichierRefuse> {
    let mut classeur: Xlsx<_> = open_workbook_from_rs(Cursor::new(octets)).map_err(refus)?;
    let (nom, autres) = choisir(&mut classeur)?;
    let calendrier = if classeur.has_1904_epoch() { Calendrier::De1904 } else { Calendrier::De1900 };
    let mut rangs = cases(&mut classeur, &nom)?;
    for fusion in fusions(&mut classeur, &nom)? {
        fusionner(&mut rangs, fusion);
    }
    let mut rangs = rangs.into_iter().filter(|(_, cases)| !cases.iter().all(Case::vide));
    let (_, entete) = rangs.next().ok_or(FichierRefuse::Vide)?;
    let rangs = rangs.map(|(place, cases)| Rang { ligne: place.saturating_add(1), cases }).collect();
    Ok(Feuille { entete, rangs, calendrier: Some(calendrier), autres })
}

/// The sheet to read, the first of several that name as many columns; and the others that hold something. A page of
/// explanations in front hides nobody.
fn choisir(classeur: &mut Xlsx<Cursor<&[u8]>>) -> Result<(String, Vec<String>), FichierRefuse> {
    let visibles = classeur
        .sheets_metadata()
        .iter()
        .filter(|feuille| feuille.typ == SheetType::WorkSheet && feuille.visible == SheetVisible::Visible);
    let noms: Vec<String> = visibles.take(FEUILLES).map(|feuille| feuille.name.clone()).collect();
    let mut vues = Vec::new();
    for nom in noms {
        let connues = premier_rang(classeur, &nom)?;
        vues.extend(connues.map(|connues| (nom, connues)));
    }
    let meilleure = vues.iter().map(|(_, connues)| *connues).max();
    let place = vues.iter().position(|(_, connues)| Some(*connues) == meilleure).ok_or(FichierRefuse::Vide)?;
    let (nom, _) = vues.remove(place);
    Ok((nom, vues.into_iter().map(|(nom, _)| nom).collect()))
}

/// How many columns the first row names that holds something; `None`: there is none.
fn premier_rang(classeur: &mut Xlsx<Cursor<&[u8]>>, nom: &str) -> Result<Option<usize>, FichierRefuse> {
    let mut lecteur = classeur.worksheet_cells_reader(nom).map_err(refus)?;
    let (mut rang, mut connues) = (None, 0);
    while let Some(lue) = lecteur.next_cell_with_formula_metadata().map_err(refus)? {
        if rang.is_some_and(|rang| rang != lue.pos.0) {
            break;
        }
        let case = valeur(&lue.value);
        if case.vide() || !usize::try_from(lue.pos.1).is_ok_and(regardee) {
            continue;
        }
        rang = Some(lue.pos.0);
        connues += usize::from(matches!(&case, Case::Texte(texte) if Colonne::lue(texte).is_some()));
    }
    Ok(rang.map(|_| connues))
}

fn cases(classeur: &mut Xlsx<Cursor<&[u8]>>, nom: &str) -> Result<Rangs, FichierRefuse> {
    let mut lecteur = classeur.worksheet_cells_reader(nom).map_err(refus)?;
    let (mut rangs, mut texte) = (Rangs::new(), 0);
    while let Some(lue) = lecteur.next_cell_with_formula_metadata().map_err(refus)? {
        let (ligne, colonne) = (lue.pos.0, usize::try_from(lue.pos.1).unwrap_or(COLONNES));
        let case = if lue.formula.is_some() { Case::Formule } else { valeur(&lue.value) };
        if case.vide() || !regardee(colonne) {
            continue;
        }
        if let Case::Texte(dit) = &case {
            texte += dit.len();
        }
        if texte > TEXTE {
            return Err(FichierRefuse::Gonfle);
        }
        let rang = rangs.entry(ligne).or_default();
        if rang.len() <= colonne {
            rang.resize(colonne + 1, Case::Vide);
        }
        rang[colonne] = case;
        // the names of the columns are one row more
        if rangs.len() > LIGNES + 1 {
            return Err(FichierRefuse::TropDeLignes);
        }
    }
    Ok(rangs)
}

fn valeur(lue: &DataRef<'_>) -> Case {
    match lue {
        DataRef::Empty => Case::Vide,
        DataRef::Int(nombre) => Case::Nombre(*nombre as f64),
        DataRef::Float(nombre) => Case::Nombre(*nombre),
        DataRef::DateTime(jour) => Case::Nombre(jour.as_f64()),
        DataRef::String(texte) | DataRef::DateTimeIso(texte) | DataRef::DurationIso(texte) => case(texte),
        DataRef::SharedString(texte) => case(texte),
        DataRef::Bool(vrai) => case(if *vrai { "VRAI" } else { "FAUX" }),
        DataRef::Error(_) => Case::EnErreur,
        // a kind that a later release of the reader tells apart
        #[allow(unreachable_patterns, reason = "none today")]
        _ => Case::EnErreur,
    }
}

fn fusions(classeur: &mut Xlsx<Cursor<&[u8]>>, nom: &str) -> Result<Vec<Dimensions>, FichierRefuse> {
    let fusions = classeur.merge_cells_by_sheet_name(nom).map_err(refus)?;
    if fusions.len() > FUSIONS { Err(FichierRefuse::Gonfle) } else { Ok(fusions) }
}

/// Of the rows that hold something: whose value it is, nobody can say.
fn fusionner(rangs: &mut Rangs, fusion: Dimensions) {
    let (premier, dernier) = (fusion.start.0.min(fusion.end.0), fusion.start.0.max(fusion.end.0));
    let colonnes = fusion.start.1.min(fusion.end.1)..=fusion.start.1.max(fusion.end.1);
    if premier == dernier && colonnes.clone().count() == 1 {
        return;
    }
    for (_, rang) in rangs.range_mut(premier..=dernier) {
        for colonne in colonnes.clone().map_while(|colonne| usize::try_from(colonne).ok()) {
            if !regardee(colonne) {
                break;
            }
            if rang.len() <= colonne {
                rang.resize(colonne + 1, Case::Vide);
            }
            rang[colonne] = Case::Fusionnee;
        }
    }
}

fn refus(cause: XlsxError) -> FichierRefuse {
    match cause {
        XlsxError::Password => FichierRefuse::Chiffre,
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => FichierRefuse::Genre(AutreGenre::Inconnu),
        autre => FichierRefuse::Abime(autre.to_string().chars().take(LONGUEUR).collect()),
    }
}
