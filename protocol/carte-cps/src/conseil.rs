/// What the person can do about a refusal. The words are the page's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Conseil {
    /// Insert the card, then start again.
    InsererLaCarte,
    /// Close the browser, start again and choose the authentication certificate of the card.
    ChoisirLeBonCertificat,
    /// Order a new card; another means meanwhile.
    RenouvelerLaCarte,
    /// Call the support of the card's issuer, with the reference.
    AppelerLeSupport,
    /// Nothing is wrong with the card: try later, or use another means.
    Reessayer,
    /// Use a card of the other kind: real cards for the real service, test cards for a test service.
    ChangerDeCarte,
}

impl Conseil {
    /// Key of the text, for the page.
    pub const fn cle(self) -> &'static str {
        match self {
            Self::InsererLaCarte => "inserer-la-carte",
            Self::ChoisirLeBonCertificat => "choisir-le-bon-certificat",
            Self::RenouvelerLaCarte => "renouveler-la-carte",
            Self::AppelerLeSupport => "appeler-le-support",
            Self::Reessayer => "reessayer",
            Self::ChangerDeCarte => "changer-de-carte",
        }
    }
}
