use ambient::Timestamp;
use annuaire::Structure;
use askama::Template;
use idp_core::client::{Client, ClientAuth, Profile, SansSituation};
use idp_core::interaction::Place;
use idp_core::key::SigningAlg;
use idp_core::situation;
use pages::{Cadre, Csrf, Langue, Samples, heure};

use super::{Adresses, Service};
use crate::metiers;

/// Where do you work now?
#[derive(Template)]
#[template(path = "lieu.html")]
pub struct PageLieu {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub service: Service,
    pub adresses: Adresses,
    pub prenom: String,
    pub lieux: Vec<Lieu>,
    pub a_choisir: bool,
}

/// One situation, as a person names a place of work.
pub struct Lieu {
    pub id: String,
    pub titre: String,
    pub details: String,
    pub coche: bool,
    pub demande: bool,
    pub fin: Option<String>,
}

impl PageLieu {
    pub fn new(cadre: Cadre, csrf: Csrf, place: &Place, adresses: Adresses, now: Timestamp) -> Self {
        let lieux = situation::current(&place.personne, now).into_iter().map(|(exercice, situation)| {
            let asked = place.client.structure.as_deref();
            let there = situation.structure.as_ref().map(|structure| structure.finess.as_str());
            Lieu {
                id: situation.id.to_string(),
                titre: titre(&cadre, situation.structure.as_ref()),
                details: metiers::dits(cadre.langue, exercice, situation),
                coche: place.preselected.as_ref() == Some(&situation.id),
                demande: asked.is_some() && asked == there,
                fin: situation.fin.map(|fin| heure::jour(Timestamp::from_millis(fin.millis() - 1), cadre.langue)),
            }
        });
        let lieux = lieux.collect();
        let service = Service::from(&place.client);
        Self { prenom: capitalised(&place.personne.prenom), lieux, service, cadre, csrf, adresses, a_choisir: false }
    }
}

/// « EHPAD FICTIF LES TILLEULS, LYON »: the name, then the town without its post code.
fn titre(cadre: &Cadre, structure: Option<&Structure>) -> String {
    let Some(structure) = structure else { return cadre.t("lieu-sans-structure") };
    let name = [&structure.raison_sociale, &structure.enseigne].into_iter().find(|name| !name.is_empty());
    let name = name.cloned().unwrap_or_else(|| cadre.t("lieu-sans-structure"));
    let town = structure.bureau_cedex.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    if town.is_empty() { name } else { format!("{name}, {town}") }
}

/// `MARIE-ALBA` becomes « Marie-Alba ».
fn capitalised(name: &str) -> String {
    let mut start = true;
    let each = name.chars().map(|c| {
        let letter = if start { c.to_uppercase().to_string() } else { c.to_lowercase().to_string() };
        start = !c.is_alphabetic();
        letter
    });
    each.collect()
}

impl Samples for PageLieu {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let lieu = |id: &str, titre: &str, role: &str| Lieu {
            id: id.into(),
            titre: titre.into(),
            details: format!(
                "Aide-soignante. {}",
                crate::samples::cadre(langue).t1("lieu-role", "role", crate::samples::cadre(langue).t(role))
            ),
            coche: false,
            demande: false,
            fin: None,
        };
        let first =
            || Lieu { coche: true, demande: true, ..lieu("1", "EHPAD FICTIF LES TILLEULS, LYON", "role-GENR11") };
        let fin = Some(heure::jour(Timestamp::from_seconds(1_796_000_000), langue));
        let second = || Lieu { fin: fin.clone(), ..lieu("2", "MAS FICTIVE DU VERCORS, GRENOBLE", "role-GENR10") };
        let sample = || Self {
            cadre: crate::samples::cadre(langue),
            csrf: crate::samples::csrf(),
            service: crate::samples::service(),
            adresses: Adresses::sample(),
            prenom: capitalised("ALBA"),
            lieux: vec![first(), second(), lieu("3", "IME FICTIF DES COTEAUX, VILLEURBANNE", "role-GENR11")],
            a_choisir: false,
        };
        vec![("choix", sample()), ("rien de choisi", Self { a_choisir: true, ..sample() })]
    }
}

/// The client of the samples.
pub(crate) fn sample_client() -> Client {
    let Service { nom, ou, .. } = crate::samples::service();
    Client {
        id: "dui".into(),
        name: nom,
        place: ou,
        profile: Profile::Psc,
        auth: ClientAuth::None,
        redirect_uris: vec![],
        post_logout_redirect_uris: vec![],
        scopes: vec![],
        id_token_alg: SigningAlg::RS256,
        pkce_required: false,
        may_introspect: false,
        may_hint_situation: false,
        structure: None,
        sans_situation: SansSituation::Refuse,
        disabled_at: None,
        grants: idp_core::client::code_and_refresh(),
        keys: idp_core::client::ClientKeys::None,
        assertion_alg: None,
        requests: idp_core::client::RequestRules::default(),
        answers: idp_core::client::AnswerRules::default(),
        tokens: idp_core::client::TokenRules::default(),
        logout: idp_core::client::LogoutRules::default(),
        ciba: None,
        subject: idp_core::client::SubjectRules::default(),
        shown: idp_core::client::Shown::default(),
        legal_person: None,
        origin: idp_core::client::Origin::Declared,
        outgoing: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_named_as_people_name_it() {
        let cadre = crate::samples::cadre(Langue::Fr);
        let structure =
            Structure { raison_sociale: "EHPAD X".into(), bureau_cedex: "69003 LYON".into(), ..Default::default() };
        assert_eq!(titre(&cadre, Some(&structure)), "EHPAD X, LYON");
        assert_eq!(titre(&cadre, None), "Exercice sans établissement");
        assert_eq!(capitalised("MARIE-ÉLISE"), "Marie-Élise");
    }
}
