//! A legal entity, or a place of work: its numbers, its name, its address, its telephone. Its electronic address is not shown: a
//! practice's is often that of the person.

use registry_core::annuaire::LieuPublie;
use registry_core::nomenclature::{Liste, Referentiel};
use registry_core::{CleStructure, GenreStructure, Structure};
use serde_json::{Value, json};

use super::codage::{self, FINESS, IDNST, RPPS_RANG, SIRENE};
use super::demande::{Demande, Parametre};
use super::refus::Refus;
use super::ressource::{Genre, code, debut, extension, id_de_lieu, identifiant, tracer};

/// `None`: its key is too long for an id of FHIR.
pub fn ressource(lieu: &LieuPublie, referentiel: &Referentiel) -> Option<Value> {
    let structure = &lieu.structure;
    let mut ressource = debut(Genre::Organization, &id_de_lieu(&structure.cle)?, lieu.maj);
    tracer(&mut ressource, "", systeme(structure));
    let numeros: Vec<Value> = identifiants(structure)
        .into_iter()
        .map(|(genre, systeme, valeur)| identifiant(genre, systeme, &valeur))
        .collect();
    let telecom: Vec<Value> = telephones(structure).collect();
    for (champ, liste) in [("identifier", numeros), ("telecom", telecom)] {
        if !liste.is_empty() {
            ressource[champ] = liste.into();
        }
    }
    ressource["active"] = true.into();
    ressource["type"] = types(lieu, referentiel).into_iter().map(Type::dit).collect::<Vec<Value>>().into();
    if let Some(nom) = nom(structure) {
        ressource["name"] = nom.into();
        let enseigne = structure.details.enseigne.trim();
        if !enseigne.is_empty() && enseigne != nom {
            ressource["alias"] = json!([enseigne]);
        }
    }
    if let Some(adresse) = adresse(structure, referentiel) {
        ressource["address"] = json!([adresse]);
    }
    if let Some(ej) = entite_juridique(structure) {
        ressource["partOf"] = Genre::Organization.reference(&ej);
    }
    Some(ressource)
}

fn genre(structure: &Structure) -> &'static str {
    match structure.genre {
        GenreStructure::EntiteJuridique => "LEGAL-ENTITY",
        GenreStructure::EntiteGeographique | GenreStructure::HorsFiness => "GEOGRAPHICAL-ENTITY",
    }
}

fn systeme(structure: &Structure) -> &'static str {
    match structure.genre {
        GenreStructure::EntiteJuridique | GenreStructure::EntiteGeographique => "FINESS",
        GenreStructure::HorsFiness => "RPPS",
    }
}

/// Type, system, value.
fn identifiants(structure: &Structure) -> Vec<(&'static str, &'static str, String)> {
    let details = &structure.details;
    let finess = match structure.genre {
        GenreStructure::EntiteJuridique => "FINEJ",
        GenreStructure::EntiteGeographique | GenreStructure::HorsFiness => "FINEG",
    };
    let siens = [
        (finess, FINESS, details.finess.clone()),
        ("IDNST", IDNST, national(structure)),
        ("RPPSRG", RPPS_RANG, structure.cle.to_string()),
        ("SIREN", SIRENE, details.siren.clone()),
        ("SIRET", SIRENE, details.siret.clone()),
    ];
    siens.into_iter().filter(|(_, _, valeur)| !valeur.is_empty()).collect()
}

/// What its number is and the number; for a practice the file alone knows it.
fn national(structure: &Structure) -> String {
    let details = &structure.details;
    match (details.finess.as_str(), details.siret.as_str()) {
        ("", "") => details.ancien_identifiant.trim().to_owned(),
        ("", siret) => format!("3{siret}"),
        (finess, _) => format!("1{finess}"),
    }
}

/// What kind of place it is, in one list: which slice of the profile, system, code, label.
struct Type {
    tranche: &'static str,
    systeme: String,
    code: String,
    libelle: String,
}

impl Type {
    fn dit(self) -> Value {
        let mut codage = json!({ "system": self.systeme, "code": self.code });
        if !self.libelle.is_empty() {
            codage["display"] = self.libelle.into();
        }
        let tranche = json!({ "url": extension("organization-types"), "valueCode": self.tranche });
        json!({ "extension": [tranche], "coding": [codage] })
    }
}

fn types(lieu: &LieuPublie, referentiel: &Referentiel) -> Vec<Type> {
    let secteur = referentiel.terme(Liste::Secteur, &lieu.secteur).map(|terme| terme.libelle.as_str());
    let faits = &lieu.faits;
    let dans = |liste| codage::systeme(liste);
    let siens = [
        ("organizationType", codage::GENRES_ORGANISATION.to_owned(), genre(&lieu.structure), ""),
        ("secteurActiviteRASS", dans(codage::SECTEUR), lieu.secteur.as_str(), secteur.unwrap_or_default()),
        (
            "categorieEtablissementRASS",
            dans(codage::CATEGORIE_ETABLISSEMENT),
            faits.categorie.as_str(),
            faits.libelle_categorie.trim(),
        ),
        ("statutJuridiqueINSEE", dans(codage::STATUT_JURIDIQUE), faits.statut.as_str(), faits.libelle_statut.trim()),
    ];
    let connus = siens.into_iter().filter(|(_, _, code, _)| !code.is_empty());
    let lu = |(tranche, systeme, texte, libelle): (&'static str, String, &str, &str)| Type {
        tranche,
        systeme,
        code: code(texte),
        libelle: libelle.to_owned(),
    };
    connus.map(lu).collect()
}

fn telephones(structure: &Structure) -> impl Iterator<Item = Value> {
    let details = &structure.details;
    let siens = [("phone", &details.telephone), ("phone", &details.telephone2), ("fax", &details.telecopie)];
    siens
        .into_iter()
        .filter(|(_, numero)| !numero.trim().is_empty())
        .map(|(sorte, numero)| json!({ "system": sorte, "value": numero.trim() }))
}

fn nom(structure: &Structure) -> Option<&str> {
    [&structure.details.raison_sociale, &structure.details.enseigne]
        .into_iter()
        .map(|nom| nom.trim())
        .find(|nom| !nom.is_empty())
}

/// Its lines, then its post code, then its town.
struct Adresse {
    lignes: Vec<String>,
    code_postal: String,
    ville: String,
}

fn lue(structure: &Structure, referentiel: &Referentiel) -> Adresse {
    let details = &structure.details;
    let voie = [&details.numero_voie, &details.indice_repetition_voie, &details.code_type_voie, &details.libelle_voie];
    let voie = voie.iter().map(|mot| mot.trim()).filter(|mot| !mot.is_empty()).collect::<Vec<_>>().join(" ");
    let autres = [
        &details.complement_destinataire,
        &details.complement_point_geographique,
        &voie,
        &details.mention_distribution,
    ];
    let commune = referentiel.commune(&details.code_commune).map(|commune| commune.libelle.clone());
    let bureau = details.bureau_cedex.trim();
    let bureau = bureau.strip_prefix(details.code_postal.trim()).unwrap_or(bureau).trim().to_owned();
    Adresse {
        lignes: autres.iter().map(|ligne| ligne.trim().to_owned()).filter(|ligne| !ligne.is_empty()).collect(),
        code_postal: details.code_postal.trim().to_owned(),
        ville: commune.filter(|_| bureau.is_empty()).unwrap_or(bureau),
    }
}

fn adresse(structure: &Structure, referentiel: &Referentiel) -> Option<Value> {
    let Adresse { lignes, code_postal, ville } = lue(structure, referentiel);
    let mut adresse = json!({});
    if !lignes.is_empty() {
        adresse["line"] = lignes.into();
    }
    for (champ, texte) in [("city", ville), ("postalCode", code_postal)] {
        if !texte.is_empty() {
            adresse[champ] = texte.into();
        }
    }
    adresse.as_object().is_some_and(|champs| !champs.is_empty()).then_some(adresse)
}

/// The legal entity of an establishment.
pub fn entite(structure: &Structure) -> Option<CleStructure> {
    let ej = structure.details.finess_ej.parse().ok()?;
    (structure.genre == GenreStructure::EntiteGeographique).then(|| CleStructure::finess(&ej))
}

fn entite_juridique(structure: &Structure) -> Option<String> {
    entite(structure).and_then(|cle| id_de_lieu(&cle))
}

/// Whether a place answers all of a question.
pub fn repond(lieu: &LieuPublie, demande: &Demande, referentiel: &Referentiel) -> Result<bool, Refus> {
    for parametre in &demande.parametres {
        if !un(lieu, parametre, referentiel)? {
            return Ok(false);
        }
    }
    Ok(demande.dates.iter().all(|dates| dates.iter().any(|une| une.contient(lieu.maj))))
}

fn un(lieu: &LieuPublie, parametre: &Parametre, referentiel: &Referentiel) -> Result<bool, Refus> {
    let structure = &lieu.structure;
    let numeros = identifiants(structure);
    Ok(match parametre.nom {
        "_id" => id_de_lieu(&structure.cle).is_some_and(|id| parametre.nomme(&id)),
        "active" => parametre.booleens()?.contains(&true),
        "identifier" => parametre.designe(numeros.iter().map(|(_, systeme, valeur)| (*systeme, valeur.as_str()))),
        "identifier-type" => parametre.designe(numeros.iter().map(|(genre, _, _)| ("", *genre))),
        "name" => parametre.se_lit_dans(nom(structure)),
        "partof" => {
            let voulues = parametre.references("Organization")?;
            entite_juridique(structure).is_some_and(|ej| voulues.contains(&ej))
        }
        "type" => {
            let siens = types(lieu, referentiel);
            parametre.designe(siens.iter().map(|un| (un.systeme.as_str(), un.code.as_str())))
        }
        "data-information-system" => parametre.designe([("", systeme(structure))]),
        "address" | "address-city" | "address-line" | "address-postalcode" => {
            let Adresse { lignes, code_postal, ville } = lue(structure, referentiel);
            let lignes = lignes.iter().map(String::as_str);
            match parametre.nom {
                "address-city" => parametre.se_lit_dans([ville.as_str()]),
                "address-line" => parametre.se_lit_dans(lignes),
                "address-postalcode" => parametre.se_lit_dans([code_postal.as_str()]),
                _ => parametre.se_lit_dans(lignes.chain([ville.as_str(), code_postal.as_str()])),
            }
        }
        // this registry holds neither mailboxes nor licences nor authorities of places: none answers
        _ => false,
    })
}
