//! An operator whose administrateur technique is at a vendor, and the card authority of tests, which may fall silent.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use certificat_org::{Commande, Delivre};
use igc::{CommandeRefusee, Igc};
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use registry_core::NouveauPorteur;
use registry_core::certificat::{
    Administration, CertificatError, CertificatId, Emploi, Etape, IgcError, NouvelleCommande, RaisonRevocation, Suite,
};
use registry_core::contact::{MoyenFort, PreuveForte};
use registry_core::habilitation::{NouvelleDesignation, Perimetre, Titre};
use registry_core::journal::{Acte, CertificatActe};

use crate::banc::{Banc, id};
use crate::courrier::pris;
use crate::portail::{DIRECTRICE, EJ, cle, designation, finess};
use crate::porteur::directrice;

/// At the vendor of the software (CRT-10).
pub const EDITEUR: &str = "599999999800019/CPAT0001";
pub const REPOND: u8 = 0;
pub const SE_TAIT: u8 = 1;
pub const REFUSE: u8 = 2;

/// The authority, which may fall silent or refuse.
pub struct Autorite {
    pub igc: Igc,
    humeur: AtomicU8,
    /// An order that it knows no more.
    pub perdue: Mutex<Option<CertificatId>>,
}

#[async_trait]
impl registry_core::certificat::Igc for Autorite {
    async fn delivrer(&self, reference: &CertificatId, commande: &Commande) -> Result<Delivre, IgcError> {
        self.humeur()?;
        self.igc.livrer(reference.as_str(), commande).map_err(|refus| match refus {
            CommandeRefusee::Igc(cause) => IgcError::Injoignable(cause.to_string()),
            refus => IgcError::Refus(refus.phrase()),
        })
    }

    async fn revoquer(&self, reference: &CertificatId, raison: RaisonRevocation) -> Result<(), IgcError> {
        self.humeur()?;
        if self.perdue.lock().unwrap().as_ref() == Some(reference) {
            return Err(IgcError::Injoignable("it answered 404".to_owned()));
        }
        self.igc.revoquer_commande(reference.as_str(), raison).map_err(|cause| IgcError::Injoignable(cause.to_string()))
    }
}

impl Autorite {
    fn humeur(&self) -> Result<(), IgcError> {
        match self.humeur.load(Ordering::Relaxed) {
            SE_TAIT => Err(IgcError::Injoignable("down".to_owned())),
            REFUSE => Err(IgcError::Refus("Votre structure est inconnue.".to_owned())),
            _ => Ok(()),
        }
    }

    pub fn est(&self, humeur: u8) {
        self.humeur.store(humeur, Ordering::Relaxed);
    }
}

/// An operator whose administrateur technique is at a vendor.
pub struct Bureau {
    pub banc: Banc,
    pub autorite: Arc<Autorite>,
    pub administration: Administration,
}

impl Bureau {
    pub async fn ouvrir(banc: Banc) -> Self {
        banc.portail().await;
        banc.editeur().await;
        let igc = Igc::create(&banc.ambient, "https://igc.example").unwrap();
        let autorite = Arc::new(Autorite { igc, humeur: AtomicU8::new(REPOND), perdue: Mutex::default() });
        let magasin = Arc::new(banc.magasin.clone());
        let administration = Administration::new(banc.guichet(), magasin, autorite.clone());
        let bureau = Self { banc, autorite, administration };
        bureau.designer(EDITEUR, EJ).await.unwrap();
        bureau.banc.distribuer(pris()).await;
        bureau
    }

    pub async fn designer(&self, qui: &str, ou: &str) -> Result<(), &'static str> {
        let perimetre = match ou {
            EJ => Perimetre::EntiteJuridique(finess(EJ)),
            autre => Perimetre::Etablissement(finess(autre)),
        };
        let voulue = NouvelleDesignation {
            titre: Titre::AdministrateurTechnique,
            formation_suivie: false,
            ..designation(qui, perimetre)
        };
        let designation = self.banc.designation();
        designation
            .designer(&id(DIRECTRICE), &cle(&format!("at{}", qui.len())), voulue)
            .await
            .map(drop)
            .map_err(|e| e.code())
    }

    pub async fn commander(&self, mot: &str, emploi: Emploi, nom: &str) -> Result<CertificatId, CertificatError> {
        let (ej, logiciel) = (finess(EJ), "Dossier résident".to_owned());
        let nouvelle = NouvelleCommande { ej, logiciel, emploi, nom: nom.to_owned() };
        self.administration.commander(&self.preuve(EDITEUR), &cle(mot), nouvelle).await
    }

    /// Who they are, shown just now.
    pub fn preuve(&self, qui: &str) -> PreuveForte {
        PreuveForte { personne: id(qui), le: self.banc.ambient.now(), moyen: MoyenFort::Carte }
    }

    /// Ordered and retrieved.
    pub async fn obtenir(&self, mot: &str, emploi: Emploi, nom: &str) -> CertificatId {
        let certificat = self.commander(mot, emploi, nom).await.unwrap();
        let suite = self.administration.retirer(&self.preuve(EDITEUR), &certificat, &demande(nom)).await.unwrap();
        assert_eq!(suite, Suite::Faite);
        certificat
    }

    pub async fn etape(&self, certificat: &CertificatId) -> Etape {
        self.administration.lire(&id(EDITEUR), certificat).await.unwrap().0.etape
    }

    pub fn dits(&self) -> Vec<&'static str> {
        let actes = self.banc.carnet.actes.lock().unwrap();
        let etapes = actes.iter().filter_map(|acte| match acte {
            Acte::Certificat(CertificatActe::Etape { etape, .. }) => Some(*etape),
            _ => None,
        });
        etapes.collect()
    }
}

impl Banc {
    /// The vendor's technician, with a card of the vendor's.
    async fn editeur(&self) {
        let structure = annuaire::Structure { siret: "99999999800019".to_owned(), ..annuaire::Structure::default() };
        let (nom, prenom) = ("FICTIF-DELORME".to_owned(), "Yann".to_owned());
        let porteur = NouveauPorteur { identifiant: id(EDITEUR), nom, prenom, structure, ..directrice() };
        self.declaration().declarer_porteur(porteur).await.unwrap();
    }
}

/// PKCS#10 of a new key.
pub fn demande(nom: &str) -> String {
    de(nom, &KeyPair::generate().unwrap())
}

pub fn de(nom: &str, key: &KeyPair) -> String {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, nom);
    params.serialize_request(key).unwrap().pem().unwrap()
}
