//! The demonstration clients, and their secrets.

use std::path::{Path, PathBuf};

use ambient::Ambient;

use crate::dossier::{Dossier, DossierError};
use crate::machine::Machines;
use crate::ports::{Ports, origin};
use crate::registre::PORTAIL;

/// The demonstration clients, then those of the person who runs the sandbox.
pub fn clients(
    dossier: &Dossier,
    ports: Ports,
    ajoutes: Option<&Path>,
    secrets: &Secrets,
    machines: &Machines,
) -> Result<PathBuf, ClientsError> {
    let (dui, portail) = (origin(ports.dui()), origin(ports.portail()));
    let (dmp, api) = (origin(ports.dmp()), origin(ports.dmp_machines()));
    let mut texte = format!(
        r#"# Written at each start: the demonstration clients, then the file given by --clients.

[[client]]
id = "dui"
name = "Dossier résident"
place = "EHPAD FICTIF LES TILLEULS, {dui}"
profile = "psc"
auth = "client_secret_basic"
secret = "{dui_secret}"
redirect_uris = ["{dui}retour"]
post_logout_redirect_uris = ["{dui}"]
backchannel_logout_uri = "{dui}{dui_avis}"
backchannel_logout_session_required = true
scopes = ["openid", "scope_all", "situation"]
may_hint_situation = true

[[client]]
id = "dmp"
name = "Documents partagés"
place = "DMP de démonstration, {dmp}"
profile = "psc"
auth = "client_secret_basic"
secret = "{dmp_secret}"
redirect_uris = ["{dmp}retour"]
post_logout_redirect_uris = ["{dmp}"]
backchannel_logout_uri = "{dmp}{dmp_avis}"
backchannel_logout_session_required = true
scopes = ["openid", "scope_all", "situation"]
may_hint_situation = true
# signed in to be told why nothing is open
sans_situation = "accepte"
serves = ["{api}"]

[[client]]
id = "poste-lourd"
name = "Poste lourd"
place = "Ce poste, sans navigateur"
profile = "psc"
auth = "client_secret_basic"
secret = "{poste_lourd_secret}"
redirect_uris = []
scopes = ["openid", "scope_all", "situation"]
grant_types = ["urn:openid:params:grant-type:ciba", "refresh_token"]
backchannel_token_delivery_mode = "poll"

[[client]]
id = "essai"
name = "Essai sans navigateur"
place = "Bac à sable, cette machine"
profile = "psc"
auth = "client_secret_basic"
secret = "{essai_secret}"
redirect_uris = ["{essai_retour}"]
scopes = ["openid", "scope_all", "situation"]
sans_situation = "accepte"
grant_types = [
    "authorization_code",
    "refresh_token",
    "client_credentials",
    "urn:openid:params:grant-type:ciba",
    "urn:ietf:params:oauth:grant-type:device_code",
]
backchannel_token_delivery_mode = "poll"
may_introspect = true
resources = ["{api}"]

[client.legal_person]
struct_id_nat = "1690990114"
raison_sociale = "EHPAD FICTIF LES TILLEULS"
purposes = ["mss.envoi", "ssf.manage"]

[[client]]
id = "{portail_id}"
name = "Portail RPPS+"
place = "Registre du bac à sable, {portail}"
profile = "psc"
auth = "client_secret_basic"
secret = "{portail_secret}"
redirect_uris = ["{portail}connexion/retour"]
post_logout_redirect_uris = ["{portail}"]
backchannel_logout_uri = "{portail}deconnexion/caducee"
backchannel_logout_session_required = true
scopes = ["openid", "scope_all"]
sans_situation = "accepte"

[[client]]
id = "{essai_mtls}"
name = "Essai avec un certificat"
place = "Bac à sable, cette machine"
profile = "psc"
auth = "tls_client_auth"
tls_client_auth_subject_dn = '{essai_sujet}'
tls_client_certificate_bound_access_tokens = true
redirect_uris = ["{essai_retour}"]
scopes = ["openid", "scope_all", "situation"]
sans_situation = "accepte"
grant_types = ["authorization_code", "refresh_token", "client_credentials"]
may_introspect = true
resources = ["{api}"]

[client.legal_person]
struct_id_nat = "1690990015"
raison_sociale = "ASSOCIATION FICTIVE LES TILLEULS"
purposes = ["dmp.alimentation", "mss.envoi"]

[[client]]
id = "{essai_insi}"
name = "Essai avec le certificat d’INSi"
place = "Bac à sable, cette machine"
profile = "oidc"
auth = "tls_client_auth"
tls_client_auth_subject_dn = '{insi_sujet}'
tls_client_certificate_bound_access_tokens = true
redirect_uris = []
scopes = ["openid"]
grant_types = ["client_credentials"]

[client.legal_person]
struct_id_nat = "1690990015"
raison_sociale = "ASSOCIATION FICTIVE LES TILLEULS"
purposes = ["insi.recherche"]
"#,
        essai_mtls = crate::machine::CLIENT,
        essai_sujet = machines.essai.sujet,
        essai_insi = crate::machine::CLIENT_INSI,
        insi_sujet = machines.insi.sujet,
        dui_secret = secrets.dui,
        dui_avis = dui::AVIS.trim_start_matches('/'),
        dmp_secret = secrets.dmp,
        dmp_avis = dmp::AVIS.trim_start_matches('/'),
        poste_lourd_secret = secrets.poste_lourd,
        portail_id = PORTAIL,
        portail_secret = secrets.portail,
        essai_secret = secrets.essai,
        essai_retour = crate::essai::RETOUR,
    );
    if let Some(fichier) = ajoutes {
        // read alone first, so that what is wrong is told at the line where the reader wrote it
        service::config::load::<idp_server::config::ClientsFile>(fichier)?;
        let ajout = std::fs::read_to_string(fichier)
            .map_err(|cause| ClientsError::Illisible { fichier: fichier.to_owned(), cause })?;
        texte.push('\n');
        texte.push_str(&ajout);
    }
    Ok(dossier.ecrire("clients.toml", texte.as_bytes())?)
}

/// The secrets of the demonstration clients, drawn at first use.
pub struct Secrets {
    pub dui: String,
    pub essai: String,
    pub portail: String,
    pub dmp: String,
    pub poste_lourd: String,
}

#[derive(Debug, thiserror::Error)]
pub enum ClientsError {
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    Fichier(#[from] service::config::ConfigError),
    #[error("--clients {fichier}: {cause}. Name a file that exists")]
    Illisible { fichier: PathBuf, cause: std::io::Error },
}

impl Secrets {
    pub fn ouvrir(dossier: &Dossier, ambient: &Ambient) -> Result<Self, DossierError> {
        let lire = |nom: &str| {
            let path = dossier.une_fois(&format!("cles/{nom}"), || ambient.chance.token())?;
            std::fs::read_to_string(&path).map_err(|cause| DossierError::Io { path, cause })
        };
        Ok(Self {
            dui: lire("client-dui")?,
            essai: lire("client-essai")?,
            portail: lire("client-portail")?,
            dmp: lire("client-dmp")?,
            poste_lourd: lire("client-poste-lourd")?,
        })
    }
}
