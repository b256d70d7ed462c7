//! Cards at the counter of the card authority of tests, over HTTP.

use axum::Router;
use axum::http::StatusCode;
use carte_cps::{CommandeCarte, StructureCarte};
use registry_core::carte::{AutoriteCartes as _, AutoriteError, CarteId, ModeleCarte, RaisonOpposition};
use registry_outbound::IgcHttp;

use crate::igc::{CLE, guichet, servir};

fn cpe() -> CommandeCarte {
    CommandeCarte {
        modele: ModeleCarte::Cpe,
        identifiant: "3690990015/CPE00001".parse().unwrap(),
        nom: "FICTIF-NEUF".to_owned(),
        prenom: "Léo".to_owned(),
        structure: Some(StructureCarte {
            raison_sociale: "ASSOCIATION FICTIVE LES TILLEULS".to_owned(),
            identifiant: "1690990015".to_owned(),
            departement: "Rhône (69)".to_owned(),
        }),
        profession: None,
        codes_de: None,
    }
}

// requirement: GES-09 MIE-10 MIE-12
#[tokio::test]
async fn a_card_is_made_sent_renewed_with_its_codes_and_opposed_over_http() {
    let (autorite, une, suivante) = (guichet(CLE).await, CarteId::from("c-1"), CarteId::from("c-2"));
    let produite = autorite.produire(&une, &cpe()).await.unwrap();
    assert_eq!(autorite.produire(&une, &cpe()).await.unwrap(), produite, "asked twice, made once");
    autorite.envoyer(&une).await.unwrap();
    autorite.envoyer(&une).await.unwrap();
    let renouvelee = CommandeCarte { codes_de: Some(une.to_string()), ..cpe() };
    let renouvelee = autorite.produire(&suivante, &renouvelee).await.unwrap();
    assert_eq!(renouvelee.codes, produite.codes);
    assert_ne!(renouvelee.series, produite.series);
    for raison in RaisonOpposition::TOUTES {
        autorite.opposer(&une, raison).await.unwrap();
    }
}

// requirement: MIE-18
#[tokio::test]
async fn what_the_authority_refuses_is_told_in_its_words_and_is_not_asked_again() {
    let (autorite, une) = (guichet(CLE).await, CarteId::from("c-1"));
    autorite.produire(&une, &cpe()).await.unwrap();
    for (reference, commande, mot) in [
        (&une, CommandeCarte { nom: "FICTIF-AUTRE".to_owned(), ..cpe() }, "autre carte"),
        (&CarteId::from("c-2"), CommandeCarte { structure: None, ..cpe() }, "ne vont pas"),
        (&CarteId::from("c-3"), CommandeCarte { codes_de: Some("c-9".to_owned()), ..cpe() }, "codes"),
    ] {
        let refus = autorite.produire(reference, &commande).await.unwrap_err();
        assert!(matches!(&refus, AutoriteError::Refus(motif) if motif.contains(mot)), "{mot}: {refus:?}");
    }
}

#[tokio::test]
async fn what_the_authority_does_not_do_is_asked_again() {
    let perdue = RaisonOpposition::Perdue;
    let (connue, inconnue) = (CarteId::from("c-1"), CarteId::from("c-9"));
    let autorite = guichet(CLE).await;
    autorite.produire(&connue, &cpe()).await.unwrap();
    let personne = IgcHttp::new("http://127.0.0.1:1".parse().unwrap(), CLE.into(), None).unwrap();
    let muette = |suite: Result<(), AutoriteError>| matches!(suite, Err(AutoriteError::Injoignable(_)));
    assert!(muette(autorite.envoyer(&inconnue).await) && muette(autorite.opposer(&inconnue, perdue).await));
    for autre in [guichet("autre").await, personne, menteuse((StatusCode::OK, "{\"numero\":1}")).await] {
        assert!(muette(autre.produire(&connue, &cpe()).await.map(drop)));
        assert!(muette(autre.envoyer(&connue).await) && muette(autre.opposer(&connue, perdue).await));
    }
    let sans_motif = menteuse((StatusCode::UNPROCESSABLE_ENTITY, "rien")).await;
    let refus = sans_motif.produire(&connue, &cpe()).await.unwrap_err();
    assert!(matches!(refus, AutoriteError::Refus(motif) if motif.contains("refuse")));
}

/// Says the same to everything.
async fn menteuse(dit: (StatusCode, &'static str)) -> IgcHttp {
    let router = Router::new().fallback(move || async move { dit });
    IgcHttp::new(servir(router).await, CLE.into(), None).unwrap()
}
