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
pub const LIEU: &str = "/connexion/{interaction}/lieu";
pub const AUTRE_PERSONNE: &str = "/connexion/{interaction}/autre-personne";
pub const ANNULER: &str = "/connexion/{interaction}/annuler";

/// The services whose login can begin here (OpenID Connect Core 1.0 §4).
pub const SERVICES: &str = "/services";

/// Where a person types the code of a workstation that waits (RFC 8628 §3.3), and the last page of that login.
pub const APPAREIL: &str = "/appareil";
pub const APPAREIL_FIN: &str = "/appareil/fin";

pub const DECONNEXION: &str = "/deconnexion";

/// Who was told that a session is over, and who has answered.
pub const DEPART: &str = "/deconnexion/{depart}";
pub const DEPART_ETAT: &str = "/deconnexion/{depart}/etat";

/// The frame of OpenID Connect Session Management 1.0, on the host that has the cookies.
pub const ETAT_SESSION: &str = "/etat-de-session.html";

/// On the card host.
pub const CARTE: &str = "/carte/{interaction}";

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
    ("POST", LIEU),
    ("POST", AUTRE_PERSONNE),
    ("POST", ANNULER),
    ("GET", SERVICES),
    ("GET", APPAREIL),
    ("POST", APPAREIL),
    ("GET", APPAREIL_FIN),
    ("GET", DECONNEXION),
    ("POST", DECONNEXION),
    ("GET", DEPART),
    ("GET", DEPART_ETAT),
    ("GET", ETAT_SESSION),
];

/// The card host.
pub const CARD: &[(&str, &str)] = &[("GET", CARTE)];

/// The address of a route for one interaction.
pub fn pour(route: &str, interaction: &str) -> String {
    route.replace("{interaction}", interaction)
}
