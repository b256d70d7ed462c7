use ambient::Timestamp;
use sante::IdentifiantNational;

use crate::Famille;

/// A card whose certificate holds in every respect, and what it says. Only
/// [`AutoriteCartes::verifier`](crate::AutoriteCartes::verifier) makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CarteCps {
    /// From the common name, the only field that identifies.
    pub identifiant: IdentifiantNational,
    pub famille: Famille,
    /// Surname and given name as the card shows them; the registry's are authoritative.
    pub nom: String,
    pub prenom: String,
    /// Code of TRE_G15, on cards of professionals.
    pub profession: Option<u64>,
    /// `title` of the subject: label of the profession or of the staff.
    pub intitule: Option<String>,
    /// `O` and `OU` (Struct_IdNat) of the subject, on cards of structures.
    pub raison_sociale: Option<String>,
    pub structure: Option<String>,
    /// What is printed on the card.
    pub numero_carte: Option<String>,
    /// Serial number of the certificate, upper-case hexadecimal.
    pub serie: String,
    /// Distinguished name of the issuing authority, and the identifier of its key in hexadecimal.
    pub emetteur: String,
    pub cle_emetteur: Option<String>,
    pub expire_le: Timestamp,
}
