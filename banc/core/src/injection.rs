//! What the provider does wrong, or otherwise than usual, for the time of a scenario. Data only: the program carries it out.

/// One fault or change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Injection {
    /// The ID token of a code exchange.
    Jeton(AlterationJeton),
    /// The ID token of a refresh.
    JetonRafraichi(AlterationJeton),
    /// The ID token of a request that a person approved elsewhere (CIBA).
    JetonCiba(AlterationJeton),
    /// The first question about such a request is told to slow down (CIBA Core 1.0 §11).
    CibaRalentie,
    /// Every question is told that the request is too old.
    CibaPerimee,
    /// The token answer without an ID token.
    SansJeton,
    /// `expires_in` and `refresh_expires_in` of every token answer, in seconds.
    Durees {
        acces: i64,
        rafraichissement: i64,
    },
    /// The code exchange answers `invalid_grant`, as for a code that came too late.
    CodePerime,
    /// The code that the browser brings is the one of an earlier login.
    CodeDejaServi,
    /// Every refresh answers `invalid_grant`, as when a session has ended.
    RafraichissementRefuse,
    Userinfo(AlterationUserinfo),
    Retour(AlterationRetour),
    Panne(Panne),
    /// Token, userinfo and key answers come after this many milliseconds.
    Lenteur(u64),
}

/// An ID token, made again from the real one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AlterationJeton {
    pub signature: Signature,
    pub changements: &'static [Changement],
}

/// Who signs, or pretends to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Signature {
    /// The provider's own key: only the claims are wrong.
    Vraie,
    /// One bit of the signature is another.
    Brisee,
    /// RFC 7515 appendix A.5.
    Aucune,
    /// HS256 under the public key in PEM, as if it were a secret (RFC 8725 §2.1).
    Hs256,
    /// A key that is published nowhere, under a `kid` that nobody knows.
    CleInconnue,
    /// A key that appears in the published set at the moment when it first signs.
    CleNouvelle,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Changement {
    Retirer(&'static str),
    /// Another value, drawn from the seed.
    Autre(&'static str),
    Texte(&'static str, &'static str),
    /// So many seconds from now.
    Instant(&'static str, i64),
    /// The person under an identifier of another form (PSI, facts of 2026).
    SujetPsi,
    /// `iss` of a neighbour: same host, other realm.
    IssVoisin,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AlterationUserinfo {
    AutreSub,
    /// `SubjectRefPro` with an empty list.
    RefProVide,
    /// Nothing of a situation at all.
    SansSituation,
    /// Another exercice before the active one.
    PlusieursExercices,
    /// The active one, three times.
    ExercicesEnDouble,
    SujetPsi,
}

/// The authorization answer on its way through the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AlterationRetour {
    StateAutre,
    StateAbsent,
    IssAutre,
    IssAbsent,
    /// `access_denied` instead of a code, whose description is a script.
    RefusPiege,
}

/// What answers 503.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Panne {
    /// Discovery, keys, token, userinfo.
    Tout,
    /// The token endpoint, once the person has come back.
    Jeton,
    Userinfo,
}

/// Who userinfo speaks of when it speaks of somebody else: the beginning of `sub`, the identifier, the name.
pub const AUTRUI: [&str; 3] = ["f:autrui", "899999999999", "FICTIF-AUTRUI"];
/// What a script would be if a page repeated it.
pub const PIEGE: &str = "<script>banc()</script>";
/// The identifier of the structure that comes before the active one.
pub const LEURRE: &str = "F690999999";
/// A host that is not the service's.
pub const AUTRE_HOTE: &str = "ailleurs.banc.example";
