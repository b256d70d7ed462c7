use carte_cps::{AutoriteCartes, AutoriteError, Monde};
use igc::{Defaut, IgcError, Role};

use crate::ici::{MAINTENANT, ici, medecin};

// requirement: X02
#[test]
fn who_serves_pages_can_never_vouch_for_a_person() {
    let ici = ici();
    let card = ici.igc.carte(&medecin().avec_defaut(Defaut::EmetteurServeurs)).unwrap();
    assert_eq!(ici.juger(&card).unwrap_err().code(), "CARTE_EMETTEUR_INCONNU");
    let machine = ici.igc.carte(&medecin().avec_defaut(Defaut::EmetteurOrganisations)).unwrap();
    assert_eq!(
        machine.chaine[2],
        ici.igc.certificat(Role::Racine),
        "it has the same root, and is refused all the same"
    );
    assert_eq!(ici.juger(&machine).unwrap_err().code(), "CARTE_EMETTEUR_INCONNU");
}

// requirement: X02
#[test]
fn the_certificate_of_a_server_opens_no_session() {
    let ici = ici();
    let server = ici.igc.serveur(&["localhost"]).unwrap();
    let der = x509_parser::pem::parse_x509_pem(server.chaine_pem.as_bytes()).unwrap().1.contents;
    let judge = ici.igc.autorite_cartes(MAINTENANT).unwrap();
    assert!(judge.verifier(&[der], MAINTENANT).is_err());
    let itself = ici.igc.certificat(Role::FortPersonnes);
    assert_eq!(judge.verifier(&[itself], MAINTENANT).unwrap_err().code(), "CARTE_EMETTEUR_INCONNU");
}

#[test]
fn the_hints_of_a_listener_are_the_authorities_of_persons() {
    let ici = ici();
    let judge = ici.igc.autorite_cartes(MAINTENANT).unwrap();
    let hints: Vec<_> = judge.emetteurs().iter().map(|der| der.as_ref()).collect();
    assert_eq!(hints, [Role::FortPersonnes, Role::StandardPersonnes].map(|role| ici.igc.certificat(role)));
}

#[test]
fn trust_material_that_is_none_is_refused_at_start() {
    let ici = ici();
    let card = ici.igc.carte(&medecin()).unwrap().chaine.remove(0);
    let root = ici.igc.certificat(Role::Racine).to_vec();
    let refus = |roots: &[Vec<u8>], issuers: &[Vec<u8>]| AutoriteCartes::new(roots, issuers, Monde::Test).unwrap_err();
    assert_eq!(refus(std::slice::from_ref(&root), &[card]), AutoriteError::PasUneAutorite(1));
    assert!(matches!(refus(&[root.clone(), vec![1, 2]], &[]), AutoriteError::Illisible(2, _)));
    let judge = ici.igc.autorite_cartes(MAINTENANT).unwrap();
    assert!(matches!(judge.avec_crls(&[root]), Err(AutoriteError::Crl(1, _))));
}

#[test]
fn the_authority_of_servers_signs_for_this_machine_only() {
    let ici = ici();
    assert!(ici.igc.serveur(&["localhost", "idp.localhost", "carte.caducee.test", "127.0.0.1", "::1"]).is_ok());
    for name in ["esante.gouv.fr", "notlocalhost", "test", "192.168.1.1", "a.testing"] {
        assert!(matches!(ici.igc.serveur(&[name]), Err(IgcError::NomInterdit(_))), "{name}");
    }
}

// requirement: X02
#[test]
fn a_machine_of_an_organisation_authenticates_and_is_no_card() {
    let ici = ici();
    let structure = igc::Structure {
        raison_sociale: "EHPAD, LES TILLEULS".into(),
        identifiant: "1690990114".into(),
        departement: String::new(),
    };
    let machine = ici.igc.organisation(&structure, "dui.example").unwrap();
    assert_eq!(machine.sujet, "CN=dui.example,OU=1690990114,O=EHPAD\\, LES TILLEULS,C=FR");
    let der = x509_parser::pem::parse_x509_pem(machine.certificat_pem.as_bytes()).unwrap().1.contents;
    let (_, read) = x509_parser::parse_x509_certificate(&der).unwrap();
    let usage = read.extended_key_usage().unwrap().unwrap().value;
    assert!(usage.client_auth && !usage.server_auth);
    assert_eq!(
        ici.igc.autorite_cartes(MAINTENANT).unwrap().verifier(&[der], MAINTENANT).unwrap_err().code(),
        "CARTE_EMETTEUR_INCONNU"
    );
    ici.igc.revoquer(&machine.serie, igc::Raison::CleCompromise).unwrap();
}

#[test]
fn the_seal_of_an_organisation_signs_and_authenticates_nothing() {
    let ici = ici();
    let structure = igc::Structure {
        raison_sociale: "EHPAD LES TILLEULS".into(),
        identifiant: "1690990114".into(),
        departement: "Rhône (69)".into(),
    };
    let seal = ici.igc.cachet(&structure, "EHPAD LES TILLEULS, cachet").unwrap();
    assert_eq!(seal.sujet, "CN=EHPAD LES TILLEULS\\, cachet,OU=1690990114,O=EHPAD LES TILLEULS,ST=Rhône (69),C=FR");
    let der = x509_parser::pem::parse_x509_pem(seal.certificat_pem.as_bytes()).unwrap().1.contents;
    let (_, read) = x509_parser::parse_x509_certificate(&der).unwrap();
    let usage = read.key_usage().unwrap().unwrap().value;
    assert!(usage.digital_signature() && usage.non_repudiation());
    let extended = read.extended_key_usage().unwrap().unwrap().value;
    assert!(extended.email_protection && !extended.client_auth);
    let period = x509_parser::asn1_rs::oid!(2.5.29.16);
    assert!(read.get_extension_unique(&period).unwrap().is_some(), "the key signs for a time of its own");
}
