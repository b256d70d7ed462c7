//! One row of the extraction, read into types.

use annuaire::{Correspondance, SavoirFaire};
use csv::ByteRecord;
use jiff::civil::Date;
use sante::{AutreIdentifiant, Finess, IdentifiantNational};

use super::champs::Champs;
use super::colonne::Colonne;
use super::coordonnees;
use super::entete::Entete;
use super::lieu::{self, Lieu};
use super::signalement::{Raison, Signalement};
use crate::exercice::CleExercice;
use crate::personne::EtatCivil;
use crate::situation::CleSituation;
use crate::structure::CleStructure;

/// A person in a practice in a situation: the grain of the file.
#[derive(Clone, Debug)]
pub struct Ligne {
    pub numero: u64,
    pub identifiant: IdentifiantNational,
    pub etat_civil: EtatCivil,
    pub autres_identifiants: Vec<AutreIdentifiant>,
    pub correspondance: Correspondance,
    pub exercice: LigneExercice,
    pub savoir_faire: Option<SavoirFaire>,
    pub situation: Option<LigneSituation>,
    pub lieu: Lieu,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneExercice {
    pub cle: CleExercice,
    pub code_civilite: String,
    pub nom: String,
    pub prenom: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneSituation {
    pub code_mode: String,
    pub code_secteur: String,
    pub code_section_pharmacien: String,
    pub code_role: String,
    pub code_genre: String,
    pub autorite: String,
    pub structure: Option<CleStructure>,
}

/// A row that was read: what it says if it holds, and what to tell.
pub struct LigneLue {
    /// Whose row it is, when at least that can be read: someone with an unreadable row is not absent from the file.
    pub identifiant: Option<IdentifiantNational>,
    pub ligne: Option<Ligne>,
    pub erreurs: Vec<Signalement>,
    pub avertissements: Vec<Signalement>,
}

impl LigneSituation {
    pub fn cle(&self, exercice: &CleExercice) -> CleSituation {
        CleSituation {
            exercice: exercice.clone(),
            structure: self.structure.clone(),
            code_mode: self.code_mode.clone(),
        }
    }

    fn vide(&self) -> bool {
        let codes =
            [&self.code_mode, &self.code_secteur, &self.code_section_pharmacien, &self.code_role, &self.code_genre];
        self.structure.is_none() && codes.iter().all(|code| code.is_empty())
    }
}

pub fn lire(entete: &Entete, numero: u64, octets: &ByteRecord, aujourd_hui: Date) -> LigneLue {
    let mut champs = match Champs::lire(entete, numero, octets) {
        Ok(champs) => champs,
        Err(erreurs) => {
            let brut = entete.place(Colonne::IdentificationNationale).and_then(|place| octets.get(place));
            let identifiant = brut.and_then(|brut| std::str::from_utf8(brut).ok()?.trim().parse().ok());
            return LigneLue { identifiant, ligne: None, erreurs, avertissements: Vec::new() };
        }
    };
    let identifiant = identifiant(&mut champs);
    let ligne = identifiant.clone().map(|identifiant| ligne(&mut champs, identifiant, aujourd_hui));
    let Champs { erreurs, avertissements, .. } = champs;
    LigneLue { identifiant, ligne: ligne.filter(|_| erreurs.is_empty()), erreurs, avertissements }
}

fn ligne(champs: &mut Champs, identifiant: IdentifiantNational, aujourd_hui: Date) -> Ligne {
    let lieu = lieu::lire(champs);
    let situation = situation(champs, lieu.cle());
    Ligne {
        numero: champs.ligne,
        identifiant,
        etat_civil: etat_civil(champs, aujourd_hui),
        autres_identifiants: autres_identifiants(champs),
        correspondance: correspondance(champs),
        exercice: exercice(champs),
        savoir_faire: savoir_faire(champs),
        situation: (!situation.vide()).then_some(situation),
        lieu,
    }
}

fn identifiant(champs: &mut Champs) -> Option<IdentifiantNational> {
    let complet = format!("{}{}", champs.texte(Colonne::TypeIdentifiant), champs.texte(Colonne::Identifiant));
    champs.obligatoire(Colonne::IdentificationNationale);
    let identifiant: IdentifiantNational = champs.lu(Colonne::IdentificationNationale, Raison::IdentifiantMalForme)?;
    if champs.texte(Colonne::IdentificationNationale) != complet {
        champs.refuser(Colonne::IdentificationNationale, Raison::IdentifiantIncoherent);
    }
    if identifiant.rpps().is_some_and(|rpps| !rpps.key_holds()) {
        champs.avertir(Colonne::Identifiant, Raison::CleFausse);
    }
    Some(identifiant)
}

fn etat_civil(champs: &mut Champs, aujourd_hui: Date) -> EtatCivil {
    let prenoms = champs.texte(Colonne::Prenoms).split('\'').map(str::trim).filter(|prenom| !prenom.is_empty());
    EtatCivil {
        prenoms: prenoms.map(str::to_owned).collect(),
        nom: champs.obligatoire(Colonne::NomFamille),
        code_civilite: champs.copie(Colonne::Civilite),
        code_sexe: champs.copie(Colonne::Sexe),
        naissance: champs.naissance(Colonne::DateNaissance, aujourd_hui),
        commune_naissance: champs.conforme(Colonne::CommuneNaissance, est_commune, Raison::CommuneMalFormee),
        pays_naissance: pays(champs),
        lieu_naissance: champs.copie(Colonne::LieuNaissance),
    }
}

/// COG codes; Corsica has a letter (facts/registry.md §6.3).
fn est_commune(code: &str) -> bool {
    code.len() == 5
        && code
            .bytes()
            .enumerate()
            .all(|(place, octet)| octet.is_ascii_digit() || (place == 1 && matches!(octet, b'A' | b'B')))
}

/// 99000 was withdrawn for 99100 in 2016, and files still hold it.
fn pays(champs: &mut Champs) -> String {
    let est_pays = |code: &str| code.len() == 5 && code.starts_with("99") && code.bytes().all(|o| o.is_ascii_digit());
    match champs.conforme(Colonne::PaysNaissance, est_pays, Raison::PaysMalForme).as_str() {
        "99000" => "99100".to_owned(),
        code => code.to_owned(),
    }
}

fn correspondance(champs: &mut Champs) -> Correspondance {
    let mobile = coordonnees::telephone(champs.texte(Colonne::Telephone));
    if mobile.is_none() && !champs.texte(Colonne::Telephone).is_empty() {
        champs.avertir(Colonne::Telephone, Raison::TelephoneIllisible);
    }
    let courriel = coordonnees::courriel(champs.texte(Colonne::Courriel));
    if courriel.is_none() && !champs.texte(Colonne::Courriel).is_empty() {
        champs.avertir(Colonne::Courriel, Raison::CourrielIllisible);
    }
    Correspondance { mobile, courriel, activation_des: None }
}

fn exercice(champs: &mut Champs) -> LigneExercice {
    LigneExercice {
        cle: CleExercice {
            code_profession: champs.obligatoire(Colonne::Profession),
            code_categorie: champs.obligatoire(Colonne::Categorie),
        },
        code_civilite: champs.copie(Colonne::CiviliteExercice),
        nom: champs.copie(Colonne::NomExercice),
        prenom: champs.copie(Colonne::PrenomExercice),
    }
}

fn savoir_faire(champs: &Champs) -> Option<SavoirFaire> {
    let savoir_faire =
        SavoirFaire { type_code: champs.copie(Colonne::TypeSavoirFaire), code: champs.copie(Colonne::SavoirFaire) };
    (!savoir_faire.code.is_empty() || !savoir_faire.type_code.is_empty()).then_some(savoir_faire)
}

fn situation(champs: &mut Champs, structure: Option<CleStructure>) -> LigneSituation {
    let est_genre =
        |code: &str| code.len() == 6 && code.starts_with("GENR") && code[4..].bytes().all(|o| o.is_ascii_digit());
    LigneSituation {
        code_mode: champs.copie(Colonne::Mode),
        code_secteur: champs.copie(Colonne::Secteur),
        code_section_pharmacien: champs.copie(Colonne::SectionPharmacien),
        code_role: champs.copie(Colonne::Role),
        code_genre: champs.conforme(Colonne::GenreActivite, est_genre, Raison::GenreMalForme),
        autorite: champs.copie(Colonne::Autorite),
        structure,
    }
}

/// `identifier,origin,quality`, one or more parted by semicolons.
fn autres_identifiants(champs: &mut Champs) -> Vec<AutreIdentifiant> {
    let textes = champs.copie(Colonne::AutresIdentifiants);
    let textes = textes.split(';').map(str::trim).filter(|texte| !texte.is_empty());
    let lus: Option<Vec<_>> = textes
        .map(|texte| {
            let mut parties = texte.split(',').map(str::trim);
            let (identifiant, origine) = (parties.next()?.to_owned(), parties.next()?.to_owned());
            let qualite = parties.next()?.parse().ok()?;
            parties.next().is_none().then_some(AutreIdentifiant { identifiant, origine, qualite })
        })
        .collect();
    lus.unwrap_or_else(|| {
        champs.refuser(Colonne::AutresIdentifiants, Raison::AutreIdentifiantMalForme);
        Vec::new()
    })
}

impl Ligne {
    /// The legal entity that the row names.
    pub fn entite_juridique(&self) -> Option<&Finess> {
        self.lieu.entite_juridique.as_ref()
    }
}
