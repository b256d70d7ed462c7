//! A person under the names that they practise under: no civil name, no date of birth, no address, no contact data (DIR-02).

use registry_core::annuaire::{ExercicePublie, Publiee};
use registry_core::nomenclature::{Liste, Referentiel};
use serde_json::{Value, json};

use super::codage::{self, IDNPS, RPPS};
use super::demande::{Demande, Parametre};
use super::refus::Refus;
use super::ressource::{Genre, debut, identifiant, tracer};

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
    let noms = noms(personne, referentiel);
    let qualifications: Vec<Value> =
        personne.exercices_en_cours().flat_map(|exercice| qualifications(exercice, referentiel)).collect();
    for (champ, liste) in [("name", noms), ("qualification", qualifications)] {
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

fn noms(personne: &Publiee, referentiel: &Referentiel) -> Vec<Value> {
    let mut noms: Vec<Value> = Vec::new();
    for exercice in personne.exercices_en_cours() {
        let civilite = [&exercice.code_civilite, &personne.code_civilite].into_iter().find(|code| !code.is_empty());
        let civilite = civilite.and_then(|code| referentiel.terme(Liste::Civilite, code));
        let mut nom = json!({ "use": "usual", "text": texte(exercice) });
        if !exercice.nom.trim().is_empty() {
            nom["family"] = exercice.nom.trim().into();
        }
        if !exercice.prenom.trim().is_empty() {
            nom["given"] = json!([exercice.prenom.trim()]);
        }
        if let Some(civilite) = civilite {
            nom["prefix"] = json!([civilite.code]);
        }
        if !texte(exercice).is_empty() && !noms.contains(&nom) {
            noms.push(nom);
        }
    }
    noms
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
        let liste = if connu.type_code == "S" { codage::SPECIALITE } else { codage::TYPE_SAVOIR_FAIRE };
        let precis = (connu.type_code == "S").then(|| codage::codage(liste, &connu.code, None)).flatten();
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
        "data-registration-authority" => personne.active && parametre.designe([("", autorite(personne))]),
        // this registry holds neither mailboxes nor cards: nobody answers
        _ => false,
    })
}

fn qualifie(exercice: &ExercicePublie, parametre: &Parametre) -> bool {
    let profession = codage::systeme(codage::profession(&exercice.cle.code_profession));
    let (categorie, type_savoir, specialite) = (
        codage::systeme(codage::CATEGORIE),
        codage::systeme(codage::TYPE_SAVOIR_FAIRE),
        codage::systeme(codage::SPECIALITE),
    );
    let savoir_faire = exercice.savoir_faire.iter().flat_map(|connu| {
        [(type_savoir.as_str(), connu.type_code.as_str()), (specialite.as_str(), connu.code.as_str())]
    });
    let siens = [
        (profession.as_str(), exercice.cle.code_profession.as_str()),
        (categorie.as_str(), exercice.cle.code_categorie.as_str()),
    ];
    parametre.designe(siens.into_iter().chain(savoir_faire))
}
