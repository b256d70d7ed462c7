use ambient::Timestamp;
use askama::Template;
use idp_core::client::Client;
use idp_partenaires::{Droit, Environnement, EtatDemande, Service, ServiceVu};
use pages::{Cadre, Csrf, Langue, Samples, heure};

use crate::adresses;
use crate::visite::{Place, Visite};

/// The services of an organisation.
#[derive(Template)]
#[template(path = "services.html")]
pub struct PageServices {
    pub cadre: Cadre,
    pub services: Vec<Ligne>,
    pub nouveau: String,
}

pub struct Ligne {
    pub nom: String,
    pub lieu: String,
    pub href: String,
}

impl PageServices {
    pub fn new(visite: &Visite, place: &Place, services: Vec<Service>) -> Self {
        let organisation = place.organisation.id.as_str();
        let ligne = |service: Service| Ligne {
            href: visite.vers(&adresses::of(adresses::SERVICE, organisation, service.id.as_str())),
            nom: service.fiche.nom,
            lieu: service.fiche.lieu,
        };
        Self {
            cadre: visite.cadre_d(place, "services"),
            services: services.into_iter().map(ligne).collect(),
            nouveau: visite.vers(&adresses::of(adresses::NOUVEAU, organisation, "")),
        }
    }
}

/// One service.
#[derive(Template)]
#[template(path = "service.html")]
pub struct PageService {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub nom: String,
    pub lieu: String,
    pub profil: &'static str,
    pub issuer: String,
    pub adresses: Vec<String>,
    pub clients: Vec<ClientDit>,
    pub demande: DemandeDite,
    pub liens: Liens,
    /// People, and the way to production.
    pub gere: bool,
}

/// A client, as far as anybody may read it.
pub struct ClientDit {
    pub lieu: &'static str,
    pub lieu_dit: String,
    pub id: String,
    pub methode: String,
    /// What a rotation changes: `secret`, `cles`, `certificat`; empty: nothing.
    pub genre: &'static str,
    /// Until when the former proof serves.
    pub ancienne: Option<String>,
    pub suspendu: bool,
    pub requetes: String,
}

impl ClientDit {
    pub fn secret(&self) -> bool {
        self.genre == "secret"
    }
}

pub struct DemandeDite {
    pub dit: String,
    pub motif: Option<String>,
    pub usage: String,
    pub ouverte: bool,
    pub etapes: Vec<(String, String, Option<String>)>,
}

pub struct Liens {
    pub fiche: String,
    pub preuve: String,
    pub ancienne: String,
    pub production: String,
    pub retirer: String,
    pub scopes: String,
}

impl PageService {
    pub fn new(visite: &Visite, place: &Place, vu: &ServiceVu) -> Self {
        let cadre = visite.cadre_d(place, "services");
        let (organisation, id) = (place.organisation.id.as_str(), vu.service.id.as_str());
        let at = |route| visite.vers(&adresses::of(route, organisation, id));
        let now = visite.etat.0.ambient.now();
        let requetes = |lieu: &str| {
            let address = at(adresses::REQUETES);
            format!("{address}{}lieu={lieu}", if address.contains('?') { '&' } else { '?' })
        };
        let dits = Environnement::TOUS.into_iter().filter_map(|lieu| {
            let client = vu.client(lieu)?;
            Some(client_dit(&cadre, (lieu, client), now, requetes(lieu.mot())))
        });
        Self {
            csrf: visite.csrf(&place.connexion.temoin),
            nom: vu.service.fiche.nom.clone(),
            lieu: vu.service.fiche.lieu.clone(),
            profil: vu.service.fiche.profil.word(),
            issuer: visite.etat.0.issuer.clone(),
            adresses: vu.service.fiche.adresses_retour.clone(),
            clients: dits.collect(),
            demande: demande_dite(&cadre, vu),
            liens: Liens {
                fiche: at(adresses::FICHE),
                preuve: at(adresses::PREUVE),
                ancienne: at(adresses::ANCIENNE),
                production: at(adresses::PRODUCTION),
                retirer: at(adresses::RETIRER),
                scopes: at(adresses::SCOPES),
            },
            gere: place.acteur.droit >= Droit::Gerer,
            cadre,
        }
    }
}

fn client_dit(cadre: &Cadre, (lieu, client): (Environnement, &Client), now: Timestamp, requetes: String) -> ClientDit {
    let methode = client.auth.word();
    let genre = match methode {
        "client_secret_basic" | "client_secret_post" => "secret",
        "private_key_jwt" | "self_signed_tls_client_auth" => "cles",
        "tls_client_auth" => "certificat",
        _ => "",
    };
    let outgoing = client.outgoing.as_ref().filter(|outgoing| now < outgoing.until);
    ClientDit {
        lieu: lieu.mot(),
        lieu_dit: cadre.t(format!("lieu-{}", lieu.mot())),
        id: client.id.to_string(),
        methode: cadre.t(format!("methode-{}", methode.replace('_', "-"))),
        genre,
        ancienne: outgoing.map(|outgoing| heure::jour(outgoing.until, cadre.langue)),
        suspendu: client.disabled_at.is_some(),
        requetes,
    }
}

fn demande_dite(cadre: &Cadre, vu: &ServiceVu) -> DemandeDite {
    let demande = vu.demande.as_ref().map(|vue| &vue.demande);
    let mot = demande.map_or("aucune", |demande| demande.etat.mot());
    let etapes = demande.into_iter().flat_map(|demande| &demande.histoire).map(|etape| {
        let dite = cadre.t(format!("demande-{}", etape.vers));
        (heure::jour(etape.le, cadre.langue), dite, etape.motif.clone())
    });
    DemandeDite {
        dit: cadre.t(format!("demande-{mot}")),
        motif: demande.and_then(|demande| demande.etat.motif()).map(str::to_owned),
        usage: demande.map(|demande| demande.usage.clone()).unwrap_or_default(),
        ouverte: demande.is_none_or(|demande| !matches!(demande.etat, EtatDemande::Demandee { .. })),
        etapes: etapes.collect(),
    }
}

impl Samples for PageServices {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page =
            |services| Self { cadre: crate::samples::place(langue), services, nouveau: "/o/a/nouveau-service".into() };
        let ligne = Ligne { nom: "Dossier <résident>".into(), lieu: "Lyon".into(), href: "/o/a/services/b".into() };
        vec![("aucun", page(vec![])), ("un", page(vec![ligne]))]
    }
}

impl Samples for PageService {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let cadre = crate::samples::place(langue);
        let client = |genre: &'static str, ancienne: Option<&str>, suspendu| ClientDit {
            lieu: "essai",
            lieu_dit: cadre.t("lieu-essai"),
            id: "dossier-resident-exemple".into(),
            methode: cadre.t("methode-client-secret-post"),
            genre,
            ancienne: ancienne.map(str::to_owned),
            suspendu,
            requetes: "/o/a/services/b/requetes?lieu=essai".into(),
        };
        let demande = |mot: &'static str, motif: Option<&str>, ouverte| DemandeDite {
            dit: cadre.t(format!("demande-{mot}")),
            motif: motif.map(str::to_owned),
            usage: "Un dossier pour 3 EHPAD.".into(),
            ouverte,
            etapes: vec![("22 novembre 2026".into(), cadre.t("demande-demandee"), None)],
        };
        let page = |clients, demande, gere| Self {
            cadre: cadre.clone(),
            csrf: crate::samples::csrf(),
            nom: "Dossier <résident>".into(),
            lieu: "EHPAD FICTIF LES TILLEULS".into(),
            profil: "psc",
            issuer: "https://idp.example/auth/realms/esante-wallet".into(),
            adresses: vec!["https://tilleuls.example/retour".into()],
            clients,
            demande,
            liens: Liens {
                fiche: "/o/a/services/b/fiche".into(),
                preuve: "/o/a/services/b/preuve".into(),
                ancienne: "/o/a/services/b/ancienne-preuve".into(),
                production: "/o/a/services/b/production".into(),
                retirer: "/o/a/services/b/retirer".into(),
                scopes: "/o/a/services/b/claims".into(),
            },
            gere,
        };
        vec![
            ("nouveau", page(vec![client("secret", None, false)], demande("aucune", None, true), true)),
            (
                "en cours",
                page(vec![client("secret", Some("30 novembre"), false)], demande("demandee", None, false), true),
            ),
            ("à compléter", page(vec![client("cles", None, true)], demande("a-completer", Some("<Quoi>"), true), true)),
            ("développeur", page(vec![client("certificat", None, false)], demande("acceptee", None, true), false)),
            ("sans client", page(vec![], demande("refusee", Some("Hors périmètre"), true), true)),
        ]
    }
}
