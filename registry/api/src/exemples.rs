//! Bodies that the document shows. The people are invented.

use serde_json::{Value, json};

pub fn situation() -> Value {
    json!({
        "nom_exercice": "FICTIF-LUCE", "prenom_exercice": "Lucie", "profession": "313", "role": "GENR11",
        "debut": "2027-02-01",
    })
}

pub fn attestations() -> Value {
    json!({
        "face_a_face": true, "piece": "passeport", "conditions_acceptees": true, "diplomes_verifies": true,
        "besoin_verifie": true,
    })
}

pub fn inscription() -> Value {
    json!({
        "structure": "690990114",
        "identite": {
            "nom": "FICTIF-LUCE", "prenoms": ["Lucie", "Zoé"], "code_civilite": "MME", "code_sexe": "F",
            "naissance": "1990-05-12", "pays_naissance": "99100", "commune_naissance": "93066",
        },
        "contact": {"mobile": "06 39 98 00 90", "courriel": "lucie.luce@exemple.test"},
        "situation": situation(),
        "attestations": attestations(),
    })
}

pub fn ajout() -> Value {
    json!({"structure": "690990114", "situation": situation(), "attestations": attestations()})
}

pub fn contact() -> Value {
    json!({"mobile": "06 39 98 00 92", "courriel": "alba.martel@exemple.test"})
}

pub fn correction() -> Value {
    json!({"structure": "690990114", "contact": contact(), "face_a_face": true})
}

pub fn demande() -> Value {
    json!({"structure": "690990114", "situation": situation()})
}

pub fn transfert() -> Value {
    json!({"structure": "690990122", "situation": situation(), "diplomes_verifies": true})
}

pub fn declarations() -> Value {
    json!({"face_a_face": true, "conditions_acceptees": true, "diplomes_verifies": true, "besoin_verifie": true})
}

/// A file of one person.
pub fn lot() -> Value {
    let colonnes = "civilite;nom_naissance;prenoms;date_naissance;pays_naissance;commune_naissance;piece_identite;courriel;telephone;\
        finess;profession;role;date_debut";
    let personne = "MME;FICTIF-LUCE;Lucie, Zoé;12/05/1990;France;93066;passeport;lucie.luce@exemple.test;06 39 98 00 90;\
        690990114;313;GENR11;01/02/2027";
    json!(format!("{colonnes}\n{personne}\n"))
}

pub fn modification() -> Value {
    json!({
        "nom_exercice": "FICTIF-MARTEL", "prenom_exercice": "Alba", "profession": "313", "role": "GENR12",
        "debut": "2027-01-04",
    })
}

pub fn fin() -> Value {
    json!({"dernier_jour": "2027-03-31", "motif_fin": "RS"})
}

pub fn validation() -> Value {
    json!({"attestations": attestations(), "distinctes": []})
}

pub fn rattachement() -> Value {
    json!({"attestations": attestations(), "personne": "899900000011"})
}

pub fn mise_a_jour() -> Value {
    json!({"diplomes_verifies": true})
}

pub fn rejet() -> Value {
    json!({"motif": "CHA", "commentaire": "Le contrat n'a pas été signé."})
}
