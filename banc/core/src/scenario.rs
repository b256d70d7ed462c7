//! A scenario is a row: the rule, where it is written, what is played, what must be seen, how to mend.

use serde::{Deserialize, Serialize};

use crate::injection::Injection;
use crate::juge::Controle;

/// One row of the catalogue. Its texts are for the reader of the report, in French.
#[derive(Debug)]
pub struct Scenario {
    pub id: &'static str,
    pub famille: Famille,
    pub titre: &'static str,
    pub rang: Rang,
    /// What the rule says, and where.
    pub regle: &'static str,
    pub source: &'static str,
    /// What the bench does.
    pub jeu: &'static str,
    pub attendu: &'static str,
    pub remede: &'static str,
    pub besoins: &'static [Besoin],
    pub etapes: &'static [Etape],
    pub controles: &'static [Controle],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Famille {
    Entrer,
    Demander,
    Revenir,
    Jeton,
    Personne,
    Durer,
    Panne,
    Sortir,
    Discretion,
}

impl Famille {
    pub const TOUTES: [Self; 9] = [
        Self::Entrer,
        Self::Demander,
        Self::Revenir,
        Self::Jeton,
        Self::Personne,
        Self::Durer,
        Self::Panne,
        Self::Sortir,
        Self::Discretion,
    ];

    pub const fn titre(self) -> &'static str {
        match self {
            Self::Entrer => "Entrer",
            Self::Demander => "Demander",
            Self::Revenir => "Revenir",
            Self::Jeton => "Vérifier le jeton",
            Self::Personne => "Connaître la personne",
            Self::Durer => "Durer",
            Self::Panne => "Tenir quand le fournisseur tombe",
            Self::Sortir => "Sortir",
            Self::Discretion => "Ne rien laisser voir",
        }
    }
}

/// Whether a rule obliges, or is good advice: advice that is not followed is told and blocks nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rang {
    Obligation,
    Conseil,
}

/// What the relying party must have declared for a scenario to make sense; without it, the scenario is *sans objet*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Besoin {
    /// A hook that renews the tokens.
    Rafraichir,
    /// A hook that calls an API for the person.
    Api,
    Deconnexion,
    /// An address for the provider's notices.
    Canal,
    /// A hook that asks by itself (CIBA).
    Ciba,
    /// A certificate at the back channel: by `auth`, or by `jetons_lies`.
    Certificat,
    /// It says that it pushes its requests, that it signs them.
    Poussees,
    Signees,
    /// What its page says when the provider is down.
    Repli,
    /// `/moi` tells the local account.
    Compte,
    /// `/moi` tells the situation.
    Situation,
    /// The bench sends the requests itself, headers included: not a browser.
    Crochet,
}

impl Besoin {
    /// Why a scenario is not played, for the report.
    pub const fn absence(self) -> &'static str {
        match self {
            Self::Rafraichir => "le service ne déclare pas de crochet « rafraichir »",
            Self::Api => "le service ne déclare pas de crochet « api »",
            Self::Deconnexion => "le service ne déclare pas de déconnexion",
            Self::Canal => "le service ne déclare pas d'adresse d'avis (backchannel_logout_uri)",
            Self::Ciba => "le service ne déclare pas de crochet « ciba »",
            Self::Certificat => {
                "le service ne déclare pas de certificat client : hors de l'Espace de Confiance, rien ne l'impose encore"
            }
            Self::Poussees => "le service ne déclare pas qu'il pousse ses demandes (`poussees`)",
            Self::Signees => "le service ne déclare pas qu'il signe ses demandes (`signees`)",
            Self::Repli => "le service ne déclare pas le texte de son autre moyen de connexion",
            Self::Compte => "« moi » ne dit pas le compte local",
            Self::Situation => "« moi » ne dit pas la situation",
            Self::Crochet => "se joue par le crochet, pas dans un navigateur",
        }
    }
}

/// How the person proves who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moyen {
    Carte,
    ECps,
}

/// One step. A scenario begins with a fresh browser and nothing injected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Etape {
    /// From here on; adds to what is injected already.
    Injecter(Injection),
    /// Nothing is injected any more.
    Reparer,
    /// A new browser that has never been here; the former one is closed.
    AutreNavigateur,
    Connecter(Moyen),
    /// The same, while the request names another host (`X-Forwarded-Host`).
    ConnecterSousUnAutreHote,
    /// The person's phone is in another room: so long as the rhythm of the campaign says.
    ConnecterTard,
    /// Leaves for the provider and never comes back.
    Abandonner,
    /// Whoever is not logged in tries once more, after the rest that a service may give the keys between two readings.
    RecommencerReposees,
    /// Comes back from the provider's first page without having signed in.
    Annuler,
    /// Refuses on the phone, and comes back.
    Refuser,
    /// Milliseconds.
    Attendre(u64),
    /// The last answer of the provider, once more, in the same browser.
    RejouerLeRetour,
    /// The last answer of the provider, taken to a browser that never asked, before the one that did uses it.
    DetournerLeRetour,
    Rafraichir,
    Api,
    Deconnecter,
    /// The person's session ends at the provider, elsewhere.
    FinAilleurs,
    /// A logout notice that the provider would not send.
    FauxAvis(FauxAvis),
    /// The person's situation ends, by an act of their gestionnaire at the registry.
    TerminerLaSituation,
    /// The service asks by itself, and the person does this on the phone.
    Ciba(Reponse),
    /// Two browsers ask by themselves, for two people: the first never answers, the second approves.
    CibaCroisee,
}

/// What the person does with a request that rings on the phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reponse {
    Approuver,
    /// So late as the rhythm of the campaign says.
    ApprouverTard,
    Refuser,
    /// The phone lies in another room.
    Laisser,
}

/// What is wrong with a forged logout token (OpenID Connect Back-Channel Logout 1.0 §2.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FauxAvis {
    /// One bit of the signature is another.
    Signature,
    /// For another service, with the provider's own signature.
    Audience,
    /// With a nonce: an ID token in disguise.
    Nonce,
}
