//! `caducee carte`: what somebody does with a card at their desk. The reader is simulated (docs/decisions/0028); browsers and curl
//! load its PKCS#11 module and ask for the PIN as with a real one.

mod curl;
mod demande;
mod depart;
mod erreur;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use lecteur::{ESSAIS, Lecteur};

pub use erreur::PosteError;

use crate::cartes::{self, Carte};
use crate::ports::{Ports, origin};

/// Of every card, until it is renewed with another one: they protect nobody.
const PIN: &str = "1234";

#[derive(Debug, Subcommand)]
pub enum Verbe {
    /// The cards, one a line: name, holder, wrong PINs, and which is in the reader.
    Liste,
    /// Put a card into the reader, and say how a browser and curl use it.
    Inserer {
        /// `medecin`, `directrice`… as the first page of the sandbox lists them.
        qui: String,
        /// Its PIN, chosen the first time that it is inserted: 1234 unless said.
        #[arg(long)]
        pin: Option<String>,
    },
    /// Take the card out: programs that use it hear it, and so does the provider.
    Retirer,
    /// Block a card, as three wrong PINs do.
    Bloquer { qui: String },
    /// Have a card renewed: another key, the former certificate is stopped.
    Renouveler {
        qui: String,
        #[arg(long, default_value = PIN)]
        pin: String,
    },
    /// What a service asks of the holder of the card in the reader (CIBA, `channel=CARD`).
    Demande {
        #[arg(long, default_value = PIN)]
        pin: String,
    },
    /// Answer it: with the number of the service's screen, or by a refusal.
    Repondre {
        #[arg(long, required_unless_present = "refuser")]
        nombre: Option<String>,
        /// Which place, when several are proposed.
        #[arg(long)]
        situation: Option<String>,
        #[arg(long, conflicts_with = "nombre")]
        refuser: bool,
        #[arg(long, default_value = PIN)]
        pin: String,
    },
}

/// The desk: its reader, and the cards of the sandbox that lies in this folder.
pub struct Poste {
    data: PathBuf,
    ports: Ports,
    lecteur: Lecteur,
    cartes: Vec<Carte>,
}

impl Poste {
    pub fn ouvrir(data: &Path, ports: Ports) -> Result<Self, PosteError> {
        let absent = |cause| PosteError::Absent { data: data.to_owned(), cause };
        let data = data.canonicalize().map_err(absent)?;
        let cartes = cartes::liste(&data)?;
        let lecteur = Lecteur::ouvrir(&data.join("lecteur"))?;
        Ok(Self { data, ports, lecteur, cartes })
    }

    /// What the person reads.
    pub async fn executer(&self, verbe: &Verbe) -> Result<String, PosteError> {
        match verbe {
            Verbe::Liste => Ok(self.liste()),
            Verbe::Inserer { qui, pin } => self.inserer(qui, pin.as_deref()).await,
            Verbe::Retirer => self.retirer().await,
            Verbe::Bloquer { qui } => {
                self.carte(qui)?;
                self.lecteur.bloquer(qui)?;
                Ok(format!("{qui} est bloquée. Pour la remplacer : caducee carte renouveler {qui}\n"))
            }
            Verbe::Renouveler { qui, pin } => self.renouveler(qui, pin).await,
            Verbe::Demande { pin } => Ok(demande::dite(&self.demande(pin)?)),
            Verbe::Repondre { nombre, situation, pin, .. } => {
                self.repondre(pin, nombre.as_deref(), situation.as_deref())
            }
        }
    }

    fn liste(&self) -> String {
        let presente = self.lecteur.presente().map(|insertion| insertion.carte);
        let mut texte = String::new();
        for carte in &self.cartes {
            let place = if presente.as_ref() == Some(&carte.qui) { ", dans le lecteur" } else { "" };
            let code = match self.lecteur.essais(&carte.qui) {
                0 => String::new(),
                1 => ", 1 code faux".to_owned(),
                ESSAIS => ", bloquée".to_owned(),
                faux => format!(", {faux} codes faux"),
            };
            // writing into a String never fails
            let _ = writeln!(texte, "{} : {} ({}){place}{code}", carte.qui, carte.nom, carte.identifiant);
        }
        texte
    }

    async fn inserer(&self, qui: &str, pin: Option<&str>) -> Result<String, PosteError> {
        let carte = self.carte(qui)?;
        let connue = self.lecteur.connait(qui);
        if connue && pin.is_some() {
            return Err(PosteError::CodeChoisi(qui.to_owned()));
        }
        if self.lecteur.presente().is_some_and(|insertion| insertion.carte != qui) {
            self.retirer().await?;
        }
        let pin = pin.unwrap_or(PIN);
        self.lecteur.inserer(qui, &carte.pem, pin)?;
        let etat = match (connue, self.lecteur.essais(qui)) {
            (false, _) => format!("{qui} est dans le lecteur. Son code : {pin}"),
            (true, ESSAIS) => {
                format!("{qui} est dans le lecteur, bloquée. Pour la remplacer : caducee carte renouveler {qui}")
            }
            (true, _) => format!("{qui} est dans le lecteur. Son code n'a pas changé."),
        };
        Ok(format!("{etat}\n\n{}", self.usage()))
    }

    /// How programs use what is in the reader: they ask for the PIN.
    fn usage(&self) -> String {
        let module = self.lecteur.module().display().to_string();
        let autorite = self.data.join("ca.pem").display().to_string();
        let adresse = origin(self.ports.carte());
        format!(
            "Chromium, une fois : modutil -dbdir sql:$HOME/.pki/nssdb -add caducee -libfile {module} -force\n\
             curl : PKCS11_MODULE_PATH={module} curl --cacert {autorite} --engine pkcs11 --cert-type ENG --key-type ENG \
             --cert 'pkcs11:type=cert' --key 'pkcs11:type=private' {adresse}\n\
             Le code est demandé ; dans un script : --key 'pkcs11:type=private;pin-value=CODE'\n"
        )
    }

    fn carte(&self, qui: &str) -> Result<&Carte, PosteError> {
        let found = self.cartes.iter().find(|carte| carte.qui == qui);
        found.ok_or_else(|| PosteError::Inconnue(qui.to_owned()))
    }
}
