//! « Poste lourd »: a program of a desk, without a browser, that signs a person in by CIBA as Pro Santé Connect speaks it, and the
//! code that an integrator copies from.
//!
//! The person types their number here; two digits show; they carry them to their phone, which asks for their code and, where there
//! are several, for the place of work. The program then says who this is and where they work, refreshes, and signs out.
//!
//! A program on a desk keeps no secret: in a real product the client's secret stays on the editor's server, which makes these calls
//! for the desks (Proxy e-santé does so). Here it is a file, so that all of it can be read in one place.

mod ciba;
mod dialogue;
mod fournisseur;
mod http;
mod professionnel;
mod session;

use std::io::{BufRead as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use fournisseur::{Config, Erreur, Fournisseur};

/// Se connecter depuis un poste sans navigateur, avec son téléphone.
#[derive(Debug, Parser)]
#[command(name = "poste-lourd", version)]
struct Options {
    /// Votre identifiant national : 8, puis les onze chiffres du RPPS. Demandé s’il manque.
    #[arg(long)]
    identifiant: Option<String>,
    #[arg(long, default_value = "https://localhost:8440/auth/realms/esante-wallet")]
    issuer: String,
    #[arg(long, default_value = "poste-lourd")]
    client: String,
    /// Le fichier du secret de l’application.
    #[arg(long, default_value = ".data/cles/client-poste-lourd")]
    secret: PathBuf,
    /// L’autorité à croire en plus de celles du système (PEM).
    #[arg(long)]
    ca: Option<PathBuf>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    // the first provider of cryptography is the only one
    let _deja = rustls::crypto::aws_lc_rs::default_provider().install_default();
    match tout(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(erreur) => {
            let _ferme = writeln!(std::io::stderr(), "{erreur}");
            ExitCode::FAILURE
        }
    }
}

async fn tout(options: Options) -> Result<(), Erreur> {
    let config = Config {
        issuer: options.issuer,
        client_id: options.client,
        client_secret: lu(&options.secret)?.trim().to_owned(),
        ca_pem: options.ca.as_ref().map(lu).transpose()?,
    };
    let identifiant = match options.identifiant {
        Some(identifiant) => identifiant,
        None => demande("Votre numéro (8, puis les onze chiffres du RPPS) : ")?,
    };
    let fournisseur = Fournisseur::decouvrir(config).await?;
    let session = ciba::connecter(&fournisseur, identifiant.trim(), &mut std::io::stdout()).await?;
    let lignes = std::io::stdin().lock().lines().map_while(Result::ok);
    dialogue::tenir(&fournisseur, session, lignes, &mut std::io::stdout()).await
}

fn lu(fichier: &PathBuf) -> Result<String, Erreur> {
    std::fs::read_to_string(fichier).map_err(|cause| Erreur::Fichier(fichier.clone(), cause))
}

fn demande(question: &str) -> Result<String, Erreur> {
    let mut reponse = String::new();
    let mut sortie = std::io::stdout();
    let lu = write!(sortie, "{question}")
        .and_then(|()| sortie.flush())
        .and_then(|()| std::io::stdin().read_line(&mut reponse));
    lu.map(|_| reponse).map_err(Erreur::Ecran)
}
