//! A desk that orders cards, and the card authority of tests, which may fall silent.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use carte_cps::{CarteProduite, CommandeCarte, ModeleCarte};
use igc::{CarteRefusee, Igc};
use registry_core::carte::{
    AutoriteCartes, AutoriteError, CarteError, CarteId, Cartes, Etape, Fichier as _, NouvelleCarte, RaisonOpposition,
};
use registry_core::journal::{Acte, CarteActe};

use crate::banc::{Banc, id};
use crate::courrier::pris;
use crate::portail::{DIRECTRICE, EJ, cle, finess};

/// The authority, which may fall silent.
pub struct Autorite {
    igc: Igc,
    pub muette: AtomicBool,
    /// What it makes is made, and its answer is lost.
    pub perd: AtomicBool,
    pub refuse: AtomicBool,
}

#[async_trait]
impl AutoriteCartes for Autorite {
    async fn produire(&self, reference: &CarteId, commande: &CommandeCarte) -> Result<CarteProduite, AutoriteError> {
        self.parle()?;
        if self.refuse.load(Ordering::Relaxed) {
            return Err(AutoriteError::Refus("Pas aujourd’hui.".to_owned()));
        }
        let produite = self.igc.produire(reference.as_str(), commande);
        if self.perd.load(Ordering::Relaxed) {
            return Err(AutoriteError::Injoignable("lost".to_owned()));
        }
        produite.map_err(|refus| match refus {
            CarteRefusee::Igc(cause) => AutoriteError::Injoignable(cause.to_string()),
            refus => AutoriteError::Refus(refus.phrase().to_owned()),
        })
    }

    async fn envoyer(&self, reference: &CarteId) -> Result<(), AutoriteError> {
        self.parle()?;
        self.igc.envoyer_carte(reference.as_str()).map_err(|cause| AutoriteError::Injoignable(cause.to_string()))
    }

    async fn opposer(&self, reference: &CarteId, raison: RaisonOpposition) -> Result<(), AutoriteError> {
        self.parle()?;
        let faite = self.igc.opposer_commande(reference.as_str(), raison);
        faite.map_err(|cause| AutoriteError::Injoignable(cause.to_string()))
    }
}

impl Autorite {
    fn parle(&self) -> Result<(), AutoriteError> {
        match self.muette.load(Ordering::Relaxed) {
            true => Err(AutoriteError::Injoignable("down".to_owned())),
            false => Ok(()),
        }
    }
}

pub struct Bureau {
    pub banc: Banc,
    pub autorite: Arc<Autorite>,
    pub cartes: Cartes,
}

impl Bureau {
    pub async fn ouvrir(banc: Banc) -> Self {
        banc.portail().await;
        Self::sur(banc)
    }

    pub fn sur(banc: Banc) -> Self {
        let igc = Igc::create(&banc.ambient, "https://igc.example").unwrap();
        let non = || AtomicBool::new(false);
        let autorite = Arc::new(Autorite { igc, muette: non(), perd: non(), refuse: non() });
        let magasin = Arc::new(banc.magasin.clone());
        let cartes = Cartes::new(banc.guichet(), magasin.clone(), magasin, autorite.clone());
        Self { banc, autorite, cartes }
    }

    pub async fn commander(&self, mot: &str, qui: &str) -> Result<CarteId, CarteError> {
        self.cartes.commander(&id(DIRECTRICE), &cle(mot), cpe(qui)).await
    }

    pub async fn etape(&self, carte: &CarteId) -> Etape {
        self.banc.magasin.carte_lue(carte).await.unwrap().unwrap().etape
    }

    /// Ordered, made, sent, received.
    pub async fn recue(&self, mot: &str, qui: &str) -> CarteId {
        let carte = self.commander(mot, qui).await.unwrap();
        self.tours(2).await;
        self.cartes.recevoir(&id(qui), &carte).await.unwrap();
        carte
    }

    pub async fn tours(&self, nombre: usize) {
        for _ in 0..nombre {
            self.cartes.tour_des_oppositions().await.unwrap();
            self.cartes.tour().await.unwrap();
        }
    }

    /// What the journal was told of a card: by whom, which stage.
    pub fn dits(&self) -> Vec<(String, &'static str)> {
        let actes = self.banc.carnet.actes.lock().unwrap();
        let dits = actes.iter().filter_map(|acte| match acte {
            Acte::Carte(CarteActe::Etape { par, etape, .. }) => Some((par.clone(), *etape)),
            _ => None,
        });
        dits.collect()
    }

    pub async fn mails(&self) -> Vec<&'static str> {
        self.banc.distribuer(pris()).await.into_iter().map(|(_, nature)| nature).collect()
    }

    /// Serial numbers on the authority's list.
    pub fn oppose(&self, carte: &Etape) -> bool {
        let series = &carte.fabrication().unwrap().series;
        let listes = self.autorite.igc.crls(self.banc.ambient.now()).unwrap();
        let octets = |serie: &str| -> Vec<u8> {
            (0..serie.len()).step_by(2).map(|la| u8::from_str_radix(&serie[la..la + 2], 16).unwrap()).collect()
        };
        let nomme = |serie: &String| {
            let serie = octets(serie);
            listes.iter().any(|liste| liste.der.windows(serie.len()).any(|suite| suite == serie))
        };
        series.iter().all(nomme)
    }
}

pub fn cpe(qui: &str) -> NouvelleCarte {
    NouvelleCarte { modele: ModeleCarte::Cpe, structure: finess(EJ), porteur: id(qui) }
}
