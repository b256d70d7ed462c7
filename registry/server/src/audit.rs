use async_trait::async_trait;
use journal::{Journal, Record};
use registry_core::journal::Acte;
use registry_core::port::PortError;
use serde_json::{Map, Value, json};

/// The registry's acts, told to the journal.
pub struct Audit(pub Journal);

#[async_trait]
impl registry_core::journal::Journal for Audit {
    async fn consigner(&self, acte: Acte) -> Result<(), PortError> {
        let record = Record { event: acte.mot().mot.to_owned(), origin: None, fields: champs(&acte) };
        let refus = |cause: journal::JournalError| PortError::HorsService { port: "journal", cause: cause.to_string() };
        self.0.record(record).await.map_err(refus)
    }
}

fn champs(acte: &Acte) -> Map<String, Value> {
    let champs = match acte {
        Acte::CorrespondanceLue { cle, personne, trouvee } => {
            json!({"found": trouvee, "key.name": cle, "person.id": personne})
        }
        Acte::ImportCommence { empreinte, lignes } => json!({"file.sha256": empreinte, "rows": lignes}),
        Acte::ImportTermine { empreinte, ecritures, evenements } => {
            json!({"file.sha256": empreinte, "writes": ecritures, "events": evenements})
        }
        Acte::Portail(geste) => nommes(geste.mot().champs, geste.valeurs()),
        Acte::Dossier(dossier) => nommes(dossier.mot().champs, dossier.valeurs()),
        Acte::Lot(lot) => nommes(lot.mot().champs, lot.valeurs()),
        Acte::Carte(carte) => nommes(carte.mot().champs, carte.valeurs()),
        Acte::Certificat(certificat) => nommes(certificat.mot().champs, certificat.valeurs()),
        Acte::Adhesion(acte) => nommes(acte.mot().champs, acte.valeurs()),
    };
    champs.as_object().cloned().unwrap_or_default()
}

fn nommes(champs: &[&str], valeurs: Vec<String>) -> Value {
    champs.iter().zip(valeurs).map(|(champ, valeur)| ((*champ).to_owned(), Value::from(valeur))).collect()
}

#[cfg(test)]
mod tests {
    use sante::IdentifiantNational;

    use super::*;

    #[test]
    fn each_act_tells_the_fields_that_the_list_of_words_names() {
        let personne: IdentifiantNational = "899900000011".parse().unwrap();
        let empreinte = "00".repeat(32);
        for acte in [
            Acte::CorrespondanceLue { cle: "idp".to_owned(), personne, trouvee: true },
            Acte::ImportCommence { empreinte: empreinte.clone(), lignes: 1 },
            Acte::ImportTermine { empreinte, ecritures: 1, evenements: 1 },
        ] {
            let mut nommes = acte.mot().champs.to_vec();
            nommes.sort_unstable();
            assert_eq!(champs(&acte).keys().collect::<Vec<_>>(), nommes, "{acte:?}");
        }
    }
}
