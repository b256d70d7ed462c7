//! The command line of the sandbox.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Caducée, le bac à sable : un fournisseur d'identité complet sur cette machine, avec des personnes inventées.
#[derive(Debug, Parser)]
#[command(name = "caducee", version, about)]
pub struct Cli {
    #[command(flatten)]
    pub start: Start,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// How the sandbox starts when no verb is given.
#[derive(Clone, Debug, Args)]
pub struct Start {
    /// Folder that keeps everything: databases, keys, cards, phones.
    #[arg(long, default_value = ".data", global = true)]
    pub data: PathBuf,
    /// First of the twenty ports in a row that the sandbox sets aside.
    #[arg(long, default_value_t = 8440, value_parser = clap::value_parser!(u16).range(1..=65_516), global = true)]
    pub port_base: u16,
    /// Applications to declare besides the demonstration ones (docs/integration.md).
    #[arg(long)]
    pub clients: Option<PathBuf>,
    /// A file that holds the address of a PostgreSQL database for the provider, instead of SQLite.
    #[arg(long)]
    pub provider_sql_file: Option<PathBuf>,
    /// A file that holds the address of a PostgreSQL database for the registry, instead of SQLite.
    #[arg(long)]
    pub registry_sql_file: Option<PathBuf>,
    /// A file that holds the address of a Redis for short-lived state, instead of this process.
    #[arg(long)]
    pub redis_file: Option<PathBuf>,
    /// Close the operators' door: their pages ask for a passkey, and `idp-server bootstrap` draws the first link
    /// (docs/exploitation.md). Without it whoever reaches their address reads them.
    #[arg(long)]
    pub exploitation: bool,
    /// Wipe the data folder before starting.
    #[arg(long)]
    pub reset: bool,
    /// What to say on standard error besides: `info`, or `warn,idp_core=debug`.
    #[arg(long, default_value = "warn")]
    pub log: String,
    /// How many invented people the registry holds at first start.
    #[arg(long, default_value_t = 2_000)]
    pub people: usize,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Do the main job without a browser: activate an e-CPS, log in with it, then with a card, and check everything.
    Try(Try),
    /// The simulated phone, for scripts.
    #[command(subcommand)]
    Mobile(mobile_sim_server::cli::Verb),
    /// The signing keys of the provider: what `idp-server keys` does, on the sandbox that was started in this folder.
    Cles {
        /// A follower of this algorithm (RS256, PS256, ES256 or EdDSA) is published now, and signs once caches have seen it.
        #[arg(long)]
        tourner: Option<idp_core::key::SigningAlg>,
    },
    /// A token with which clients register themselves (RFC 7591 §3): what `idp-server initial-access-token` does, on the sandbox
    /// that was started in this folder. The one of `sandbox.json` vouches for its clients; this one does so only if asked.
    Jeton {
        /// How many clients it registers.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=10_000))]
        usages: u32,
        /// How many hours it lasts.
        #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..=8_760))]
        heures: u32,
        /// Its clients are known: a refusal may send a browser straight back to them.
        #[arg(long)]
        connu: bool,
    },
    /// What applications of Pro Santé Connect's profile are answered, switched while the sandbox runs: for one of them, or for all.
    /// What `idp-server rehearse` does; without a wish, it tells how things stand.
    Repeter(Repeter),
    /// The partner space: what `idp-server partenaires` does, on the sandbox that was started in this folder.
    #[command(subcommand)]
    Partenaires(idp_server::partenaires::commande::Verbe),
    /// A card in the simulated reader, for browsers and curl (PKCS#11).
    #[command(subcommand)]
    Carte(crate::poste::Verbe),
    /// Oppose a card of the invented authority: by its name (`medecin`), its number or a serial number. Whatever rests on it ends.
    Opposer { carte: String },
    /// Make a door of the card authority fail (tardive, perimee, autre-signataire, autre-serie, indulgente, muette), or work again.
    Panne {
        /// crl, delta or ocsp.
        guichet: String,
        panne: Option<String>,
    },
    /// How curl, Node, Python, Java and the browser learn to trust the sandbox's certificates.
    Trust {
        /// Install the authority in the system's store (Debian; needs root).
        #[arg(long)]
        install: bool,
    },
}

#[derive(Debug, Args)]
pub struct Repeter {
    /// The application's `client_id`; without it, every application that has nothing of its own.
    pub client: Option<String>,
    /// eidas1, eidas3-carte or eidas2-2026.
    #[arg(long, value_parser = idp_server::rehearsal::behaviour)]
    pub niveaux: Option<idp_core::assurance::Behaviour>,
    /// federated or psi.
    #[arg(long, value_parser = idp_server::rehearsal::subject)]
    pub sujet: Option<idp_core::claims::subject::SubjectForm>,
    /// As it was before any switch.
    #[arg(long, conflicts_with_all = ["niveaux", "sujet"])]
    pub fin: bool,
}

#[derive(Debug, Args)]
pub struct Try {
    /// A running sandbox (its DUI's address, for example `https://localhost:8445`) instead of a private one.
    #[arg(long)]
    pub base: Option<url::Url>,
    /// Print one JSON object and nothing else.
    #[arg(long)]
    pub json: bool,
}
