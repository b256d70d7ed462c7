use annuaire::{Exercice, Personne, Porteur, SavoirFaire, Situation, Structure};
use sante::AutreIdentifiant;

pub const DOCTOR: &str = "899900000011";

/// facts/psc.md §2.2, values of another person.
pub const ID_TOKEN: &str = r#"{
  "exp": 1790000120, "iat": 1790000000, "auth_time": 1789999990, "jti": "uuid",
  "iss": "https://AUTH-HOST/auth/realms/esante-wallet", "aud": "rp-client-id",
  "sub": "f:uuid:899900000011", "typ": "ID", "azp": "rp-client-id", "nonce": "as received",
  "session_state": "uuid", "at_hash": "base64url", "sid": "uuid", "authMode": "MOBILE", "acr": "eidas1",
  "SubjectNameID": "899900000011", "preferred_username": "899900000011", "given_name": "A", "family_name": "B"
}"#;

/// facts/psc.md §2.3.
pub const ACCESS_TOKEN: &str = r#"{
  "exp": 1790000120, "iat": 1790000000, "auth_time": 1789999990, "jti": "uuid",
  "iss": "https://AUTH-HOST/auth/realms/esante-wallet", "sub": "f:uuid:899900000011", "typ": "Bearer",
  "azp": "rp-client-id", "nonce": "", "session_state": "uuid", "acr": "eidas1",
  "scope": "openid profile scope_all identity", "sid": "uuid", "authMode": "MOBILE",
  "otherIds": [{"identifiant": "899900000011", "origine": "RPPS", "qualite": 1}],
  "SubjectNameID": "899900000011", "preferred_username": "899900000011"
}"#;

/// facts/psc.md §2.4, key for key, the value of every leaf kept where it is a constant.
pub const USERINFO: &str = r#"{
  "Secteur_Activite": "SA07^1.2.250.1.71.4.2.4", "sub": "f:uuid:899900000011", "codeGenreActivite": "GENR01",
  "SubjectOrganization": "CABINET EXEMPLE", "Mode_Acces_Raison": "", "preferred_username": "899900000011",
  "codeCivilite": "M", "given_name": "JEAN", "Acces_Regulation_Medicale": "FAUX", "UITVersion": "1.0",
  "authMode": "MOBILE", "Palier_Authentification": "APPPRIP3^1.2.250.1.213.1.5.1.1.1",
  "SubjectRefPro": {
    "codeCivilite": "M",
    "exercices": [{
      "codeProfession": "10", "codeCategorieProfessionnelle": "C", "codeCiviliteDexercice": "DR",
      "nomDexercice": "FICTIF", "prenomDexercice": "JEAN", "codeTypeSavoirFaire": "S", "codeSavoirFaire": "SM26",
      "activities": [{
        "codeModeExercice": "L", "codeSecteurDactivite": "SA07", "codeSectionPharmacien": "", "codeRole": "",
        "codeGenreActivite": "GENR01", "numeroSiretSite": "", "numeroSirenSite": "", "numeroFinessSite": "",
        "numeroFinessetablissementJuridique": "", "identifiantTechniqueDeLaStructure": "R10001",
        "raisonSocialeSite": "CABINET EXEMPLE", "enseigneCommercialeSite": "", "complementDestinataire": "",
        "complementPointGeographique": "", "numeroVoie": "1", "indiceRepetitionVoie": "", "codeTypeDeVoie": "R",
        "libelleVoie": "DES TESTS", "mentionDistribution": "", "bureauCedex": "75009 PARIS", "codePostal": "75009",
        "codeCommune": "", "codePays": "99000", "telephone": "", "telephone2": "", "telecopie": "",
        "adresseEMail": "", "codeDepartement": "", "ancienIdentifiantDeLaStructure": "499900000011018",
        "autoriteDenregistrement": "CNOM/CNOM/CNOM"
      }]
    }]
  },
  "SubjectOrganizationID": "R10001", "SubjectRole": ["10^1.2.250.1.213.1.1.5.5"],
  "PSI_Locale": "1.2.250.1.213.1.3.1.1",
  "otherIds": [{"identifiant": "899900000011", "origine": "RPPS", "qualite": 1}],
  "SubjectNameID": "899900000011", "family_name": "FICTIF"
}"#;

pub fn cabinet(id: &str) -> Situation {
    Situation {
        id: id.into(),
        code_mode_exercice: "L".into(),
        code_secteur: "SA07".into(),
        code_section_pharmacien: String::new(),
        code_role: String::new(),
        code_genre_activite: "GENR01".into(),
        autorite: "CNOM/CNOM/CNOM".into(),
        debut: None,
        fin: None,
        structure: Some(Structure {
            identifiant_technique: "R10001".into(),
            raison_sociale: "CABINET EXEMPLE".into(),
            numero_voie: "1".into(),
            code_type_voie: "R".into(),
            libelle_voie: "DES TESTS".into(),
            bureau_cedex: "75009 PARIS".into(),
            code_postal: "75009".into(),
            code_pays: "99000".into(),
            ancien_identifiant: "499900000011018".into(),
            ..Structure::default()
        }),
    }
}

pub fn doctor() -> Personne {
    Personne {
        identifiant: DOCTOR.parse().unwrap(),
        porteur: Porteur::Professionnel,
        nom: "FICTIF".into(),
        prenom: "JEAN".into(),
        code_civilite: "M".into(),
        exercices: vec![Exercice {
            code_profession: "10".into(),
            code_categorie: "C".into(),
            code_civilite: "DR".into(),
            nom: "FICTIF".into(),
            prenom: "JEAN".into(),
            savoir_faire: vec![SavoirFaire { type_code: "S".into(), code: "SM26".into() }],
            situations: vec![cabinet("sit-1")],
        }],
        autres_identifiants: vec![AutreIdentifiant { identifiant: DOCTOR.into(), origine: "RPPS".into(), qualite: 1 }],
    }
}
