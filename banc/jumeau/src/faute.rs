/// Declares the faults, each with what the bench must say of it: the scenarios that catch it, and no other.
macro_rules! fautes {
    ($($(#[$doc:meta])* $faute:ident => [$($scenario:literal),+],)+) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Faute {
            $($(#[$doc])* $faute,)+
        }

        impl Faute {
            pub const TOUTES: &[Self] = &[$(Self::$faute,)+];

            /// The scenarios that must say *non conforme* of this twin.
            pub const fn attrapee_par(self) -> &'static [&'static str] {
                match self {
                    $(Self::$faute => &[$($scenario),+],)+
                }
            }
        }
    };
}

fautes! {
    /// Never opens a session.
    JamaisConnecte => ["connexion-carte", "connexion-ecps"],
    CibaPresse => ["ciba-rythme", "ciba-ralentie", "ciba-perimee"],
    /// Shows another number than the one it sends.
    CibaNombreInvente => ["connexion-ciba", "ciba-nombre", "ciba-tardive", "ciba-croisee"],
    CibaSansCanal => ["ciba-nombre"],
    CibaFreinIgnore => ["ciba-ralentie"],
    CibaBreve => ["ciba-tardive"],
    /// Takes every error for a request that waits.
    CibaInsiste => ["ciba-refus", "ciba-perimee"],
    /// Opens the session once the provider has taken the request.
    CibaSansReponse => ["ciba-refus", "ciba-perimee", "ciba-croisee"],
    CibaNonVerifie => ["ciba-jeton-verifie"],
    /// Gives the first answer to whoever has waited longest.
    CibaPremierVenu => ["ciba-croisee"],

    SansAcr => ["demande-acr"],
    SansState => ["demande-state", "state-absent"],
    StateFixe => ["state-neuf"],
    SansNonce => ["demande-nonce", "nonce-absent"],
    NonceFixe => ["nonce-neuf"],
    SansPkce => ["demande-pkce"],
    PkceFixe => ["pkce-neuf"],
    /// Makes its redirect URI from what the request says of the host.
    RetourSelonLHote => ["redirection-exacte"],
    SecretDansLAdresse => ["authentification-du-service"],
    /// Shows its certificate at the token endpoint alone.
    UserinfoSansCertificat => ["canal-prouve"],
    /// Sends its requests through the browser as they are.
    DemandeEnClair => ["demande-poussee"],
    DemandeNonSignee => ["demande-signee"],

    StateIgnore => ["state-altere"],
    StateAbsentAccepte => ["state-absent"],
    DemandeNonConsommee => ["state-rejoue"],
    /// Requests lie in one table, under their state, for every browser.
    DemandesCommunes => ["retour-detourne"],
    ReponseGardee => ["code-rejoue"],
    EchangeRepete => ["code-perime"],
    IssDeReponseIgnore => ["iss-autre"],
    IssDeReponseAbsentAccepte => ["iss-absent"],
    RefusPlante => ["refus", "annulation"],
    MessageRecopie => ["message-inerte"],
    DemandeUnique => ["abandon"],
    DemandeBreve => ["push-tardif"],

    SignatureIgnoree => ["signature-fausse", "ciba-jeton-verifie"],
    NoneAccepte => ["alg-none"],
    Hs256Accepte => ["alg-hs256"],
    CleInconnueAcceptee => ["kid-inconnu"],
    ClesJamaisRelues => ["rotation-des-cles"],
    IssIgnore => ["iss-faux"],
    AudIgnore => ["aud-faux"],
    AzpIgnore => ["azp-faux"],
    NonceIgnore => ["nonce-faux"],
    NonceAbsentAccepte => ["nonce-absent"],
    AtHashIgnore => ["at-hash-faux"],
    ExpIgnore => ["jeton-expire"],
    FuturAccepte => ["jeton-futur"],
    SubAbsentAccepte => ["sub-absent"],
    JetonAbsentAccepte => ["jeton-absent"],
    AcrIgnore => ["acr-plus-bas"],
    AcrLitteral => ["acr-change"],

    SubDeUserinfoIgnore => ["userinfo-autre-sub"],
    ExerciceSuppose => ["refpro-vide"],
    RoleParDefaut => ["sans-situation"],
    PremierExercice => ["plusieurs-exercices"],
    DoublonsRefuses => ["exercices-en-double"],
    CompteParSub => ["sujet-psi"],

    JamaisRafraichi => ["jeton-court"],
    /// Loses its refresh token at the first refresh.
    RafraichissementPerdu => ["rafraichissement"],
    RafraichiNonVerifie => ["rafraichissement-autre-personne"],
    RefusDeRafraichirIgnore => ["rafraichissement-refuse"],
    /// Hears no end of a session from the provider: neither a notice nor a refusal.
    SourdeALaFin => ["situation-terminee", "rafraichissement-refuse", "avis-obei"],
    SessionEternelle => ["session-bornee"],

    Impatient => ["fournisseur-lent"],
    PannePlante => ["fournisseur-en-panne"],
    PanneOuvre => ["fournisseur-en-panne"],
    UserinfoPannePlante => ["userinfo-en-panne"],
    SansRepli => ["repli"],

    SessionGardee => ["deconnexion-du-service"],
    DeconnexionLocale => ["deconnexion-propagee"],
    AvisIgnore => ["avis-obei"],
    SignatureDAvisIgnoree => ["avis-mal-signe"],
    AudienceDAvisIgnoree => ["avis-dautrui"],
    NonceDAvisAccepte => ["avis-deguise"],

    SecretDansLaPage => ["secret-cache"],
    JetonDansLAdresse => ["jeton-hors-adresse"],
    ConnexionEnCadre => ["hors-cadre"],
    AppelDuNavigateur => ["hors-navigateur"],
    TemoinLisible => ["temoin-protege"],
}

/// How a service may speak with the provider beyond the usual: each has twins of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Forme {
    /// By a secret, requests and answers in addresses.
    Simple,
    /// By a certificate.
    Prouvee,
    /// Requests are pushed.
    Poussee,
    /// Requests are signed.
    Signee,
}

impl Faute {
    /// The form without which it cannot show.
    pub const fn forme(self) -> Forme {
        match self {
            Self::UserinfoSansCertificat => Forme::Prouvee,
            Self::DemandeEnClair => Forme::Poussee,
            Self::DemandeNonSignee => Forme::Signee,
            _ => Forme::Simple,
        }
    }
}
