use ambient::Timestamp;
use askama::Template;
use idp_core::client::Client;
use idp_core::ecps::DemandeEtat;
use idp_core::interaction::Asked;
use pages::{Cadre, Csrf, Langue, Samples, heure};
use sante::IdentifiantNational;

use super::{Adresses, Service};

/// Wait for the phone, the two digits in sight.
#[derive(Template)]
#[template(path = "telephone.html")]
pub struct PageTelephone {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub service: Service,
    pub adresses: Adresses,
    pub nombre: String,
    /// « 4, puis 7 », read aloud.
    pub chiffres: String,
    pub jusque: String,
    pub jusque_iso: String,
    /// In groups, for the eye.
    pub numero: String,
    /// As the form sends it again.
    pub saisi: String,
    pub pas_encore: bool,
}

/// The phone ended the demand.
#[derive(Template)]
#[template(path = "telephone-issue.html")]
pub struct PageIssue {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub adresses: Adresses,
    pub titre: String,
    pub phrase: String,
    pub suite: String,
    pub saisi: String,
    pub approuvee: bool,
    pub alerte: bool,
}

impl PageTelephone {
    pub fn new(cadre: Cadre, csrf: Csrf, client: &Client, asked: &Asked, adresses: Adresses) -> Self {
        let digits: Vec<String> = asked.nombre.chars().map(String::from).collect();
        let each = |place: usize| digits.get(place).cloned().unwrap_or_default();
        Self {
            chiffres: cadre.texte("telephone-chiffres", &[("un", each(0).into()), ("deux", each(1).into())]),
            jusque: heure::seconde(asked.expire_le, cadre.langue),
            jusque_iso: heure::iso(asked.expire_le),
            numero: grouped(&asked.identifiant),
            saisi: asked.identifiant.to_string(),
            nombre: asked.nombre.clone(),
            service: client.into(),
            pas_encore: false,
            cadre,
            csrf,
            adresses,
        }
    }
}

impl PageIssue {
    /// `None` while the phone is still waited for.
    pub fn new(
        cadre: Cadre,
        csrf: Csrf,
        client: &Client,
        ended: (&Asked, DemandeEtat),
        adresses: Adresses,
    ) -> Option<Self> {
        let (asked, etat) = ended;
        let key = match etat {
            DemandeEtat::EnAttente => return None,
            DemandeEtat::Approuvee => "approuvee",
            DemandeEtat::Refusee => "refusee",
            DemandeEtat::PasMoi => "pasmoi",
            DemandeEtat::NombreErrone => "nombre",
            DemandeEtat::Expiree => "expiree",
            DemandeEtat::Remplacee => "remplacee",
        };
        let alerte = etat == DemandeEtat::PasMoi;
        Some(Self {
            titre: cadre.t(format!("{key}-titre")),
            phrase: cadre.t1(&format!("{key}-phrase"), "service", &client.name),
            suite: cadre.t(if alerte { "issue-pasmoi-suite" } else { "issue-suite" }),
            saisi: asked.identifiant.to_string(),
            approuvee: etat == DemandeEtat::Approuvee,
            alerte,
            cadre,
            csrf,
            adresses,
        })
    }
}

/// « 999 0000 0011 » for an RPPS number; anything else as it is.
fn grouped(identifiant: &IdentifiantNational) -> String {
    identifiant.rpps().map_or_else(
        || identifiant.to_string(),
        |rpps| {
            let digits = rpps.as_str();
            format!("{}\u{a0}{}\u{a0}{}", &digits[..3], &digits[3..7], &digits[7..])
        },
    )
}

fn sample_asked() -> Asked {
    Asked {
        demande: "exemple".into(),
        identifiant: IdentifiantNational::Rpps(sante::Rpps::with_key(9_990_000_001)),
        nombre: "47".into(),
        expire_le: Timestamp::from_seconds(1_795_410_252),
    }
}

impl Samples for PageTelephone {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let client = super::lieu::sample_client();
        let cadre = || crate::samples::cadre(langue);
        let sample = || Self::new(cadre(), crate::samples::csrf(), &client, &sample_asked(), Adresses::sample());
        vec![("attente", sample()), ("pas encore", Self { pas_encore: true, ..sample() })]
    }
}

impl Samples for PageIssue {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        use DemandeEtat::*;
        let client = super::lieu::sample_client();
        let asked = sample_asked();
        let each = [
            ("approuvée", Approuvee),
            ("refusée", Refusee),
            ("pas moi", PasMoi),
            ("numéro erroné", NombreErrone),
            ("expirée", Expiree),
            ("remplacée", Remplacee),
        ];
        let page = |etat| {
            let cadre = crate::samples::cadre(langue);
            Self::new(cadre, crate::samples::csrf(), &client, (&asked, etat), Adresses::sample())
        };
        each.into_iter().filter_map(|(name, etat)| Some((name, page(etat)?))).collect()
    }
}
