//! Where everything is, for `sandbox.json`.

use ambient::ExposeSecret as _;

use super::chantier::Chantier;
use crate::cartes::Carte;
use crate::erreur::BacError;
use crate::fournisseur::{self, Secrets};
use crate::machine::{self, Machines};
use crate::manifeste::{self, Manifeste};
use crate::population;
use crate::ports::{origin, plain_origin};
use crate::registre::{CLE_ANNUAIRE, Registre};

impl Chantier {
    pub fn manifeste(
        &self,
        registre: &Registre,
        secrets: &Secrets,
        machines: Machines,
        cartes: Vec<Carte>,
    ) -> Result<Manifeste, BacError> {
        let ports = self.ports;
        let jeton = fournisseur::jeton_enregistrement(&self.dossier, &self.ambient)?;
        let initial_access_token = self.secret(&jeton)?.expose_secret().to_owned();
        let issuer = fournisseur::issuer(ports).to_string();
        Ok(Manifeste {
            pid: std::process::id(),
            registration: manifeste::Registration {
                endpoint: format!("{issuer}{}", idp_core::hosts::Hosts::REGISTRATION),
                initial_access_token,
            },
            issuer,
            authorization: origin(ports.authorization()),
            carte: origin(ports.carte()),
            registre: manifeste::Registre { url: origin(ports.registry()), personnes: registre.personnes },
            telephones: origin(ports.telephones()),
            dui: origin(ports.dui()),
            dmp: manifeste::Dmp { url: origin(ports.dmp()), api: origin(ports.dmp_machines()) },
            messagerie: origin(ports.messagerie()),
            accueil: origin(ports.accueil()),
            portail: origin(ports.portail()),
            annuaire: manifeste::Annuaire {
                url: origin(ports.annuaire()),
                cle: self.secret(&self.dossier.chemin(CLE_ANNUAIRE))?.expose_secret().to_owned(),
            },
            partenaires: origin(ports.partenaires()),
            franceconnect: origin(ports.franceconnect()),
            igc: plain_origin(ports.igc()),
            ca: self.autorite.clone(),
            tls: self.tls.clone(),
            mtls: manifeste::Mtls {
                url: origin(ports.mtls()),
                client_id: machine::CLIENT,
                certificate: machines.essai.certificat,
                key: machines.essai.cle,
                insi: manifeste::Insi {
                    client_id: machine::CLIENT_INSI,
                    certificate: machines.insi.certificat,
                    key: machines.insi.cle,
                },
            },
            clients: vec![
                manifeste::Client { client_id: "dui", client_secret: secrets.dui.clone() },
                manifeste::Client { client_id: "essai", client_secret: secrets.essai.clone() },
                manifeste::Client { client_id: "dmp", client_secret: secrets.dmp.clone() },
                manifeste::Client { client_id: "poste-lourd", client_secret: secrets.poste_lourd.clone() },
            ],
            personnes: population::nommes()
                .into_iter()
                .map(|personne| manifeste::Personne {
                    qui: personne.cle,
                    identifiant: personne.identifiant.to_string(),
                    nom: personne.nom,
                    prenom: personne.prenom,
                    montre: personne.qui,
                })
                .collect(),
            cartes,
        })
    }
}
