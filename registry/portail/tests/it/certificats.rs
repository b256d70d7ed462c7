//! The pages of certificates: what there is and what is missing, an order, a request (PKCS#10), an end.

use std::sync::Mutex;

use ambient::Seconds;
use async_trait::async_trait;
use http::StatusCode;
use pages::Langue;
use pages::samples::faults;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use registry_core::Structure;
use registry_core::certificat::{
    Certificat, CertificatError, CertificatId, Delivrance, Emploi, Etape, Jeu, Logiciel, NiveauCertificats,
    NomCertificat, NouvelleCommande, RaisonRevocation, Suite,
};
use registry_core::idempotence::CleIdempotence;
use registry_portail::GuichetCertificats;
use sante::IdentifiantNational;

use crate::decor::{Decor, MAINTENANT};
use crate::guichets::Temoin;

const TECHNICIEN: &str = "3690990015/CPET0002";
const LISTE: &str = "/bureau/certificats";
const COMMANDER: &str = "/bureau/certificats/commander";
const DEMANDE: &str = "/bureau/certificats/demande";
const REVOQUER: &str = "/bureau/certificats/revoquer";

/// A legal entity with what was ordered for it; judges names and requests as the registry does.
#[derive(Default)]
pub struct Armoire {
    pub certificats: Mutex<Vec<Certificat>>,
    /// The authority says nothing.
    pub muette: Mutex<bool>,
}

fn entite() -> Structure {
    let mut structure = Structure::entite_juridique(&"690990015".parse().unwrap());
    structure.details.raison_sociale = "ASSOCIATION FICTIVE LES TILLEULS".to_owned();
    structure
}

fn certificat(id: &str, emploi: Emploi, etape: Etape) -> Certificat {
    Certificat {
        id: CertificatId::from(id),
        ej: "690990015".parse().unwrap(),
        logiciel: Logiciel::lu("Dossier résident").unwrap(),
        emploi,
        nom: NomCertificat::lire(if emploi == Emploi::Insi { "INSI-AUTO-DUI" } else { "DUI-AUTH" }).unwrap(),
        etape,
        commande_par: TECHNICIEN.parse().unwrap(),
        commande_le: MAINTENANT,
        remplace: None,
    }
}

fn delivre() -> Etape {
    Etape::Delivre(Delivrance {
        serie: "4A".to_owned(),
        certificat: "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n".to_owned(),
        depuis: MAINTENANT,
        jusque: MAINTENANT.plus(Seconds::hours(24 * 365 * 3)),
        empreinte: "00".repeat(32),
        par: TECHNICIEN.parse().unwrap(),
    })
}

impl Armoire {
    fn changer(&self, id: &CertificatId, etape: Etape) -> Result<(), CertificatError> {
        let mut tous = self.certificats.lock().unwrap();
        let un = tous.iter_mut().find(|un| un.id == *id).ok_or(CertificatError::Inconnu)?;
        un.etape = etape;
        Ok(())
    }

    fn signer(&self, id: &CertificatId, demande: &str) -> Result<Suite, CertificatError> {
        let (attendu, lue) = (self.etape(id)?.nom, certificat_org::DemandeLue::lire(demande)?);
        lue.pour(&attendu, "ASSOCIATION FICTIVE LES TILLEULS", "1690990015")?;
        if *self.muette.lock().unwrap() {
            return Ok(Suite::Gardee);
        }
        self.changer(id, delivre())?;
        Ok(Suite::Faite)
    }

    fn etape(&self, id: &CertificatId) -> Result<Certificat, CertificatError> {
        self.certificats.lock().unwrap().iter().find(|un| un.id == *id).cloned().ok_or(CertificatError::Inconnu)
    }
}

#[async_trait]
impl GuichetCertificats for Temoin {
    async fn tableau(&self, agent: &IdentifiantNational) -> Result<Vec<NiveauCertificats>, CertificatError> {
        let certificats = self.armoire.certificats.lock().unwrap().clone();
        let manquants = Emploi::TOUS.into_iter().filter(|emploi| certificats.iter().all(|un| un.emploi != *emploi));
        let jeu = |un: &Certificat| Jeu {
            logiciel: un.logiciel.clone(),
            certificats: certificats.clone(),
            manquants: manquants.clone().collect(),
        };
        Ok(vec![NiveauCertificats {
            structure: entite(),
            peut_administrer: agent.to_string() == TECHNICIEN,
            peut_revoquer: true,
            jeux: certificats.first().map(jeu).into_iter().collect(),
        }])
    }

    async fn lire(
        &self,
        _: &IdentifiantNational,
        id: &CertificatId,
    ) -> Result<(Certificat, Structure), CertificatError> {
        Ok((self.armoire.etape(id)?, entite()))
    }

    async fn commander(
        &self,
        _: &IdentifiantNational,
        _: &CleIdempotence,
        nouvelle: NouvelleCommande,
    ) -> Result<CertificatId, CertificatError> {
        let nom = NomCertificat::lire(&nouvelle.nom).map_err(CertificatError::Nom)?;
        if !nom.convient(nouvelle.emploi) {
            return Err(CertificatError::NomPourAutreChose);
        }
        let commande = Certificat { nom, ..certificat("c", nouvelle.emploi, Etape::NOUVELLE) };
        self.armoire.certificats.lock().unwrap().push(commande);
        Ok(CertificatId::from("c"))
    }

    async fn annuler(&self, agent: &IdentifiantNational, id: &CertificatId) -> Result<(), CertificatError> {
        self.armoire.changer(id, Etape::Annule { par: agent.clone(), le: MAINTENANT })
    }

    async fn retirer(
        &self,
        _: &IdentifiantNational,
        id: &CertificatId,
        demande: &str,
    ) -> Result<Suite, CertificatError> {
        self.armoire.signer(id, demande)
    }

    async fn renouveler(
        &self,
        _: &IdentifiantNational,
        id: &CertificatId,
        demande: &str,
    ) -> Result<Suite, CertificatError> {
        self.armoire.signer(id, demande)
    }

    async fn revoquer(
        &self,
        agent: &IdentifiantNational,
        id: &CertificatId,
        raison: RaisonRevocation,
    ) -> Result<Suite, CertificatError> {
        let Some(delivrance) = self.armoire.etape(id)?.etape.delivrance().cloned() else {
            return Err(CertificatError::AutreEtape);
        };
        self.armoire.changer(id, Etape::Revoque { delivrance, raison, par: agent.clone(), le: MAINTENANT })?;
        Ok(Suite::Faite)
    }
}

async fn avec(certificats: Vec<Certificat>) -> Decor {
    let mut decor = Decor::nouveau().await;
    *decor.registre.armoire.certificats.lock().unwrap() = certificats;
    decor.entrer_caducee(TECHNICIEN).await;
    decor
}

fn demande(nom: &str) -> String {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, nom);
    params.serialize_request(&KeyPair::generate().unwrap()).unwrap().pem().unwrap()
}

// requirement: CRT-03 CRT-05 CRT-06 CRT-07
#[tokio::test]
async fn the_page_explains_the_least_three_and_says_which_is_missing() {
    let mut decor = avec(vec![certificat("a", Emploi::Authentification, delivre())]).await;
    let page = decor.navigateur.lire(LISTE).await.html;
    assert_eq!(faults(&page, Langue::Fr), Vec::<String>::new());
    for dit in
        ["Au moins trois certificats", "Il manque\u{a0}: Signature (SIGN), Authentification à INSi", "lire le DMP"]
    {
        assert!(page.contains(dit), "{dit}");
    }
    assert!(page.contains("Commander un certificat") && page.contains("Télécharger"));
    let pem = decor.navigateur.lire("/bureau/certificats/a").await;
    assert!(pem.html.starts_with("-----BEGIN CERTIFICATE-----"));
    decor.entrer_caducee("3690990015/CPED0001").await;
    let page = decor.navigateur.lire(LISTE).await.html;
    assert!(
        !page.contains("Commander un certificat") && page.contains("Révoquer"),
        "who names revokes, and orders nothing"
    );
}

// requirement: CRT-06 CRT-08
#[tokio::test]
async fn a_certificate_is_ordered_and_its_name_follows_the_rule() {
    let mut decor = avec(Vec::new()).await;
    let form = decor.navigateur.lire(COMMANDER).await.html;
    assert_eq!(faults(&form, Langue::Fr), Vec::<String>::new());
    let champs = |nom: &'static str| {
        [("ej", "690990015"), ("logiciel", "Dossier résident"), ("emploi", "INSI"), ("nom_certificat", nom)]
    };
    for faux in ["DUI-AUTH", "INSI-DUI", "INSI AUTO"] {
        let refusee = decor.navigateur.envoyer(COMMANDER, &form, &champs(faux)).await;
        assert!(refusee.html.contains(r#"id="nom_certificat-remarque""#), "{faux}");
        assert!(refusee.html.contains(&format!(r#"value="{faux}""#)), "what was typed stays");
        assert_eq!(faults(&refusee.html, Langue::Fr), Vec::<String>::new());
    }
    let vide = decor.navigateur.envoyer(COMMANDER, &form, &[]).await;
    for champ in ["ej", "emploi", "logiciel", "nom_certificat"] {
        assert!(vide.html.contains(&format!(r#"id="{champ}-remarque""#)), "{champ}");
    }
    let faite = decor.navigateur.envoyer(COMMANDER, &form, &champs("INSI-AUTO-DUI")).await;
    assert!(faite.html.contains("Certificat commandé") && faite.html.contains("Déposer la demande"));
}

// requirement: CRT-08 X13
#[tokio::test]
async fn a_bad_request_gets_a_sentence_beside_the_field_and_loses_nothing() {
    let mut decor = avec(vec![certificat("a", Emploi::Authentification, Etape::NOUVELLE)]).await;
    let liste = decor.navigateur.lire(LISTE).await.html;
    let ouvrir = [("action", "ouvrir"), ("certificat", "a")];
    let form = decor.navigateur.envoyer(DEMANDE, &liste, &ouvrir).await.html;
    assert_eq!(faults(&form, Langue::Fr), Vec::<String>::new());
    assert!(form.contains("DUI-AUTH"), "the name that the request has to bear");
    let deux = format!("{}{}", demande("DUI-AUTH"), demande("DUI-AUTH"));
    for (texte, dit) in [
        (demande("AUTRE-NOM"), "autre nom"),
        (deux, "plusieurs demandes"),
        ("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----".to_owned(), "illisible"),
    ] {
        let refusee = decor.navigateur.envoyer(DEMANDE, &form, &[("certificat", "a"), ("demande", &texte)]).await;
        assert_eq!(refusee.statut, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refusee.html.contains(r#"id="demande-remarque""#) && refusee.html.contains(dit), "{dit}");
        assert!(refusee.html.contains("-----BEGIN CERTIFICATE REQUEST-----\n"), "what was pasted stays");
        assert_eq!(faults(&refusee.html, Langue::Fr), Vec::<String>::new());
    }
    let privee = KeyPair::generate().unwrap().serialize_pem();
    let refusee = decor.navigateur.envoyer(DEMANDE, &form, &[("certificat", "a"), ("demande", &privee)]).await;
    let corps = privee.lines().nth(1).unwrap();
    assert!(refusee.html.contains("clé privée") && !refusee.html.contains(corps), "nobody reads it again");
    let faite =
        decor.navigateur.envoyer(DEMANDE, &form, &[("certificat", "a"), ("demande", &demande("DUI-AUTH"))]).await;
    assert!(faite.html.contains("Certificat délivré"));
}

#[tokio::test]
async fn of_two_certificates_of_one_name_the_former_is_told_apart_and_is_renewed_no_more() {
    let suivant =
        Certificat { remplace: Some(CertificatId::from("a")), ..certificat("b", Emploi::Authentification, delivre()) };
    let mut decor = avec(vec![certificat("a", Emploi::Authentification, delivre()), suivant]).await;
    let page = decor.navigateur.lire(LISTE).await.html;
    assert_eq!(faults(&page, Langue::Fr), Vec::<String>::new());
    let nombre = |dit: &str| page.matches(&format!("aria-label=\"{dit}\"")).count();
    assert_eq!(nombre("Révoquer le certificat DUI-AUTH (l’ancien)"), 1);
    assert_eq!(nombre("Révoquer le certificat DUI-AUTH"), 1);
    assert_eq!(
        (nombre("Renouveler le certificat DUI-AUTH"), nombre("Renouveler le certificat DUI-AUTH (l’ancien)")),
        (1, 0)
    );
}

#[tokio::test]
async fn an_authority_that_is_silent_is_told_and_the_request_kept() {
    let mut decor = avec(vec![certificat("a", Emploi::Authentification, Etape::NOUVELLE)]).await;
    *decor.registre.armoire.muette.lock().unwrap() = true;
    let liste = decor.navigateur.lire(LISTE).await.html;
    let texte = demande("DUI-AUTH");
    let faite = decor.navigateur.envoyer(DEMANDE, &liste, &[("certificat", "a"), ("demande", &texte)]).await;
    assert!(faite.html.contains("L’IGC ne répond pas") && faite.html.contains("enregistré"));
}

// requirement: CRT-08
#[tokio::test]
async fn a_certificate_is_revoked_for_a_reason_and_an_order_given_up() {
    let commande = certificat("b", Emploi::Insi, Etape::NOUVELLE);
    let mut decor = avec(vec![certificat("a", Emploi::Authentification, delivre()), commande]).await;
    let liste = decor.navigateur.lire(LISTE).await.html;
    let ouvrir = [("action", "ouvrir"), ("certificat", "a")];
    let form = decor.navigateur.envoyer(REVOQUER, &liste, &ouvrir).await.html;
    assert_eq!(faults(&form, Langue::Fr), Vec::<String>::new());
    let sans = decor.navigateur.envoyer(REVOQUER, &form, &[("certificat", "a")]).await;
    assert!(sans.html.contains(r#"id="raison-remarque""#));
    let champs = [("certificat", "a"), ("raison", "cle-compromise")];
    let faite = decor.navigateur.envoyer(REVOQUER, &form, &champs).await;
    assert!(faite.html.contains("Certificat révoqué"));
    let annulee = decor.navigateur.envoyer(LISTE, &faite.html, &[("certificat", "b")]).await;
    assert!(annulee.html.contains("Commande annulée"));
}
