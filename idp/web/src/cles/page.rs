use ambient::Timestamp;
use askama::Template;
use idp_core::passkey::Passkey;
use pages::{Cadre, Csrf, Langue, Samples, heure};

use crate::routes;

/// The list, and the form that adds one where the proof allows it.
#[derive(Template)]
#[template(path = "cles.html")]
pub struct PageCles {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub cles: Vec<Cle>,
    pub ajout: Ajout,
    /// What was just done.
    pub fait: Option<&'static str>,
    pub adresses: Adresses,
}

/// Whether one can be added now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ajout {
    Ouvert,
    /// The proof is too old or too weak.
    Preuve,
    Maximum,
}

/// One passkey, in words.
pub struct Cle {
    pub nom: String,
    pub faits: Vec<String>,
    pub retirer: String,
}

/// Where the forms and links lead.
#[derive(Clone)]
pub struct Adresses {
    pub ajouter: String,
    pub question: String,
    pub preuve: String,
    pub espace: String,
}

impl Adresses {
    pub fn new(at: impl Fn(&str) -> String) -> Self {
        Self {
            ajouter: at(routes::CLES),
            question: at(routes::CLES_QUESTION),
            preuve: at(routes::CLES_PREUVE),
            espace: at(routes::ESPACE),
        }
    }
}

impl PageCles {
    pub fn demande_preuve(&self) -> bool {
        self.ajout == Ajout::Preuve
    }

    pub fn ouvert(&self) -> bool {
        self.ajout == Ajout::Ouvert
    }
}

impl Cle {
    pub fn new(cadre: &Cadre, passkey: &Passkey, now: Timestamp, retirer: String) -> Self {
        let jour = |key: &str, at: Timestamp| cadre.t1(key, "jour", heure::jour(at, cadre.langue));
        let mut faits = vec![jour("cles-ajoutee", passkey.added_at)];
        faits.push(passkey.used_at.map_or_else(|| cadre.t("cles-jamais"), |at| jour("cles-vue", at)));
        let fin = if passkey.expires_at <= now { "cles-finie" } else { "cles-fin" };
        faits.push(jour(fin, passkey.expires_at));
        faits.extend(passkey.synchronised.then(|| cadre.t("cles-synchronisee")));
        faits.extend(passkey.attested.then(|| cadre.t("cles-attestee")));
        Self { nom: passkey.name.as_str().to_owned(), faits, retirer }
    }
}

/// Before one is removed.
#[derive(Template)]
#[template(path = "cle-retirer.html")]
pub struct PageRetirer {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub id: String,
    pub nom: String,
    pub action: String,
    pub retour: String,
}

impl Samples for PageCles {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let cadre = crate::samples::cadre(langue);
        let cle = |nom: &str, faits: &[&str]| Cle {
            nom: nom.into(),
            faits: faits.iter().map(|key| cadre.t1(key, "jour", "12/03/2026")).collect(),
            retirer: format!("{}?cle=exemple", routes::CLES_RETIRER),
        };
        let sample = |ajout, cles| Self {
            cadre: cadre.clone(),
            csrf: crate::samples::csrf(),
            cles,
            ajout,
            fait: None,
            adresses: Adresses::new(str::to_owned),
        };
        let two = || {
            vec![
                cle("Mon téléphone", &["cles-ajoutee", "cles-vue", "cles-fin", "cles-synchronisee"]),
                cle("<b>Ma clé</b> \"bleue\"", &["cles-ajoutee", "cles-jamais", "cles-finie", "cles-attestee"]),
            ]
        };
        vec![
            ("aucune", sample(Ajout::Ouvert, vec![])),
            ("deux", sample(Ajout::Ouvert, two())),
            ("preuve à refaire", sample(Ajout::Preuve, two())),
            ("toutes", Self { fait: Some("cles-retiree"), ..sample(Ajout::Maximum, two()) }),
        ]
    }
}

impl Samples for PageRetirer {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let sample = Self {
            cadre: crate::samples::cadre(langue),
            csrf: crate::samples::csrf(),
            id: "exemple".into(),
            nom: "Mon <téléphone>".into(),
            action: routes::CLES_RETIRER.into(),
            retour: routes::CLES.into(),
        };
        vec![("à retirer", sample)]
    }
}
