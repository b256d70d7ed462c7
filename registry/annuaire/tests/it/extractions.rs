use http::{StatusCode, header};

use crate::decor::{Decor, ORIGINE, texte};

const NOM: &str = "PS_LibreAcces_202611230415.zip";

// requirement: DIR-01
#[tokio::test]
async fn whole_extractions_are_listed_and_given_and_nothing_else_of_the_folder_is() {
    let decor = Decor::nouveau().await;
    assert_eq!(decor.get("/extractions").await.json(), serde_json::json!([]), "none is there yet");
    let dossier = decor.dossier.path().join("extractions");
    std::fs::create_dir(&dossier).unwrap();
    for (nom, contenu) in [
        (NOM, vec![b'z'; 200_000]),
        ("PS_LibreAcces_202611220415.zip", b"hier".to_vec()),
        ("PS_LibreAcces_202611230416.partiel", b"en cours".to_vec()),
        ("autre.txt", b"secret".to_vec()),
    ] {
        std::fs::write(dossier.join(nom), contenu).unwrap();
    }
    let liste = decor.get("/extractions").await.json();
    assert_eq!(liste.as_array().unwrap().len(), 2);
    assert_eq!(texte(&liste, "/0/url"), format!("{ORIGINE}extractions/{NOM}"));
    let fichier = decor.get(&format!("/extractions/{NOM}")).await;
    assert_eq!((fichier.statut, fichier.corps.len()), (StatusCode::OK, 200_000));
    assert_eq!(fichier.entetes[header::CONTENT_TYPE], "application/zip");
    assert_eq!(fichier.entetes[header::CONTENT_LENGTH], "200000");
    for nom in
        ["autre.txt", "PS_LibreAcces_202611230416.partiel", "..%2Fregistre.db", "PS_LibreAcces_202601010000.zip", "%FF"]
    {
        assert_eq!(decor.get(&format!("/extractions/{nom}")).await.statut, StatusCode::NOT_FOUND, "{nom}");
    }
}
