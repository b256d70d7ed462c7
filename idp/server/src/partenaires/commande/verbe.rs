use std::path::PathBuf;

use ambient::SecretString;
use clap::{Args, Subcommand};
use idp_partenaires::{Environnement, Portee};

/// Which service.
#[derive(Clone, Debug, Args)]
pub struct Service {
    /// The organisation's identifier, as `lister` tells it.
    #[arg(long)]
    pub organisation: String,
    #[arg(long)]
    pub service: String,
}

/// Which of its clients.
#[derive(Clone, Debug, Args)]
pub struct Client {
    #[arg(long)]
    pub organisation: String,
    #[arg(long)]
    pub service: String,
    /// essai or production.
    #[arg(long, default_value = "essai", value_parser = environnement)]
    pub environnement: Environnement,
}

/// How long the former proof serves beside the new one; 0 ends it now.
#[derive(Clone, Debug, Args)]
pub struct Garder {
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(i64).range(0..=30))]
    pub garder_jours: i64,
}

#[derive(Clone, Debug, Subcommand)]
pub enum Verbe {
    /// Organisations, their services, and the clients of these.
    Lister,
    /// An organisation, with the mail of whoever is responsible for it.
    CreerOrganisation {
        #[arg(long)]
        nom: String,
        #[arg(long)]
        responsable: String,
    },
    /// A service, with its client and, this once, the secret of that client.
    CreerService {
        /// The organisation's identifier, as `lister` tells it.
        #[arg(long)]
        organisation: String,
        #[arg(long, required_unless_present = "fichier")]
        nom: Option<String>,
        #[arg(long, required_unless_present = "fichier")]
        lieu: Option<String>,
        /// A redirect URI; several by several times.
        #[arg(long = "retour", required_unless_present = "fichier")]
        retours: Vec<String>,
        /// The whole declaration instead, as `voir` writes it.
        #[arg(long, conflicts_with_all = ["nom", "lieu", "retours"])]
        fichier: Option<PathBuf>,
    },
    /// The declaration of a service, as JSON.
    Voir(Service),
    /// Another declaration: redirect URIs, method, keys. The client of the sandbox follows at once.
    Modifier {
        #[command(flatten)]
        service: Service,
        /// The whole declaration, as `voir` writes it.
        #[arg(long)]
        fichier: PathBuf,
    },
    /// The service and its clients, with what was issued to them.
    Retirer(Service),
    /// Another secret; the former one serves beside it for so many days.
    TournerSecret {
        #[command(flatten)]
        client: Client,
        #[command(flatten)]
        garder: Garder,
    },
    /// Other keys, of signatures or of a self-signed certificate; the former ones serve beside them for so many days.
    TournerCles {
        #[command(flatten)]
        client: Client,
        /// A file with a JWK set, public keys only.
        #[arg(long, required_unless_present = "jwks_uri")]
        jwks: Option<PathBuf>,
        #[arg(long, conflicts_with = "jwks")]
        jwks_uri: Option<String>,
        #[command(flatten)]
        garder: Garder,
    },
    /// Another certificate of an authority, by its subject; the former one serves beside it for so many days.
    TournerCertificat {
        #[command(flatten)]
        client: Client,
        /// RFC 4514.
        #[arg(long)]
        sujet: String,
        #[command(flatten)]
        garder: Garder,
    },
    /// The former secret, keys or certificate end now.
    FinirAncienne(Client),
    /// What is wrong with a redirect URI, by the rule of the registration.
    VerifierAdresse { adresse: String },
    /// Ask for production, for the team.
    DemanderProduction {
        #[command(flatten)]
        service: Service,
        /// What the service is for.
        #[arg(long)]
        usage: String,
    },
    /// Requests for production.
    Demandes,
    /// Decide on one: accept it, or say why not.
    Decider {
        #[arg(long)]
        service: String,
        #[arg(long, conflicts_with_all = ["completer", "refuser"], required_unless_present_any = ["completer", "refuser"])]
        accepter: bool,
        /// What is missing.
        #[arg(long, conflicts_with = "refuser")]
        completer: Option<String>,
        /// Why not.
        #[arg(long)]
        refuser: Option<String>,
    },
    /// A key of the API, shown this once.
    CreerCle {
        #[arg(long)]
        organisation: String,
        #[arg(long)]
        nom: String,
        /// lecture or ecriture.
        #[arg(long, default_value = "lecture", value_parser = portee)]
        portee: Portee,
        #[arg(long, default_value_t = 90)]
        jours: i64,
    },
    /// The last requests of a client, as the running node has seen them, with what was wrong and the decoded tokens.
    Requetes {
        #[command(flatten)]
        client: Client,
        /// A key of the API; better in the environment than among the arguments, which others can list.
        #[arg(long, env = "CADUCEE_CLE_API", hide_env_values = true, value_parser = secret)]
        cle: SecretString,
    },
    /// What the tokens of a client say of each kind of person.
    Claims {
        #[command(flatten)]
        client: Client,
        #[arg(long, env = "CADUCEE_CLE_API", hide_env_values = true, value_parser = secret)]
        cle: SecretString,
    },
    /// An account whose owner lost every passkey: ends its passkeys and sessions, and writes the link to hand over.
    RendreAcces {
        #[arg(long)]
        courriel: String,
        /// How you know who asks: the journal keeps it.
        #[arg(long)]
        constat: String,
    },
}

fn environnement(mot: &str) -> Result<Environnement, String> {
    Environnement::lu(mot).ok_or_else(|| "essai or production".to_owned())
}

fn portee(mot: &str) -> Result<Portee, String> {
    Portee::lue(mot).ok_or_else(|| "lecture or ecriture".to_owned())
}

fn secret(typed: &str) -> Result<SecretString, std::convert::Infallible> {
    Ok(SecretString::from(typed.to_owned()))
}
