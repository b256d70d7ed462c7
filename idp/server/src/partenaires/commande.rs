//! `idp-server partenaires`: what the pages of the partner space do, on the record of this installation; running nodes follow
//! within a second. Whoever runs it acts for the operator.

use std::fmt::Write as _;
use std::sync::Arc;

use ambient::{Ambient, ExposeSecret as _, Seconds};
use clap::Subcommand;
use idp_outbound::{ClientError, Garde};
use idp_partenaires::{
    Acteur, Bureau, Decision, Environnement, Fiche, Nouvelle, OrganisationId, Refus, ServiceId, Tournee,
};
use idp_webauthn::SetupError;
use journal::JournalError;

use super::Assise;
use crate::config::Config;
use crate::messages::{Carriers, MessagesError};
use crate::provider::StartError;
use crate::secrets::{Secrets, SecretsError};
use crate::stores::{Stores, StoresError};

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
        #[arg(long)]
        nom: String,
        #[arg(long)]
        lieu: String,
        /// A redirect URI; several by several times.
        #[arg(long = "retour", required = true)]
        retours: Vec<String>,
    },
    /// Another secret; the former one serves beside it for so many days.
    TournerSecret {
        #[arg(long)]
        organisation: String,
        #[arg(long)]
        service: String,
        /// essai or production.
        #[arg(long, default_value = "essai", value_parser = environnement)]
        environnement: Environnement,
        #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(i64).range(0..=30))]
        garder_jours: i64,
    },
    /// What is wrong with a redirect URI, by the rule of the registration.
    VerifierAdresse { adresse: String },
    /// Requests for production.
    Demandes,
    /// Decide on one: accept it, or say why not.
    Decider {
        #[arg(long)]
        service: String,
        #[arg(long, conflicts_with_all = ["completer", "refuser"])]
        accepter: bool,
        /// What is missing.
        #[arg(long, conflicts_with = "refuser")]
        completer: Option<String>,
        /// Why not.
        #[arg(long)]
        refuser: Option<String>,
    },
}

fn environnement(mot: &str) -> Result<Environnement, String> {
    Environnement::lu(mot).ok_or_else(|| "essai or production".to_owned())
}

#[derive(Debug, thiserror::Error)]
pub enum PartenairesError {
    #[error("partenaires: the configuration serves no partner space. Write [partenaires] with url and listen")]
    Closed,
    #[error("{}", told(.0))]
    Refus(#[from] Refus),
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    #[error(transparent)]
    Stores(#[from] StoresError),
    #[error(transparent)]
    Messages(#[from] MessagesError),
    #[error("passkeys: {0}")]
    Setup(#[from] SetupError),
    #[error("outbound calls: {0}")]
    Http(#[from] ClientError),
    #[error(transparent)]
    Start(#[from] Box<StartError>),
    #[error("journal: {0}")]
    Journal(#[from] JournalError),
}

/// With each reason, where there are several.
fn told(refus: &Refus) -> String {
    let mut text = format!("{} ({})", refus.phrase(), refus.code());
    if let Refus::Fiche(objections) = refus {
        for one in objections {
            let _ = write!(text, "\n- {}: {}. {}", one.key, one.reason, one.remedy);
        }
    }
    text
}

/// Does it, and tells how things stand then.
pub async fn act(config: &Config, verbe: Verbe, ambient: &Ambient) -> Result<String, PartenairesError> {
    let espace = config.partenaires.as_ref().ok_or(PartenairesError::Closed)?;
    let guard = config.mode.guard();
    let secrets = Secrets::read(&config.keys, guard)?;
    let stores = Stores::open(&config.store, guard, (secrets.checkpoint, config.journal_name()), ambient).await?;
    let authority = config.authority().map_err(Box::new)?;
    let http = idp_outbound::client(authority.as_deref())?;
    let audit: Arc<dyn idp_core::journal::Journal> = stores.audit.clone();
    let assise = Assise {
        ambient,
        rest: &secrets.rest,
        hosts: &config.hosts(),
        sql: &stores.sql,
        presence: &stores.presence,
        documents: Arc::new(Garde::new(config.outbound.reglages(), authority.as_deref())?),
        messages: Carriers::new(&config.messages, guard, &http)?.messages,
        journal: &audit,
    };
    let told = run(&Bureau::new(assise.deps(config, espace)?), verbe).await;
    stores.journal.close().await?;
    told
}

async fn run(bureau: &Bureau, verbe: Verbe) -> Result<String, PartenairesError> {
    match verbe {
        Verbe::Lister => list(bureau).await,
        Verbe::CreerOrganisation { nom, responsable } => {
            let organisation = bureau.ouvrir_organisation(&nom, &responsable).await?;
            Ok(format!("{}\t{}\n", organisation.id, organisation.nom))
        }
        Verbe::CreerService { organisation, nom, lieu, retours } => {
            let fiche = Fiche { nom, lieu, adresses_retour: retours, ..Fiche::default() };
            create(bureau, &organisation, fiche).await
        }
        Verbe::TournerSecret { organisation, service, environnement, garder_jours } => {
            let acteur = acteur(&organisation);
            let (id, kept) = (ServiceId::from(service), Seconds::hours(24 * garder_jours));
            let tournee = bureau.tourner(&acteur, (&id, environnement), (Nouvelle::Secret, kept)).await?;
            Ok(secret(&tournee))
        }
        Verbe::VerifierAdresse { adresse } => {
            let said = bureau.verifier(&adresse);
            let lines = said
                .fautes
                .iter()
                .map(|one| format!("{}: {}. {}\n", one.code(), one.reason(&said.adresse), one.remedy()));
            Ok(if said.tient() { "The address holds.\n".to_owned() } else { lines.collect() })
        }
        Verbe::Demandes => requests(bureau).await,
        Verbe::Decider { service, accepter, completer, refuser } => {
            let decision = match (accepter, completer, refuser) {
                (true, ..) => Decision::Accepter,
                (_, Some(motif), _) => Decision::Completer(motif),
                (.., motif) => Decision::Refuser(motif.unwrap_or_default()),
            };
            let id = ServiceId::from(service);
            let (_, vue) = bureau.demande(&id).await?;
            bureau.decider(&id, vue.version, &decision).await?;
            requests(bureau).await
        }
    }
}

fn acteur(organisation: &str) -> Acteur {
    Acteur::exploitant(OrganisationId::from(organisation))
}

async fn list(bureau: &Bureau) -> Result<String, PartenairesError> {
    let mut text = String::new();
    for organisation in bureau.toutes().await? {
        let _ = writeln!(text, "{}\t{}", organisation.id, organisation.nom);
        let acteur = Acteur::exploitant(organisation.id);
        for service in bureau.services(&acteur).await? {
            let clients = Environnement::TOUS.into_iter().filter_map(|lieu| Some((lieu, service.client(lieu)?)));
            let clients: Vec<String> = clients.map(|(lieu, client)| format!("{}={client}", lieu.mot())).collect();
            let _ = writeln!(text, "  {}\t{}\t{}", service.id, service.fiche.nom, clients.join(" "));
        }
    }
    Ok(text)
}

async fn create(bureau: &Bureau, organisation: &str, fiche: Fiche) -> Result<String, PartenairesError> {
    let acteur = acteur(organisation);
    let known = bureau.toutes().await?.into_iter().any(|one| one.id == acteur.organisation);
    if !known {
        return Err(Refus::Inconnu.into());
    }
    let service = bureau.creer(&acteur, fiche).await?;
    let mut text = format!("service: {}\n", service.id);
    if service.essai.is_some() {
        let drawn = (Nouvelle::Secret, Seconds(0));
        text.push_str(&secret(&bureau.tourner(&acteur, (&service.id, Environnement::Essai), drawn).await?));
    }
    Ok(text)
}

fn secret(tournee: &Tournee) -> String {
    let shown = tournee.secret.as_ref().map(|secret| secret.expose_secret()).unwrap_or_default();
    format!("client_id: {}\nclient_secret: {shown}\n", tournee.client)
}

async fn requests(bureau: &Bureau) -> Result<String, PartenairesError> {
    let mut text = String::new();
    for vue in bureau.demandes().await? {
        let _ = writeln!(text, "{}\t{}\t{}", vue.service, vue.demande.etat.mot(), vue.demande.fiche.nom);
    }
    Ok(text)
}
