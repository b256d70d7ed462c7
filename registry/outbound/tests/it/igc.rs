//! The counter of the card authority of tests, over HTTP.

use std::sync::Arc;

use ambient::{Ambient, Seconds, Timestamp};
use axum::Router;
use certificat_org::{Commande, Delivre, NomCertificat, Usage, struct_id_nat};
use igc::{Igc as Autorite, guichet_commandes};
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use registry_core::certificat::{CertificatId, Igc as _, IgcError, RaisonRevocation};
use registry_outbound::IgcHttp;

pub const CLE: &str = "la-cle-du-guichet-d-essai";

pub async fn servir(router: Router) -> url::Url {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let adresse = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    adresse.parse().unwrap()
}

pub async fn guichet(cle: &str) -> IgcHttp {
    let (ambient, _) = Ambient::fixed(Timestamp::from_seconds(1_795_410_060), 1);
    let autorite = Arc::new(Autorite::create(&ambient, "https://igc.example").unwrap());
    let adresse = servir(guichet_commandes(autorite, CLE)).await;
    IgcHttp::new(adresse, cle.into(), None).unwrap()
}

fn commande(nom: &str) -> Commande {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, nom);
    Commande {
        usage: Usage::AuthCli,
        nom: NomCertificat::lire("DUI-AUTH").unwrap(),
        raison_sociale: "ASSOCIATION FICTIVE LES TILLEULS".to_owned(),
        structure: struct_id_nat("690990015"),
        departement: String::new(),
        demande: params.serialize_request(&KeyPair::generate().unwrap()).unwrap().pem().unwrap(),
    }
}

// requirement: CRT-08
#[tokio::test]
async fn a_certificate_is_ordered_and_revoked_over_http() {
    let (igc, reference) = (guichet(CLE).await, CertificatId::from("r-1"));
    let delivre = igc.delivrer(&reference, &commande("DUI-AUTH")).await.unwrap();
    assert!(delivre.certificat.starts_with("-----BEGIN CERTIFICATE-----"));
    assert_eq!(igc.revoquer(&reference, RaisonRevocation::Remplacee).await, Ok(()));
}

// requirement: CRT-08
#[tokio::test]
async fn what_the_authority_refuses_is_told_and_what_it_does_not_answer_is_asked_again() {
    let (igc, reference) = (guichet(CLE).await, CertificatId::from("r-1"));
    let refus = igc.delivrer(&reference, &commande("AUTRE")).await.unwrap_err();
    assert!(matches!(refus, IgcError::Refus(motif) if motif.contains("autre nom")));
    let inconnue = igc.revoquer(&CertificatId::from("r-9"), RaisonRevocation::Remplacee).await;
    assert!(matches!(inconnue, Err(IgcError::Injoignable(_))));
    let sans_cle = guichet("autre").await.delivrer(&reference, &commande("DUI-AUTH")).await;
    assert!(matches!(sans_cle, Err(IgcError::Injoignable(_))));
    let personne = IgcHttp::new("http://127.0.0.1:1".parse().unwrap(), CLE.into(), None).unwrap();
    let personne = personne.delivrer(&reference, &commande("DUI-AUTH")).await;
    assert!(matches!(personne, Err(IgcError::Injoignable(_))));
}

// requirement: CRT-01 CRT-05
#[tokio::test]
async fn a_certificate_of_another_key_name_structure_use_or_end_is_given_to_nobody() {
    let (igc, reference) = (guichet(CLE).await, CertificatId::from("r-1"));
    let voulue = commande("DUI-AUTH");
    let juste = igc.delivrer(&reference, &voulue).await.unwrap();
    let autre = |changer: fn(&mut Commande)| {
        let mut commande = voulue.clone();
        changer(&mut commande);
        commande
    };
    let mut fausses = Vec::new();
    for (numero, commande, cause) in [
        (2, commande("DUI-AUTH"), "another key"),
        (3, autre(|une| une.structure = struct_id_nat("440990026")), "another structure"),
        (4, autre(|une| une.usage = Usage::Sign), "another use"),
    ] {
        let donne = igc.delivrer(&CertificatId::from(format!("r-{numero}")), &commande).await.unwrap();
        fausses.push((donne, cause));
    }
    fausses.push((Delivre { jusque: juste.jusque.plus(Seconds::hours(24 * 365)), ..juste.clone() }, "another end"));
    fausses.push((Delivre { certificat: "rien".to_owned(), ..juste.clone() }, "no certificate"));
    for (fausse, dite) in fausses {
        let corps = serde_json::to_string(&fausse).unwrap();
        let router = Router::new().fallback(move || async move { ([("content-type", "application/json")], corps) });
        let menteuse = IgcHttp::new(servir(router).await, CLE.into(), None).unwrap();
        let donne = menteuse.delivrer(&reference, &voulue).await;
        assert!(matches!(&donne, Err(IgcError::Injoignable(cause)) if cause.contains(dite)), "{dite}: {donne:?}");
    }
}
