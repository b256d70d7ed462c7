//! Every address of the space that a browser meets: the router is built from these.

pub const ACCUEIL: &str = "/";
pub const ENTREE: &str = "/entree";
/// What a mail leads to: asks, and then spends the link.
pub const LIEN: &str = "/entree/lien";
pub const ENTREE_CLE: &str = "/entree/cle";
pub const ENTREE_CLE_QUESTION: &str = "/entree/cle/question";
pub const SORTIE: &str = "/sortie";
pub const ORGANISATIONS: &str = "/organisations";
pub const INVITATIONS: &str = "/invitations";

/// The passkeys of an account.
pub const CLES: &str = "/cles";
pub const CLES_QUESTION: &str = "/cles/question";
pub const CLES_RETIRER: &str = "/cles/retirer";

/// What is wrong with an address, while it is typed.
pub const VERIFIER: &str = "/api/verifier-adresse";

pub const SERVICES: &str = "/o/{organisation}/services";
pub const NOUVEAU: &str = "/o/{organisation}/nouveau-service";
pub const SERVICE: &str = "/o/{organisation}/services/{service}";
pub const FICHE: &str = "/o/{organisation}/services/{service}/fiche";
pub const PREUVE: &str = "/o/{organisation}/services/{service}/preuve";
pub const ANCIENNE: &str = "/o/{organisation}/services/{service}/ancienne-preuve";
pub const PRODUCTION: &str = "/o/{organisation}/services/{service}/production";
pub const RETIRER: &str = "/o/{organisation}/services/{service}/retirer";
pub const REQUETES: &str = "/o/{organisation}/services/{service}/requetes";
pub const SCOPES: &str = "/o/{organisation}/services/{service}/claims";
pub const EQUIPE: &str = "/o/{organisation}/equipe";
pub const EQUIPE_RETIRER: &str = "/o/{organisation}/equipe/retirer";
pub const CLES_API: &str = "/o/{organisation}/cles-api";
pub const CLES_API_REVOQUER: &str = "/o/{organisation}/cles-api/revoquer";

/// On the operator's address, which is never public.
pub const DEMANDES: &str = "/partenaires";
pub const DEMANDE: &str = "/partenaires/{service}";

/// The address of an organisation, and of one of its services. Identifiers of ours need no escape.
pub fn of(route: &str, organisation: &str, service: &str) -> String {
    route.replace("{organisation}", organisation).replace("{service}", service)
}
