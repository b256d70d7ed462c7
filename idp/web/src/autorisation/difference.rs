/// How a redirect URI that was sent differs from the nearest registered one: one sentence for a developer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    BarreEnTrop,
    BarreEnMoins,
    Schema,
    Port,
    Casse,
    Parametres,
    Fragment,
    Chemin,
    Autre,
}

impl Difference {
    /// The smallest first.
    #[cfg(test)]
    pub const ALL: [Self; 9] = [
        Self::BarreEnTrop,
        Self::BarreEnMoins,
        Self::Schema,
        Self::Port,
        Self::Casse,
        Self::Parametres,
        Self::Fragment,
        Self::Chemin,
        Self::Autre,
    ];

    /// The end of its text's key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BarreEnTrop => "retour.barre-en-trop",
            Self::BarreEnMoins => "retour.barre-en-moins",
            Self::Schema => "retour.schema",
            Self::Port => "retour.port",
            Self::Casse => "retour.casse",
            Self::Parametres => "retour.parametres",
            Self::Fragment => "retour.fragment",
            Self::Chemin => "retour.chemin",
            Self::Autre => "retour.autre",
        }
    }
}

/// The smallest difference to any registered address, in the order of the variants.
pub fn compare(sent: &str, registered: &[String]) -> Difference {
    let found = registered.iter().map(|one| against(sent, one));
    found.min_by_key(|difference| *difference as u8).unwrap_or(Difference::Autre)
}

fn against(sent: &str, registered: &str) -> Difference {
    let bare = |url: &str| url.split(['?', '#']).next().unwrap_or_default().to_owned();
    if sent.strip_suffix('/') == Some(registered) {
        Difference::BarreEnTrop
    } else if registered.strip_suffix('/') == Some(sent) {
        Difference::BarreEnMoins
    } else if sent.eq_ignore_ascii_case(registered) {
        Difference::Casse
    } else if sent.contains('#') && sent.split('#').next() == Some(registered) {
        Difference::Fragment
    } else if bare(sent) == bare(registered) {
        Difference::Parametres
    } else {
        by_parts(sent, registered)
    }
}

fn by_parts(sent: &str, registered: &str) -> Difference {
    let (Ok(sent), Ok(registered)) = (url::Url::parse(sent), url::Url::parse(registered)) else {
        return Difference::Autre;
    };
    let same_host = sent.host_str() == registered.host_str();
    let same_path = sent.path() == registered.path();
    let same_port = sent.port_or_known_default() == registered.port_or_known_default();
    match (same_host, sent.scheme() == registered.scheme(), same_port, same_path) {
        (true, false, _, true) => Difference::Schema,
        (true, true, false, true) => Difference::Port,
        (true, true, true, false) => Difference::Chemin,
        _ => Difference::Autre,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_difference_is_named() {
        use Difference::*;
        let registered = ["https://tilleuls.example/retour".to_owned(), "https://tilleuls.example/autre/".to_owned()];
        for (sent, expected) in [
            ("https://tilleuls.example/retour/", BarreEnTrop),
            ("https://tilleuls.example/autre", BarreEnMoins),
            ("http://tilleuls.example/retour", Schema),
            ("https://tilleuls.example:8443/retour", Port),
            ("https://tilleuls.example/RETOUR", Casse),
            ("https://tilleuls.example/retour?x=1", Parametres),
            ("https://tilleuls.example/retour#x", Fragment),
            ("https://tilleuls.example/ailleurs", Chemin),
            ("https://evil.example/retour", Autre),
            ("javascript:alert(1)", Autre),
        ] {
            assert_eq!(compare(sent, &registered), expected, "{sent}");
        }
        assert_eq!(compare("https://tilleuls.example/retour", &[]), Autre);
    }
}
