//! The provider, as a program.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use ambient::{Ambient, ExposeSecret as _, Seconds};
use clap::{Parser, Subcommand};
use diagnosis::Diagnosis;
use idp_core::assurance::Behaviour;
use idp_core::claims::subject::SubjectForm;
use idp_core::client::{ClientId, Rehearsal};
use idp_core::key::SigningAlg;
use idp_server::config::Config;
use idp_server::doctor;
use idp_server::exploitation::{self, BootstrapError};
use idp_server::partenaires::commande as partenaires;
use idp_server::proofs::{self, ProofsError};
use idp_server::registration::{self, InitialAccessError, Wish};
use idp_server::rehearsal::{self, RehearsalError};
use idp_server::schedule::{self, ScheduleError};
use idp_server::{Provider, StartError};
use service::Shutdown;
use service::config::{ConfigError, SecretFileError};
use service::telemetry::{self, Named, TelemetryError};

/// The identity provider: one process a node, any number of nodes.
#[derive(Parser)]
#[command(name = "idp-server", version)]
struct Cli {
    #[arg(long, default_value = "provider.toml", global = true)]
    config: PathBuf,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Read the configuration and say what is wrong with it, without starting.
    Check,
    /// Look at the deployment that the configuration describes, and explain what is wrong with it. Ends with 1 where something is.
    Doctor {
        /// One JSON object, for programs.
        #[arg(long)]
        json: bool,
    },
    /// Make a token with which clients register themselves (RFC 7591), and print it this once.
    InitialAccessToken {
        /// How many clients it registers.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
        uses: u32,
        /// Hours after which it is worth nothing.
        #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(i64).range(1..=8_760))]
        expires: i64,
        /// You know whose clients these will be: a refusal may send a browser straight back to them.
        #[arg(long)]
        trusted: bool,
    },
    /// The operators' front door: print, this once, a link that enrols the first exploitant's passkey within the hour.
    Bootstrap {
        /// The name by which the other operators know them.
        #[arg(long)]
        name: String,
        /// Operators exist, and none of them can come in: why, for the journal (a ticket, who was seen).
        #[arg(long, value_name = "EVIDENCE")]
        recover: Option<String>,
    },
    /// The signing keys: when each comes and goes, who still uses what, and what an operator does about it.
    Keys {
        #[command(subcommand)]
        act: Option<KeysAct>,
    },
    /// What clients of Pro Santé Connect's profile are answered, switched while the nodes run: for one client, or for the realm.
    /// Without a wish, tell how things stand.
    Rehearse(Rehearse),
    /// The partner space: organisations, services, secrets, requests for production.
    Partenaires {
        #[command(subcommand)]
        verbe: partenaires::Verbe,
    },
    /// Walk the journal's chains and its tree, and say where the first break is.
    VerifyJournal,
    /// The journal: its checkpoints, and proofs that are judged without it.
    Journal {
        #[command(subcommand)]
        act: proofs::Act,
    },
}

#[derive(clap::Args)]
struct Rehearse {
    /// The client; without it, every client that has nothing of its own.
    #[arg(long)]
    client: Option<String>,
    /// eidas1, eidas3-carte or eidas2-2026.
    #[arg(long, value_parser = rehearsal::behaviour)]
    levels: Option<Behaviour>,
    /// federated or psi.
    #[arg(long, value_parser = rehearsal::subject)]
    subject: Option<SubjectForm>,
    /// As the files have it again.
    #[arg(long, conflicts_with_all = ["levels", "subject"])]
    end: bool,
}

impl Rehearse {
    fn wish(self) -> Option<rehearsal::Wish> {
        let what = Rehearsal { levels: self.levels, subject: self.subject };
        let asked = self.end || what != Rehearsal::default();
        asked.then(|| rehearsal::Wish { client: self.client.as_deref().map(ClientId::from), what })
    }
}

#[derive(Subcommand)]
enum KeysAct {
    /// The schedule (what `keys` alone does).
    List,
    /// Publish a follower now; it signs once every cache has seen it.
    Rotate {
        /// RS256, PS256, ES256 or EdDSA.
        #[arg(long)]
        alg: SigningAlg,
    },
    /// The key leaked: remove it and all that it signed, and let another sign at once.
    RetireNow { kid: String },
}

#[derive(Debug, thiserror::Error)]
enum MainError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Telemetry(#[from] TelemetryError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    #[error(transparent)]
    InitialAccess(#[from] InitialAccessError),
    #[error(transparent)]
    Schedule(#[from] ScheduleError),
    #[error(transparent)]
    Rehearsal(#[from] RehearsalError),
    #[error(transparent)]
    Partenaires(#[from] partenaires::PartenairesError),
    #[error(transparent)]
    Bootstrap(#[from] BootstrapError),
    #[error(transparent)]
    Proofs(#[from] ProofsError),
    /// What the doctor found.
    #[error("{0}")]
    Wrong(String),
}

/// Many small values live as long as a request: the allocator of the system spends a fifth of its time on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// In every span that leaves this process.
const NAMED: Named = Named { service: "caducee-idp", version: env!("CARGO_PKG_VERSION") };

#[tokio::main]
async fn main() -> ExitCode {
    service::provider::install();
    // a second call would be refused, and this is the first
    let _ = jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default();
    match run(Cli::parse()).await {
        Ok(said) => {
            let _ = write!(std::io::stdout(), "{said}");
            ExitCode::SUCCESS
        }
        // an answer, which a program may read
        Err(MainError::Wrong(said)) => {
            let _ = write!(std::io::stdout(), "{said}");
            ExitCode::FAILURE
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<String, MainError> {
    if let Some(Command::Journal { act }) = &cli.command
        && let Some(judged) = proofs::offline(act)
    {
        return Ok(judged?);
    }
    let read = service::config::load::<Config>(&cli.config);
    match (cli.command, read) {
        (Some(Command::Doctor { json }), read) => examined(&doctor::doctor(read, &Ambient::system()).await, json),
        (_, Err(error)) => Err(error.into()),
        (Some(Command::Check), Ok(_)) => Ok("The configuration holds.\n".to_owned()),
        (Some(Command::InitialAccessToken { uses, expires, trusted }), Ok(config)) => {
            let wish = Wish { uses, lasting: Seconds::hours(expires), trusted };
            let token = registration::initial_access_token(&config, wish, &Ambient::system()).await?;
            Ok(format!("{}\n", token.expose_secret()))
        }
        (Some(Command::Bootstrap { name, recover }), Ok(config)) => {
            Ok(exploitation::bootstrap(&config, (&name, recover.as_deref()), &Ambient::system()).await?)
        }
        (Some(Command::Keys { act }), Ok(config)) => {
            let wish = act.map_or(schedule::Wish::List, KeysAct::wish);
            Ok(schedule::act(&config, wish, &Ambient::system()).await?)
        }
        (Some(Command::Rehearse(asked)), Ok(config)) => {
            Ok(rehearsal::act(&config, asked.wish().as_ref(), &Ambient::system()).await?)
        }
        (Some(Command::Partenaires { verbe }), Ok(config)) => {
            Ok(partenaires::act(&config, verbe, &Ambient::system()).await?)
        }
        (Some(Command::VerifyJournal), Ok(config)) => {
            Ok(proofs::act(&config, &proofs::Act::Verify { kept: Vec::new() }, &Ambient::system()).await?)
        }
        (Some(Command::Journal { act }), Ok(config)) => Ok(proofs::act(&config, &act, &Ambient::system()).await?),
        (None, Ok(config)) => {
            let telemetry = telemetry::init_traced("info", NAMED, config.traces.as_ref())?;
            let provider = Provider::start(config, Ambient::system(), Shutdown::on_signals()).await?;
            provider.stopped().await;
            telemetry.close().await;
            Ok(String::new())
        }
    }
}

fn examined(diagnosis: &Diagnosis, json: bool) -> Result<String, MainError> {
    let told = if json { format!("{}\n", serde_json::json!(diagnosis)) } else { diagnosis.text() };
    if diagnosis.is_wrong() { Err(MainError::Wrong(told)) } else { Ok(told) }
}

impl KeysAct {
    fn wish(self) -> schedule::Wish {
        match self {
            Self::List => schedule::Wish::List,
            Self::Rotate { alg } => schedule::Wish::Rotate(alg),
            Self::RetireNow { kid } => schedule::Wish::RetireNow(kid),
        }
    }
}
