use ambient::Timestamp;
use askama::Template;
use idp_core::ecps::{Appareil, AppareilEtat};
use idp_core::espace::{CarteVue, CleDAcces, ServiceVu, Vue};
use idp_core::moyen::MoyenKind;
use idp_core::session::Session;
use pages::{Cadre, Csrf, Icone, Langue, Samples, heure};

use super::Titulaire;
use super::histoire::{Ligne, adresse_suite};
use crate::routes;
use crate::temoins::Temoin;
use crate::visite::Visite;

/// Everything of one person on one page, that can be printed.
#[derive(Template)]
#[template(path = "espace.html")]
pub struct PageEspace {
    pub cadre: Cadre,
    pub csrf: Csrf,
    /// The key of what was just done.
    pub fait: Option<String>,
    pub numero: String,
    pub ecps: Option<Ecps>,
    pub cartes: Vec<Rangee>,
    pub cles: Vec<Rangee>,
    pub sessions: Vec<Rangee>,
    pub services: Vec<Rangee>,
    pub histoire: Vec<Ligne>,
    /// Where older facts are, when there are.
    pub suite: Option<String>,
    pub adresses: Adresses,
    pub imprime: String,
}

/// The e-CPS in words.
pub struct Ecps {
    pub details: Vec<String>,
    pub mot: String,
    pub ton: &'static str,
    pub icone: Icone,
    /// It answers now.
    pub active: bool,
}

/// One line that can be ended.
pub struct Rangee {
    pub icone: Icone,
    pub titre: String,
    pub details: Vec<String>,
    /// What the form sends; of a passkey, where it is removed.
    pub valeur: String,
    pub ici: bool,
}

/// Where the forms and links lead.
pub struct Adresses {
    pub session: String,
    pub service: String,
    pub carte: String,
    pub tout: String,
    pub arreter: String,
    pub tester: String,
    pub activer: String,
    pub cles: String,
}

/// Close everything?
#[derive(Template)]
#[template(path = "espace-tout.html")]
pub struct PageTout {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub action: String,
    pub retour: String,
}

impl Adresses {
    fn new(at: impl Fn(&str) -> String) -> Self {
        Self {
            session: at(routes::ESPACE_SESSION),
            service: at(routes::ESPACE_SERVICE),
            carte: at(routes::ESPACE_CARTE),
            tout: at(routes::ESPACE_TOUT),
            arreter: at(routes::ECPS_ARRETER),
            tester: at(routes::ECPS_TESTER),
            activer: at(routes::ECPS_ACTIVER),
            cles: at(routes::CLES),
        }
    }
}

impl PageEspace {
    pub fn new(visite: &Visite, titulaire: &Titulaire, vue: &Vue, fait: Option<&'static str>) -> Self {
        let now = visite.state.0.ambient.now();
        let session = &titulaire.session;
        let cadre = titulaire.cadre(visite);
        let ends = |session: &Session| visite.state.0.sessions.ends_at(session);
        let retirer = |cle: &CleDAcces| visite.adresse(&format!("{}?cle={}", routes::CLES_RETIRER, cle.id));
        let sessions = vue.sessions.iter().map(|one| Rangee::session(&cadre, one, ends(one), one.id == session.id));
        Self {
            csrf: visite.csrf(Temoin::Session),
            fait: fait.map(|mot| format!("espace-fait-{mot}")),
            numero: session.authentication.personne.to_string(),
            ecps: vue.ecps.as_ref().map(|appareil| Ecps::new(&cadre, appareil, now)),
            cartes: vue.cartes.iter().map(|carte| Rangee::carte(&cadre, carte)).collect(),
            cles: vue.cles.iter().map(|cle| Rangee::cle(&cadre, cle, retirer(cle))).collect(),
            sessions: sessions.collect(),
            services: vue.services.iter().map(|service| Rangee::service(&cadre, service)).collect(),
            histoire: Ligne::toutes(&cadre, &vue.histoire),
            suite: adresse_suite(visite, &vue.histoire),
            adresses: Adresses::new(|route| visite.adresse(route)),
            imprime: quand(now, cadre.langue),
            cadre,
        }
    }
}

impl Ecps {
    fn new(cadre: &Cadre, appareil: &Appareil, now: Timestamp) -> Self {
        let finie = appareil.expire_le <= now;
        let (cle, ton, icone) = match appareil.etat {
            AppareilEtat::Actif if finie => ("espace-ecps-finie", "danger", Icone::Clock),
            AppareilEtat::Actif => ("espace-ecps-active", "ok", Icone::Check),
            AppareilEtat::Verrouille => ("espace-ecps-verrouillee", "danger", Icone::Lock),
            AppareilEtat::Remplace | AppareilEtat::Revoque => ("espace-ecps-arretee", "danger", Icone::Cross),
        };
        let details = vec![
            cadre.t1("espace-ecps-depuis", "jour", heure::jour(appareil.active_le, cadre.langue)),
            cadre.t1("espace-ecps-jusque", "jour", heure::jour(appareil.expire_le, cadre.langue)),
        ];
        let active = appareil.etat == AppareilEtat::Actif && !finie;
        Self { details, mot: cadre.t(cle), ton, icone, active }
    }
}

impl Rangee {
    fn carte(cadre: &Cadre, carte: &CarteVue) -> Self {
        let serie: String = carte.moyen.rsplit(':').next().unwrap_or_default().to_owned();
        let fin: String = serie.chars().skip(serie.chars().count().saturating_sub(4)).collect();
        Self {
            icone: Icone::Card,
            titre: cadre.t1("espace-carte", "fin", fin),
            details: vec![cadre.t1("espace-vue", "quand", quand(carte.derniere, cadre.langue))],
            valeur: carte.moyen.clone(),
            ici: false,
        }
    }

    fn cle(cadre: &Cadre, cle: &CleDAcces, retirer: String) -> Self {
        let ajoutee = cadre.t1("espace-cle-ajoutee", "jour", heure::jour(cle.ajoutee_le, cadre.langue));
        let mut details = vec![format!("{ajoutee}, {}", cadre.t(moyen(cle.par)))];
        details.extend(cle.vue_le.map(|vue| cadre.t1("espace-vue", "quand", quand(vue, cadre.langue))));
        Self { icone: Icone::Key, titre: cle.nom.clone(), details, valeur: retirer, ici: false }
    }

    fn session(cadre: &Cadre, session: &Session, ends: Timestamp, ici: bool) -> Self {
        let from = &session.from;
        let titre = if from.agent.is_empty() { cadre.t("espace-session-sans") } else { from.agent.clone() };
        let moyen = cadre.t(moyen(session.authentication.kind));
        let depuis = quand(session.opened_at, cadre.langue);
        let par = match from.source.is_empty() {
            true => cadre.t1("espace-session-par", "moyen", moyen),
            false => {
                cadre.texte("espace-session-adresse", &[("moyen", moyen.into()), ("adresse", (&*from.source).into())])
            }
        };
        let vue = heure::minute(session.seen_at, cadre.langue);
        let fin = heure::minute(ends, cadre.langue);
        let details = vec![
            cadre.t1("espace-session-depuis", "depuis", depuis),
            par,
            cadre.texte("espace-session-fin", &[("vue", vue.into()), ("heure", fin.into())]),
        ];
        Self { icone: Icone::Laptop, titre, details, valeur: session.id.to_string(), ici }
    }

    fn service(cadre: &Cadre, service: &ServiceVu) -> Self {
        let depuis = cadre.t1("espace-service-depuis", "quand", quand(service.depuis, cadre.langue));
        let suite = match service.hors_connexion {
            true => cadre.t1("espace-service-hors", "quand", quand(service.jusque, cadre.langue)),
            false => cadre.t("espace-service-session"),
        };
        Self {
            icone: Icone::Plug,
            titre: service.client.name_in(cadre.langue.code()).to_owned(),
            details: vec![service.client.place.clone(), depuis, suite],
            valeur: service.client.id.to_string(),
            ici: false,
        }
    }
}

/// The key of the word for a means.
pub(super) fn moyen(kind: MoyenKind) -> &'static str {
    match kind {
        MoyenKind::Carte => "espace-par-carte",
        MoyenKind::Ecps => "espace-par-ecps",
        MoyenKind::Passkey | MoyenKind::PasskeyAttestee => "espace-par-cle",
    }
}

/// « 23 novembre 2026, 6 h 04 ».
pub(super) fn quand(instant: Timestamp, langue: Langue) -> String {
    format!("{}, {}", heure::jour(instant, langue), heure::minute(instant, langue))
}

#[path = "samples.rs"]
mod samples;

impl Samples for PageTout {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = Self {
            cadre: crate::samples::cadre(langue),
            csrf: crate::samples::csrf(),
            action: routes::ESPACE_TOUT.to_owned(),
            retour: routes::ESPACE.to_owned(),
        };
        vec![("tout fermer", page)]
    }
}
