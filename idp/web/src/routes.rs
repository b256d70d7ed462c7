//! Every address of the authorization and card hosts that a browser meets, in one place: the routers are built from these
//! and from nothing else (`docs` and tests read them).

pub const ACCUEIL: &str = "/";
pub const AUTH: &str = "/auth";

/// The login, whatever its stage: a reload, the back button and a link to "try again" all end here.
pub const CONNEXION: &str = "/connexion/{interaction}";
pub const NUMERO: &str = "/connexion/{interaction}/numero";
pub const ETAT: &str = "/connexion/{interaction}/etat";
pub const SUITE: &str = "/connexion/{interaction}/suite";
pub const AUTRE_MOYEN: &str = "/connexion/{interaction}/autre-moyen";
pub const CARTE_LUE: &str = "/connexion/{interaction}/carte";
/// What the script asks for a passkey, and where the authenticator's answer goes.
pub const CLE_QUESTION: &str = "/connexion/{interaction}/cle/question";
pub const CLE: &str = "/connexion/{interaction}/cle";
pub const LIEU: &str = "/connexion/{interaction}/lieu";
pub const AUTRE_PERSONNE: &str = "/connexion/{interaction}/autre-personne";
pub const ANNULER: &str = "/connexion/{interaction}/annuler";

/// The services whose login can begin here (OpenID Connect Core 1.0 §4).
pub const SERVICES: &str = "/services";

/// Where a person types the code of a workstation that waits (RFC 8628 §3.3), and the last page of that login.
pub const APPAREIL: &str = "/appareil";
pub const APPAREIL_FIN: &str = "/appareil/fin";

/// The person's space: what they have, what they granted, what happened; each end of it.
pub const ESPACE: &str = "/espace";
pub const ESPACE_HISTOIRE: &str = "/espace/historique";
pub const ESPACE_SESSION: &str = "/espace/sessions/fermer";
pub const ESPACE_SERVICE: &str = "/espace/services/fermer";
pub const ESPACE_CARTE: &str = "/espace/cartes/fermer";
pub const ESPACE_TOUT: &str = "/espace/tout-fermer";
pub const ECPS_ARRETER: &str = "/espace/e-cps/arreter";
pub const ECPS_TESTER: &str = "/espace/e-cps/tester";
pub const ECPS_ESSAI: &str = "/espace/e-cps/tester/{demande}";
pub const ECPS_ESSAI_ETAT: &str = "/espace/e-cps/tester/{demande}/etat";
pub const ECPS_ACTIVER: &str = "/espace/e-cps/activer";
pub const ECPS_CODE: &str = "/espace/e-cps/activer/{activation}";
pub const ECPS_CODE_ETAT: &str = "/espace/e-cps/activer/{activation}/etat";

/// What a QR code of an activation says: for whoever opens it with something else than the app.
pub const ECPS_LIEN: &str = "/e-cps/activer";

pub const DECONNEXION: &str = "/deconnexion";

/// Who was told that a session is over, and who has answered.
pub const DEPART: &str = "/deconnexion/{depart}";
pub const DEPART_ETAT: &str = "/deconnexion/{depart}/etat";

/// The frame of OpenID Connect Session Management 1.0, on the host that has the cookies.
pub const ETAT_SESSION: &str = "/etat-de-session.html";

/// The person's passkeys, in their own space.
pub const CLES: &str = "/espace/cles";
pub const CLES_QUESTION: &str = "/espace/cles/question";
pub const CLES_PREUVE: &str = "/espace/cles/preuve";
pub const CLES_RETIRER: &str = "/espace/cles/retirer";

/// On the card host.
pub const CARTE: &str = "/carte/{interaction}";

/// What the program of a card reader asks, and where it brings the answer of its user.
pub const DEMANDE_CARTE: &str = "/lecteur/demande";

/// On the address that is never public: a card left its reader.
pub const RETRAITS: &str = "/lecteur/retraits";

/// On the address that is never public.
pub const REVOCATIONS: &str = "/sante/revocations";

/// The authorization host, with the methods of each.
pub const AUTHORIZATION: &[(&str, &str)] = &[
    ("GET", ACCUEIL),
    ("GET", AUTH),
    ("POST", AUTH),
    ("GET", CONNEXION),
    ("POST", NUMERO),
    ("GET", ETAT),
    ("POST", SUITE),
    ("POST", AUTRE_MOYEN),
    ("GET", CARTE_LUE),
    ("POST", CLE_QUESTION),
    ("POST", CLE),
    ("POST", LIEU),
    ("POST", AUTRE_PERSONNE),
    ("POST", ANNULER),
    ("GET", SERVICES),
    ("GET", APPAREIL),
    ("POST", APPAREIL),
    ("GET", APPAREIL_FIN),
    ("GET", ESPACE),
    ("GET", ESPACE_HISTOIRE),
    ("POST", ESPACE_SESSION),
    ("POST", ESPACE_SERVICE),
    ("POST", ESPACE_CARTE),
    ("GET", ESPACE_TOUT),
    ("POST", ESPACE_TOUT),
    ("GET", ECPS_ARRETER),
    ("POST", ECPS_ARRETER),
    ("POST", ECPS_TESTER),
    ("GET", ECPS_ESSAI),
    ("GET", ECPS_ESSAI_ETAT),
    ("GET", ECPS_ACTIVER),
    ("POST", ECPS_ACTIVER),
    ("GET", ECPS_CODE),
    ("GET", ECPS_CODE_ETAT),
    ("GET", ECPS_LIEN),
    ("GET", DECONNEXION),
    ("POST", DECONNEXION),
    ("GET", DEPART),
    ("GET", DEPART_ETAT),
    ("GET", ETAT_SESSION),
    ("GET", CLES),
    ("POST", CLES),
    ("POST", CLES_QUESTION),
    ("GET", CLES_PREUVE),
    ("GET", CLES_RETIRER),
    ("POST", CLES_RETIRER),
];

/// The card host.
pub const CARD: &[(&str, &str)] = &[("GET", CARTE)];

/// The address of a route for one interaction.
pub fn pour(route: &str, interaction: &str) -> String {
    route.replace("{interaction}", interaction)
}
