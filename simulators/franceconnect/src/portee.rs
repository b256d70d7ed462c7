//! Which claim a scope opens. Words that are not known yield nothing, as there.

use serde_json::{Map, Value, json};

use crate::personne::Personne;

pub const OPENID: &str = "openid";

/// In the order of the metadata.
pub const CONNUES: [&str; 12] = [
    OPENID,
    "given_name",
    "family_name",
    "birthdate",
    "gender",
    "birthplace",
    "birthcountry",
    "email",
    "preferred_username",
    "profile",
    "birth",
    "identite_pivot",
];

pub const CLAIMS: [&str; 10] = [
    "sub",
    "given_name",
    "given_name_array",
    "family_name",
    "birthdate",
    "gender",
    "birthplace",
    "birthcountry",
    "email",
    "preferred_username",
];

/// The words that stand for several; since its second version « identité pivot » has no name of use in it.
fn contenu(mot: &str) -> &[&str] {
    match mot {
        "profile" => &["given_name", "family_name", "birthdate", "gender", "preferred_username"],
        "birth" => &["birthplace", "birthcountry"],
        "identite_pivot" => &["given_name", "family_name", "birthdate", "gender", "birthplace", "birthcountry"],
        _ => &[],
    }
}

fn ouvre(portee: &str, claim: &str) -> bool {
    portee.split_whitespace().any(|mot| mot == claim || contenu(mot).contains(&claim))
}

/// What userinfo tells of this person, `sub` aside.
pub fn claims(portee: &str, personne: &Personne) -> Map<String, Value> {
    let tous = [
        ("given_name", "given_name", json!(personne.prenoms.join(" "))),
        ("given_name", "given_name_array", json!(personne.prenoms)),
        ("family_name", "family_name", json!(personne.nom)),
        ("birthdate", "birthdate", json!(personne.naissance)),
        ("gender", "gender", json!(personne.genre)),
        ("birthplace", "birthplace", json!(personne.commune)),
        ("birthcountry", "birthcountry", json!(personne.pays)),
        ("email", "email", json!(personne.courriel)),
    ];
    let ouverts = tous.into_iter().filter(|(mot, ..)| ouvre(portee, mot));
    let mut claims: Map<_, _> = ouverts.map(|(_, claim, valeur)| (claim.to_owned(), valeur)).collect();
    if let Some(nom) = personne.nom_usage.filter(|_| ouvre(portee, "preferred_username")) {
        claims.insert("preferred_username".to_owned(), json!(nom));
    }
    claims
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noms(portee: &str) -> Vec<String> {
        claims(portee, Personne::de("clara").unwrap()).keys().cloned().collect()
    }

    #[test]
    fn a_scope_opens_its_claims_and_no_other() {
        assert_eq!(noms("openid"), Vec::<String>::new());
        assert_eq!(noms("openid birth"), ["birthcountry", "birthplace"]);
        assert_eq!(noms("openid given_name"), ["given_name", "given_name_array"]);
        assert_eq!(noms("openid preferred_username"), ["preferred_username"]);
    }

    #[test]
    fn the_pivot_identity_has_six_traits_and_no_name_of_use() {
        let noms = noms("openid identite_pivot");
        assert_eq!(noms.len(), 7, "six, the given names told twice: {noms:?}");
        assert!(!noms.iter().any(|nom| nom == "preferred_username" || nom == "email"));
    }
}
