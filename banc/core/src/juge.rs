//! What was seen, held against what had to be seen.

mod acces;
mod appels;
mod ciba;
mod demande;
mod discretion;
mod personne;
mod sortie;

use std::collections::HashSet;

use crate::injection::Injection;
use crate::partie::Methode;
use crate::scenario::{Etape, Famille, Scenario};
use crate::trace::Trace;
use crate::verdict::Verdict;

/// One thing that must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Controle {
    /// The person is logged in at the end.
    Connecte,
    /// Nobody is.
    PasConnecte,
    /// No page says that the service broke down (500).
    SansErreurInterne,
    /// Every page has something to read.
    PageLisible,
    /// The trap is on no page as it was sent.
    MessageInerte,
    /// The words of the other way in are on the page.
    Repli,

    /// Every request carries this parameter, at least so many characters long.
    Demande { parametre: &'static str, longueur: usize },
    /// Every request carries exactly this.
    DemandeVaut { parametre: &'static str, valeur: &'static str },
    /// No value serves twice.
    DemandeNeuve { parametre: &'static str },
    /// Every redirect URI is a declared one, letter for letter.
    RetourDeclare,

    /// No code is presented twice.
    UnSeulEchange,
    /// By the declared method, and by it alone; nothing in the address.
    AuthentificationPropre,
    /// Back-channel calls come from a server.
    HorsNavigateur,
    /// The key set is not fetched again and again.
    ClesMesurees,
    /// So many refreshes at least, each with the latest refresh token.
    Rafraichi(usize),
    /// A token that ran out is renewed before it is used again.
    JetonFrais,
    /// Every back-channel call comes with the service's certificate.
    CanalProuve,
    /// Every authorization request was pushed first.
    Poussee,
    /// Every authorization request is a signed object.
    Signee,

    /// A question no sooner than the interval allows.
    RythmeCiba,
    /// The next question after `slow_down` comes five seconds later than it would have.
    CibaRalentie,
    /// The number shown is the one sent, two digits, with the channel of the phone.
    CibaAnnoncee,
    /// After an answer that ends the request, no further question.
    CibaCesse,
    /// The second browser is logged in, the first is not.
    ChacunLeSien,

    /// One account for one person, whatever the form of `sub`.
    CompteStable,
    /// Whoever was logged in is, or nobody.
    PersonneInchangee,
    /// Nobody is logged in, or nothing of what userinfo said of somebody else is used.
    RienDAutrui,
    /// The situation is the active one, or not chosen yet.
    SituationActive,
    /// Whoever is logged in has no situation.
    SansSituation,

    /// The provider was asked to end the session, with a hint and an address that it knows.
    FinDemandee,
    /// The notice was refused.
    AvisRefuse,

    /// No secret, no token in what the browser received.
    RienDExpose,
    /// No token in an address.
    RienDansLAdresse,
    /// The login is nobody's frame.
    HorsCadre,
    /// The session cookie is out of reach of scripts and of clear text.
    TemoinProtege,
}

/// What a rule found: whether it holds, and what was seen, in French, for the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constat {
    pub tient: bool,
    pub vu: String,
}

impl Constat {
    fn oui(vu: impl Into<String>) -> Self {
        Self { tient: true, vu: vu.into() }
    }

    fn non(vu: impl Into<String>) -> Self {
        Self { tient: false, vu: vu.into() }
    }

    fn si(tient: bool, oui: impl Into<String>, non: impl Into<String>) -> Self {
        if tient { Self::oui(oui) } else { Self::non(non) }
    }
}

/// What the judge knows of the relying party.
pub struct Contexte {
    pub retours: Vec<String>,
    pub apres_deconnexion: Vec<String>,
    pub methode: Methode,
    pub repli: Option<String>,
    /// What the active structure is called, in every form that a service may show.
    pub situation: Vec<String>,
    /// Where the authorization host is: `https://host`.
    pub autorisation: String,
    /// The interval that the provider gives for CIBA, milliseconds.
    pub intervalle: u64,
    /// Whether the service is served over TLS.
    pub tls: bool,
}

/// The nominal logins around a scenario, by the same driver: what went wrong, if something did.
#[derive(Clone, Debug, Default)]
pub struct Encadrement {
    pub avant: Option<String>,
    pub apres: Option<String>,
}

/// The verdict, with what leads to it.
pub struct Jugement {
    pub verdict: Verdict,
    pub observe: Vec<String>,
    pub raison: Option<String>,
}

/// Decides. Whatever could also be explained by a service that is out of order is not conclusive.
pub fn juger(
    scenario: &Scenario,
    trace: &Trace,
    presentees: &HashSet<Injection>,
    contexte: &Contexte,
    encadrement: &Encadrement,
) -> Jugement {
    let non_concluant =
        |raison: String, observe| Jugement { verdict: Verdict::NonConcluant, observe, raison: Some(raison) };
    if let Some(empechement) = &trace.empechement {
        return non_concluant(empechement.clone(), Vec::new());
    }
    let constats: Vec<Constat> = scenario.controles.iter().map(|controle| controle.examiner(trace, contexte)).collect();
    let vus =
        |tient: bool| constats.iter().filter(move |constat| constat.tient == tient).map(|constat| constat.vu.clone());
    if scenario.famille != Famille::Entrer {
        let cote = [("avant", &encadrement.avant), ("après", &encadrement.apres)];
        if let Some((quand, raison)) = cote.into_iter().find_map(|(quand, etat)| Some((quand, etat.as_ref()?))) {
            let raison = format!("la connexion ordinaire, juste {quand}, n'a pas réussi : {raison}");
            return non_concluant(raison, vus(true).chain(vus(false)).collect());
        }
    }
    if let Some(faute) = manquee(scenario, trace, presentees) {
        let raison = format!("la faute n'a pas pu être présentée au service ({faute})");
        return non_concluant(raison, vus(true).chain(vus(false)).collect());
    }
    if constats.iter().all(|constat| constat.tient) {
        return Jugement { verdict: Verdict::Conforme, observe: vus(true).collect(), raison: None };
    }
    Jugement { verdict: Verdict::NonConforme, observe: vus(false).collect(), raison: None }
}

/// A fault of this scenario that the service never met, in words.
fn manquee(scenario: &Scenario, trace: &Trace, presentees: &HashSet<Injection>) -> Option<&'static str> {
    let refuse = || trace.observations.iter().any(|vue| vue.est_rafraichissement() && vue.statut >= 400);
    scenario.etapes.iter().find_map(|etape| match etape {
        Etape::Injecter(injection) if !presentees.contains(injection) => injection.attendue(),
        Etape::Annuler | Etape::Refuser if !trace.revenue => Some("le fournisseur n'a pas ramené la personne"),
        // a notice may have closed the session before
        Etape::TerminerLaSituation if !refuse() && trace.dernier().is_some_and(|moi| moi.connecte) => {
            Some("il n'a pas essayé de rafraîchir ses jetons")
        }
        _ => None,
    })
}

impl Injection {
    /// What the service should have asked for to meet this fault; `None`: a service may do right without meeting it.
    const fn attendue(&self) -> Option<&'static str> {
        match self {
            Self::Jeton(_) | Self::SansJeton | Self::CodePerime => Some("il n'a pas échangé de code"),
            Self::JetonCiba(_) => Some("il n'a pas demandé les jetons d'une demande approuvée"),
            Self::CibaRalentie | Self::CibaPerimee => Some("il n'a pas interrogé le point « token »"),
            Self::JetonRafraichi(_) => Some("il n'a pas rafraîchi ses jetons, ou n'a pas reçu de nouveau jeton"),
            Self::CodeDejaServi | Self::Retour(_) => Some("la réponse du fournisseur n'est pas passée par l'adresse"),
            Self::Userinfo(_) => Some("il n'a pas demandé userinfo"),
            Self::Panne(_) => Some("il n'a rien demandé au fournisseur en panne"),
            Self::Durees { .. } | Self::RafraichissementRefuse | Self::Lenteur(_) => None,
        }
    }
}

impl Controle {
    fn examiner(self, trace: &Trace, contexte: &Contexte) -> Constat {
        match self {
            Self::Connecte => acces::connecte(trace),
            Self::PasConnecte => acces::pas_connecte(trace),
            Self::SansErreurInterne => acces::sans_erreur_interne(trace),
            Self::PageLisible => acces::page_lisible(trace),
            Self::MessageInerte => acces::message_inerte(trace),
            Self::Repli => acces::repli(trace, contexte),
            Self::Demande { parametre, longueur } => demande::porte(trace, parametre, longueur),
            Self::DemandeVaut { parametre, valeur } => demande::vaut(trace, parametre, valeur),
            Self::DemandeNeuve { parametre } => demande::neuve(trace, parametre),
            Self::RetourDeclare => demande::retour_declare(trace, contexte),
            Self::UnSeulEchange => appels::un_seul_echange(trace),
            Self::AuthentificationPropre => appels::authentification(trace, contexte),
            Self::HorsNavigateur => appels::hors_navigateur(trace),
            Self::ClesMesurees => appels::cles_mesurees(trace),
            Self::Rafraichi(fois) => appels::rafraichi(trace, fois),
            Self::JetonFrais => appels::jeton_frais(trace),
            Self::CanalProuve => appels::canal_prouve(trace),
            Self::Poussee => demande::poussee(trace),
            Self::Signee => demande::signee(trace),
            Self::RythmeCiba => ciba::rythme(trace, contexte),
            Self::CibaRalentie => ciba::ralentie(trace, contexte),
            Self::CibaAnnoncee => ciba::annoncee(trace),
            Self::CibaCesse => ciba::cesse(trace),
            Self::ChacunLeSien => ciba::chacun_le_sien(trace),
            Self::CompteStable => personne::compte_stable(trace),
            Self::PersonneInchangee => personne::inchangee(trace),
            Self::RienDAutrui => personne::rien_d_autrui(trace),
            Self::SituationActive => personne::situation_active(trace, contexte),
            Self::SansSituation => personne::sans_situation(trace),
            Self::FinDemandee => sortie::fin_demandee(trace, contexte),
            Self::AvisRefuse => sortie::avis_refuse(trace),
            Self::RienDExpose => discretion::rien_d_expose(trace),
            Self::RienDansLAdresse => discretion::rien_dans_l_adresse(trace),
            Self::HorsCadre => discretion::hors_cadre(trace, contexte),
            Self::TemoinProtege => discretion::temoin(trace, contexte),
        }
    }
}
