use carte_cps::Famille;

use crate::der::extension::{CLIENT, OUVERTURE_DE_SESSION, Usage};
use crate::der::{Attribut, Extension, Nom};
use crate::{DemandeCarte, Role};

/// Private arc of the card authority: kind of card, number, usage octet, profession.
pub(crate) const TYPE_CARTE: &[u64] = &[1, 2, 250, 1, 71, 1, 2, 2];
const NUMERO: &[u64] = &[1, 2, 250, 1, 71, 1, 2, 3];
pub(crate) const USAGE: &[u64] = &[1, 2, 250, 1, 71, 1, 2, 5];
const PROFESSION: &[u64] = &[1, 2, 250, 1, 71, 1, 2, 7];

/// A test card.
const CARTE_DE_TEST: u8 = 0x80;

/// The authority that issues this kind of card.
pub(crate) const fn emetteur(famille: Famille) -> Role {
    match famille {
        Famille::Cps | Famille::Cpf => Role::FortPersonnes,
        Famille::Etablissement | Famille::AutreStructure => Role::StandardPersonnes,
    }
}

/// The subject as this kind of card lays it out: country first, the person last, in one RDN of three attributes.
pub(crate) fn sujet(demande: &DemandeCarte, cn: &str) -> Nom {
    let structure = demande.structure.as_ref();
    let place = structure.map(|structure| match demande.modele.famille() {
        Famille::AutreStructure => Attribut::localite(&structure.departement),
        _ => Attribut::departement(&structure.departement),
    });
    let employer = structure.map(|structure| Attribut::organisation(&structure.raison_sociale));
    let unit = structure.map(|structure| Attribut::unite(&structure.identifiant));
    let profession = demande.profession.as_ref().map(|profession| profession.libelle.as_str());
    let title = profession.or(demande.modele.titre()).map(Attribut::titre);
    let mut name = Nom::simple([Some(Attribut::pays()), place, employer, unit, title].into_iter().flatten());
    name.0.push(vec![Attribut::gn(&demande.prenom), Attribut::cn(cn), Attribut::sn(&demande.nom)]);
    name
}

/// What an authentication certificate says, before a defect changes it. `adresse`: where lists and certificates of the authority
/// are served.
pub(crate) fn extensions(demande: &DemandeCarte, numero: &str, adresse: &str, politique: &[u64]) -> Vec<Extension> {
    let famille = demande.modele.famille();
    let issuer = emetteur(famille).fichier();
    let mut extensions = vec![
        Extension::usage(Usage::Authentification),
        Extension::usages_etendus(&[CLIENT, OUVERTURE_DE_SESSION]),
        Extension::upn(&format!("{}@carte.caducee.test", demande.identifiant)),
        Extension::politique(politique),
        Extension::point_crl(&format!("{adresse}/crl/{issuer}.crl")),
        Extension::point_delta(&format!("{adresse}/crl/{issuer}-delta.crl")),
        Extension::acces_emetteur(&format!("{adresse}/ac/{issuer}.cer"), &format!("{adresse}/ocsp")),
        Extension::entier(TYPE_CARTE, u64::from(famille.code())),
        Extension::imprimable(NUMERO, numero),
        Extension::octet(USAGE, CARTE_DE_TEST),
    ];
    extensions.extend(demande.profession.as_ref().map(|profession| Extension::entier(PROFESSION, profession.code)));
    extensions
}
