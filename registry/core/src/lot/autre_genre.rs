/// What a file is that holds no table of ours. Each says how the same table is saved so that it can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AutreGenre {
    /// LibreOffice's own.
    Ods,
    /// A workbook of before 2007.
    Xls,
    Xlsb,
    /// Apple's.
    Numbers,
    Pdf,
    /// HTML or XML under the name of a spreadsheet, as programs of human resources export it.
    Page,
    Inconnu,
}

impl AutreGenre {
    pub const TOUS: [Self; 7] = [Self::Ods, Self::Xls, Self::Xlsb, Self::Numbers, Self::Pdf, Self::Page, Self::Inconnu];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ods => "ods",
            Self::Xls => "xls",
            Self::Xlsb => "xlsb",
            Self::Numbers => "numbers",
            Self::Pdf => "pdf",
            Self::Page => "page",
            Self::Inconnu => "inconnu",
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Ods => {
                "C’est un classeur ODS. Dans LibreOffice, choisissez « Enregistrer sous », puis « Excel 2007-365 (.xlsx) ». Envoyez ce second fichier."
            }
            Self::Xls => {
                "C’est un classeur d’avant 2007 (.xls). Enregistrez-le au format « Classeur Excel (.xlsx) », puis envoyez ce second fichier."
            }
            Self::Xlsb => {
                "C’est un classeur binaire (.xlsb). Enregistrez-le au format « Classeur Excel (.xlsx) », puis envoyez ce second fichier."
            }
            Self::Numbers => {
                "C’est un document Numbers. Choisissez « Exporter vers », puis « Excel ». Envoyez le fichier .xlsx."
            }
            Self::Pdf => {
                "C’est un PDF : ses colonnes ne se lisent pas. Envoyez le tableau d’origine, en XLSX ou en CSV."
            }
            Self::Page => {
                "C’est une page, et non un tableau, malgré son nom. Ouvrez-la dans votre tableur, enregistrez-la en XLSX, puis envoyez ce second fichier."
            }
            Self::Inconnu => {
                "Ce fichier n’est ni un CSV ni un classeur XLSX. Enregistrez-le dans l’un de ces deux formats."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_named_and_says_what_to_send_instead() {
        for genre in AutreGenre::TOUS {
            let phrase = genre.phrase();
            assert!(phrase.contains("XLSX") || phrase.contains(".xlsx"), "{genre:?}: {phrase}");
            assert!(phrase.ends_with('.') && !phrase.contains("rreur"), "{genre:?}: {phrase}");
        }
    }
}
