//! An ID token, made again from the real one with one thing wrong.

use banc_core::injection::{AlterationJeton, Changement, Signature};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use idp_core::key::SigningAlg;
use serde_json::{Map, Value, json};

use crate::cle;
use crate::scene::{Etat, Scene};

/// `None`: the token is not one of the provider's, and stays as it is.
pub async fn refaire(scene: &Scene, jeton: &str, alteration: AlterationJeton) -> Option<String> {
    let mut dit = jose::jws::unverified_claims(jeton).ok()?;
    {
        let mut etat = scene.etat();
        for changement in alteration.changements {
            appliquer(&mut etat, &mut dit, *changement);
        }
        etat.publiee |= alteration.signature == Signature::CleNouvelle;
    }
    signer(scene, jeton, alteration.signature, Value::Object(dit)).await
}

fn appliquer(etat: &mut Etat, dit: &mut Map<String, Value>, changement: Changement) {
    let maintenant = dit.get("iat").and_then(Value::as_i64).unwrap_or_default();
    let (nom, valeur) = match changement {
        Changement::Retirer(nom) => {
            dit.remove(nom);
            return;
        }
        Changement::Autre("at_hash") => ("at_hash", json!(URL_SAFE_NO_PAD.encode(etat.graine.mot("").as_bytes()))),
        Changement::Autre(nom) => (nom, json!(etat.graine.mot(nom))),
        Changement::Texte(nom, texte) => (nom, json!(texte)),
        Changement::Instant("iat", ecart) => {
            // the others are counted from the real one
            dit.insert("banc_iat".to_owned(), json!(maintenant));
            ("iat", json!(maintenant + ecart))
        }
        Changement::Instant(nom, ecart) => {
            let depuis = dit.get("banc_iat").and_then(Value::as_i64).unwrap_or(maintenant);
            (nom, json!(depuis + ecart))
        }
        Changement::SujetPsi => ("sub", json!(etat.psi())),
        Changement::IssVoisin => {
            let iss = dit.get("iss").and_then(Value::as_str).unwrap_or_default();
            ("iss", json!(format!("{iss}-voisin")))
        }
    };
    dit.insert(nom.to_owned(), valeur);
}

async fn signer(scene: &Scene, jeton: &str, signature: Signature, mut dit: Value) -> Option<String> {
    if let Some(membres) = dit.as_object_mut() {
        membres.remove("banc_iat");
    }
    let entete = jose::jws::header(jeton).ok()?;
    let kid = entete.kid.unwrap_or_default();
    let du_banc = || json!({ "alg": "RS256", "typ": "JWT", "kid": scene.cle.kid });
    match signature {
        Signature::Vraie => scene.signature.get()?.sign(SigningAlg::RS256, &dit).await.ok(),
        Signature::Brisee => Some(briser(jeton)),
        Signature::Aucune => Some(cle::a_signer(&json!({ "alg": "none", "typ": "JWT" }), &dit) + "."),
        Signature::Hs256 => {
            let entete = json!({ "alg": "HS256", "typ": "JWT", "kid": kid });
            cle::signer_hs256(&publique(scene, &kid).await?, &entete, &dit)
        }
        Signature::CleInconnue => {
            let inconnu = scene.etat().graine.mot("kid");
            let entete = json!({ "alg": "RS256", "typ": "JWT", "kid": inconnu });
            scene.cle.signer(&entete, &dit).ok()
        }
        Signature::CleNouvelle => scene.cle.signer(&du_banc(), &dit).ok(),
    }
}

/// The published key of this name.
async fn publique(scene: &Scene, kid: &str) -> Option<Value> {
    let publiees = serde_json::to_value(scene.signature.get()?.jwks().await.ok()?).ok()?;
    publiees["keys"].as_array()?.iter().find(|cle| cle["kid"] == kid).cloned()
}

/// The same, one character of the signature being another: in its middle, where every bit counts.
pub fn briser(jeton: &str) -> String {
    let milieu = jeton.rfind('.').map_or(0, |point| point + (jeton.len() - point) / 2);
    let lettre = if jeton.as_bytes().get(milieu) == Some(&b'A') { "B" } else { "A" };
    format!("{}{lettre}{}", &jeton[..milieu], &jeton[milieu + 1..])
}
