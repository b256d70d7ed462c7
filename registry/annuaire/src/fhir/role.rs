//! One activity of a person: what they do, where, without any date.

use registry_core::annuaire::{ActivitePubliee, Publiee};
use registry_core::nomenclature::{Liste, Referentiel};
use serde_json::{Value, json};

use super::codage::{self, RPPS};
use super::demande::{Demande, Parametre};
use super::refus::Refus;
use super::ressource::{Genre, code_autorite, debut, id_de_lieu, tracer};

pub fn id(activite: &ActivitePubliee) -> &str {
    activite.id.as_str()
}

/// Of one that is over, the identifier alone.
pub fn ressource(personne: &Publiee, activite: &ActivitePubliee, referentiel: &Referentiel) -> Value {
    let mut ressource = debut(Genre::PractitionerRole, id(activite), personne.maj);
    ressource["identifier"] = json!([{ "use": "official", "system": RPPS, "value": id(activite) }]);
    ressource["active"] = activite.active.into();
    if !activite.active {
        return ressource;
    }
    tracer(&mut ressource, &activite.autorite, "RPPS");
    ressource["practitioner"] = Genre::Practitioner.reference(&super::practitioner::id(personne));
    if let Some(lieu) = lieu(activite) {
        ressource["organization"] = Genre::Organization.reference(&lieu);
    }
    let genre = referentiel.role(&activite.code_genre).map(|role| role.libelle.as_str());
    let mode = referentiel.terme(Liste::Mode, &activite.code_mode).map(|terme| terme.libelle.as_str());
    let codes = [
        codage::concept(codage::GENRE_ACTIVITE, &activite.code_genre, genre),
        codage::concept(codage::MODE, &activite.code_mode, mode),
        codage::concept(codage::fonction(&activite.code_role), &activite.code_role, None),
        codage::concept(codage::SECTION, &activite.code_section_pharmacien, None),
    ];
    let codes: Vec<Value> = codes.into_iter().flatten().collect();
    if !codes.is_empty() {
        ressource["code"] = codes.into();
    }
    ressource
}

fn lieu(activite: &ActivitePubliee) -> Option<String> {
    activite.structure.as_ref().and_then(|structure| id_de_lieu(&structure.cle))
}

/// Whether an activity answers all of a question; of one that is over, nothing but its identifier answers.
pub fn repond(personne: &Publiee, activite: &ActivitePubliee, demande: &Demande) -> Result<bool, Refus> {
    for parametre in &demande.parametres {
        if !un(personne, activite, parametre)? {
            return Ok(false);
        }
    }
    Ok(demande.dates.iter().all(|dates| dates.iter().any(|une| une.contient(personne.maj))))
}

fn un(personne: &Publiee, activite: &ActivitePubliee, parametre: &Parametre) -> Result<bool, Refus> {
    Ok(match parametre.nom {
        "_id" => parametre.nomme(id(activite)),
        "identifier" => parametre.designe([(RPPS, id(activite))]),
        "active" => parametre.booleens()?.contains(&activite.active),
        _ if !activite.active => false,
        "practitioner" => parametre.references("Practitioner")?.contains(&super::practitioner::id(personne)),
        "organization" => lieu(activite)
            .is_some_and(|lieu| parametre.references("Organization").is_ok_and(|voulues| voulues.contains(&lieu))),
        "role" => {
            let fonction = codage::systeme(codage::fonction(&activite.code_role));
            let [genre, mode, section] = [codage::GENRE_ACTIVITE, codage::MODE, codage::SECTION].map(codage::systeme);
            parametre.designe([
                (genre.as_str(), activite.code_genre.as_str()),
                (mode.as_str(), activite.code_mode.as_str()),
                (fonction.as_str(), activite.code_role.as_str()),
                (section.as_str(), activite.code_section_pharmacien.as_str()),
            ])
        }
        "data-information-system" => parametre.designe([("", "RPPS")]),
        "data-registration-authority" => {
            let systeme = codage::systeme(codage::AUTORITE);
            parametre.designe([(systeme.as_str(), code_autorite(&activite.autorite)), ("", activite.autorite.as_str())])
        }
        // this registry holds no mailboxes: nobody answers
        _ => false,
    })
}
