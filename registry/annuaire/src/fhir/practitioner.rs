//! A person under the names that they practise under: no civil name, no date of birth, no address, no contact data (DIR-02).

use registry_core::annuaire::{CartePubliee, ExercicePublie, Publiee};
use registry_core::nomenclature::{Liste, Referentiel};
use serde_json::{Value, json};

use super::codage::{self, IDNPS, RPPS};
use super::demande::{Demande, Parametre};
use super::refus::Refus;
use super::ressource::{Genre, code_autorite, debut, extension, identifiant, instant, tracer};

/// The logical id is the national identifier.
pub fn id(personne: &Publiee) -> String {
    personne.identifiant.to_string()
}

/// Of somebody who is no longer active, the identifiers alone: a program that keeps a copy takes them out.
pub fn ressource(personne: &Publiee, referentiel: &Referentiel) -> Value {
    let mut ressource = debut(Genre::Practitioner, &id(personne), personne.maj);
    ressource["identifier"] = json!([
        identifiant("IDNPS", IDNPS, &personne.identifiant.to_string()),
        identifiant("RPPS", RPPS, personne.rpps.as_str()),
    ]);
    ressource["active"] = personne.active.into();
    if !personne.active {
        return ressource;
    }
    tracer(&mut ressource, autorite(personne), "RPPS");
    let noms: Vec<Value> = nom(personne, referentiel).into_iter().collect();
    let cartes: Vec<Value> = personne.cartes.iter().map(carte).collect();
    let qualifications: Vec<Value> =
        personne.exercices_en_cours().flat_map(|exercice| qualifications(exercice, referentiel)).collect();
    for (champ, liste) in [("extension", cartes), ("name", noms), ("qualification", qualifications)] {
        // FHIR has no empty lists
        if !liste.is_empty() {
            ressource[champ] = liste.into();
        }
    }
    ressource
}

fn autorite(personne: &Publiee) -> &str {
    let siennes = personne.exercices_en_cours().flat_map(|exercice| &exercice.activites);
    siennes.map(|activite| activite.autorite.as_str()).find(|autorite| !autorite.is_empty()).unwrap_or_default()
}

/// One name alone, as the profile has it: that of the first practice. Whoever practises under several is found by each.
fn nom(personne: &Publiee, referentiel: &Referentiel) -> Option<Value> {
    let exercice = personne.exercices_en_cours().find(|exercice| !texte(exercice).is_empty())?;
    let mut nom = json!({ "use": "usual", "text": texte(exercice) });
    if !exercice.nom.trim().is_empty() {
        nom["family"] = exercice.nom.trim().into();
    }
    if !exercice.prenom.trim().is_empty() {
        nom["given"] = json!([exercice.prenom.trim()]);
    }
    if let Some(civilite) = referentiel.terme(Liste::Civilite, &personne.code_civilite) {
        nom["prefix"] = json!([civilite.code]);
    }
    let titre = exercice.code_civilite.trim();
    if !titre.is_empty() {
        nom["suffix"] = json!([titre]);
    }
    Some(nom)
}

/// Its type, its number, until when it is good; never that it was opposed.
fn carte(carte: &CartePubliee) -> Value {
    let validite = json!({ "start": instant(carte.depuis), "end": instant(carte.jusque) });
    let champs = [
        codage::concept(codage::CARTE, carte.modele.as_str(), None)
            .map(|concept| json!({ "url": "type", "valueCodeableConcept": concept })),
        Some(json!({ "url": "number", "valueString": carte.numero })),
        Some(json!({ "url": "period", "valuePeriod": validite })),
    ];
    json!({ "url": extension("smartcard"), "extension": champs.into_iter().flatten().collect::<Vec<Value>>() })
}

fn texte(exercice: &ExercicePublie) -> String {
    format!("{} {}", exercice.prenom.trim(), exercice.nom.trim()).trim().to_owned()
}

fn qualifications(exercice: &ExercicePublie, referentiel: &Referentiel) -> Vec<Value> {
    let (profession, categorie) = (&exercice.cle.code_profession, &exercice.cle.code_categorie);
    let libelle = referentiel.reglementee(profession).map(|connue| connue.libelle.as_str());
    let dite = referentiel.terme(Liste::Categorie, categorie).map(|terme| terme.libelle.as_str());
    let exercee = [
        codage::codage(codage::profession(profession), profession, libelle),
        codage::codage(codage::CATEGORIE, categorie, dite),
    ];
    let savoir_faire = exercice.savoir_faire.iter().map(|connu| {
        let precis = codage::savoir_faire(&connu.type_code).and_then(|liste| codage::codage(liste, &connu.code, None));
        vec![codage::codage(codage::TYPE_SAVOIR_FAIRE, &connu.type_code, None), precis]
    });
    let codes = std::iter::once(exercee.to_vec()).chain(savoir_faire);
    let codes = codes.map(|codages| codages.into_iter().flatten().collect::<Vec<Value>>());
    codes.filter(|codages| !codages.is_empty()).map(|codages| json!({ "code": { "coding": codages } })).collect()
}

/// Whether somebody answers all of a question; of who is not active, nothing but the identifiers answers.
pub fn repond(personne: &Publiee, demande: &Demande) -> Result<bool, Refus> {
    for parametre in &demande.parametres {
        if !un(personne, parametre)? {
            return Ok(false);
        }
    }
    Ok(demande.dates.iter().all(|dates| dates.iter().any(|une| une.contient(personne.maj))))
}

fn un(personne: &Publiee, parametre: &Parametre) -> Result<bool, Refus> {
    let national = personne.identifiant.to_string();
    let en_cours = || personne.exercices_en_cours();
    Ok(match parametre.nom {
        "_id" => parametre.nomme(&id(personne)),
        "active" => parametre.booleens()?.contains(&personne.active),
        "identifier" => parametre.designe([(IDNPS, national.as_str()), (RPPS, personne.rpps.as_str())]),
        "identifier-type" => parametre.designe([("", "IDNPS"), ("", "RPPS")]),
        "family" => parametre.se_lit_dans(en_cours().map(|exercice| exercice.nom.as_str())),
        "given" => parametre.se_lit_dans(en_cours().map(|exercice| exercice.prenom.as_str())),
        "name" => {
            let textes: Vec<String> = en_cours()
                .flat_map(|exercice| [exercice.nom.clone(), exercice.prenom.clone(), texte(exercice)])
                .collect();
            parametre.se_lit_dans(textes.iter().map(String::as_str))
        }
        "qualification-code" => en_cours().any(|exercice| qualifie(exercice, parametre)),
        "data-information-system" => personne.active && parametre.designe([("", "RPPS")]),
        "data-registration-authority" => {
            let (systeme, autorite) = (codage::systeme(codage::AUTORITE), autorite(personne));
            personne.active && parametre.designe([(systeme.as_str(), code_autorite(autorite)), ("", autorite)])
        }
        "number-smartcard" => parametre.se_lit_dans(personne.cartes.iter().map(|carte| carte.numero.as_str())),
        "type-smartcard" => {
            let systeme = codage::systeme(codage::CARTE);
            parametre.designe(personne.cartes.iter().map(|carte| (systeme.as_str(), carte.modele.as_str())))
        }
        // this registry holds no mailboxes: nobody answers
        _ => false,
    })
}

fn qualifie(exercice: &ExercicePublie, parametre: &Parametre) -> bool {
    let profession = codage::systeme(codage::profession(&exercice.cle.code_profession));
    let [categorie, type_savoir] = [codage::CATEGORIE, codage::TYPE_SAVOIR_FAIRE].map(codage::systeme);
    let precis: Vec<(String, &str)> = exercice
        .savoir_faire
        .iter()
        .filter_map(|connu| Some((codage::systeme(codage::savoir_faire(&connu.type_code)?), connu.code.as_str())))
        .collect();
    let types = exercice.savoir_faire.iter().map(|connu| (type_savoir.as_str(), connu.type_code.as_str()));
    let savoir_faire = types.chain(precis.iter().map(|(systeme, code)| (systeme.as_str(), *code)));
    let siens = [
        (profession.as_str(), exercice.cle.code_profession.as_str()),
        (categorie.as_str(), exercice.cle.code_categorie.as_str()),
    ];
    parametre.designe(siens.into_iter().chain(savoir_faire))
}
