//! The sandbox in one process: each service through its own wiring, on its own door.

mod adresses;
pub(crate) mod certificats;
mod chantier;
mod demonstration;
mod portail;
mod portes;

use std::sync::Arc;

use idp_server::{Around, Provider};
use igc::Igc;
use service::Shutdown;
use tokio::task::JoinSet;

use crate::annonce::Annonce;
use crate::cli::Start;
use crate::dossier::Dossier;
use crate::erreur::BacError;
use crate::fournisseur::{self, Moteurs, Secrets, Voisins};
use crate::horloge::Horloge;
use crate::machine::{self, Machines};
use crate::manifeste::Manifeste;
use crate::ports::{Ports, plain_origin};
use crate::{accueil, cartes, delais};
use chantier::Chantier;

/// Running; `manifeste` says where everything is.
pub struct Bac {
    pub manifeste: Manifeste,
    doors: JoinSet<()>,
    provider: Provider,
    registre: registry_server::Registry,
    shutdown: Shutdown,
}

impl Bac {
    /// Opens everything in the folder of `start`. The manifest is written last.
    pub async fn ouvrir(start: &Start, annonce: &mut Annonce, shutdown: Shutdown) -> Result<Self, BacError> {
        Self::ouvrir_autour(start, annonce, shutdown, None).await
    }

    /// The same, with something of the caller's around the provider's sites.
    pub async fn ouvrir_autour(
        start: &Start,
        annonce: &mut Annonce,
        shutdown: Shutdown,
        autour: Option<Around>,
    ) -> Result<Self, BacError> {
        let dossier = Dossier::ouvrir(&start.data, start.reset)?;
        let horloge = Horloge::lire(&start.data);
        let ambient = horloge.ambient();
        let ports = Ports::from_base(start.port_base);
        let igc = plain_origin(ports.igc()).origin().ascii_serialization();
        let igc = Arc::new(Igc::ouvrir(&ambient, &igc, &dossier.chemin("igc"))?);
        let cartes = cartes::ouvrir(&igc, &dossier)?;
        let machines = machine::ouvrir(&igc, &dossier)?;
        let mut chantier = Chantier::nouveau(dossier, (ports, ambient), &igc, shutdown)?;
        chantier.autour = autour;
        chantier.igc(&igc).await?;
        annonce.fait("autorité de cartes et certificats");
        let registre = chantier.registre(start).await?;
        annonce.fait(&format!("registre, {} personnes", registre.personnes));
        let cle_sms = chantier.messagerie().await?;
        chantier.telephones().await?;
        annonce.fait("téléphones et messages simulés");
        let secrets = Secrets::ouvrir(&chantier.dossier, &chantier.ambient)?;
        let cles = (cle_sms, registre.cle.clone());
        let provider = chantier.fournisseur(start, &igc, (&secrets, &machines), cles).await?;
        annonce.fait("fournisseur d'identité");
        chantier.dui(&secrets).await?;
        chantier.dmp(&secrets).await?;
        chantier.portail(&registre.registry).await?;
        chantier.franceconnect().await?;
        let listes = cartes::renouveler_listes(igc.clone(), chantier.dossier.clone(), chantier.ambient.clone());
        tokio::spawn(listes);
        let manifeste = chantier.manifeste(&registre, &secrets, machines, cartes)?;
        let delais = delais::router(&registre.registry, (horloge, chantier.dossier.clone()), ports);
        let pages = accueil::router(&manifeste, &igc, &chantier.dossier, ports).merge(delais);
        chantier.ouvrir(ports.accueil(), pages).await?;
        annonce.fait("portail et services de démonstration");
        manifeste.ecrire(&chantier.dossier)?;
        let Chantier { doors, shutdown, .. } = chantier;
        Ok(Self { manifeste, doors, provider, registre: registre.registry, shutdown })
    }

    /// Its registry, for acts that a campaign makes there.
    pub const fn registre(&self) -> &registry_server::Registry {
        &self.registre
    }

    /// Until the order to stop; then every service drains and closes its journal.
    pub async fn attendre(mut self) {
        self.shutdown.requested().await;
        self.provider.stopped().await;
        while self.doors.join_next().await.is_some() {}
        if let Err(error) = self.registre.close().await {
            tracing::error!(%error, "the registry's journal was not closed by a checkpoint");
        }
    }
}

impl Chantier {
    /// The provider, beside everything that it asks. `cles`: the files of the SMS gateway's key and of the registry's.
    async fn fournisseur(
        &self,
        start: &Start,
        igc: &Igc,
        (secrets, machines): (&Secrets, &Machines),
        (cle_sms, cle_registre): (std::path::PathBuf, std::path::PathBuf),
    ) -> Result<Provider, BacError> {
        let (dossier, ports) = (&self.dossier, self.ports);
        cartes::ecrire_listes(igc, dossier)?;
        let voisins = Voisins {
            autorite: self.autorite.clone(),
            certificat: self.tls.certificate.clone(),
            cle: self.tls.key.clone(),
            cartes: certificats::autorites(igc, dossier, ports)?,
            machines: machine::autorites(igc, dossier, ports)?,
            cle_registre,
            cle_sms,
            clients: fournisseur::clients(dossier, ports, start.clients.as_deref(), secrets, machines)?,
            exploitation: start.exploitation,
            moteurs: Moteurs { sql: start.provider_sql_file.clone(), redis: start.redis_file.clone() },
        };
        let config = fournisseur::config(dossier, ports, voisins, &self.ambient)?;
        fournisseur::ecrire(dossier, &config)?;
        let (ambient, shutdown) = (self.ambient.clone(), self.shutdown.clone());
        Ok(match &self.autour {
            Some(autour) => Provider::start_within(config, ambient, shutdown, autour).await?,
            None => Provider::start(config, ambient, shutdown).await?,
        })
    }
}
