use std::fmt;

/// A mobile number in E.164, to which a code can be sent (COL-08, COL-10).
#[derive(Clone, PartialEq, Eq)]
pub struct Mobile(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MobileRefuse {
    #[error("not a telephone number")]
    Illisible,
    #[error("a French number that is no mobile")]
    PasUnMobile,
}

impl MobileRefuse {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Illisible => "mobile_illisible",
            Self::PasUnMobile => "mobile_fixe",
        }
    }

    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Illisible => {
                "Ce numéro n’est pas complet. Écrivez dix chiffres, ou + et l’indicatif pour un numéro étranger."
            }
            Self::PasUnMobile => {
                "Ce numéro ne reçoit pas de SMS. Donnez un numéro de mobile, qui commence par 06 ou 07."
            }
        }
    }
}

/// French national mobile prefixes (without the 0) that belong to another country code, longest first: the numbering plan
/// (ARCEP, decision 2018-0881) gives each overseas territory its own. 639 98 is the range kept for fiction, in France.
const OUTRE_MER: [(&str, &str); 20] = [
    ("63998", "33"),
    ("70930", "594"),
    ("70931", "594"),
    ("70932", "594"),
    ("70933", "594"),
    ("70934", "594"),
    ("7090", "590"),
    ("7091", "596"),
    ("7092", "262"),
    ("7093", "262"),
    ("639", "262"),
    ("690", "590"),
    ("691", "590"),
    ("692", "262"),
    ("693", "262"),
    ("694", "594"),
    ("696", "596"),
    ("697", "596"),
    ("7084", "508"),
    ("7085", "508"),
];
/// Country codes that share the French plan.
const PLAN_FRANCAIS: [&str; 5] = ["262", "508", "590", "594", "596"];

impl Mobile {
    /// Takes what people type: spaces, dots, dashes, `(0)`, a leading 0, `00` or `+`.
    pub fn lu(texte: &str) -> Result<Self, MobileRefuse> {
        let serre = texte.replace("(0)", "");
        let serre: String = serre.chars().filter(|c| !c.is_whitespace() && !".-()/\u{2011}".contains(*c)).collect();
        let (international, chiffres) = match (serre.strip_prefix('+'), serre.strip_prefix("00")) {
            (Some(reste), _) | (_, Some(reste)) => (true, reste),
            (None, None) => (false, serre.as_str()),
        };
        if chiffres.is_empty() || !chiffres.bytes().all(|octet| octet.is_ascii_digit()) {
            return Err(MobileRefuse::Illisible);
        }
        if international { Self::international(chiffres) } else { Self::national(chiffres) }
    }

    /// `+33639980001`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn national(chiffres: &str) -> Result<Self, MobileRefuse> {
        match chiffres.strip_prefix('0') {
            Some(abonne) if abonne.len() == 9 => Self::francais(abonne),
            _ => Err(MobileRefuse::Illisible),
        }
    }

    /// Nine digits after the 0.
    fn francais(abonne: &str) -> Result<Self, MobileRefuse> {
        if !abonne.starts_with(['6', '7']) {
            return Err(MobileRefuse::PasUnMobile);
        }
        let territoire = OUTRE_MER.iter().find(|(prefixe, _)| abonne.starts_with(prefixe));
        let indicatif = territoire.map_or("33", |(_, indicatif)| indicatif);
        Ok(Self(format!("+{indicatif}{abonne}")))
    }

    /// With `+33` people write the 0 too, and numbers of overseas territories.
    fn international(chiffres: &str) -> Result<Self, MobileRefuse> {
        if let Some(abonne) = chiffres.strip_prefix("33") {
            let abonne = abonne.strip_prefix('0').unwrap_or(abonne);
            return if abonne.len() == 9 { Self::francais(abonne) } else { Err(MobileRefuse::Illisible) };
        }
        if let Some((indicatif, abonne)) =
            PLAN_FRANCAIS.iter().find_map(|code| Some((code, chiffres.strip_prefix(code)?)))
        {
            return Self::outre_mer(indicatif, abonne.strip_prefix('0').unwrap_or(abonne));
        }
        let forme = (8..=15).contains(&chiffres.len()) && !chiffres.starts_with('0');
        if forme { Ok(Self(format!("+{chiffres}"))) } else { Err(MobileRefuse::Illisible) }
    }

    fn outre_mer(indicatif: &str, abonne: &str) -> Result<Self, MobileRefuse> {
        // Saint-Pierre-et-Miquelon has kept six digits beside the nine
        match (indicatif, abonne.len()) {
            ("508", 6) => Ok(Self(format!("+508{abonne}"))),
            (_, 9) if abonne.starts_with(['6', '7']) => Ok(Self(format!("+{indicatif}{abonne}"))),
            (_, 9) => Err(MobileRefuse::PasUnMobile),
            _ => Err(MobileRefuse::Illisible),
        }
    }
}

/// Never in a log.
impl fmt::Debug for Mobile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mobile(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lu(texte: &str) -> Result<String, MobileRefuse> {
        Mobile::lu(texte).map(|mobile| mobile.as_str().to_owned())
    }

    // requirement: COL-08
    #[test]
    fn a_mobile_becomes_international_however_it_was_written() {
        for texte in [
            "0639980001",
            "06 39 98 00 01",
            "06.39.98.00.01",
            "06-39-98-00-01",
            "06\u{a0}39\u{202f}98 00 01",
            "+33639980001",
            "+33 (0)6 39 98 00 01",
            "+33 0639980001",
            "0033 6 39 98 00 01",
        ] {
            assert_eq!(lu(texte).as_deref(), Ok("+33639980001"), "{texte}");
        }
        assert_eq!(lu("07 81 23 45 67").as_deref(), Ok("+33781234567"));
    }

    #[test]
    fn an_overseas_mobile_gets_the_code_of_its_territory() {
        for (texte, attendu) in [
            ("0690 12 34 56", "+590690123456"),
            ("0691123456", "+590691123456"),
            ("0694 12 34 56", "+594694123456"),
            ("0696123456", "+596696123456"),
            ("0697123456", "+596697123456"),
            ("0692 12 34 56", "+262692123456"),
            ("0693123456", "+262693123456"),
            ("0639 12 34 56", "+262639123456"),
            ("0708 50 12 34", "+508708501234"),
            ("0709 00 12 34", "+590709001234"),
            ("0709 31 12 34", "+594709311234"),
            ("0709 35 12 34", "+262709351234"),
            ("+33 690 12 34 56", "+590690123456"),
            ("+590 690 12 34 56", "+590690123456"),
            ("+262 0692 12 34 56", "+262692123456"),
            ("+508 55 12 34", "+508551234"),
        ] {
            assert_eq!(lu(texte).as_deref(), Ok(attendu), "{texte}");
        }
    }

    #[test]
    fn a_foreign_mobile_keeps_its_code() {
        assert_eq!(lu("+32 470 12 34 56").as_deref(), Ok("+32470123456"));
        assert_eq!(lu("00 687 75 12 34").as_deref(), Ok("+687751234"));
    }

    #[test]
    fn a_number_that_receives_no_code_is_refused_with_the_reason() {
        for texte in ["01 23 45 67 89", "0590 12 34 56", "+33 4 76 00 00 00", "+590 590 12 34 56", "0800 123 456"] {
            assert_eq!(lu(texte), Err(MobileRefuse::PasUnMobile), "{texte}");
        }
        for texte in
            ["", "06", "06399800011", "639980001", "0A39980001", "+", "++33639980001", "+3363998000", "٠٦٣٩٩٨٠٠٠١"]
        {
            assert_eq!(lu(texte), Err(MobileRefuse::Illisible), "{texte}");
        }
    }

    #[test]
    fn a_number_is_in_no_debug_text() {
        assert_eq!(format!("{:?}", Mobile::lu("0639980001")), "Ok(Mobile(…))");
    }
}
